"""Settling what a closed round left in dispute: decisions with their reasons, and a consensus layer. Nobody's codings change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions import coders as coder_actions
from qualcode.actions import coding, memos
from qualcode.actions.registry import action
from qualcode.actions.studies import figures
from qualcode.actions.studies.rounds import Round, closed_round, study_named
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.messages import _, listed, noted, plural
from qualcode.store import queries
from qualcode.store.models import Code, Coding, Decision, StudyRound
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key
from qualcode.text.span import Span, united

OUTCOMES = ("keep", "drop")
LAYER = "consensus"
_NEEDED = ("document", "start", "end", "code", "decision", "reason")


@dataclass(frozen=True)
class Choice:
    """A decision on one disputed stretch: the code is kept on it or dropped, with the reason. ``line`` is where it was read."""

    document: str
    start: int
    end: int
    code: str
    outcome: str
    reason: str
    line: int | None = None

    @property
    def key(self) -> _Key:
        """What the dispute is known by."""
        return self.document, self.start, self.end, self.code


_Key = tuple[str, int, int, str]


def disputed(view: View, name: str, ordinal: int | None = None) -> Table:
    """The disputed stretches of a closed round with both readings and what was decided: what ``read_choices`` reads back."""
    study = study_named(view, name)
    round_ = closed_round(view, study, ordinal)
    found = figures.disputes(view, name, round_.ordinal)
    ground = _Ground.of(view, name, round_)
    known = _decided(view, round_)
    columns = ("document", "start", "end", "code", "applied_by", "not_applied_by", "text")
    rows = []
    for record in found.records():
        decision = known.get(ground.place(_key_of(record)))
        said = (None, None) if decision is None else (decision.outcome, decision.reason)
        rows.append((*(record[column] for column in columns), *said))
    left = sum(1 for row in rows if row[-2] is None)
    note = plural("{n} stretch is not decided yet.", "{n} stretches are not decided yet.", left)
    return Table((*columns, "decision", "reason"), rows, (*found.notes, note))


def _key_of(record: dict[str, Any]) -> _Key:
    return str(record["document"]), int(record["start"]), int(record["end"]), str(record["code"])


def read_choices(table: TextTable) -> list[Choice]:
    """The decisions in a table; rows without one are passed over.

    Raises UnreadableInput without the columns needed, WrongUse, naming the line, for a decision that is none or has no reason.
    """
    table.require(*_NEEDED)
    return [_choice(table, line, row) for line, row in table.records() if row["decision"].strip()]


def _choice(table: TextTable, line: int, row: dict[str, str]) -> Choice:
    try:
        start, end = int(row["start"]), int(row["end"])
    except ValueError:
        raise WrongUse(
            _("{file}, line {line}: start and end are numbers.", file=table.name, line=line), _("Nothing was changed.")
        ) from None
    outcome, reason = row["decision"].strip().lower(), row["reason"].strip()
    return Choice(row["document"], start, end, row["code"], outcome, reason, line)


@dataclass(frozen=True)
class _Ground:
    """What a round froze, in terms of the project as it is: ids by the names that documents and codes had then."""

    documents: dict[str, Row[Any]]
    codes: dict[str, Row[Any]]
    revised: frozenset[str]

    @classmethod
    def of(cls, view: View, name: str, round_: Round) -> _Ground:
        """Look the documents and codes of a closed round up in the project. What was erased or removed since is left out."""
        with figures.as_frozen(view, name, round_.ordinal) as then:
            tree = queries.code_tree(then)
            documents = {row.guid: row for row in queries.documents(then)}
            codes = {row.guid: tree.path(row.id) for row in tree.rows}
        now_there = {row.guid: row for row in queries.documents(view) if row.guid in documents}
        found = queries.rows_with(view, select(Code.__table__), Code.guid, codes)
        return cls(
            {documents[guid].name: row for guid, row in now_there.items()},
            {codes[row.guid]: row for row in found},
            frozenset(
                documents[guid].name for guid, row in now_there.items() if row.text_hash != documents[guid].text_hash
            ),
        )

    def place(self, key: _Key) -> tuple[int, int, int, int] | None:
        """Ids and span of a dispute; None where its document or code is gone."""
        document, start, end, code = key
        if document not in self.documents or code not in self.codes:
            return None
        return self.documents[document].id, start, end, self.codes[code].id


def _decided(view: View, round_: Round) -> dict[tuple[int, int, int, int] | None, Row[Any]]:
    found = queries.rows(view, select(Decision.__table__).where(Decision.study_round_id == round_.row.id))
    return {(row.document_id, row.start, row.end, row.code_id): row for row in found}


@action("study.adjudicate")
def adjudicate(
    work: Work,
    name: str,
    choices: Sequence[Choice],
    *,
    ordinal: int | None = None,
    layer: str = LAYER,
    notes: bool = False,
) -> int:
    """Decide disputed stretches of a closed round, each with a reason. Returns how many stay undecided.

    What the coders agree on enters the consensus layer with the first decisions, what is kept is added, what is dropped is
    not; deciding again replaces a decision. Once a document has nothing undecided its consensus counts. ``notes`` writes the
    reasons as memos on the codes. Raises WrongUse for a decision that is none or without a reason, NotFound for what was not
    in dispute, Refused where the text was revised since, or ``layer`` is a person.
    """
    study = study_named(work, name)
    round_ = closed_round(work, study, ordinal)
    words = plural(
        "decided a disputed stretch of {study}",
        "decided {n} disputed stretches of {study}",
        len(choices),
        study=study.name,
    )
    work.describe("study.adjudicate", words)
    ground = _Ground.of(work, name, round_)
    disputes = list(map(_key_of, figures.disputes(work, name, round_.ordinal).records()))
    choices = [_in_full(choice, disputes) for choice in choices]
    _require(choices, set(disputes), ground)
    layer_id = _layer(work, layer)
    if not _decided(work, round_) and round_.row.adjudicated_at is None:
        _enter_agreed(work, name, round_, ground, disputes, layer_id)
    for choice in choices:
        _decide(work, round_, ground, choice, layer_id)
    if notes:
        _write_notes(work, study, round_, ground, choices)
    return _settle(work, round_, ground, disputes, layer_id)


def _in_full(choice: Choice, disputes: Sequence[_Key]) -> Choice:
    """The decision with the code's whole path, where its name alone says which of the disputes at this place is meant."""
    there = {key[3] for key in disputes if key[:3] == choice.key[:3]}
    meant = [path for path in there if path == choice.code or path.endswith(f"/{choice.code}")]
    return replace(choice, code=meant[0]) if len(meant) == 1 else choice


def _require(choices: Sequence[Choice], disputes: set[_Key], ground: _Ground) -> None:
    for choice in choices:
        where = f"{choice.document} {choice.start}–{choice.end} {choice.code}"
        where = noted(_("line {line}", line=choice.line), where) if choice.line else where
        if choice.outcome not in OUTCOMES:
            raise WrongUse(
                _("{where}: {decision!r} is no decision.", where=where, decision=choice.outcome),
                _("Decisions are: {outcomes}", outcomes=listed(OUTCOMES)),
            )
        if not choice.reason.strip():
            raise WrongUse(_("{where}: a decision needs a reason.", where=where), _("Nothing was changed."))
        if choice.key not in disputes or ground.place(choice.key) is None:
            raise NotFound(
                _("{where}: this was not in dispute.", where=where),
                _("qualcode study adjudicate lists what was. Nothing was changed."),
            )
        if choice.document in ground.revised:
            raise Refused(
                _("{document!r} was revised since the round closed.", document=choice.document),
                _("Its places are no longer those of the round; code the consensus in the text as it is."),
            )


def _layer(work: Work, name: str) -> int:
    """The consensus layer of this name, made where there is none."""
    known = next((row for row in queries.coders(work) if row.name_key == name_key(name)), None)
    if known is None:
        coder_actions.add(work, name, kind="consensus")
        return int(queries.coder_named(work, name).id)
    if known.kind != "consensus":
        raise Refused(
            _("{name} is a coder, not a layer of what was settled.", name=known.name), _("Name another with --layer.")
        )
    return int(known.id)


def _enter_agreed(
    work: Work, name: str, round_: Round, ground: _Ground, disputes: Sequence[_Key], layer_id: int
) -> None:
    """Put what all who finished a document coded alike into the layer: the words that all of them put a code on."""
    apart: dict[tuple[str, str], list[Span]] = {}
    for document, start, end, code in disputes:
        apart.setdefault((document, code), []).append(Span(start, end))
    with figures.as_frozen(work, name, round_.ordinal) as then:
        agreed = list(_agreed(then, apart))
    for document, code, span in agreed:
        place = None if document in ground.revised else ground.place((document, span.start, span.end, code))
        if place is not None:
            _put(work, place, layer_id)


def _agreed(then: View, apart: dict[tuple[str, str], list[Span]]) -> Iterator[tuple[str, str, Span]]:
    coded: dict[tuple[str, str], dict[str, list[Span]]] = {}
    for row in coding.listing(then):
        by_coder = coded.setdefault((row.document, row.code), {})
        by_coder.setdefault(row.coder, []).append(Span(row.start, row.end))
    done = coder_actions.progress(then)
    for (document, code), by_coder in coded.items():
        readers = done.get(document, set())
        if len(readers) > 1 and readers <= by_coder.keys():
            shared = reduce(_common, (list(united(by_coder[coder])) for coder in readers))
            for span in _outside(shared, list(united(apart.get((document, code), [])))):
                yield document, code, span


def _common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The stretches in both of two series of spans, each in order and apart."""
    pairs = ((max(a.start, b.start), min(a.end, b.end)) for a in one for b in other)
    return [Span(start, end) for start, end in pairs if start < end]


def _outside(spans: Sequence[Span], holes: Sequence[Span]) -> Iterator[Span]:
    """What is left of spans outside some others."""
    for span in spans:
        start = span.start
        for hole in holes:
            if hole.start < span.end and hole.end > start:
                if start < hole.start:
                    yield Span(start, hole.start)
                start = hole.end
        if start < span.end:
            yield Span(start, span.end)


def _decide(work: Work, round_: Round, ground: _Ground, choice: Choice, layer_id: int) -> None:
    place = ground.place(choice.key)
    assert place is not None
    document_id, start, end, code_id = place
    said = {"outcome": choice.outcome, "reason": choice.reason.strip(), "coder_id": work.coder_id, "at": now()}
    known = _decided(work, round_).get(place)
    if known is not None:
        work.journal.update(Decision, known.id, **said)
    else:
        where = {"document_id": document_id, "start": start, "end": end, "code_id": code_id}
        work.journal.insert(Decision, study_round_id=round_.row.id, **where, **said)
    if choice.outcome == "keep":
        _put(work, place, layer_id)
    else:
        there = _at(work, place, layer_id)
        remove_rows(work.journal, Coding, [] if there is None else [there])


def _put(work: Work, place: tuple[int, int, int, int], layer_id: int) -> None:
    if _at(work, place, layer_id) is None:
        work.journal.insert(Coding, **_columns(place, layer_id), created_at=now())


def _at(work: Work, place: tuple[int, int, int, int], layer_id: int) -> int | None:
    return work.connection.scalar(select(Coding.id).filter_by(**_columns(place, layer_id)))


def _columns(place: tuple[int, int, int, int], layer_id: int) -> dict[str, int]:
    document_id, start, end, code_id = place
    where = {"document_id": document_id, "start": start, "end": end, "code_id": code_id}
    return where | {"coder_id": layer_id, "round": 0}


def _settle(work: Work, round_: Round, ground: _Ground, disputes: Sequence[_Key], layer_id: int) -> int:
    """Say of each document that its consensus is done where nothing is left, and of the round where all is. Returns what is left."""
    decided = _decided(work, round_)
    left = [key for key in disputes if (place := ground.place(key)) is not None and place not in decided]
    waiting = {document for document, *_rest in left} | ground.revised
    marks = [
        coder_actions.Assigned(row.id, layer_id, name not in waiting, None) for name, row in ground.documents.items()
    ]
    coder_actions.assign_all(work, marks)
    settled = round_.row.adjudicated_at or now() if not left else None
    work.journal.update(StudyRound, round_.row.id, adjudicated_at=settled)
    return len(left)


def _write_notes(work: Work, study: Row[Any], round_: Round, ground: _Ground, choices: Sequence[Choice]) -> None:
    """A memo on each code with the reasons of what was decided about it: what its rule may have to say."""
    title = _("{study}, round {ordinal}: what was decided", study=study.name, ordinal=round_.ordinal)
    tree = queries.code_tree(work)
    for code in dict.fromkeys(choice.code for choice in choices):
        lines = [
            _(
                "{decision}, “{words}”: {reason}",
                decision=choice.outcome,
                words=_words(work, ground, choice),
                reason=choice.reason,
            )
            for choice in choices
            if choice.code == code
        ]
        memos.add(
            work,
            "\n".join(lines),
            target=memos.Target(code=tree.path(ground.codes[code].id)),
            title=title,
            kind="code rule",
        )


def _words(view: View, ground: _Ground, choice: Choice, limit: int = 60) -> str:
    text = queries.text_of(view, ground.documents[choice.document].id)
    words = " ".join(text[choice.start : choice.end].split())
    return words if len(words) <= limit else f"{words[: limit - 1]}…"
