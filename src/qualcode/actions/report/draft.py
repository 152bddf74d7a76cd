"""A report while it is put together: what was asked for, what counts, and what had to be left out."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from qualcode.actions.layers import Codings
from qualcode.actions.options import require_options
from qualcode.actions.privacy.consent import documents_barred
from qualcode.actions.tables.crossings import codings_of
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.text.quotes import Quotes


@dataclass(frozen=True)
class Wanted:
    """What a person wants in a report.

    ``matrices`` are rows and columns as ``matrix`` takes them, with a value behind them where it is not codings. ``quotes`` is
    how many passages of each code. ``pictures`` adds one to the frequencies and to each matrix. ``layer`` and ``where`` say whose codings count, and which.
    """

    title: str = ""
    matrices: Sequence[str] = ()
    cooccurrence: bool = False
    quotes: int = 3
    memos: bool = False
    pictures: bool = False
    layer: str = "record"
    where: str | None = None

    def __post_init__(self) -> None:
        if self.quotes < 0:
            raise WrongUse(_("There are no {n} passages of a code.", n=self.quotes), _("Give a number from 0 on."))


def wanted(**options: Any) -> Wanted:
    """What these options ask for. Raises WrongUse for one that there is not."""
    require_options(options, Wanted)
    return Wanted(**options)


@dataclass
class Draft:
    """What all parts of a report are made from. ``left_out`` are sentences on what is not in it, said at the end."""

    view: View
    wanted: Wanted
    left_out: list[str] = field(default_factory=list)

    @cached_property
    def found(self) -> Codings:
        """The codings that count."""
        return codings_of(self.view, self.wanted.layer, self.wanted.where)

    @cached_property
    def barred(self) -> dict[int, str]:
        """The ids of documents that must not be quoted, each with a case that does not allow it."""
        return documents_barred(self.view, "quote")

    def leave_out(self, sentence: str) -> str:
        """Note what is left out; returns the sentence, for where it is missing."""
        if sentence not in self.left_out:
            self.left_out.append(sentence)
        return sentence

    def command(self, *words: str, to: str) -> str:
        """The command for the whole of a table, with whose codings count as in the report; ``to`` is the file to name."""
        layer = ["--layer", self.wanted.layer] if self.wanted.layer != "record" else []
        where = ["--where", self.wanted.where] if self.wanted.where else []
        return shlex.join(["qualcode", *words, *layer, *where, "-o", to])

    def unquoted(self, text: str) -> str:
        """``text`` without what it quotes from documents that must not be quoted."""
        if not self.barred or not text:
            return text
        return self._quotes.without(text, _("[not to be quoted]"))

    @cached_property
    def _quotes(self) -> Quotes:
        return Quotes(queries.text_of(self.view, document_id) for document_id in self.barred)
