"""Reliability studies: opening rounds, giving out documents, following progress, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Row, func, select

from qualcode.actions.registry import action
from qualcode.actions.studies import figures
from qualcode.actions.studies.rounds import (
    Round,
    assignments_of,
    closed_round,
    codebook_changes,
    coders_of,
    documents_of,
    frozen_codebook,
    kept,
    open_round,
    plan_of,
    require_name,
    round_numbered,
    rounds_of,
    studies,
    study_named,
    unfinished,
)
from qualcode.actions.studies.sampling import Drawn, Sample, draw
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, labelled, listed, plural, some_of
from qualcode.store import queries
from qualcode.store.models import Assignment, Coding, RoundCoder, RoundDocument, Study, StudyRound
from qualcode.store.rounds import in_force
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key
from qualcode.text.units import UNITS

__all__ = ["Sample", "assign", "close", "listing", "new", "next_round", "status"]

Purpose = Literal["reliability", "dialogue"]
Touch = Literal["half", "any", "all"]


@dataclass(frozen=True)
class Plan:
    """What a round is to be: ``documents`` by name, or drawn as ``sample`` says; ``unit`` None is by kind of document.

    With ``keep`` what a coder has coded in a document already is her coding in the round, finished: so whoever codes alone is
    checked by a second coder without coding anew.
    """

    coders: Sequence[str]
    documents: Sequence[str] = ()
    sample: Sample | None = None
    unit: str | None = None
    blind: bool = True
    keep: bool = False


@action("study.new")
def new(work: Work, name: str, plan: Plan, *, purpose: Purpose = "reliability", touch: Touch = "half") -> Table:
    """Make a study and open its first round. Returns its documents, each with why it is in.

    The codebook is kept as it is now; while a blind round is open it is frozen, and nobody sees another's work in it.
    Raises WrongUse for fewer than two coders, no documents or an unknown unit; Refused for a name that is taken, a retired
    coder, a document in another open round.
    """
    require_name(work, name)
    made = work.journal.insert(
        Study, name=name.strip(), name_key=name_key(name), purpose=purpose, plan={"touch": touch, "rounds": {}}
    )
    study = next(row for row in studies(work) if row.id == made)
    table = _open(work, study, plan)
    work.describe("study.new", _("opened round 1 of the study {study}", study=study.name))
    return table


@action("study.next")
def next_round(work: Work, name: str, plan: Plan) -> Table:
    """Open the next round of a study, as ``new`` does the first. With no coders or unit named they stay as they were.

    Returns the documents; its notes say what has changed in the codebook since the last round. Raises Refused while a round is open.
    """
    study = study_named(work, name)
    last = round_numbered(work, study)
    if last.is_open:
        raise Refused(
            _("Round {ordinal} of {study} is open.", ordinal=last.ordinal, study=study.name),
            _("Close it first: qualcode study close"),
        )
    coders = plan.coders or [row.name for row in coders_of(work, last)]
    unit = plan.unit or last.row.unit or None
    table = _open(work, study, replace(plan, coders=coders, unit=unit))
    changes = codebook_changes(kept(work, last, "codebook"), frozen_codebook(work))
    work.describe(
        "study.next", _("opened round {ordinal} of the study {study}", ordinal=last.ordinal + 1, study=study.name)
    )
    return table.with_notes(
        [
            _("Changed in the codebook since round {ordinal}:", ordinal=last.ordinal)
            if changes
            else _("The codebook has not changed since round {ordinal}.", ordinal=last.ordinal),
            *(labelled(path, what) for path, what in changes.items()),
        ]
    )


def _open(work: Work, study: Row[Any], plan: Plan) -> Table:
    coders = _readers(work, plan.coders)
    drawn = draw(work, plan.documents, plan.sample)
    _require(work, plan, drawn)
    again = _coded_again(work, drawn.documents)
    pairs = [(document.id, coder.id) for document in drawn.documents for coder in coders]
    there = _coded_by(work, pairs) if plan.keep else {}
    number = 1 + (work.connection.scalar(select(func.max(StudyRound.number))) or 0)
    round_id = work.journal.insert(
        StudyRound,
        study_id=study.id,
        number=number,
        unit=plan.unit or "",
        blind=plan.blind,
        after_discussion=bool(again),
        codebook=frozen_codebook(work),
        opened_at=now(),
    )
    planned = drawn.plan | {"after_discussion": sorted(again)}
    rounds = study.plan.get("rounds", {}) | {str(number): planned}
    work.journal.update(Study, study.id, plan=study.plan | {"rounds": rounds})
    for document in drawn.documents:
        work.journal.insert(RoundDocument, study_round_id=round_id, document_id=document.id)
    for coder in coders:
        work.journal.insert(RoundCoder, study_round_id=round_id, coder_id=coder.id)
    give_out(work, number, pairs)
    _take_over(work, number, there)
    rows = [
        (row.name, row.kind, reason, row.guid.hex in again)
        for row, reason in zip(drawn.documents, drawn.reasons, strict=True)
    ]
    return Table(("document", "kind", "reason", "after_discussion"), rows)


def _readers(work: View, names: Sequence[str]) -> list[Row[Any]]:
    coders = [queries.coder_named(work, name) for name in dict.fromkeys(names)]
    for coder in coders:
        if coder.retired or coder.kind == "consensus":
            raise Refused(
                _("{coder} cannot read in a round: retired, or a layer of what was settled.", coder=coder.name),
                _("Name coders who code for themselves."),
            )
    if len(coders) < 2:
        raise WrongUse(_("A study compares at least two coders."), _("Name each with --by CODER."))
    return coders


def _require(work: View, plan: Plan, drawn: Drawn) -> None:
    if plan.unit is not None and plan.unit not in UNITS:
        raise WrongUse(_("{unit!r} is no unit.", unit=plan.unit), _("Units are: {units}", units=listed(UNITS)))
    taken = select(RoundDocument.document_id).join(StudyRound).where(StudyRound.closed_at.is_(None))
    reading = set(work.connection.scalars(taken))
    for document in drawn.documents:
        if document.id in reading:
            raise Refused(
                _("{document!r} is in a round that is open.", document=document.name), _("Close that round first.")
            )


def _coded_again(view: View, documents: Sequence[Row[Any]]) -> set[str]:
    """The guids of the documents that were in a round before: what is coded again after coders have seen each other's work."""
    before = set(view.connection.scalars(select(RoundDocument.document_id)))
    return {row.guid.hex for row in documents if row.id in before}


def give_out(work: Work, number: int, pairs: Sequence[tuple[int, int]]) -> None:
    """Give documents to coders (pairs of their ids) in a round; the mark of record passes on to the new assignment."""
    known = {(row.document_id, row.coder_id): row for row in queries.assignments(work)}
    record = {pair for pair in pairs if pair in known and known[pair].of_record}
    work.journal.update_many(Assignment, [known[pair].id for pair in record], of_record=False)
    moment = now()
    rows = [
        {
            "document_id": document_id,
            "coder_id": coder_id,
            "round": number,
            "assigned_at": moment,
            "of_record": (document_id, coder_id) in record,
        }
        for document_id, coder_id in pairs
    ]
    work.journal.insert_many(Assignment, [row | {"read_at": None, "done_at": None} for row in rows])


def _coded_by(view: View, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
    """The codings in force that coders have in documents already, by the pair of the two."""
    found: dict[tuple[int, int], list[int]] = {}
    wanted = select(Coding.id, Coding.document_id, Coding.coder_id).where(in_force())
    for row in queries.rows_with(view, wanted, Coding.document_id, {document for document, _coder in pairs}):
        if (row.document_id, row.coder_id) in pairs:
            found.setdefault((row.document_id, row.coder_id), []).append(row.id)
    return found


def _take_over(work: Work, number: int, there: dict[tuple[int, int], list[int]]) -> None:
    """Make codings those of a round, and say that whoever made them has finished."""
    for ids in there.values():
        work.journal.update_many(Coding, ids, round=number)
    made = work.connection.execute(
        select(Assignment.id, Assignment.document_id, Assignment.coder_id).where(Assignment.round == number)
    )
    done = [row.id for row in made if (row.document_id, row.coder_id) in there]
    work.journal.update_many(Assignment, done, done_at=now())


@action("study.assign")
def assign(work: Work, name: str, documents: Sequence[str], coders: Sequence[str], *, take_away: bool = False) -> int:
    """Give documents to coders in the open round of a study, or take them away. Returns how many assignments changed.

    Coders and documents that are not in the round come into it. Raises Refused where what is to be taken away has been coded.
    """
    study = study_named(work, name)
    round_ = open_round(work, study)
    pairs = [
        (queries.document_named(work, document).id, queries.coder_named(work, coder).id)
        for document in documents
        for coder in coders
    ]
    there = {(row.document_id, row.coder_id): row.id for row in assignments_of(work, round_)}
    if take_away:
        changed = [pair for pair in pairs if pair in there]
        _require_uncoded(work, round_, changed)
        work.journal.delete(Assignment, [there[pair] for pair in changed])
    else:
        changed = [pair for pair in pairs if pair not in there]
        _bring_in(work, round_, changed)
        give_out(work, round_.row.number, changed)
    words = (
        plural(
            "took away an assignment in {study}", "took away {n} assignments in {study}", len(changed), study=study.name
        )
        if take_away
        else plural(
            "gave a document to a coder in {study}", "made {n} assignments in {study}", len(changed), study=study.name
        )
    )
    work.describe("study.assign", words)
    return len(changed)


def _bring_in(work: Work, round_: Round, pairs: Sequence[tuple[int, int]]) -> None:
    documents = {row.id for row in documents_of(work, round_)}
    coders = {row.id for row in coders_of(work, round_)}
    for document_id in dict.fromkeys(document for document, _coder in pairs if document not in documents):
        work.journal.insert(RoundDocument, study_round_id=round_.row.id, document_id=document_id)
    for coder_id in dict.fromkeys(coder for _document, coder in pairs if coder not in coders):
        work.journal.insert(RoundCoder, study_round_id=round_.row.id, coder_id=coder_id)


def _require_uncoded(work: Work, round_: Round, pairs: Sequence[tuple[int, int]]) -> None:
    statement = select(Coding.document_id, Coding.coder_id).where(Coding.round == round_.row.number).distinct()
    coded = {tuple(row) for row in work.connection.execute(statement)}
    if coded.intersection(pairs):
        raise Refused(
            _("What has been coded in a round is not taken away."),
            _("Leave it unfinished: it is missing then, never blank."),
        )


@action("study.close")
def close(work: Work, name: str, *, unfinished_too: bool = False) -> Table:
    """Close the open round: freeze its texts, codings and codebook, and compute and keep its figures. Returns them.

    What is unfinished is missing in the figures. Raises Refused where something is, unless ``unfinished_too``.
    """
    study = study_named(work, name)
    round_ = open_round(work, study)
    waiting = unfinished(work, round_)
    if waiting and not unfinished_too:
        raise Refused(
            plural("Not finished yet: {what}.", "Not finished yet: {what}.", len(waiting), what=some_of(waiting, 8)),
            _("Each coder says: qualcode documents done DOCUMENT. Or close it all the same with --unfinished."),
        )
    snapshot = figures.frozen(work, study, round_)
    snapshot["codebook_at_close"] = frozen_codebook(work)
    work.journal.update(StudyRound, round_.row.id, snapshot=snapshot, closed_at=now())
    work.describe(
        "study.close", _("closed round {ordinal} of the study {study}", ordinal=round_.ordinal, study=study.name)
    )
    return figures.stored(work, study, closed_round(work, study, round_.ordinal))


def status(view: View, name: str | None = None, ordinal: int | None = None) -> Table:
    """Who reads what in a round (the latest unless ``ordinal`` says) and has finished it; with no name of every study."""
    chosen = studies(view) if name is None else [study_named(view, name)]
    rows, notes = [], []
    for study in chosen:
        round_ = round_numbered(view, study, ordinal)
        again = set(plan_of(study, round_).get("after_discussion", ()))
        guids = {row.id: row.guid.hex for row in documents_of(view, round_)}
        found = assignments_of(view, round_)
        rows += [
            (
                study.name,
                round_.ordinal,
                it.document,
                it.coder,
                it.done_at is not None,
                guids.get(it.document_id) in again,
            )
            for it in found
        ]
        notes += [_state(study, round_, sum(1 for it in found if it.done_at), len(found))]
    return Table(("study", "round", "document", "coder", "done", "after_discussion"), rows, tuple(notes))


def _state(study: Row[Any], round_: Round, done: int, total: int) -> str:
    state = _state_word(round_)
    words = _("blind") if round_.row.blind else _("with open eyes")
    return _(
        "{study}, round {ordinal}, {how}: {state}; {done} of {total} finished.",
        study=study.name,
        ordinal=round_.ordinal,
        how=words,
        state=state,
        done=done,
        total=total,
    )


def _state_word(round_: Round) -> str:
    if round_.is_open:
        return _("under way")
    return _("closed and settled") if round_.row.adjudicated_at else _("closed")


def listing(view: View) -> Table:
    """The studies: purpose, how many rounds, whether one is open, and documents and coders of the latest."""
    rows = []
    for study in studies(view):
        rounds = rounds_of(view, study)
        last = rounds[-1]
        sizes = len(documents_of(view, last)), len(coders_of(view, last))
        rows.append((study.name, study.purpose, len(rounds), last.is_open, last.row.unit or None, *sizes))
    return Table(("study", "purpose", "rounds", "open", "unit", "documents", "coders"), rows)
