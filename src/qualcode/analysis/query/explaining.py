"""A query in words: a numbered sentence for each of its parts, so that nothing depends on how a sentence is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from qualcode.analysis.query.tree import (
    NEXT,
    And,
    AnyCode,
    AtLeast,
    Codes,
    Compare,
    Distance,
    Not,
    OneOf,
    Only,
    Or,
    Query,
    Relation,
    Rest,
    Shared,
    SharedBySeveral,
    is_condition,
    parts,
)
from qualcode.messages import _, listed, plural

PathsOf = Callable[[Codes], Sequence[str]]
"""The paths of the codes that are meant; the first is the one named, but for codes around it."""


def explain(query: Query, paths_of: PathsOf) -> list[str]:
    """A line for each part of a query, in the order they build on each other, and one that says what is returned.

    The query holds no saved query.
    """
    sentences = list(dict.fromkeys(_in_order(query)))
    number = {part: at for at, part in enumerate(sentences, 1)}
    lines = [f"{at}. {_sentence(part, number, paths_of)}" for part, at in number.items()]
    if is_condition(query):
        last = _("The query returns all codings of which {n} is true.", n=_ref(number[query]))
    else:
        last = _("The query returns {n}.", n=_ref(number[query]))
    return [*lines, last]


def _in_order(query: Query) -> Iterator[Query]:
    for part in parts(query):
        yield from _in_order(part)
    yield query


def _ref(number: int) -> str:
    return f"[{number}]"


def _sentence(query: Query, number: dict[Query, int], paths_of: PathsOf) -> str:
    refs = [_ref(number[part]) for part in parts(query)]
    match query:
        case Codes():
            return _codes(query, paths_of(query))
        case AnyCode():
            return _("All codings.")
        case Compare():
            return _("Condition: {what}.", what=_condition(query))
        case Not(of):
            return _not(is_condition(of), refs[0])
        case And():
            return _and(query, *refs)
        case Or():
            return _or(is_condition(query), refs)
        case Relation():
            return _relation(query, *refs)
    return _by_coder(_gathered(query, refs), getattr(query, "same_coder", False))


def _codes(query: Codes, paths: Sequence[str]) -> str:
    named = listed(f"“{path}”" for path in paths) or _("no code at all")
    match query.around:
        case "subtree":
            below = plural("{n} code", "{n} codes", len(paths) - 1)
            return _("Codings of “{code}” and of all below it ({below}).", code=paths[0], below=below)
        case "siblings":
            return _("Codings of the codes beside “{code}”: {codes}.", code=query.path, codes=named)
        case "parent":
            return _("Codings of the code above “{code}”: {codes}.", code=query.path, codes=named)
        case "children":
            return _("Codings of the codes directly below “{code}”: {codes}.", code=query.path, codes=named)
    return _("Codings of {code}.", code=named)


def _not(of_condition: bool, ref: str) -> str:
    if of_condition:
        return _("Condition: {n} is not true.", n=ref)
    return _("Condition: no coding of {n} stands on the same span.", n=ref)


def _and(query: And, left: str, right: str) -> str:
    if is_condition(query):
        return _("Condition: {left} and {right} are both true.", left=left, right=right)
    if is_condition(query.left):
        left, right = right, left
    if is_condition(query.left) or is_condition(query.right):
        said = _("Codings of {codings} of which {condition} is true.", codings=left, condition=right)
        return _by_coder(said, query.same_coder)
    said = _("Codings of {left} and of {right} on spans that carry a coding of both.", left=left, right=right)
    return _by_coder(said, query.same_coder)


def _or(conditions: bool, refs: Sequence[str]) -> str:
    if conditions:
        return _("Condition: at least one of {list} is true.", list=listed(refs))
    return _("Codings of any of {list}.", list=listed(refs))


def _relation(query: Relation, left: str, right: str) -> str:
    such = _such(query)
    if query.negated:
        said = _(
            "Codings of {left} for each of which {right} has no other coding {such}.", left=left, right=right, such=such
        )
    else:
        said = _(
            "Codings of {left} for each of which {right} has another coding {such}.", left=left, right=right, such=such
        )
    return _by_coder(said, query.same_coder)


def _such(query: Relation) -> str:
    """What the other coding of a relation is like, seen from the one that is kept."""
    far = _distance(query.distance or NEXT)
    return {
        "within": _("that it lies in and that is longer"),
        "encloses": _("that lies in it and is shorter"),
        "overlaps": _("that shares characters with it while each also has characters of its own"),
        "co-occurs with": _("that shares at least one character with it"),
        "same span as": _("on the very same span"),
        "follows": _("that ends before it begins, {far}", far=far),
        "precedes": _("that begins after it ends, {far}", far=far),
        "near": _("that shares a character with it or comes before or after it, {far}", far=far),
        "in the same sentence as": _("in the same sentence"),
        "in the same paragraph as": _("in the same paragraph"),
        "in the same turn as": _("in the same turn"),
        "in the same document as": _("in the same document"),
        "in the same case as": _("in a document of the same case"),
    }[query.kind]


def _distance(distance: Distance) -> str:
    most = distance.most
    match distance.measure:
        case "character":
            return plural("with at most {n} character between", "with at most {n} characters between", most)
        case "word":
            return plural("with at most {n} word between", "with at most {n} words between", most)
        case "sentence":
            return plural("in the same sentence or at most {n} on", "in the same sentence or at most {n} on", most)
        case "paragraph":
            return plural("in the same paragraph or at most {n} on", "in the same paragraph or at most {n} on", most)
        case "turn":
            return plural("in the same turn or at most {n} on", "in the same turn or at most {n} on", most)


def _gathered(query: Query, refs: Sequence[str]) -> str:
    together = listed(refs)
    match query:
        case Only():
            return _(
                "Codings of {n} that share no character with a coding of a code that {n} does not have.", n=refs[0]
            )
        case OneOf():
            return _("Codings of any of {list} on spans that carry exactly one of these.", list=together)
        case AtLeast(least):
            return _("Codings of any of {list} on spans that carry at least {n} of these.", list=together, n=least)
        case Shared():
            return _(
                "For each coding of {left} and other coding of {right} that share characters: both, cut to what they share.",
                left=refs[0],
                right=refs[1],
            )
        case Rest():
            return _("Codings of {left}, cut to what no coding of {right} covers.", left=refs[0], right=refs[1])
        case SharedBySeveral(least):
            return _(
                "Codings of any of {list}, cut to the stretches that at least {n} of these cover; a stretch ends wherever "
                "one of the codings begins or ends.",
                list=together,
                n=least,
            )
    raise ValueError(query)


def _by_coder(sentence: str, same_coder: bool) -> str:
    if not same_coder:
        return sentence
    return sentence + _(" Only codings of one and the same coder are set side by side.")


def _condition(query: Compare) -> str:
    field, values = _field(query), [f"“{value}”" for value in query.values]
    first = values[0] if values else ""
    return {
        "=": _("{field} is {value}", field=field, value=first),
        "!=": _("{field} is known and is not {value}", field=field, value=first),
        "<": _("{field} is before or less than {value}", field=field, value=first),
        "<=": _("{field} is {value}, or before or less than it", field=field, value=first),
        ">": _("{field} is after or more than {value}", field=field, value=first),
        ">=": _("{field} is {value}, or after or more than it", field=field, value=first),
        "between": _(
            "{field} is from {first} to {last}, both included", field=field, first=first, last="".join(values[1:])
        ),
        "contains": _("{field} contains {value}, width and case apart", field=field, value=first),
        "in": _("{field} is one of {values}", field=field, values=listed(values)),
        "not in": _("{field} is known and is none of {values}", field=field, values=listed(values)),
        "matches": _("the regular expression {value} finds something in {field}", field=field, value=first),
        "is missing": _("{field} is missing", field=field),
        "is not missing": _("{field} is not missing", field=field),
    }[query.operator]


def _field(query: Compare) -> str:
    if query.field == "document" and query.attribute.lower() == "date":
        return _("the document's date")
    if query.attribute:
        owner = _("“{name}” of the document") if query.field == "document" else _("“{name}” of a case of the document")
        return owner.format(name=query.attribute)
    return {
        "code": _("the code"),
        "status": _("the status of the code"),
        "coder": _("the coder"),
        "round": _("the round"),
        "speaker": _("who speaks where the coding begins"),
        "role": _("the part of who speaks where the coding begins"),
        "document": _("the document"),
        "kind": _("the kind of document"),
        "language": _("the language of the document"),
        "set": _("a set with the code, the document or a case of it"),
        "period": _("a period that the document's date lies in"),
        "case": _("a case of the document"),
        "text": _("the coded text"),
        "memo": _("a memo on the coding or its span"),
        "weight": _("the weight"),
    }[query.field]
