"""The line of context under a quote: a pattern such as ``{pseudonym}, {level}, {region}`` filled in for who speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from qualcode.actions.material import attributes
from qualcode.actions.privacy.consent import TAKING_PART
from qualcode.actions.quotes.picked import Quote
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.models import Speaker
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest

FIELDS = ("case", "speaker", "document", "kind", "date", "place", "code", "quote")
BLANK = "____"
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Line:
    """The context of a quote, the case it speaks of, and the fields that had no value."""

    text: str
    case: str | None
    missing: tuple[str, ...] = ()


class Context:
    """Fills a pattern in, quote by quote. Raises WrongUse for a pattern with a field that there is not."""

    def __init__(self, view: View, pattern: str, blank: str = BLANK) -> None:
        self._pattern, self._blank = pattern, blank
        self._cases = {row.id: row.name for row in queries.cases(view)}
        self._values = attributes.values_by_owner(view, "case", labels=True)
        self._known = {name_key(row.name): row.name for row in queries.attributes(view, "case")}
        statement = select(Speaker.document_id, Speaker.name_key, Speaker.case_id, Speaker.role).where(
            or_(Speaker.case_id.is_not(None), Speaker.role == "interviewer")
        )
        self._speaking: dict[tuple[int, str], int | None] = {
            (row.document_id, row.name_key): None if row.role == "interviewer" else row.case_id
            for row in view.connection.execute(statement)
        }
        self._taking_part: dict[int, list[int]] = {}
        for row in queries.document_cases(view):
            if row.role in TAKING_PART:
                self._taking_part.setdefault(row.document_id, []).append(row.case_id)
        self._require_fields()

    def _require_fields(self) -> None:
        if re.search(r"[{}]", _FIELD.sub("", self._pattern)):
            raise WrongUse(
                _("The pattern {pattern!r} has a brace that is alone.", pattern=self._pattern),
                _("A field is written {example}.", example="{level}"),
            )
        for field in _FIELD.findall(self._pattern):
            if name_key(field) not in (*FIELDS, *self._known):
                raise self._unknown(field)

    def _unknown(self, field: str) -> WrongUse:
        there = [*self._known.values(), *(it for it in FIELDS if it not in self._known)]
        close = nearest(field, there, 1)
        hint = _("There are: {fields}.", fields=listed(f"{{{it}}}" for it in there))
        meant = _("Did you mean {name}?", name=f"{{{close[0]}}}") + " " if close else ""
        return WrongUse(_("There is no field {field} for the context of quotes.", field=f"{{{field}}}"), meant + hint)

    def case_of(self, quote: Quote) -> int | None:
        """The case that speaks: by the speaker, else the only one that takes part in the document."""
        voice = quote.document_id, name_key(quote.speaker or "")
        if voice in self._speaking:
            return self._speaking[voice]  # of an interviewer's words no case
        taking_part = set(self._taking_part.get(quote.document_id, ()))
        return taking_part.pop() if len(taking_part) == 1 else None

    def line(self, quote: Quote) -> Line:
        """The pattern filled in; a field without a value is left visibly blank, and named."""
        case = self.case_of(quote)
        missing: list[str] = []

        def filled(match: re.Match[str]) -> str:
            value = self._value(match[1], quote, case)
            if not value:
                missing.append(match[1])
            return value or self._blank

        text = _FIELD.sub(filled, self._pattern)
        return Line(text, self._cases.get(case) if case is not None else None, tuple(missing))

    def _value(self, field: str, quote: Quote, case: int | None) -> str:
        key = name_key(field)
        if key in self._known:  # an attribute goes before what has the same name
            values: list[Any] = self._values.get(case, {}).get(self._known[key], []) if case is not None else []
            return "" if not values else str(attributes.as_cell(values))
        own = {
            "case": self._cases.get(case, "") if case is not None else "",
            "speaker": quote.speaker or "", "document": quote.document, "kind": quote.kind, "date": quote.date,
            "place": quote.place, "code": quote.codes[0] if quote.codes else "", "quote": quote.short,
        }  # fmt: skip
        return own[key]
