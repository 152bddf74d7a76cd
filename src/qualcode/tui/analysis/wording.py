"""Words as they are counted and looked at: what is asked, rows with bars, and each place of a word with the word in the middle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode.actions.tables.dimensions import key_name
from qualcode.messages import _
from qualcode.project import View
from qualcode.table import Cell, Table
from qualcode.text.names import name_key
from qualcode.tui.analysis.grid import Grid
from qualcode.tui.view.columns import Column
from qualcode.tui.view.width import cells, show

if TYPE_CHECKING:
    from qualcode.actions.words.selected_text import Selection

Words = tuple[str, str]
MOST = 3000
"""Words that are crossed with something at most."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR = 16


@dataclass(frozen=True)
class Asked:
    """Which words of which text are counted; ``by`` is a dimension they are crossed with."""

    by: str = ""
    code: str = ""
    document: str = ""
    ngram: int = 1
    stop_words: bool = True
    everybody: bool = False

    def selection(self) -> Selection:
        """Which text."""
        from qualcode.actions.words.selected_text import ALL_ROLES, Selection

        return Selection(
            documents=(self.document,) if self.document else (),
            roles=(ALL_ROLES,) if self.everybody else (),
            code=self.code or None,
        )

    def within(self, label: str) -> Selection | None:
        """Which text a label of ``by`` stands for; None where that cannot be asked for alone."""
        fields: dict[str, Any] = {
            "codes": {"code": label},
            "documents": {"documents": (label,)},
            "kinds": {"kinds": (label,)},
            "speakers": {"speakers": (label,)},
            "roles": {"roles": (label,)},
        }
        if self.by.startswith("attribute:"):
            return replace(self.selection(), attributes={key_name(self.by): label})
        return replace(self.selection(), **fields[self.by]) if self.by in fields else None


def counted(view: View, asked: Asked) -> Table:
    """The words under the columns of ``words``, crossed with ``by`` the most frequent alone."""
    from qualcode.actions.words.counts import words
    from qualcode.actions.words.wording import Wording

    wording = Wording(ngram=asked.ngram, stopwords=asked.stop_words, most=MOST if asked.by else None)
    return words(view, asked.selection(), wording, by=asked.by or None)


def grid_of(table: Table) -> Grid:
    """A table of words crossed with something, as a grid."""
    import numpy as np

    labels = table.columns[1:]
    figures = np.array([row[1:] for row in table.rows], dtype=np.float64).reshape(len(table.rows), len(labels))
    return Grid(
        tuple(str(row[0]) for row in table.rows), labels, figures, np.zeros(figures.shape, dtype=np.bool_), True
    )


def holding(rows: Sequence[tuple[Cell, ...]], letters: str) -> list[tuple[Cell, ...]]:
    """The rows whose word holds some letters."""
    wanted = name_key(letters)
    return [row for row in rows if wanted in name_key(str(row[0]))]


def sorted_by(rows: Sequence[tuple[Cell, ...]], columns: Sequence[str], order: str, reverse: bool) -> list[Any]:
    """The rows by a column, figures with the highest first; what is equal stays as it was."""
    at = columns.index(order)
    if order == "word":
        return sorted(rows, key=lambda row: str(row[at]), reverse=reverse)
    return sorted(rows, key=lambda row: float(str(row[at])), reverse=not reverse)


def bar(share: float, room: int = _BAR) -> str:
    """A bar of eighths of cells; what is not 0 is never invisible."""
    eighths = max(round(share * room * 8), 1) if share > 0 else 0
    full, rest = divmod(min(eighths, room * 8), 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def columns(order: str, reverse: bool) -> list[Column]:
    """The columns of a list of words, the one it is sorted by with an arrow."""
    heads = {"word": _("word"), "count": _("count"), "documents": _("documents"), "share": _("share")}
    arrows = dict.fromkeys(heads, "")
    arrows[order] = " ↑" if (order == "word") != reverse else " ↓"
    return [
        Column("word", heads["word"] + arrows["word"], 14, 1, 40),
        Column("count", heads["count"] + arrows["count"], 8, at_right=True),
        Column("bar", "", _BAR),
        Column("documents", heads["documents"] + arrows["documents"], 11, at_right=True),
        Column("share", heads["share"] + arrows["share"], 9, at_right=True),
    ]


class WordRows:
    """Words as rows of a table."""

    def __init__(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        self.rows = rows
        self._highest = max((float(str(row[1])) for row in rows), default=0.0)

    def __len__(self) -> int:
        return len(self.rows)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing is needed."""

    def is_marked(self, number: int) -> bool:
        """No word is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        word, count, documents, share = self.rows[number]
        said = {
            "word": (str(word), ""),
            "count": (f"{count:,}", ""),
            "bar": (bar(float(str(count)) / self._highest), "accent"),
            "documents": (f"{documents:,}", "muted"),
            "share": (f"{100 * float(str(share)):.2f} %", "muted"),
        }
        return [said[column] for column in columns]


class PlaceRows:
    """Places of a word as rows: what stands before ends at the word, in ``room`` cells."""

    def __init__(self, rows: Sequence[tuple[Cell, ...]], room: int) -> None:
        self.rows, self._room = rows, room

    def __len__(self) -> int:
        return len(self.rows)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing is needed."""

    def is_marked(self, number: int) -> bool:
        """No place is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        document, _start, _end, speaker, left, keyword, right = self.rows[number]
        said = {
            "document": (str(document), "muted"),
            "speaker": (str(speaker or ""), "muted"),
            "left": (ending(str(left), self._room), ""),
            "keyword": (str(keyword), "accent"),
            "right": (str(right), ""),
        }
        return [said[column] for column in columns]


class ProposedRows(PlaceRows):
    """Places that are to be coded, as rows: those ``left_out``, and those that are coded already, have no mark."""

    def __init__(self, rows: Sequence[tuple[Cell, ...]], room: int, left_out: Collection[tuple[str, int, int]]) -> None:
        super().__init__([row[:7] for row in rows], room)
        self._hits, self._left_out = rows, left_out

    def is_marked(self, number: int) -> bool:
        """Whether it will be coded."""
        row = self._hits[number]
        return not row[10] and hit_of(row) not in self._left_out


def hit_of(row: tuple[Cell, ...]) -> tuple[str, int, int]:
    """The document and the place of a row."""
    return str(row[0]), int(str(row[1])), int(str(row[2]))


def new_codings(rows: Iterable[tuple[Cell, ...]], left_out: Collection[tuple[str, int, int]]) -> int:
    """How many codings places make: those in one unit make one, and what is there already makes none."""
    return len({(row[0], *row[7:10]) for row in rows if not row[10] and hit_of(row) not in left_out})


def place_columns(keywords: Sequence[str], width: int) -> tuple[list[Column], int]:
    """The columns of places in a table so wide, and how many cells the words before have: as many as those behind."""
    keyword = min(max((cells(show(word)) for word in keywords), default=4), 24)
    document = 8 if width < 100 else 20
    speaker = 0 if width < 120 else 10
    side = max((width - 2 - document - speaker - keyword - 5) // 2, 4)
    found = [Column("document", _("document"), document)]
    found += [Column("speaker", _("speaker"), speaker)] if speaker else []
    found += [
        Column("left", "", side, at_right=True),
        Column("keyword", "", keyword),
        Column("right", "", side),
    ]
    return found, side


def ending(words: str, room: int) -> str:
    """The end of some words that fits in ``room`` cells, with … where something is left out."""
    drawn = show(words.replace("\n", " "))
    if cells(drawn) <= room:
        return drawn
    while drawn and cells(drawn) > room - 1:
        drawn = drawn[1:]
    return "…" + drawn


def sorted_places(rows: Sequence[tuple[Cell, ...]], order: str, reverse: bool) -> list[tuple[Cell, ...]]:
    """Places by document, by the words before read backwards, or by those behind."""
    keys: dict[str, Any] = {
        "document": lambda row: 0,
        "left": lambda row: str(row[4])[::-1].casefold(),
        "right": lambda row: str(row[6]).casefold(),
    }
    if order == "document":
        return [*rows][:: -1 if reverse else 1]
    return sorted(rows, key=keys[order], reverse=reverse)
