"""What in a quote may tell who speaks or is spoken of: names of cases and speakers, names of a key, numbers and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from qualcode.store import queries
from qualcode.store.models import Speaker
from qualcode.store.view import View
from qualcode.text.pseudonyms import Names, telling_numbers
from qualcode.text.turns.parts import part_of

_SHORTEST = 2  # characters; a label such as A says nothing of anybody


class Telling:
    """The names of a project, and of a key, that a quote should not hold."""

    def __init__(self, view: View, more: Iterable[str] = ()) -> None:
        names = {row.name for row in queries.cases(view)}
        for row in view.connection.execute(select(Speaker.name, Speaker.aliases)):
            names |= {name for name in (row.name, *row.aliases) if part_of(name) is None}
        self._names = Names({name for name in {*names, *more} if len(name.strip()) >= _SHORTEST})

    def in_words(self, text: str) -> Iterator[str]:
        """What stands in a text, each once."""
        found = [span for span, _name in self._names.mentions(text)]
        found += [span for _kind, span in telling_numbers(text)]
        yield from dict.fromkeys(span.of(text) for span in found)
