"""A query as a text, from which ``parsing`` makes the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.analysis.query.tree import (
    And,
    AnyCode,
    AtLeast,
    Codes,
    Compare,
    Not,
    OneOf,
    Only,
    Or,
    Query,
    Relation,
    Rest,
    Saved,
    Shared,
    SharedBySeveral,
)

_WORD = re.compile(r"[^\W\d_][\w-]*(/[^\W_][\w-]*)*")
_PLAIN_VALUE = re.compile(r"\w[\w.-]*")
_ATTRIBUTE = re.compile(r"\w[\w-]*")
_KEYWORDS = re.compile(
    "and|or|not|of|only|any|at|one|shared|query|saved|siblings|parent|children|is|in|by|within|inside|encloses|surrounds|"
    "overlaps|co-?occurs|on|the|contains|between|matches|missing|same|follows|followed|precedes|near|intersects?|rest|outside|"
    "并且|且|或者|或|非|不|仅|恰一|任意|最多|至多|不超过|同一编码员|位于|包围|重叠|共现|同一片段|跟随|先于|邻近",
    re.IGNORECASE,
)


def write(query: Query) -> str:
    """A query as a text that ``parse`` reads back."""
    match query:
        case Or(parts):
            return " or ".join(f"({write(part)})" if isinstance(part, Or) else write(part) for part in parts)
        case And(left, right, same_coder):
            first = f"({write(left)})" if isinstance(left, Or) else write(left)
            return f"{first} and {_right(right, same_coder)}{_by(same_coder)}"
        case Not(of):
            return f"not {write(of)}" if not isinstance(of, And | Or) else f"not ({write(of)})"
    return _related(query)


def _right(query: Query, closed: bool) -> str:
    """The right side of "and"; ``closed`` where "by the same coder" behind it must not seem to belong to it."""
    if isinstance(query, Not) and closed:
        return f"not {_atom(query.of)}"
    if closed or isinstance(query, And | Or):
        return _atom(query)
    return write(query)


def _related(query: Query) -> str:
    match query:
        case Relation(kind, left, right, negated, distance, same_coder):
            most = f" by at most {distance.most} {distance.measure}{'s' * (distance.most != 1)}" if distance else ""
            return f"{_atom(left)}{' not' * negated} {kind} {_atom(right)}{most}{_by(same_coder)}"
        case Only(of, same_coder):
            return f"only {_atom(of)}{_by(same_coder)}"
        case Shared(left, right, same_coder):
            return f"shared part of {_atom(left)} and {_atom(right)}{_by(same_coder)}"
        case Rest(left, right, same_coder):
            return f"rest of {_atom(left)} outside {_atom(right)}{_by(same_coder)}"
        case SharedBySeveral(least, parts):
            return f"shared part of at least {least} of {_several(parts)}"
        case OneOf(parts, same_coder):
            return f"one of {_several(parts)}{_by(same_coder)}"
        case AtLeast(least, parts, same_coder):
            return f"at least {least} of {_several(parts)}{_by(same_coder)}"
    return _atom(query)


def _atom(query: Query) -> str:
    match query:
        case Codes(path, around):
            name = path if _is_plain(path, _WORD) else _quoted(path, r'"')
            if around == "subtree":
                return f"{name}/*"
            return name if around == "code" else f"{around} of {name}"
        case AnyCode():
            return "any"
        case Saved(name):
            return f"query {_quoted(name)}"
        case Compare():
            return _condition(query)
    return f"({write(query)})"


def _condition(query: Compare) -> str:
    field = query.field
    if query.attribute:
        plain = _ATTRIBUTE.fullmatch(query.attribute)
        field += f".{query.attribute if plain else _quoted(query.attribute)}"
    if query.operator == "matches":
        pattern = re.sub(r"(\\.)|/", lambda it: it[1] or r"\/", query.values[0])
        return f"{field} matches /{pattern}/"
    values = [value if _is_plain(value, _PLAIN_VALUE) else _quoted(value) for value in query.values]
    if query.operator in ("in", "not in"):
        return f"{field} {query.operator} ({', '.join(values)})"
    if query.operator == "between":
        return f"{field} between {values[0]} and {values[1]}"
    return " ".join([field, query.operator, *values])


def _several(parts: Iterable[Query]) -> str:
    return f"({', '.join(map(write, parts))})"


def _by(same_coder: bool) -> str:
    return " by the same coder" if same_coder else ""


def _is_plain(name: str, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(name) is not None and not _KEYWORDS.fullmatch(name)


def _quoted(text: str, escaped: str = r'\\|"') -> str:
    """In quotation marks; a path keeps its own backslashes."""
    return '"' + re.sub(escaped, lambda it: "\\" + it[0], text) + '"'
