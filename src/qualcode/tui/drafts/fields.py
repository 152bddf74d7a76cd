"""What is written of a code in the editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.actions.codes import CodeRow
from qualcode.messages import _, listed

LISTS = ("examples", "aliases")
"""The fields of which there may be several, a line each."""


def called(field: str) -> str:
    """What people call a field."""
    return {
        "definition": _("definition"),
        "include": _("include"),
        "exclude": _("exclude"),
        "examples": _("examples, one on a line"),
        "aliases": _("aliases, one on a line"),
    }[field]


@dataclass(frozen=True)
class FieldDraft:
    """A field of a code that is written or changed."""

    code: CodeRow
    field: str

    @property
    def text(self) -> str:
        """The field as it is."""
        value = getattr(self.code, self.field)
        return "\n".join(value) if self.field in LISTS else str(value)

    @property
    def caret(self) -> int:
        """Where writing begins."""
        return len(self.text)

    @property
    def title(self) -> str:
        """What the editor says above it."""
        return f"{self.code.path} · {called(self.field)}"

    @property
    def first_this(self) -> str:
        """What is said when something else is to be written."""
        return _("Save {what} first, or leave it.", what=called(self.field))

    @property
    def not_saved(self) -> str:
        """What is said when it is left changed."""
        return _("It is not saved. Esc again gives it up.")

    def value(self, written: str) -> str | Sequence[str]:
        """What was written, as the field holds it."""
        if self.field not in LISTS:
            return written.strip()
        return [line.strip() for line in written.split("\n") if line.strip()]


def names_of(codes: Sequence[CodeRow], most: int = 3) -> str:
    """The names of some codes in a row, the first few of many."""
    more = len(codes) - most
    named = [code.name for code in codes[:most]]
    return listed([*named, _("{n} more", n=more)] if more > 0 else named)
