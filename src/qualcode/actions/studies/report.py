"""The methods paragraph of a study, written from what happened and from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, select

import qualcode
from qualcode.actions.studies import figures
from qualcode.actions.studies.rounds import (
    Round,
    codebook_changes,
    coders_of,
    documents_of,
    kept,
    plan_of,
    rounds_of,
    study_named,
)
from qualcode.actions.studies.sampling import in_words
from qualcode.messages import _, clauses, joined, labelled, listed, noted, plural
from qualcode.store import queries
from qualcode.store.models import Assignment, Decision, RoundDocument
from qualcode.store.view import View
from qualcode.text.unit_names import unit_word

CITATION = "Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed.). Sage."


def methods(view: View, name: str) -> str:
    """What was done in a study, in sentences for the methods section, a paragraph for each round and one for the whole.

    Raises NotFound for an unknown study. Of a dialogue it holds no coefficient.
    """
    study = study_named(view, name)
    rounds = rounds_of(view, study)
    paragraphs = [
        _of_round(view, study, round_, rounds[number - 1] if number else None) for number, round_ in enumerate(rounds)
    ]
    paragraphs.append(list(_of_whole(view, study)))
    return "\n\n".join(joined(sentences) for sentences in paragraphs if sentences) + "\n"


def _of_round(view: View, study: Row[Any], round_: Round, before: Round | None) -> list[str]:
    sentences = [_readers(view, round_), in_words(plan_of(study, round_)), *_again(view, study, round_)]
    sentences += [_units(study, round_), _codebook(view, round_)]
    if before is not None:
        sentences += _changes(view, before, round_)
    if round_.is_open:
        return [*sentences, _("The round is still open.")]
    if study.purpose == "reliability":
        sentences += _figures(view, study, round_)
    return [*sentences, *_settled(view, round_)]


def _readers(view: View, round_: Round) -> str:
    names = [row.name for row in coders_of(view, round_)]
    documents = len(documents_of(view, round_))
    given = {"ordinal": round_.ordinal, "coders": len(names), "names": listed(names)}
    if round_.row.blind:
        return plural(
            "In round {ordinal}, {coders} coders ({names}) coded {n} document independently, without seeing each other's work.",
            "In round {ordinal}, {coders} coders ({names}) coded {n} documents independently, without seeing each other's work.",
            documents,
            **given,
        )
    return plural(
        "In round {ordinal}, {coders} coders ({names}) coded {n} document with open eyes, able to see each other's work.",
        "In round {ordinal}, {coders} coders ({names}) coded {n} documents with open eyes, able to see each other's work.",
        documents,
        **given,
    )


def _again(view: View, study: Row[Any], round_: Round) -> Iterator[str]:
    guids = set(plan_of(study, round_).get("after_discussion", ()))
    names = [row.name for row in documents_of(view, round_) if row.guid.hex in guids]
    if names:
        yield _("Coded again after discussion: {documents}.", documents=listed(names))


def _units(study: Row[Any], round_: Round) -> str:
    unit = _unit_word(round_.row.unit)
    rules = {
        "half": _(
            "a coding counts for a unit when it covers at least half of it, or at least half of the coding lies in it"
        ),
        "any": _("a coding counts for every unit it touches"),
        "all": _("a coding counts for the units it covers wholly"),
    }
    return _(
        "The program cut the texts into units ({unit}); coders marked freely, and {rule}. Uncoded text counts as not coded.",
        unit=unit,
        rule=rules[study.plan["touch"]],
    )


def _unit_word(unit: str | None) -> str:
    if unit is None:
        return _("what fits the kind of document (turn, clause, answer, message, paragraph)")
    return unit_word(unit)


def _codebook(view: View, round_: Round) -> str:
    codes = [code for code in kept(view, round_, "codebook")["codes"] if code["is_codable"] and not code["retired"]]
    date, number = round_.row.opened_at.date().isoformat(), plural("{n} code", "{n} codes", len(codes))
    if round_.row.blind:
        return _("The codebook of {date} ({codes}) was frozen for the round.", date=date, codes=number)
    return _("The round began with the codebook of {date} ({codes}).", date=date, codes=number)


def _changes(view: View, before: Round, round_: Round) -> Iterator[str]:
    changes = codebook_changes(kept(view, before, "codebook"), kept(view, round_, "codebook"))
    if changes:
        what = listed(noted(path, words) for path, words in changes.items())
        yield _("Since round {ordinal} the codebook changed: {what}.", ordinal=before.ordinal, what=what)
    else:
        yield _("The codebook had not changed since round {ordinal}.", ordinal=before.ordinal)


def _figures(view: View, study: Row[Any], round_: Round) -> Iterator[str]:
    found = [it for it in figures.over_rounds(view, study.name).records() if it["round"] == round_.ordinal]
    defined = [it for it in found if it["alpha"] is not None]
    yield _("Agreement is Krippendorff's alpha, nominal, each code a yes or no to each unit (Krippendorff 2019).")
    if defined:
        yield _(
            "By code, with 95% intervals from {times} resamples of the units: {figures}.",
            times=figures.REPLICATES,
            figures=clauses(map(_figure, defined)),
        )
    if undefined := [noted(it["code"], it["note"]) for it in found if it["alpha"] is None]:
        yield _("Undefined: {codes}.", codes=listed(undefined))
    if rare := [noted(it["code"], _reservation(it)) for it in defined if it["note"]]:
        yield _("With reservations: {codes}.", codes=listed(rare))
    if left_out := _missing(view, round_):
        yield _("Not finished and so missing, not blank: {what}.", what=listed(left_out))
    yield from figures.erased(kept(view, round_, "snapshot"))


def _reservation(record: dict[str, Any]) -> str:
    """What must be read with a figure, in the language of the reader where that can be: it is kept in that of who closed the round."""
    from qualcode.analysis.agreement.code_rows import RARE_BELOW, too_few

    units = record["coded_units"]
    return too_few(units) if 0 < units < RARE_BELOW else str(record["note"])


def _figure(record: dict[str, Any]) -> str:
    from qualcode.analysis.agreement.code_rows import POOLED

    code = _("all codes together") if record["code"] == POOLED else record["code"]
    interval = "" if record["ci_low"] is None else f" [{record['ci_low']:.2f}, {record['ci_high']:.2f}]"
    return f"{code} α = {record['alpha']:.2f}{interval}"


def _missing(view: View, round_: Round) -> list[str]:
    """Who had not finished what when the round closed, from what was frozen."""
    tables = kept(view, round_, "snapshot").get("tables", {})
    coders = {row["guid"]: row["name"] for row in tables.get("coder", ())}
    documents = {row["guid"]: row["name"] for row in tables.get("document", ())}
    return [
        labelled(coders[row["coder_id"]], documents[row["document_id"]])
        for row in tables.get("assignment", ())
        if row["done_at"] is None and row["document_id"] in documents
    ]


def _settled(view: View, round_: Round) -> Iterator[str]:
    found = queries.rows(view, select(Decision.__table__).where(Decision.study_round_id == round_.row.id))
    if not found:
        yield _("Disagreements were not settled stretch by stretch.")
        return
    names = {row.id: row.name for row in queries.coders(view)}
    kept_ones = sum(1 for row in found if row.outcome == "keep")
    yield plural(
        "{n} disagreement was settled by {who}, with a written reason: in {kept} the code was kept, in {dropped} dropped; "
        "the coders' own codings were left as they were.",
        "{n} disagreements were settled by {who}, each with a written reason: in {kept} the code was kept, in {dropped} dropped; "
        "the coders' own codings were left as they were.",
        len(found),
        who=listed(dict.fromkeys(names[row.coder_id] for row in found)),
        kept=kept_ones,
        dropped=len(found) - kept_ones,
    )


def _of_whole(view: View, study: Row[Any]) -> Iterator[str]:
    if study.purpose == "dialogue":
        yield _("The coders compared their readings in dialogue; no coefficient was computed.")
    yield from _the_rest(view)
    yield _("All was done with qualcode {version}.", version=qualcode.__version__)
    if study.purpose == "reliability":
        yield CITATION


def _the_rest(view: View) -> Iterator[str]:
    """Who coded the documents that were in no round."""
    in_rounds = set(view.connection.scalars(select(RoundDocument.document_id)))
    done = select(Assignment.document_id, Assignment.coder_id).where(Assignment.done_at.is_not(None))
    coded = {(row.document_id, row.coder_id) for row in queries.codings(view)} | {
        (row.document_id, row.coder_id) for row in view.connection.execute(done)
    }
    persons = {row.id: row.name for row in queries.coders(view) if row.kind != "consensus"}
    rest = sorted((document, coder) for document, coder in coded if document not in in_rounds and coder in persons)
    if not rest:
        return
    by_document = Counter(document for document, _coder in rest)
    single = Counter(coder for document, coder in rest if by_document[document] == 1)
    if single:
        who = listed(noted(persons[coder], number) for coder, number in single.most_common())
        yield plural(
            "{n} further document was coded by one coder: {who}.",
            "{n} further documents were coded by one coder each: {who}.",
            single.total(),
            who=who,
        )
    if several := sum(1 for number in by_document.values() if number > 1):
        yield plural(
            "{n} further document was coded by several outside the study.",
            "{n} further documents were coded by several outside the study.",
            several,
        )
