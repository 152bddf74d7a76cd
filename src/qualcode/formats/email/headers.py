"""What the header of a message says: who wrote to whom, when, about what, in answer to what; malformed headers included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache

from qualcode.formats.email.charsets import decoded_words, unfolded

_ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]]+@[^\s<>,;:\"'()\[\]]+")
_QUOTED = re.compile(r'"[^"]*"')
_IDENTITY = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody's name, "" where not given, and address."""

    name: str
    address: str

    @property
    def person(self) -> str:
        """What to call the person."""
        return self.name or self.address

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Header:
    """A message's header; ``charset`` is what its raw bytes are likely to be in."""

    message: Message
    charset: str | None = None

    def __contains__(self, name: str) -> bool:
        return any(key.casefold() == name for key, _value in self.message.raw_items())

    def text(self, name: str) -> str:
        """The value of a field as text, "" where it is missing."""
        return next((decoded_words(unfolded(value, self.charset)) for value in self._raw(name)), "")

    def mailboxes(self, *names: str) -> tuple[Mailbox, ...]:
        """The people in the fields of these names, in order, each once."""
        return tuple(dict.fromkeys(it for name in names for raw in self._raw(name) for it in self._people(raw)))

    def date(self) -> datetime | None:
        """When the message was sent, on the sender's clock; None where it does not say so in a way that can be read."""
        try:
            return parsedate_to_datetime(self.text("date"))
        except (ValueError, TypeError, IndexError, OverflowError):
            return None

    def identity(self, name: str, last: bool = False) -> str:
        """The first (or last) identity of a message in a field, such as <1@example.org>; "" where there is none."""
        found = _IDENTITY.findall(self.text(name))
        return found[-1 if last else 0] if found else ""

    def _raw(self, name: str) -> Iterator[str]:
        return (str(value) for key, value in self.message.raw_items() if key.casefold() == name)

    def _people(self, raw: str) -> tuple[Mailbox, ...]:
        return _people_in(unfolded(raw, self.charset))


@lru_cache(maxsize=10_000)  # the same people write to each other all through a mailbox
def _people_in(text: str) -> tuple[Mailbox, ...]:
    """The people in a field. Names are decoded after the field is taken apart, since a name may hold a comma."""
    found = [(name, address) for name, address in getaddresses([text]) if _ADDRESS.fullmatch(address)]
    loose = dict.fromkeys(_ADDRESS.findall(_QUOTED.sub("", text)))
    if len(found) < len(loose):  # addresses without commas between them, and the like
        found += [("", address) for address in loose if address not in {it[1] for it in found}]
    people = ((decoded_words(name).strip("'\" "), address) for name, address in found)
    return tuple(Mailbox("" if name.casefold() == address.casefold() else name, address) for name, address in people)
