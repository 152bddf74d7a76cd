"""Cards sorted into piles: what a code is divided into while its segments are compared with one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from qualcode.text.names import name_key

UNSORTED = ""
"""The name of no pile: where a card lies that has not been put on one."""


@dataclass(frozen=True)
class Piles:
    """The names of piles, in the order they were made, and the pile of each card that lies on one, by its guid."""

    names: tuple[str, ...] = ()
    lies: Mapping[str, str] = field(default_factory=dict)

    def pile_of(self, card: str) -> str:
        """The pile a card lies on."""
        return self.lies.get(card, UNSORTED)

    def named(self, name: str) -> str:
        """The pile that is meant by a name, which may be a new one: letters large and small are the same."""
        name = " ".join(name.split())
        return next((known for known in self.names if name_key(known) == name_key(name)), name)

    def put(self, cards: Iterable[str], name: str) -> Piles:
        """With these cards on a pile, which is made where it is not there, or on none."""
        name, moved = self.named(name), set(cards)
        lies = {card: pile for card, pile in self.lies.items() if card not in moved}
        if name == UNSORTED:
            return replace(self, lies=lies)
        names = self.names if name in self.names else (*self.names, name)
        return Piles(names, lies | dict.fromkeys(sorted(moved), name))

    def renamed(self, old: str, new: str) -> Piles:
        """With a pile under another name; where there is one of that name already, they become one."""
        others = replace(self, names=tuple(name for name in self.names if name != old))
        new = others.named(new)
        names = [new if name == old else name for name in self.names]
        lies = {card: new if pile == old else pile for card, pile in self.lies.items()}
        return Piles(tuple(dict.fromkeys(names)), lies)

    def without(self, name: str) -> Piles:
        """Without a pile; its cards are not sorted any more."""
        lies = {card: pile for card, pile in self.lies.items() if pile != name}
        return Piles(tuple(other for other in self.names if other != name), lies)

    def only(self, cards: Collection[str]) -> Piles:
        """With these cards alone: the others are gone."""
        return replace(self, lies={card: pile for card, pile in self.lies.items() if card in cards})

    def count(self, name: str) -> int:
        """How many cards lie on a pile."""
        return sum(pile == name for pile in self.lies.values())

    @property
    def parts(self) -> dict[str, list[str]]:
        """The cards of each pile that has some."""
        found = {name: [card for card, pile in self.lies.items() if pile == name] for name in self.names}
        return {name: cards for name, cards in found.items() if cards}
