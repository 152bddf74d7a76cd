"""What the table of codes shows, and what is told of the one at the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.actions.code_pages import CodePage
from qualcode.actions.codes import CodeRow
from qualcode.messages import _, listed, plural
from qualcode.tui.asking.questions import kinds
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows.outline import Outline
from qualcode.tui.view.columns import Column, fitted
from qualcode.tui.view.style import PALETTE
from qualcode.tui.widgets.lines import Line, Words

LABEL = 14
"""Cells for what a field is called."""
BEFORE_NAME = 6
"""Cells before the name of a code at the top: cursor and mark, colour, and where it is folded."""
_DOCUMENTS = 200  # that are listed, of those where a code is used


def columns() -> list[Column]:
    """Colour, name and numbers."""
    return [
        Column("color", "", 1),
        Column("name", _("code"), 12, 1),
        Column("codings", _("codings"), 7, at_right=True),
        Column("documents", _("docs"), 5, at_right=True, from_width=50),
    ]


@dataclass(frozen=True)
class CodeRows:
    """The codes that show, as rows."""

    outline: Outline
    marked: Collection[str]
    desk: Desk

    def __len__(self) -> int:
        return len(self.outline.visible)

    def prepare(self, first: int, stop: int) -> None:
        """Everything is there."""

    def words(self, number: int, columns: Sequence[str]) -> Sequence[Words]:
        """What stands in a row under these columns."""
        code = self.outline.visible[number]
        found = self.outline.found
        said: dict[str, Words] = {
            "color": ("█" if code.is_codable else "", self.desk.colors.get(code.guid, "")),
            "name": (self._name(code), "" if found is None or code.guid in found else "muted"),
            "codings": (str(code.codings or ""), "muted"),
            "documents": (str(code.documents or ""), "muted"),
        }
        return [said[column] for column in columns]

    def _name(self, code: CodeRow) -> str:
        branch = "  " if not self.outline.below(code) else "▸ " if self.outline.is_folded(code) else "▾ "
        number = self.desk.recent.number(code.guid)
        more = [_("retired")] if code.retired else []
        more += [_("key {n}", n=number)] if number and code.is_codable else []
        after = " ✎" if code.memos else ""
        after += f"  ({listed(more)})" if more else ""
        return "  " * code.depth + branch + code.name + after

    def is_marked(self, number: int) -> bool:
        """Whether a code is marked."""
        return self.outline.visible[number].guid in self.marked

    def before_name(self, number: int) -> int:
        """The cell at which the name begins."""
        return BEFORE_NAME + 2 * self.outline.visible[number].depth


@dataclass(frozen=True)
class Field:
    """A part of the page of a code that can be opened: what it is called in the program, with what it is about, and its lines."""

    key: str
    of: str
    lines: tuple[Line, ...]


def fields(code: CodeRow, desk: Desk, page: CodePage | None, problems: Sequence[str]) -> Iterator[Field]:
    """The page of a code: all that can be said of it, then where it is used; ``page`` is None until that is read."""
    number = desk.recent.number(code.guid)
    color = desk.colors.get(code.guid, "")
    yield _field("name", _("name"), code.name)
    yield Field("color", "", (_line(_("colour"), ("██ ", color), (color_words(code.color), "")),))
    yield _field("is_codable", _("use"), _("put on text") if code.is_codable else _("a heading: not put on text"))
    if code.is_codable:
        yield _field("number", _("quick key"), str(number or ""))
    yield _field("definition", _("definition"), code.definition)
    yield _field("include", _("include"), code.include)
    yield _field("exclude", _("exclude"), code.exclude)
    yield _field("examples", _("examples"), "\n".join(code.examples))
    yield _field("aliases", _("aliases"), listed(code.aliases))
    yield _field("status", _("rules"), _("settled") if code.status == "settled" else _("provisional"))
    yield _field("retired", _("retired"), _("yes: no new codings") if code.retired else _("no"))
    yield _field("alternatives", _("codes below"), _("exclude each other") if code.alternatives else _("go together"))
    if code.for_kinds:
        yield _field("for_kinds", _("meant for"), listed(kinds().get(kind, kind) for kind in code.for_kinds))
    if page is not None:
        yield from _page_fields(page)
    for problem in problems:
        yield Field("check", "", ((("⚠ ", "trouble"), (problem, "trouble")),))


def _page_fields(page: CodePage) -> Iterator[Field]:
    yield _field("sets", _("sets"), listed(page.sets))
    for memo in page.memos:
        yield _field("memo", _("memo"), f"{memo.title}\n{memo.text}".strip() + f"\n– {memo.coder}", memo.guid)
    yield _field("memo", _("new memo"), "")
    yield from _uses(page)
    for passage in page.passages:
        head = (passage.document, "head"), (plural("  {n} coder", "  {n} coders", passage.coders), "muted")
        yield Field("passage", passage.document, (head, ((f"“{passage.words}”", ""),)))


def _uses(page: CodePage) -> Iterator[Field]:
    by_coder: Counter[str] = Counter()
    for use in page.uses:
        by_coder[use.coder] += use.codings
    by_document = [(name, list(uses)) for name, uses in groupby(page.uses, lambda use: use.document)]
    if not by_document:
        yield _field("used", _("used"), _("not yet"))
        return
    documents = plural("in {n} document", "in {n} documents", len(by_document))
    yield _field("used", _("used"), f"{documents} · {amounts(by_coder)}")
    for name, uses in by_document[:_DOCUMENTS]:
        counted = amounts({use.coder: use.codings for use in uses})
        yield Field("document", name, (((name, ""), (f"  {counted}", "muted")),))
    if len(by_document) > _DOCUMENTS:
        rest = len(by_document) - _DOCUMENTS
        more = plural("and {n} more document", "and {n} more documents", rest)
        yield Field("used", "", (((more, "muted"),),))


def amounts(numbers: Mapping[str, int]) -> str:
    """How many of each."""
    return listed(f"{name} {number}" for name, number in numbers.items())


def _field(key: str, label: str, words: str, of: str = "") -> Field:
    first, *others = words.split("\n")
    more: list[Line] = [((" " * LABEL, ""), (line, "")) for line in others]
    return Field(key, of, (_line(label, (first, "")), *more))


def _line(label: str, *words: Words) -> Line:
    return ((fitted(label, LABEL), "muted"), *words)


def color_words(color: str) -> str:
    """What a colour is called, with its number."""
    name = color_names().get(color.lower(), "")
    return " ".join(filter(None, (name, color))) if color else _("by its place in the codebook")


def color_names() -> dict[str, str]:
    """The colours that people who are colour-blind can tell apart."""
    names = (
        *(_("orange"), _("sky blue"), _("bluish green"), _("yellow"), _("blue")),
        *(_("vermilion"), _("reddish purple"), _("grey"), _("purple"), _("olive")),
    )
    return dict(zip(PALETTE, names, strict=True))
