"""The rows of a table as codings of this project: names looked up, texts compared, what cannot stand said with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions import coders as coder_actions
from qualcode.actions import coding
from qualcode.errors import NotFound, QualcodeError, Refused
from qualcode.messages import _, joined
from qualcode.store import queries, rounds
from qualcode.store.models import Coding
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.text.anchor import find_once
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.formats.bundle import CodingDraft, Report

_SAID = 20  # names that cannot be used that are said at once


@dataclass
class Names:
    """The project's documents, codes and coders by the names a file uses for them."""

    documents: dict[str, Row[Any]] = field(default_factory=dict)
    codes: dict[str, Row[Any]] = field(default_factory=dict)
    coders: dict[str, int] = field(default_factory=dict)


def resolve(work: Work, drafts: Sequence[CodingDraft], create_coders: bool) -> Names:
    """Look every name up once; ``create_coders`` makes the coders that are not there.

    All that cannot be used are raised together, so that the file is mended in one go: NotFound, WrongUse or Refused.
    """
    names, problems = Names(), list[QualcodeError]()
    tree = queries.code_tree(work)
    for name in dict.fromkeys(draft.document for draft in drafts):
        _look_up(names.documents, name, lambda name: queries.document_named(work, name), problems)
    for name in dict.fromkeys(draft.code for draft in drafts):
        _look_up(names.codes, name, lambda name: _codable(tree.named(name)), problems)
    for name in dict.fromkeys(draft.coder for draft in drafts):
        if create_coders and not any(row.name_key == name_key(name) for row in queries.coders(work)):
            coder_actions.add(work, name)
        _look_up(names.coders, name, lambda name: queries.coder_named(work, name).id, problems)
    if problems:
        first = next((problem for problem in problems if isinstance(problem, NotFound)), problems[0])
        hint = _(
            "Add what is missing, or mend the file (coders can be made with --create-coders). Nothing was changed."
        )
        more = [_("There may be more.")] if len(problems) == _SAID else []
        raise type(first)(joined([*problems, *more]), hint)
    return names


def _codable(code: Row[Any]) -> Row[Any]:
    coding.require_codable(code)
    return code


def _look_up(into: dict[str, Any], name: str, find: Callable[[str], Any], problems: list[QualcodeError]) -> None:
    if len(problems) == _SAID:  # a file for another project: the nearest names of a thousand take minutes to find
        return
    try:
        into[name] = find(name)
    except QualcodeError as error:
        problems.append(error)


Place = tuple[int, int, int, int, int]
"""Document, start, end, code and coder, as the store's ids."""


def sound(
    work: Work, drafts: Iterable[CodingDraft], names: Names, report: Report, reanchor: bool
) -> dict[Place, tuple[int, float | None]]:
    """The codings that can be brought in, by their places, each with its round and weight; the others are errors in the report."""
    texts = {row_id: queries.text_of(work, row_id) for row_id in {row.id for row in names.documents.values()}}
    there, rounds_of = _places_taken(work, texts), _Rounds(work)
    found: dict[Place, tuple[int, float | None]] = {}
    for draft in drafts:
        document, code, coder_id = names.documents[draft.document], names.codes[draft.code], names.coders[draft.coder]
        try:
            start, end = _place(draft, texts[document.id], reanchor)
            coding.require_weight(draft.weight)
            round_ = rounds_of.round(document.id, coder_id)
            place = (document.id, start, end, code.id, coder_id)
            if place in there or place in found:
                raise Refused(_("{coder} has {code!r} on these very words already", coder=draft.coder, code=draft.code))
        except QualcodeError as error:
            report.add("error", str(error), _line(draft))
            continue
        if (start, end) != (draft.start, draft.end):
            report.add("changed", _moved(draft, start, end), _line(draft))
        found[place] = round_, draft.weight
    return found


def rows(found: Mapping[Place, tuple[int, float | None]]) -> Iterator[dict[str, Any]]:
    """Codings as rows, by place: in this order a million enter the index of places several times faster than in any other."""
    moment = now()
    for place in sorted(found):
        document_id, start, end, code_id, coder_id = place
        round_, weight = found[place]
        yield {
            "document_id": document_id,
            "start": start,
            "end": end,
            "code_id": code_id,
            "coder_id": coder_id,
            "round": round_,
            "weight": weight,
            "created_at": moment,
        }


class _Rounds:
    """The rounds that codings brought in belong to, asked for once of each document and coder rather than of each row."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._known: dict[tuple[int, int], int | Refused] = {}

    def round(self, document_id: int, coder_id: int) -> int:
        """The round of what this coder has coded there. Raises Refused where an open blind round lets only herself bring it in."""
        key = document_id, coder_id
        if key not in self._known:
            self._known[key] = self._asked(*key)
        known = self._known[key]
        if isinstance(known, Refused):
            raise known.with_traceback(None)  # which would grow with every row, and keep what it refers to
        return known

    def _asked(self, document_id: int, coder_id: int) -> int | Refused:
        try:
            rounds.require_own(self._work, document_id, coder_id)
        except Refused as refused:
            return refused
        return rounds.round_of(self._work.connection, document_id, coder_id)


def _places_taken(work: Work, document_ids: Iterable[int]) -> set[Place]:
    """Where codings are already."""
    columns = Coding.document_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id
    statement = select(*columns).where(rounds.in_force())
    return {tuple(row) for row in queries.rows_with(work, statement, Coding.document_id, document_ids)}


def _moved(draft: CodingDraft, start: int, end: int) -> str:
    return _(
        "moved from {old} to {start}–{end}, where its text is",
        old=f"{draft.start}–{draft.end}",
        start=start,
        end=end,
    )


def _line(draft: CodingDraft) -> str:
    return _("line {line}", line=draft.line) if draft.line else ""


def _place(draft: CodingDraft, text: str, reanchor: bool) -> tuple[int, int]:
    """Where a row's words are. Raises Refused, showing both texts, when they are not where the row says."""
    inside = 0 <= draft.start < draft.end <= len(text)
    if inside and (not draft.text or text[draft.start : draft.end] == draft.text):
        return draft.start, draft.end
    if reanchor and draft.text and (found := find_once(text, draft.text)):
        return found.start, found.end
    if not inside:
        raise Refused(
            _(
                "the span {start}–{end} is not within {document!r}, which has {length} characters",
                start=draft.start,
                end=draft.end,
                document=draft.document,
                length=len(text),
            )
        )
    raise Refused(
        _(
            "the document says {there!r} at {start}–{end}, the file says {here!r}",
            there=_short(text[draft.start : draft.end]),
            start=draft.start,
            end=draft.end,
            here=_short(draft.text or ""),
        )
    )


def _short(text: str, width: int = 40) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
