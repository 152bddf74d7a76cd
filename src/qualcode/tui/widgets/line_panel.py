"""Where one line is typed: a query, a path, a name. What it could go on with stands below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from qualcode.tui.commands import bindings
from qualcode.tui.view.width import show
from qualcode.tui.widgets.bottom_panel import ROWS, BottomPanel
from qualcode.tui.widgets.drawer import DrawerLine
from qualcode.tui.widgets.key_line import key_hints
from qualcode.tui.widgets.lines import Line, Lines

_SHOWN = ROWS - 2  # offers for which there is room

Offer = tuple[str, str]
"""How the line could go on: what is shown, and the whole line when it is taken."""


def _nothing(_typed: str) -> Sequence[Offer]:
    return ()


@dataclass(frozen=True)
class Wanted:
    """A line that is asked for: what for, what stands in it at first, what is done with it, and what it could go on with.

    With ``replaced`` the first letter typed takes the place of what stands there. ``take`` has the panel finish, or refuse the line. ``changed`` is told of every letter, ``left`` that nothing was taken.
    """

    prompt: str
    text: str
    take: Callable[[str], None]
    offers: Callable[[str], Sequence[Offer]] = _nothing
    changed: Callable[[str], None] | None = None
    left: Callable[[], None] | None = None
    hint: str = ""
    replaced: bool = False


class LinePanel(BottomPanel[Input]):
    """Asks for one line at a time."""

    BINDINGS = bindings("line")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, after: Callable[[], None]) -> None:
        super().__init__(after, Input, id="line")
        self._wanted: Wanted | None = None
        self._offers: Sequence[Offer] = ()
        self._at = 0
        self._chosen = False  # whether the highlight was moved

    def compose(self) -> ComposeResult:
        """The line, and what is said under it."""
        yield DrawerLine(self.action_take)
        under = Lines(id="under")
        under.can_focus = False
        yield under

    def ask(self, wanted: Wanted) -> None:
        """Show what is asked; what was asked before is left."""
        self._wanted = wanted
        with self.prevent(Input.Changed):
            self.field.value = wanted.text
        self.field.cursor_position = len(wanted.text)
        self.border_title = Content(show(wanted.prompt))
        self.border_subtitle = Content("  ".join(map(" ".join, key_hints("line", self.app))))
        self._find()
        self.open()
        if wanted.replaced:
            self.field.action_select_all()

    def refuse(self, sentence: str) -> None:
        """Say below the line what is wrong with it; lines of the sentence stay lines."""
        first, *others = sentence.split("\n")
        self.query_one(Lines).show_lines([((first, "trouble"),), *(((line, ""),) for line in others)])

    def finish(self) -> None:
        """The line is taken."""
        self._wanted = None
        self.close()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how the line could go on."""
        event.stop()
        if self._wanted is not None:
            self._find()
            if self._wanted.changed is not None:
                self._wanted.changed(self.field.value)

    def action_take(self) -> None:
        """Have the line taken; one of the offers, where the highlight was moved to it."""
        if self._wanted is None:
            return
        if self._chosen:
            self.action_complete()
        else:
            self._wanted.take(self.field.value)

    def action_complete(self) -> None:
        """Let the line go on as highlighted."""
        if self._offers:
            self.field.value = self._offers[self._at][1]
            self.field.cursor_position = len(self.field.value)
            self._find()

    def action_highlight(self, rows: int) -> None:
        """Move the highlight."""
        if self._offers:
            self._at = min(max(self._at + rows * self._chosen, 0), len(self._offers) - 1)
            self._chosen = True
            self._list()

    def action_leave(self) -> None:
        """Take nothing."""
        wanted, self._wanted = self._wanted, None
        self.close()
        if wanted is not None and wanted.left is not None:
            wanted.left()

    def _find(self) -> None:
        assert self._wanted is not None
        self._offers, self._at, self._chosen = self._wanted.offers(self.field.value), 0, False
        self._list()

    def _list(self) -> None:
        first = max(self._at - _SHOWN + 1, 0)
        lines: list[Line] = []
        for number, (said, _line) in enumerate(self._offers[first : first + _SHOWN], first):
            here = number == self._at
            lines.append((("▸ " if here and self._chosen else "  ", "head"), (said, "" if here else "muted")))
        if not lines and self._wanted is not None and self._wanted.hint:
            lines.append(((self._wanted.hint, "muted"),))
        self.query_one(Lines).show_lines(lines)
