"""Pictures with one bar for each row of a table: frequencies, words, keyness, sets of codes."""

from __future__ import annotations

import re
from typing import Any

from qualcode.actions.pictures.words import begun, dimension_title
from qualcode.formats.pictures.bars import Bars
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.heatmap import Heatmap
from qualcode.formats.pictures.labels import indented, tree_order
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Table

MOST_CODES = 400
MOST_WORDS = 40
MOST_ON_A_SIDE = 20
_COLOR = re.compile("#[0-9A-Fa-f]{6}")


def colors(view: View) -> dict[str, str]:
    """The colour of each code that has one of its own, by path."""
    tree = queries.code_tree(view)
    return {tree.path(row.id): row.color for row in tree.rows if _COLOR.fullmatch(row.color or "")}


def frequencies(view: View, table: Table, scope: str) -> Bars:
    """A bar for each code under the code above it, the most frequent first, in the codes' own colours."""
    paths, counts = [str(code) for code in table.column("code")], _numbers(table, "codings")
    kept = sorted(sorted(range(len(paths)), key=lambda at: -counts[at])[:MOST_CODES])
    paths, counts = [paths[at] for at in kept], [counts[at] for at in kept]
    order = tree_order(paths, counts)
    paths, counts = [paths[at] for at in order], [counts[at] for at in order]
    names, own = indented(paths), colors(view)
    return Bars(
        Frame(_("Codings of each code"), scope, table),
        [name for name, _depth in names],
        counts,
        _("codings"),
        depth=[depth for _name, depth in names],
        colors=[own.get(path) for path in paths],
        names=paths,
        more=_more(len(table.rows) - len(paths)),
    )


def words(table: Table, scope: str, by: str | None) -> Bars | Heatmap:
    """A bar for each of the most frequent words; crossed with a dimension, coloured cells."""
    some, left = table.rows[:MOST_WORDS], max(len(table.rows) - MOST_WORDS, 0)
    labels = [str(row[0]) for row in some]
    if by is not None:
        frame = Frame(begun(f"{_('words')} × {dimension_title(by)}"), scope, table)
        cells: Any = [row[1:] for row in some]
        return Heatmap(
            frame, labels, table.columns[1:], cells, _("words"), column_codes=by == "codes", more=_more(left)
        )
    counts: Any = [row[1] for row in some]
    return Bars(
        Frame(_("Words and how often they stand in the text"), scope, table),
        labels,
        counts,
        _("count"),
        more=_more(left),
    )


def keyness(table: Table, scope: str, group: str, reference: str | None) -> Bars | None:
    """To either side, the words that tell most, by how much more frequent they are; None where that is undefined for all."""
    at_word, at_ratio = table.columns.index("word"), table.columns.index("log_ratio")
    rated: list[Any] = [(row[at_word], row[at_ratio]) for row in table.rows if row[at_ratio] is not None]
    above = [row for row in rated if row[1] > 0][:MOST_ON_A_SIDE]
    below = [row for row in rated if row[1] < 0][:MOST_ON_A_SIDE]
    shown = sorted(above + below, key=lambda row: -row[1])
    if not shown:
        return None
    rest = reference or _("the rest")
    title = _("Words that tell {group} from {rest}", group=group, rest=rest)
    return Bars(
        Frame(title, scope, table),
        [str(word) for word, _ratio in shown],
        [ratio for _word, ratio in shown],
        _("log ratio: 1 is twice as frequent"),
        sides=(rest, group),
        more=_more(len(table.rows) - len(shown)),
    )


def code_sets(table: Table, scope: str) -> Bars:
    """A bar for each of the most frequent sets of codes."""
    some, left = table.rows[:MOST_WORDS], max(len(table.rows) - MOST_WORDS, 0)
    at = table.columns.index("count")
    counts: Any = [row[at] for row in some]
    frame = Frame(_("Codes that are present together"), scope, table)
    return Bars(frame, [str(row[0]) for row in some], counts, _("units"), more=_more(left))


def _numbers(table: Table, name: str) -> list[Any]:
    return [cell or 0 for cell in table.column(name)]


def _more(left: int) -> tuple[str, ...]:
    """How many rows a picture leaves out, if any."""
    if not left:
        return ()
    return (plural("{n} further row of the table is not drawn.", "{n} further rows of the table are not drawn.", left),)
