"""What the columns of a questionnaire most likely are, where nobody has said: a mapping to look at, change and keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qualcode.formats.bundle import ChoiceDraft
from qualcode.formats.questionnaires.answer_kinds import are_choices, are_in_words, kind_of, separator_of, whole_choices
from qualcode.formats.questionnaires.answers import Answers, AnswerTable, briefly
from qualcode.formats.questionnaires.mapping import CELL, ColumnUse, QuestionnaireMapping, QuestionnaireOptions
from qualcode.formats.sheets.cells import breadth
from qualcode.messages import _, listed
from qualcode.text.names import name_key

_NAMES_RESPONDENTS = re.compile(
    r"case(?:[ _]?id)?|(?:respondent|response|participant|record|subject|interview|questionnaire)(?:[ _]?(?:id|no\.?|number|name|code))?"
    r"|id|serial(?:[ _]?number)?|编号|序号|个案|案例|个案编号|(?:问卷|答卷|受访者|被访者|访谈对象|样本|参与者|调查对象)(?:编号|序号|代码|id|号)?",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(r"\d{1,6}")
_LONGEST_NAME = 60


def propose(table: AnswerTable, options: QuestionnaireOptions) -> QuestionnaireMapping:
    """A use for each column, by what ``options`` say and what the answers are; guesses are noted in the table's report.

    Raises UnreadableInput where ``options`` name a column that is not there.
    """
    chosen: dict[str, ColumnUse] = {}
    for wanted in options.open:
        chosen |= {it.name: ColumnUse(it.name, "open", label=it.label) for it in table.named(wanted)}
    for wanted in options.skip:
        chosen |= {it.name: ColumnUse(it.name, "skip") for it in table.named(wanted)}
    if case := _case(table, options, chosen):
        chosen[case.column] = case
    guesses_open = options.documents and not options.open
    columns = tuple(chosen.get(it.name) or _guess(it, guesses_open) for it in table.columns)
    _tell(table, columns, guesses_open)
    return QuestionnaireMapping(columns, options.shape, options.sheet, Path(table.name).name)


def _case(table: AnswerTable, options: QuestionnaireOptions, chosen: dict[str, ColumnUse]) -> ColumnUse | None:
    """The column that names the respondents: the one that was said, else one called so, with a name of its own in each row.

    Mere numbers that nobody has called names would be those of another questionnaire too: the file's name goes before them.
    """
    if options.case:
        return ColumnUse(table.named(options.case)[0].name, "case")
    for column in table.columns:
        if column.name not in chosen and _NAMES_RESPONDENTS.fullmatch(column.name) and _is_identity(column):
            numbers = all(map(_SHORT_NUMBER.fullmatch, map(str.strip, column.cells)))
            name = f"{Path(table.name).stem} {CELL}" if numbers else ""
            called = _("{name} and so on", name=(name or CELL).replace(CELL, column.cells[0].strip()))
            sentence = _("respondents are named by the column {column!r}: {called}", column=column.name, called=called)
            table.report.add("read", sentence)
            return ColumnUse(column.name, "case", name)
        if column.name not in chosen and _NAMES_RESPONDENTS.fullmatch(column.name):
            sentence = _(
                "the column {column!r} does not name the respondents: {why}",
                column=column.name,
                why=_why_not(table, column),
            )
            table.report.add("warning", sentence)
    return None


def _why_not(table: AnswerTable, column: Answers) -> str:
    """What keeps a column from naming respondents, with the place of an example."""
    keys = [name_key(cell) for cell in column.cells]
    if "" in keys:
        return _("there is no name on {place}", place=table.place(keys.index("")))
    again = next((at for at, key in enumerate(keys) if key in keys[:at]), None) if len(set(keys)) < len(keys) else None
    if again is not None:
        places = [table.place(keys.index(keys[again])), table.place(again)]
        return _("{name!r} is there twice ({places})", name=column.cells[again].strip(), places=listed(places))
    return _("its names are long")


def _is_identity(column: Answers) -> bool:
    names = {name_key(cell) for cell in column.cells}
    return len(names) == len(column.cells) and "" not in names and max(map(breadth, names)) <= _LONGEST_NAME


def _guess(column: Answers, guesses_open: bool) -> ColumnUse:
    given = column.given()
    if not given and not column.joined:
        return ColumnUse(column.name, "skip")
    if column.ticked is not None:
        choice = ChoiceDraft(column.choice or column.name, column.label)
        return ColumnUse(
            column.name, "attribute", column.joined, column.joined_label, "choice", True,
            ticked=column.ticked, choice=choice.value, choices=(choice,) if column.label else (),
        )  # fmt: skip
    if column.joined:
        return ColumnUse(
            column.name, "attribute", column.joined, column.joined_label, "choice", True, choices=column.choices
        )
    missing = {choice.value for choice in column.choices if choice.missing}
    answers = {text: times for text, times in given.items() if text not in missing}
    kind, separator = _kind(column, answers, guesses_open)
    if kind == "open":
        return ColumnUse(column.name, "open", label=column.label)
    choices = column.choices
    if separator:
        choices = (*choices, *map(ChoiceDraft, whole_choices(answers, separator)))
    return ColumnUse(column.name, "attribute", "", column.label, kind, bool(separator), separator, choices=choices)


def _kind(column: Answers, answers: dict[str, int], guesses_open: bool) -> tuple[str, str]:
    """The kind of the attribute, or "open", and what parts several choices in a cell."""
    kind = column.kind or kind_of(answers)
    if kind != "text":
        return kind, ""
    if separator := separator_of(answers, column.label or column.name):
        return "choice", separator
    if are_choices(answers):
        return "choice", ""
    is_open = guesses_open and are_in_words(answers, column.label or column.name)
    return ("open" if is_open else "text"), ""


def _tell(table: AnswerTable, columns: tuple[ColumnUse, ...], guessed: bool) -> None:
    report = table.report
    words = [it.column for it in columns if it.use == "open"]
    if guessed and words:
        report.add(
            "warning",
            _(
                "taken for answers in words, by their length: {columns}. If that is wrong, say --open COLUMN or keep a mapping.",
                columns=briefly(words),
            ),
        )
    for kind, names in _by_kind(columns):
        report.add("read", _("attributes of kind {kind}: {columns}", kind=kind, columns=briefly(names)))
    if empty := [it.name for it, use in zip(table.columns, columns) if use.use == "skip" and not it.given()]:
        report.add("not carried", _("columns without an answer: {columns}", columns=briefly(empty)))


def _by_kind(columns: tuple[ColumnUse, ...]) -> Iterator[tuple[str, list[str]]]:
    kinds = dict.fromkeys(it.kind for it in columns if it.use == "attribute")
    for kind in kinds:
        yield kind, list(dict.fromkeys(it.attribute for it in columns if it.use == "attribute" and it.kind == kind))
