"""Sheets that say what the codes of another mean: a row for each code, with its variable, the value, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualcode.text.names import name_key

FIRST_ROWS = 5
"""The rows among which the names of the columns must be."""

CodeList = Mapping[str, Mapping[str, str]]
"""What values mean, by the folded name of their variable."""

_VARIABLE = frozenset(
    [
        "variable",
        "variable name",
        "var",
        "question",
        "field",
        "column",
        "变量",
        "变量名",
        "变量名称",
        "字段",
        "字段名",
        "题目",
        "题号",
        "列名",
    ]
)
_VALUE = frozenset(
    ["value", "values", "code", "codes", "取值", "值", "编码", "代码", "数值", "选项值", "选项代码", "赋值"]
)
_MEANING = frozenset(
    [
        "label",
        "labels",
        "value label",
        "value labels",
        "meaning",
        "含义",
        "标签",
        "值标签",
        "选项",
        "选项内容",
        "释义",
        "编码含义",
        "取值含义",
    ]
)


def is_code_list(rows: Iterable[Sequence[Any]]) -> bool:
    """Whether one of the first ``rows`` of a sheet names a variable, a value and its meaning."""
    return any(_places(row) is not None for row in rows)


def code_list(rows: Sequence[Sequence[str]]) -> CodeList:
    """The meanings in the rows of a sheet. A variable that is not named again is that of the row above."""
    at = next((at for at, row in enumerate(rows[:FIRST_ROWS]) if _places(row) is not None), len(rows))
    if at == len(rows):
        return {}
    places = _places(rows[at]) or (0, 0, 0)
    found: dict[str, dict[str, str]] = {}
    variable = ""
    for row in rows[at + 1 :]:
        name, value, meaning = (row[place].strip() if place < len(row) else "" for place in places)
        variable = name or variable
        if variable and value and meaning:
            found.setdefault(name_key(variable), {})[value] = " ".join(meaning.split())
    return found


def _places(row: Sequence[Any]) -> tuple[int, int, int] | None:
    """The columns of variable, value and meaning, where a row names all three."""
    names = [" ".join(cell.split()).casefold() if isinstance(cell, str) else "" for cell in row]
    places = [
        next((at for at, name in enumerate(names) if name in known), -1) for known in (_VARIABLE, _VALUE, _MEANING)
    ]
    return (places[0], places[1], places[2]) if min(places, default=-1) >= 0 else None
