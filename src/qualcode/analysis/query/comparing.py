"""What a condition asks of the values a coding has, each kind of value compared in its own way."""

from __future__ import annotations

import operator as signs
from calendar import monthrange
from collections.abc import Callable, Sequence

from qualcode.analysis.query.texts import fold, search
from qualcode.analysis.query.tree import Operator
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.text.names import name_key
from qualcode.text.values import Value, parse_boolean, parse_date

Asks = Callable[[Sequence[Value]], bool]
"""Whether the values of one coding are as asked for. None never are, but where it is asked whether they are missing."""

_ORDER: dict[str, Callable[[float, float], bool]] = {"<": signs.lt, "<=": signs.le, ">": signs.gt, ">=": signs.ge}
_OPPOSITE: dict[Operator, Operator] = {"!=": "=", "not in": "in"}


def asking(kind: str, operator: Operator, wanted: Sequence[str], field: str) -> Asks:
    """What ``operator`` and the texts ``wanted`` ask of values of a ``kind`` (of ``text.values.KINDS``; or "name").

    One of several values is enough; for "!=" and "not in" none of them may be equal. Raises WrongUse where the kind of value
    knows no such comparison, or a text is no value of it.
    """
    if operator in ("is missing", "is not missing"):
        return lambda values: bool(values) == (operator == "is not missing")
    if operator in _OPPOSITE:
        equal = asking(kind, _OPPOSITE[operator], wanted, field)
        return lambda values: bool(values) and not equal(values)
    if operator == "between":
        least, most = asking(kind, ">=", wanted[:1], field), asking(kind, "<=", wanted[1:], field)
        return lambda values: any(least((value,)) and most((value,)) for value in values)
    tests = [_test(kind, operator, text, field) for text in wanted]
    return lambda values: any(test(value) for value in values for test in tests)


def _test(kind: str, operator: Operator, text: str, field: str) -> Callable[[Value], bool]:
    try:
        if kind in ("integer", "decimal"):
            return _number(operator, float(text.replace("，", "").replace(",", "")))
        if kind == "date":
            return _date(operator, *days(text))
        if kind == "boolean":
            return _equal(operator, parse_boolean(text))
        return _words(operator, text)
    except ValueError:
        raise WrongUse(
            _("{text!r} is not a value of {field}, which is of kind {kind}.", text=text, field=field, kind=kind),
            _spelling(kind),
        ) from None
    except KeyError:
        raise WrongUse(
            _("{field} cannot be compared by {operator!r}.", field=field, operator=operator),
            _("It can be by: {operators}", operators=listed(_known(kind))),
        ) from None


def _spelling(kind: str) -> str:
    """How values of a kind are written."""
    if kind == "date":
        return _("A date is written 2024-05-31, 2024-05 or 2024.")
    if kind == "boolean":
        return _("It is yes or no.")
    return _("A number is written 12 or 0.5.")


def _known(kind: str) -> list[str]:
    """The operators that values of a kind know."""
    more = {"integer": _ORDER, "decimal": _ORDER, "date": _ORDER, "boolean": ()}.get(kind, ("contains", "matches"))
    between = ("between",) if _ORDER is more else ()
    return ["=", "!=", "in", "not in", *more, *between, "is missing"]


def _number(operator: Operator, number: float) -> Callable[[Value], bool]:
    if number != number:
        raise ValueError(number)
    compare = {**_ORDER, "=": signs.eq, "in": signs.eq}[operator]
    return lambda value: compare(float(value), number)


def _equal(operator: Operator, wanted: Value) -> Callable[[Value], bool]:
    return {"=": lambda value: value == wanted, "in": lambda value: value == wanted}[operator]


def _words(operator: Operator, text: str) -> Callable[[Value], bool]:
    if operator == "matches":
        finds = search(text)
        return lambda value: finds(str(value))
    key, part = name_key(text), fold(text)
    return {
        "=": lambda value: name_key(str(value)) == key,
        "in": lambda value: name_key(str(value)) == key,
        "contains": lambda value: part in fold(str(value)),
    }[operator]


def _date(operator: Operator, first: str, last: str) -> Callable[[Value], bool]:
    """A date of which only year or month is known stands for all its days; a comparison holds where it is sure."""
    compare: Callable[[str, str], bool] = {
        "=": lambda begins, ends: first <= begins and ends <= last,
        "in": lambda begins, ends: first <= begins and ends <= last,
        "<": lambda begins, ends: ends < first,
        "<=": lambda begins, ends: ends <= last,
        ">": lambda begins, ends: begins > last,
        ">=": lambda begins, ends: begins >= first,
    }[operator]
    return lambda value: compare(*days(str(value)))


def days(date: str) -> tuple[str, str]:
    """The first and last day of an ISO date, which may be a year or month only. Raises ValueError."""
    parse_date(date)
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-01", f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date, date
