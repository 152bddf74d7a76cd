"""What a query is made of. Two queries that mean the same word for word are equal trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Around = Literal["code", "subtree", "siblings", "parent", "children"]
RelationKind = Literal[
    "within",
    "encloses",
    "overlaps",
    "co-occurs with",
    "same span as",
    "follows",
    "precedes",
    "near",
    "in the same sentence as",
    "in the same paragraph as",
    "in the same turn as",
    "in the same document as",
    "in the same case as",
]
Measure = Literal["character", "word", "sentence", "paragraph", "turn"]
Operator = Literal[
    "=", "!=", "<", "<=", ">", ">=", "between", "contains", "in", "not in", "matches", "is missing", "is not missing"
]

DISTANT: tuple[RelationKind, ...] = ("follows", "precedes", "near")
"""The relations that take a distance."""


@dataclass(frozen=True)
class Codes:
    """Codings by their code: ``path`` as written, and which codes from there are meant."""

    path: str
    around: Around = "code"


@dataclass(frozen=True)
class AnyCode:
    """All codings."""


@dataclass(frozen=True)
class Saved:
    """What a query kept under a name finds."""

    name: str


@dataclass(frozen=True)
class Compare:
    """A condition on a coding: a ``field``, as ``coder`` or ``case``, or with an ``attribute`` of the case or document."""

    field: str
    attribute: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Not:
    """What does not meet a condition, or stands on spans that carry none of ``of``."""

    of: Query


@dataclass(frozen=True)
class And:
    """Both conditions; or the codings of both sides on spans that carry both."""

    left: Query
    right: Query
    same_coder: bool = False


@dataclass(frozen=True)
class Or:
    """The codings of any of two or more queries."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class Distance:
    """At most ``most`` characters or words between two codings, or sentences, paragraphs or turns from one to the other."""

    most: int
    measure: Measure


NEXT = Distance(1, "paragraph")
"""The distance of ``follows``, ``precedes`` and ``near`` where none is said: in the same paragraph or the next one."""


@dataclass(frozen=True)
class Relation:
    """The codings of ``left`` that stand in a relation to some other coding of ``right``; to none, where ``negated``."""

    kind: RelationKind
    left: Query
    right: Query
    negated: bool = False
    distance: Distance | None = None
    same_coder: bool = False


@dataclass(frozen=True)
class Only:
    """The codings of ``of`` that share no character with a coding of a code not among those of ``of``."""

    of: Query
    same_coder: bool = False


@dataclass(frozen=True)
class OneOf:
    """The codings of the parts on spans that carry exactly one of them."""

    parts: tuple[Query, ...]
    same_coder: bool = False


@dataclass(frozen=True)
class AtLeast:
    """The codings of the parts on spans that carry at least ``least`` of them."""

    least: int
    parts: tuple[Query, ...]
    same_coder: bool = False


@dataclass(frozen=True)
class Shared:
    """What two codings, one of each side, share: both, cut to the characters they have in common."""

    left: Query
    right: Query
    same_coder: bool = False


@dataclass(frozen=True)
class Rest:
    """The codings of ``left``, cut to what no coding of ``right`` covers."""

    left: Query
    right: Query
    same_coder: bool = False


@dataclass(frozen=True)
class SharedBySeveral:
    """The codings of the parts, cut to the stretches that codings of at least ``least`` parts cover."""

    least: int
    parts: tuple[Query, ...]


Query: TypeAlias = (
    Codes
    | AnyCode
    | Saved
    | Compare
    | Not
    | And
    | Or
    | Relation
    | Only
    | OneOf
    | AtLeast
    | Shared
    | SharedBySeveral
    | Rest
)


def is_condition(query: Query) -> bool:
    """Whether a query says of any coding whether it is meant, without naming codes of its own."""
    match query:
        case Compare() | Not():
            return True
        case And() | Or():
            return all(map(is_condition, parts(query)))
    return False


def parts(query: Query) -> tuple[Query, ...]:
    """The queries a query is directly made of."""
    match query:
        case And(left, right) | Relation(_, left, right) | Shared(left, right) | Rest(left, right):
            return left, right
        case Not(of) | Only(of):
            return (of,)
        case Or(several) | OneOf(several) | AtLeast(_, several) | SharedBySeveral(_, several):
            return several
    return ()


def changed(query: Query, change: Callable[[Query], Query]) -> Query:
    """The query with each of those it is directly made of changed."""
    match query:
        case And(left, right) | Relation(_, left, right) | Shared(left, right) | Rest(left, right):
            return replace(query, left=change(left), right=change(right))
        case Not(of) | Only(of):
            return replace(query, of=change(of))
        case Or(several) | OneOf(several) | AtLeast(_, several) | SharedBySeveral(_, several):
            return replace(query, parts=tuple(map(change, several)))
    return query


def codes_named(query: Query) -> set[Codes] | None:
    """The codes whose codings decide what a query means; None where all codings do. It holds no saved query."""
    match query:
        case Codes():
            return {query}
        case AnyCode() | Only():
            return None
        case And(left, right) if not is_condition(query):
            return _all_of(_asked(side) if is_condition(side) else codes_named(side) for side in (left, right))
    return None if is_condition(query) else _all_of(map(codes_named, parts(query)))


def _asked(condition: Query) -> set[Codes] | None:
    """The same of a condition on codings that are known by other means."""
    match condition:
        case Compare():
            return set()
        case Not(of) if not is_condition(of):
            return codes_named(of)
    return _all_of(map(_asked, parts(condition)))


def _all_of(several: Iterable[set[Codes] | None]) -> set[Codes] | None:
    found: set[Codes] = set()
    for one in several:
        if one is None:
            return None
        found |= one
    return found
