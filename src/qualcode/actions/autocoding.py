"""Coding by words: a dictionary says which words speak for which code, and every unit that holds one is coded."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Row, select

from qualcode.actions.coding import require_codable
from qualcode.actions.importing.table_rows import at
from qualcode.actions.registry import action
from qualcode.actions.words.concordance import Context, hit_cells, told
from qualcode.actions.words.selected_text import ALL_ROLES, Reader, SelectedText, Selection, codings_meant, headings
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.messages import _, listed, plural, some_of
from qualcode.store import queries, rounds
from qualcode.store.models import Coding
from qualcode.store.queries import CodeTree
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.folding import folded
from qualcode.text.names import name_key
from qualcode.text.phrases import Phrase
from qualcode.text.span import Span
from qualcode.text.units import units

if TYPE_CHECKING:
    from qualcode.analysis.coding_table import CodingTable

UNITS = ("sentence", "paragraph", "turn", "hit")
COLUMNS = (
    *("document", "start", "end", "speaker", "left", "keyword", "right"),
    *("code", "coded_start", "coded_end", "coded_already"),
)
_WORDS = ("word", "phrase", "text", "term")  # what the column of words may be called

Hit: TypeAlias = tuple[str, int, int]
"""A document by name, and where in it words stand that are looked for."""

_Prepared: TypeAlias = Sequence[tuple[Phrase, str, Row[Any]]]


@dataclass(frozen=True)
class Rule:
    """A word or phrase, the path of the code it speaks for, and the unit that is coded where it stands."""

    words: str
    code: str
    unit: str = "sentence"


@dataclass(frozen=True)
class Proposal:
    """What coding by words does: each hit with its context, the codings that are not there yet, and how many of which code."""

    hits: list[tuple[Cell, ...]]
    rows: list[dict[str, Any]]
    codes: Counter[str]
    notes: list[str]

    def to_table(self) -> Table:
        """The hits, under ``COLUMNS``."""
        return Table(COLUMNS, self.hits, tuple(self.notes))


def read_rules(path: Path, unit: str = "sentence") -> list[Rule]:
    """The rules in a table with columns ``code`` and ``word`` (or ``phrase``), perhaps ``unit``; ``unit`` holds where it is silent.

    Raises UnreadableInput for a file that is no such table, WrongUse, with the line, for a row that means nothing.
    """
    from qualcode.formats.tables.reading import read_text_table

    table = read_text_table(path)
    table.require("code")
    there = {column.casefold() for column in table.columns}
    column = next((name for name in _WORDS if name in there), None)
    if column is None:
        table.require("word")
    rules = []
    for line, cells in table.records():
        rule = Rule(cells[str(column)], cells["code"].strip(), cells.get("unit", "").strip().casefold() or unit)
        with at(table, line):
            _require_sense(rule)
        rules.append(rule)
    if not rules:
        raise UnreadableInput(_("{name} holds no words.", name=path.name), _("Each row has a code and a word."))
    return rules


def _require_sense(rule: Rule) -> Phrase:
    if rule.unit not in UNITS:
        raise WrongUse(
            _("There is no unit {unit!r} to code by words.", unit=rule.unit),
            _("Units are: {units}.", units=listed(UNITS)),
        )
    if not rule.code:
        raise WrongUse(_("A row names no code."), _("Each row has a code and a word."))
    return Phrase(rule.words)


@action("coding.autocode")
def autocode(
    work: Work,
    rules: Sequence[Rule],
    selection: Selection | None = None,
    context: Context | None = None,
    *,
    without: Collection[Hit] = (),
) -> Proposal:
    """Code every unit that holds a rule's words, in the name of the coder at work, as one operation; hits ``without`` are left out.

    Interviewers' words are left alone unless the selection's roles or speakers ask for them. Where the coder has the code on
    the very span already, nothing is added. Raises NotFound for an unknown code, Refused for a heading or a retired one.
    """
    found = propose(work, rules, selection, context, without=without)
    work.journal.insert_many(Coding, found.rows)
    if found.rows:
        label = plural(
            "coded {n} place by its words: {codes}",
            "coded {n} places by their words: {codes}",
            len(found.rows),
            codes=_told(found.codes),
        )
        work.describe("coding.autocode", label)
    return found


def propose(
    view: View,
    rules: Sequence[Rule],
    selection: Selection | None = None,
    context: Context | None = None,
    *,
    without: Collection[Hit] = (),
) -> Proposal:
    """What ``autocode`` would do. Changes nothing; raises what ``autocode`` raises."""
    selection, context = selection or Selection(), context or Context()
    tree, coder = queries.code_tree(view), _who_codes(view)
    prepared = [(_require_sense(rule), rule.unit, tree.named(rule.code)) for rule in rules]
    for _phrase, _unit, code in prepared:
        require_codable(code)
    reader, found = Reader(view, selection), Proposal([], [], Counter(), [])
    coded = codings_meant(view, selection, "hit")
    for selected in reader.read():
        inside = None if coded is None else _Coded.within(coded[0], selected.row.name)
        left_out = {(start, end) for name, start, end in without if name == selected.row.name}
        hits = [
            it
            for it in _hits(view, selected, prepared)
            if (inside is None or inside.encloses(it[1])) and (it[1].start, it[1].end) not in left_out
        ]
        _propose_in(view, selected, hits, tree, context, found, coder)
    found.notes.extend([*_counted(found.hits, found.codes), *reader.notes()])
    if coded is not None:
        found.notes.append(coded[1][0])
    return found


@dataclass(frozen=True)
class _Coded:
    """What is coded in a document: where codings start, ascending, and how far those that have started by then reach."""

    starts: list[int]
    reach: list[int]

    @classmethod
    def within(cls, coded: CodingTable, document: str) -> _Coded:
        number = coded.documents.index(document)
        first, stop = coded.document.searchsorted([number, number + 1]).tolist()
        return cls(coded.start[first:stop].tolist(), list(accumulate(coded.end[first:stop].tolist(), max)))

    def encloses(self, hit: Span) -> bool:
        """Whether one coding holds all of a hit."""
        begun = bisect_right(self.starts, hit.start)
        return begun > 0 and self.reach[begun - 1] >= hit.end


def _who_codes(view: View) -> int:
    """The coder at work, or who looks; 0, whom no coding is of, where that is nobody yet."""
    if isinstance(view, Work):
        return view.coder_id
    return next((row.id for row in queries.coders(view) if row.name_key == name_key(view.viewer)), 0)


def _propose_in(
    view: View,
    selected: SelectedText,
    hits: Sequence[tuple[Row[Any], Span, Span, Span]],
    tree: CodeTree,
    context: Context,
    found: Proposal,
    coder: int,
) -> None:
    """Add the hits of one document, and the codings they make."""
    place = {"document_id": selected.row.id, "coder_id": coder}
    place["round"] = rounds.round_of(view.connection, selected.row.id, coder)
    there = _coded_already(view, place)
    made = set(there)
    for code, hit, unit, within in hits:
        key, path = (unit.start, unit.end, code.id), tree.path(code.id)
        cells = hit_cells(selected, hit, within, context)
        found.hits.append((*cells, path, unit.start, unit.end, key in there))
        if key not in made:
            made.add(key)
            found.codes[path] += 1
            span = {"start": unit.start, "end": unit.end, "code_id": code.id}
            found.rows.append({**place, **span, "weight": None, "created_at": now()})


def _coded_already(view: View, place: Mapping[str, int]) -> set[tuple[int, int, int]]:
    """Where the coder has which code in a document."""
    statement = select(Coding.start, Coding.end, Coding.code_id).filter_by(**place)
    return {(row.start, row.end, row.code_id) for row in view.connection.execute(statement)}


def _hits(view: View, selected: SelectedText, prepared: _Prepared) -> list[tuple[Row[Any], Span, Span, Span]]:
    """The hits of a document in the order of the text: each with its code, the span to be coded, and that of its context."""
    small = folded(selected.text)
    stretches = [span for _turn, span in selected.stretches]
    units_of = {unit: _units(view, selected, unit) for unit in {unit for _, unit, _ in prepared} - {"hit"}}
    found = []
    for number, (phrase, unit, code) in enumerate(prepared):
        for hit in phrase.find(small):
            said = _at(stretches, hit.start)
            holder = said if unit == "hit" else _at(units_of[unit], hit.start)
            if said and holder and _at(stretches, hit.end - 1) and (unit == "hit" or holder.encloses(hit)):
                found.append((hit, number, code, hit if unit == "hit" else holder, holder))
    found.sort(key=lambda it: it[:2])
    return [(code, hit, span, within) for hit, _number, code, span, within in found]


def _units(view: View, selected: SelectedText, unit: str) -> list[Span]:
    cut = headings(view, selected.row.id)
    return units(selected.text, unit, selected.turns, headings=cut, interviewers=True)


def _at(spans: Sequence[Span], position: int) -> Span | None:
    """The span that holds a position; ``spans`` are in order and apart."""
    number = bisect_right(spans, position, key=lambda span: span.start) - 1
    return spans[number] if number >= 0 and position < spans[number].end else None


def _counted(shown: Sequence[tuple[Cell, ...]], codes: Counter[str]) -> Iterator[str]:
    yield told(len(shown), len({row[0] for row in shown}))
    if codes:
        yield plural("{n} new coding: {codes}.", "{n} new codings: {codes}.", codes.total(), codes=_told(codes))
    if there := len({(row[0], *row[7:10]) for row in shown if row[10]}):
        yield plural("{n} coding is there already and stays.", "{n} codings are there already and stay.", there)


def _told(codes: Counter[str]) -> str:
    """The codes with their numbers, the most frequent by name."""
    return some_of(f"{path} ×{times}" for path, times in codes.most_common())


def with_interviewers(selection: Selection) -> Selection:
    """The selection with interviewers' words in it."""
    return replace(selection, roles=(*selection.roles, "interviewer") if selection.roles else (ALL_ROLES,))
