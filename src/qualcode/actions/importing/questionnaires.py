"""Questionnaires into the project: respondents become cases, closed questions attributes, and answers their values.

What the project holds already is never overwritten by a questionnaire: a case of the same name is the same respondent, an
attribute of the same name and kind the same question, and where an answer differs from the value there, it is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.material import attributes
from qualcode.actions.material.cases import ids_of_cases
from qualcode.actions.registry import action
from qualcode.formats.bundle import Bundle, ChoiceDraft, QuestionDraft, Report
from qualcode.formats.questionnaires.answers import briefly
from qualcode.formats.questionnaires.reader import (
    QuestionnaireOptions,
    propose_mapping,
    read_questionnaire,
    save_mapping,
)
from qualcode.formats.sheets.reading import read_sheet_table
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.models import Attribute, AttributeValue
from qualcode.store.session import Work
from qualcode.table import Cell
from qualcode.text.names import name_key
from qualcode.text.values import parse

__all__ = [
    "QuestionnaireOptions",
    "add_cases",
    "bring_in",
    "propose_mapping",
    "read_questionnaire",
    "read_sheet_table",
    "save_mapping",
]

_NAMED = 10

# Which kinds of attributes take answers of a kind: a few answers do not tell a text from a choice, or a whole number from others.
_FITTING = {"text": ("text", "choice"), "choice": ("choice", "text"), "integer": ("integer", "decimal")}

Answers = Mapping[int, tuple[str, ...]]


@action("questionnaires.import")
def bring_in(work: Work, bundle: Bundle, *, replace: bool = False) -> Report:
    """Bring in the respondents and answers of a questionnaire, without its documents; see ``add_cases``."""
    work.describe("questionnaires.import", _("imported the cases of {source}", source=Path(bundle.report.source).name))
    add_cases(work, bundle, replace=replace)
    return bundle.report


def add_cases(work: Work, bundle: Bundle, *, replace: bool = False) -> None:
    """Make the cases, attributes and values of a questionnaire, as part of a larger operation.

    A case that is there gets a value only where it has none; a value that differs is kept and reported, unless ``replace``.
    An attribute of another kind that has a question's name is kept too, and the question gets one of another name. Findings
    are added to the bundle's report.
    """
    known = {row.name_key for row in queries.cases(work)}
    ids = ids_of_cases(work, [it.name for it in bundle.respondents])
    names = {ids[name_key(it.name)]: it.name for it in bundle.respondents}
    conflicts: list[str] = []
    there = {row.id for row in queries.attributes(work, "case")}
    shared: list[str] = []
    for question in bundle.questions:
        answers = {ids[name_key(it.name)]: it.answers.get(question.name, ()) for it in bundle.respondents}
        attribute = _attribute_of(work, question, answers, bundle.report)
        shared += [attribute.name] if attribute.id in there else []
        conflicts += _add_values(work, attribute, answers, names, replace)
    new = sum(name_key(name) not in known for name in names.values())
    _tell_shared(bundle, shared, another=new == len(bundle.respondents))
    _tell(bundle, new, conflicts, replace)


def _tell(bundle: Bundle, new: int, conflicts: Sequence[str], replace: bool) -> None:
    report = bundle.report
    report.add("read", plural("{n} new case", "{n} new cases", new))
    if known := len(bundle.respondents) - new:
        report.add("read", plural("{n} case that was there already", "{n} cases that were there already", known))
    for sentence in conflicts[:_NAMED]:
        report.add("changed" if replace else "not carried", sentence)
    if (more := len(conflicts) - _NAMED) > 0:
        sentence = plural("{n} more value that differs", "{n} more values that differ", more)
        report.add("changed" if replace else "not carried", sentence)


def _tell_shared(bundle: Bundle, shared: Sequence[str], another: bool) -> None:
    """Say which attributes were there before; that is worth a look where they come of ``another`` questionnaire."""
    if shared:
        sentence = plural(
            "{n} attribute was there already and takes these answers as well: {names}",
            "{n} attributes were there already and take these answers as well: {names}",
            len(shared),
            names=briefly(shared),
        )
        bundle.report.add("warning" if another else "read", sentence)


def _attribute_of(work: Work, question: QuestionDraft, answers: Answers, report: Report) -> Row[Any]:
    """The attribute of a question, made where there is none of its name that its answers fit."""
    name, number = question.name, 1
    while (there := queries.find_attribute(work, name, "case")) is not None:
        if _fits(question, answers, there):
            _add_choices(work, there, question, report)
            return there
        number += 1
        name = f"{question.name} ({question.kind})" if number == 2 else f"{question.name} ({question.kind} {number})"
    if name != question.name:
        sentence = _("there is another attribute {name!r}; this one is {other!r}", name=question.name, other=name)
        report.add("changed", sentence)
    choices = [_as_json(choice) for choice in question.choices]
    attributes.define(work, name, question.kind, label=question.label, many=question.many, choices=choices)
    return queries.attribute_named(work, name, "case")


def _fits(question: QuestionDraft, answers: Answers, attribute: Row[Any]) -> bool:
    """Whether the answers can be values of an attribute as they are: of its kind, or all of them choices it knows."""
    if question.many and not attribute.many:
        return False
    known = {it["value"] for it in attribute.choices}
    if attribute.kind == "choice" and known and all(known.issuperset(texts) for texts in answers.values()):
        return True
    return attribute.kind in _FITTING.get(question.kind, (question.kind,))


def _add_choices(work: Work, attribute: Row[Any], question: QuestionDraft, report: Report) -> None:
    """Let an attribute that is there know choices it had not, and labels where it had none."""
    choices = {it["value"]: dict(it) for it in attribute.choices}
    for draft in question.choices:
        known = choices.setdefault(draft.value, _as_json(draft))
        known["label"] = known["label"] or draft.label
        if draft.label and known["label"] != draft.label:
            sentence = _(
                "{value} of {name!r} means {old!r} in the project, {new!r} here; kept as it was",
                value=draft.value,
                name=attribute.name,
                old=known["label"],
                new=draft.label,
            )
            report.add("warning", sentence)
    label = attribute.label or question.label
    if question.label and label != question.label:
        sentence = _(
            "{name!r} asks {old!r} in the project, {new!r} here; the answers to both are in one attribute",
            name=attribute.name,
            old=label,
            new=question.label,
        )
        report.add("warning", sentence)
    work.journal.update(Attribute, attribute.id, choices=list(choices.values()), label=label)


def _as_json(choice: ChoiceDraft) -> dict[str, Any]:
    return {"value": choice.value, "label": choice.label, "missing": choice.missing}


def _add_values(
    work: Work, attribute: Row[Any], answers: Answers, names: Mapping[int, str], replace: bool
) -> list[str]:
    """Give cases their answers. Returns a sentence for each case that has other values already."""
    there = _values(work, attribute)
    parsed = {texts: [parse(attribute.kind, text) for text in texts] for texts in set(answers.values())}
    given = {case: parsed[texts] for case, texts in answers.items() if texts}
    new = [
        {"attribute_id": attribute.id, "case_id": case, "ordinal": ordinal, "value": value}
        for case, values in given.items()
        if case not in there
        for ordinal, value in enumerate(values)
    ]
    work.journal.insert_many(AttributeValue, new)
    other: dict[int, list[Cell]] = {
        case: [*given[case]] for case in given if there.get(case, given[case]) != given[case]
    }
    if replace:
        attributes.set_values(work, attribute, "case_id", other)
    return [_difference(names[case], attribute.name, there[case], other[case], replace) for case in other]


def _values(work: Work, attribute: Row[Any]) -> dict[int, list[Cell]]:
    """The values that cases have of an attribute, but for those of a certain date."""
    found: dict[int, list[Cell]] = {}
    statement = select(AttributeValue.case_id, AttributeValue.value).filter_by(attribute_id=attribute.id, as_of="")
    for case, value in work.connection.execute(statement.order_by(AttributeValue.ordinal)):
        found.setdefault(case, []).append(value)
    return found


def _difference(case: str, attribute: str, there: list[Cell], here: list[Cell], replace: bool) -> str:
    said = {"case": case, "attribute": attribute, "old": attributes.as_cell(there), "new": attributes.as_cell(here)}
    if replace:
        return _("{case}: {attribute} was {old}, is now {new}", **said)
    return _("{case}: {attribute} is {old} in the project, {new} here; kept as it was", **said)
