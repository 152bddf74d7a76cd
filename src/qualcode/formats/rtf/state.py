"""What holds for the text of an RTF file at one place, and what a group of it brings along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qualcode.formats.docx.drawn import drawn
from qualcode.formats.docx.styles import level_by_name
from qualcode.formats.rtf.story import Story

_DEEPEST_TABLE = 20
_BODY_TEXT = 9


@dataclass(slots=True)
class State:
    """Properties that end with the group they are set in."""

    role: Literal["text", "fonts", "styles", "style"] = "text"
    font: int | None = None
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    endnote: bool = False
    style: int = 0
    based_on: int | None = None
    outline: int | None = None
    in_table: bool = False
    nesting: int = 1

    def copy(self) -> State:
        """The same properties, for a group that may change them; every word of a file may be a group, so it is quick."""
        made = State.__new__(State)
        made.role, made.font, made.fallback, made.endnote = self.role, self.font, self.fallback, self.endnote
        made.hidden, made.deleted, made.inserted = self.hidden, self.deleted, self.inserted
        made.style, made.based_on, made.outline = self.style, self.based_on, self.outline
        made.in_table, made.nesting = self.in_table, self.nesting
        return made

    @property
    def is_tracked(self) -> tuple[bool, bool, bool]:
        """Whether the text is hidden, was taken out, was put in."""
        return self.hidden, self.deleted, self.inserted

    def plain(self, font: int | None) -> None:
        """Characters are as they are at first."""
        self.font, self.hidden, self.deleted, self.inserted = font, False, False, False

    def new_paragraph(self) -> None:
        """Paragraphs are as they are at first."""
        self.style, self.outline, self.in_table, self.nesting = 0, None, False, 1

    def depth(self, in_row: bool) -> int:
        """How many tables the text lies in; a row may say so before its paragraphs do."""
        return min(max(self.nesting, 1), _DEEPEST_TABLE) if self.in_table or in_row else 0


@dataclass(slots=True)
class Group:
    """What was in force before a group began, and what is to be done when it ends, with what it held."""

    state: State
    story: Story
    finish: Callable[[Story, State], None] | None = None


@dataclass(slots=True)
class Style:
    """A style of paragraphs."""

    outline: int | None
    name: str
    based_on: int | None


def heading_level(state: State, styles: dict[int, Style]) -> int:
    """The level of a paragraph that is a heading, set on itself or by its style; 0 for text."""
    if state.outline is not None:
        return _level(state.outline)
    seen: set[int] = set()
    number: int | None = state.style
    while number is not None and number in styles and number not in seen:
        seen.add(number)
        style = styles[number]
        if style.outline is not None:
            return _level(style.outline)
        if level := level_by_name(style.name):
            return level
        number = style.based_on
    return 0


def _level(outline: int) -> int:
    return outline + 1 if 0 <= outline < _BODY_TEXT else 0


@dataclass(slots=True)
class Field:
    """A field: its instruction, how much had been written when it began, and the state of a box to tick."""

    written: int
    instruction: str = ""
    ticked: bool = False

    def without_result(self) -> str:
        """What a field that holds no result of its own shows: a symbol, a box to tick, the words under a phonetic guide."""
        instruction = self.instruction.strip()
        if instruction.startswith("FORMCHECKBOX"):
            return "☒" if self.ticked else "☐"
        return drawn(instruction)
