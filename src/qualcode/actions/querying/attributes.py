"""Conditions on attributes: each value compared as what it is, choices by their values and by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.material import attributes
from qualcode.errors import NotFound
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest

if TYPE_CHECKING:
    from qualcode.analysis.query.comparing import Asks
    from qualcode.analysis.query.tree import Compare

_ORDER = ("<", "<=", ">", ">=", "between")


class AttributeValues:
    """The values of the attribute that a condition is about. Raises NotFound where there is no such attribute."""

    def __init__(self, view: View, condition: Compare) -> None:
        self.view = view
        self.condition = condition
        self.attribute = _named(view, condition)
        self.by_numbers = condition.operator in _ORDER and self._numbered()

    def by_owner(self) -> dict[int, Sequence[Any]]:
        """The values of each case or document by id, without those that stand for a missing answer."""
        return {owner: [self._comparable(value) for value in values] for owner, values in self._present.items()}

    def asks(self) -> Asks:
        """What the condition asks of such values. Raises NotFound for an unknown choice, WrongUse for another kind of value."""
        from qualcode.analysis.query.comparing import asking

        kind = "decimal" if self.by_numbers else self.attribute.kind
        wanted = [self._value_of(text) for text in self.condition.values]
        return asking(kind, self.condition.operator, wanted, f"{self.condition.field}.{self.attribute.name}")

    @cached_property
    def _present(self) -> dict[int, list[Any]]:
        every = attributes.values_by_owner(self.view, self.condition.field)
        missing = {it["value"] for it in self.attribute.choices if it["missing"]}
        name = self.attribute.name
        return {
            owner: [value for value in values[name] if attributes.written(value) not in missing]
            for owner, values in every.items()
            if name in values
        }

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The choices: what is written for each, and its label ("" for none), in the order they were defined in."""
        found = {it["value"]: it["label"] for it in self.attribute.choices}
        for values in self._present.values():
            found.update({attributes.written(value): "" for value in values if attributes.written(value) not in found})
        return found

    def _comparable(self, value: Any) -> Any:
        written = attributes.written(value)
        if self.by_numbers:
            return float(written)
        if self.condition.operator == "contains" and self._labels.get(written):
            return f"{written}\n{self._labels[written]}"
        return value

    def _value_of(self, text: str) -> str:
        """What is written for a choice that is named by its value or its label; another kind of value is what it is."""
        if not self._by_label or self.condition.operator in ("contains", "matches"):
            return text
        key = name_key(text)
        for value, label in self._labels.items():
            if key == name_key(value):
                return value
            if label and key == name_key(label):
                return value
        if self.attribute.kind != "choice" or self.by_numbers:
            return text
        spellings = [spelling for pair in self._labels.items() for spelling in pair if spelling]
        close = nearest(text, spellings) or spellings[:8]
        hint = _("It has: {values}", values=listed(close)) if close else ""
        raise NotFound(_("{name} has no value {value!r}.", name=self.attribute.name, value=text), hint, close)

    @property
    def _by_label(self) -> bool:
        return self.attribute.kind == "choice" or any(it["label"] for it in self.attribute.choices)

    def _numbered(self) -> bool:
        """Whether all choices are numbers, so that they have an order."""
        if self.attribute.kind != "choice":
            return False
        try:
            return all(float(value) == float(value) for value in self._labels)
        except ValueError:
            return False


def _named(view: View, condition: Compare) -> Row[Any]:
    """The attribute that a condition names. Raises NotFound with the nearest ones, else with what there is."""
    try:
        return attributes.of_name(view, condition.attribute, condition.field)
    except NotFound as error:
        from qualcode.actions.querying.origins import FACTS

        known = [row.name for row in queries.attributes(view, condition.field)]
        known += FACTS if condition.field == "document" else ("name", "set")
        close = nearest(condition.attribute, known)
        hint = (
            _("Did you mean {names}?", names=listed(close)) if close else _("There are: {names}", names=listed(known))
        )
        raise NotFound(error.message, hint, close or known) from None
