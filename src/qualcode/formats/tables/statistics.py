"""Tables for SPSS (.sav) and Stata (.dta), with the whole name of each column as its label, in any script.

Both formats are narrow about names, labels and lengths. What had to be changed is returned in sentences, never done silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused
from qualcode.messages import _, plural, some_of
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_TYPE_OF_STATA = re.compile(r"str\d+", re.IGNORECASE)


@dataclass(frozen=True)
class _Rules:
    """What a program allows. Lengths of names, labels and texts are counted by ``size``."""

    program: str
    size: Callable[[str], int]
    longest_name: int
    longest_label: int
    longest_text: int | None
    most_columns: int
    not_in_names: re.Pattern[str]
    reserved: frozenset[str]
    first: str


def _bytes(text: str) -> int:
    return len(text.encode("utf-8"))


_SPSS = _Rules(
    "SPSS",
    _bytes,
    64,
    255,
    32_767,
    100_000,
    re.compile(r"[^\w.$#@]"),
    frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"]),
    "v",
)
_STATA = _Rules(
    "Stata",
    len,
    32,
    80,
    None,
    32_767,
    re.compile(r"\W"),
    frozenset(
        [
            "_all",
            "_b",
            "byte",
            "_coef",
            "_cons",
            "double",
            "float",
            "if",
            "in",
            "int",
            "long",
            "_n",
            "_pi",
            "_pred",
            "_rc",
            "_skip",
            "strl",
            "using",
            "with",
        ]
    ),
    "v",
)


def write_sav(table: Table, path: Path) -> tuple[str, ...]:
    """Write an SPSS file; the notes of the table go into it. Returns what was changed, in sentences. Raises Refused for too many columns."""
    import pyreadstat

    frame, labels, said = _prepared(table, _SPSS)
    numbers = [str(name) for name in frame if frame[name].dtype.kind in "if"]
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=labels,
        note=[line for note in table.notes for line in _lines(note)] or None,
        variable_value_labels=_yes_and_no(table, frame),
        variable_format={name: "F12.0" for name in numbers if _is_whole(frame[name])},
        variable_measure={str(name): "scale" if name in numbers else "nominal" for name in frame},
    )
    return said


def write_dta(table: Table, path: Path) -> tuple[str, ...]:
    """Write a Stata file (14 and later). Returns what was changed, in sentences. Raises Refused for too many columns."""
    import pyreadstat

    frame, labels, said = _prepared(table, _STATA)
    values = _yes_and_no(table, frame)
    pyreadstat.write_dta(frame, str(path), column_labels=labels, variable_value_labels=values)
    return said


def _lines(note: str, width: int = 80) -> list[str]:
    """A note in lines of as many bytes as a document record of SPSS holds."""
    lines: list[str] = []
    line = ""
    for character in " ".join(note.split()):
        if _bytes(line + character) > width:
            lines, line = [*lines, line], ""
        line += character
    return [*lines, line] if line else lines


def _prepared(table: Table, rules: _Rules) -> tuple[DataFrame, dict[str, str | None], tuple[str, ...]]:
    """The table under names a program takes, the labels that say what they stand for, and what was changed."""
    from pandas import DataFrame

    if len(table.columns) > rules.most_columns:
        raise Refused(
            _("A file of {program} has room for {n} columns.", program=rules.program, n=f"{rules.most_columns:,}"),
            _("Write it as .csv instead, or with --long."),
        )
    names = _names(table.columns, rules)
    labels: dict[str, str | None] = {
        name: _cut(column, rules.longest_label, rules.size) for name, column in zip(names, table.columns)
    }
    columns, shortened = {}, 0
    for position, name in enumerate(names):
        columns[name], cut = _series([row[position] for row in table.rows], rules)
        shortened += cut
    said = [
        *_renamed(table.columns, names, rules),
        *_labels_cut(table.columns, labels, rules),
        *_texts_cut(shortened, rules),
    ]
    return DataFrame(columns), labels, tuple(said)


def _names(columns: Sequence[str], rules: _Rules) -> list[str]:
    """A name for each column: its own where that may be one, else its last part; two that would be equal get numbers."""
    taken: set[str] = set()
    names = []
    for column in columns:
        plain = _allowed(column, rules)
        if rules.size(plain) > rules.longest_name:
            plain = _allowed(re.split(r"(?<!\\)/", column)[-1], rules)
        name, number = _cut(plain, rules.longest_name, rules.size), 1
        while name.casefold() in taken | rules.reserved or _TYPE_OF_STATA.fullmatch(name):
            number += 1
            ending = f"_{number}"
            name = _cut(plain, rules.longest_name - len(ending), rules.size) + ending
        taken.add(name.casefold())
        names.append(name)
    return names


def _allowed(column: str, rules: _Rules) -> str:
    """``column`` with an underscore for what may not stand in a name, beginning with a letter."""
    name = re.sub(r"_+", "_", rules.not_in_names.sub("_", column)).rstrip("._") or rules.first
    return name if name[0].isalpha() else f"{rules.first}_{name.lstrip('_')}"


def _cut(text: str, longest: int, size: Callable[[str], int]) -> str:
    """As much of the beginning of ``text`` as fits."""
    if size(text) <= longest:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= longest else (low, middle - 1)
    return text[:low]


def _series(cells: Sequence[Cell], rules: _Rules) -> tuple[Series[Any], int]:
    """A column as numbers, where it holds only such, or as texts; and how many texts were cut."""
    from pandas import Series

    if any(isinstance(cell, str) for cell in cells) or not cells:
        texts = ["" if cell is None else str(cell) for cell in cells]
        limit = rules.longest_text
        kept = texts if limit is None else [_cut(text, limit, rules.size) for text in texts]
        return Series(kept, dtype="object"), sum(a != b for a, b in zip(texts, kept, strict=True))
    if None in cells or any(isinstance(cell, float) for cell in cells):
        return Series([float("nan") if cell is None else float(cell) for cell in cells], dtype="float64"), 0
    return Series([int(cell) for cell in cells if cell is not None], dtype="int64"), 0


def _is_whole(numbers: Series[Any]) -> bool:
    return bool((numbers.dropna() % 1 == 0).all())


def _yes_and_no(table: Table, frame: DataFrame) -> dict[str, dict[int | float, str]]:
    """What 0 and 1 mean in columns of true and false."""
    found: dict[str, dict[int | float, str]] = {}
    for position, name in enumerate(frame):
        kinds = {type(row[position]) for row in table.rows} - {type(None)}
        if kinds == {bool}:
            found[str(name)] = {0: "false", 1: "true"}
    return found


def _renamed(columns: Sequence[str], names: Sequence[str], rules: _Rules) -> list[str]:
    changed = [f"{column} → {name}" for column, name in zip(columns, names, strict=True) if column != name]
    if not changed:
        return []
    return [
        plural(
            "{n} column has another name for {program}, its own is its label: {names}.",
            "{n} columns have other names for {program}, their own are their labels: {names}.",
            len(changed),
            program=rules.program,
            names=some_of(changed),
        )
    ]


def _labels_cut(columns: Sequence[str], labels: dict[str, str | None], rules: _Rules) -> list[str]:
    cut = [column for column, label in zip(columns, labels.values(), strict=True) if column != label]
    if not cut:
        return []
    return [
        plural(
            "{n} label was cut to what {program} allows: {names}.",
            "{n} labels were cut to what {program} allows: {names}.",
            len(cut),
            program=rules.program,
            names=some_of(cut),
        )
    ]


def _texts_cut(times: int, rules: _Rules) -> list[str]:
    if not times:
        return []
    return [
        plural(
            "{n} text was cut to the {most} bytes that {program} allows.",
            "{n} texts were cut to the {most} bytes that {program} allows.",
            times,
            most=rules.longest_text,
            program=rules.program,
        )
    ]
