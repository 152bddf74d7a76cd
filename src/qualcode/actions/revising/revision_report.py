"""What a revision did, in sentences; and these kept with the operation, as those of an import are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, select

from qualcode.actions.revising.spans import Carried
from qualcode.actions.revising.text_change import TextChange
from qualcode.formats.bundle import Finding, Report
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.anchors import Anchor
from qualcode.store.models import (
    Assignment,
    Change,
    Coder,
    DocumentOriginal,
    DocumentRevision,
    ImportReport,
    RoundDocument,
    Study,
    StudyRound,
)
from qualcode.store.session import Work
from qualcode.store.view import View

_LITTLE = 0.3  # of the old text in the new one: perhaps the wrong file
_LONG = 200  # code points from which on that tells something
_QUOTED = 60  # code points of a quotation shown whole
_AROUND = 15  # shown around what differs in longer ones


@dataclass(frozen=True)
class Revised:
    """What a revision did: ``number`` is that of the text there is now; ``change`` is None where nothing was changed.

    ``unchanged``, ``moved``, ``edited`` and ``unplaced`` count the rows on words: codings, segments, spans of cases.
    """

    document: str
    number: int
    report: Report
    change: TextChange | None = None
    unchanged: int = 0
    moved: int = 0
    edited: int = 0
    joined: int = 0
    unplaced: int = 0


def findings(
    change: TextChange, carried: Carried, parts: Iterable[str], to_know: Iterable[Finding]
) -> Iterator[Finding]:
    """All of it: the text, how many spans stay, turns and sections (``parts``), what to think of, and spans one by one."""
    yield from _of_text(change)
    yield from _of_spans(carried)
    yield from (Finding("changed", sentence) for sentence in parts)
    yield from to_know
    yield from _one_by_one(change, carried)


def _of_text(change: TextChange) -> Iterator[Finding]:
    """How much of the text is another, and whether that looks like a mistake."""
    n, moves = len(change.map.edits), len(change.map.moves)
    yield Finding("changed", plural("the text differs in {n} place", "the text differs in {n} places", n))
    if moves:
        yield Finding("changed", plural("{n} passage has moved", "{n} passages have moved", moves))
    if change.kept < _LITTLE and len(change.old) > _LONG:
        yield Finding("warning", _("little of the old text is left: look whether this is the right file"))


def _of_spans(carried: Carried) -> Iterator[Finding]:
    """What became of codings and other spans: how many, and one by one those that are not as they were."""
    if not carried.placements:
        return
    edited, moved, lost = carried.with_certainty("edited"), carried.with_certainty("moved"), carried.lost
    summary = _(
        "codings and other spans: {unchanged} unchanged, {moved} moved, {edited} edited, {lost} without a sure place",
        unchanged=len(carried.with_certainty("unchanged")),
        moved=len(moved),
        edited=len(edited),
        lost=len(lost),
    )
    yield Finding("changed", summary)
    for twin, heir in carried.joined.items():
        words = _("{what}: two on the very same words are one now", what=carried.words[twin])
        yield Finding("changed", words, _where(carried, heir))


def _one_by_one(change: TextChange, carried: Carried) -> Iterator[Finding]:
    """Each span that is not as it was: without a place, with other words, moved."""
    for anchor in carried.lost:
        yield Finding("warning", _lost(change, carried, anchor))
    for anchor in carried.with_certainty("edited"):
        old, new = _differing(anchor.span.of(change.old), _new_words(change, carried, anchor))
        if old == new:
            words = _(
                "{what}: only white space has changed in “{quote}”", what=carried.words[anchor], quote=_shortened(old)
            )
        else:
            words = _("{what}: “{old}” is “{new}” now", what=carried.words[anchor], old=old, new=new)
        yield Finding("changed" if old != new else "read", words, _where(carried, anchor))
    for anchor in carried.with_certainty("moved"):
        words = _(
            "{what}: moved from {start}–{end}", what=carried.words[anchor], start=anchor.span.start, end=anchor.span.end
        )
        yield Finding("read", words, _where(carried, anchor))


def _lost(change: TextChange, carried: Carried, anchor: Anchor) -> str:
    candidates = len(carried.placements[anchor].candidates)
    return plural(
        "{what}: “{quote}” has no sure place; {n} comes near",
        "{what}: “{quote}” has no sure place; {n} come near",
        candidates,
        what=carried.words[anchor],
        quote=_shortened(anchor.span.of(change.old)),
    )


def _where(carried: Carried, anchor: Anchor) -> str:
    span = carried.placements[anchor].span
    return f"{span.start}–{span.end}" if span else ""


def _new_words(change: TextChange, carried: Carried, anchor: Anchor) -> str:
    span = carried.placements[anchor].span
    return span.of(change.new) if span else ""


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"


def _differing(old: str, new: str) -> tuple[str, str]:
    """Two quotations, long ones cut down to where they differ."""
    old, new = (" ".join(words.split()) for words in (old, new))
    if max(len(old), len(new)) <= _QUOTED:
        return old, new
    before = max(_shared(old, new) - _AROUND, 0)
    after = max(_shared(old[before:][::-1], new[before:][::-1]) - _AROUND, 0)
    return _cut(old, before, after), _cut(new, before, after)


def _shared(one: str, other: str) -> int:
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other)))


def _cut(words: str, before: int, after: int) -> str:
    return f"{'…' if before else ''}{_shortened(words[before : len(words) - after])}{'…' if after else ''}"


def what_to_know(view: View, document: Row[Any], new_file: bool) -> Iterator[Finding]:
    """What a person should think of when she revises this document."""
    done = select(Coder.name).join(Assignment, Assignment.coder_id == Coder.id)
    done = done.where(Assignment.document_id == document.id, Assignment.done_at.is_not(None))
    if coders := sorted(set(view.connection.scalars(done))):
        words = _("marked as done by {coders}: what is new counts as read and not coded by them", coders=listed(coders))
        yield Finding("warning", words)
    for study, number in view.connection.execute(_closed_rounds(document)):
        words = _(
            "round {number} of {study} is closed: its figures keep to the text as it was", number=number, study=study
        )
        yield Finding("warning", words)
    if new_file and (by := _corrected_here(view, document)):
        words = _("corrected here last by {coder}: what the new file does not have of that is as before it", coder=by)
        yield Finding("warning", words)


def _closed_rounds(document: Row[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(Study.name, StudyRound.number)
        .join(StudyRound, StudyRound.study_id == Study.id)
        .join(RoundDocument, RoundDocument.study_round_id == StudyRound.id)
        .where(RoundDocument.document_id == document.id, StudyRound.closed_at.is_not(None))
    )


def _corrected_here(view: View, document: Row[Any]) -> str | None:
    """Who has revised a document since its file came, None where nobody has."""
    last = select(DocumentRevision.guid, Coder.name).join(Coder, DocumentRevision.coder_id == Coder.id)
    last = last.where(DocumentRevision.document_id == document.id).order_by(DocumentRevision.number.desc())
    revision = view.connection.execute(last.limit(1)).first()
    if revision is None:
        return None
    file = select(DocumentOriginal.guid).where(DocumentOriginal.document_id == document.id)
    latest = select(Change.operation_id).order_by(Change.operation_id.desc()).limit(1)
    revised = view.connection.scalar(latest.where(Change.guid == revision.guid))
    replaced = view.connection.scalar(latest.where(Change.guid.in_(file)))
    return None if revised == replaced else str(revision.name)


def keep(work: Work, revised: Revised, file: Report | None = None) -> None:
    """Keep with the operation what a revision did, and what there was to say of the ``file`` the text came from."""
    if revised.change is None:
        return
    document = queries.document_named(work, revised.document)
    turns = queries.turns(work, document.id)
    told = {
        "name": document.name,
        "outcome": "revised",
        "characters": document.length,
        "words": document.words,
        "turns": len(turns),
        "speakers": len({turn.speaker_id for turn in turns} - {None}),
    }
    content = file_content(file or Report(document.name))
    content["findings"] += [[it.kind, it.sentence, it.where] for it in revised.report.findings]
    work.journal.insert(ImportReport, operation_id=work.journal.operation_id, content=[content | {"documents": [told]}])


def file_content(file: Report) -> dict[str, Any]:
    """What is told of a file, under its bare name: a folder on somebody's machine is nobody's business."""
    name = Path(file.source).name
    findings = [[it.kind, it.sentence.replace(file.source, name), it.where] for it in file.findings]
    return {"source": name, "format": file.format, "encoding": file.encoding, "findings": findings}
