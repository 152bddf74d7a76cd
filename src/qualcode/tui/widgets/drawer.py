"""The drawer at the bottom: a line to type in, the best choices under it, one or several to take.

It is mounted once and shown when something is asked, so that it costs no more than its own frame, and the passage it is
about stays in sight.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qualcode.messages import _
from qualcode.text.match import Match
from qualcode.tui.commands import bindings
from qualcode.tui.questions import Answer, Question, Then
from qualcode.tui.view.width import show
from qualcode.tui.widgets.bottom_panel import BottomPanel


class DrawerLine(Input):
    """The line; Enter calls ``submit``."""

    def __init__(self, submit: Callable[[], None]) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._submit = submit

    async def action_submit(self) -> None:
        """At once: the next key is for what comes after the drawer."""
        self._submit()


class DrawerList(OptionList, can_focus=False):
    """The list under the line; the line keeps the focus."""


class Drawer(BottomPanel[Input]):
    """Asks one question at a time."""

    BINDINGS = bindings("drawer")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, after: Callable[[], None]) -> None:
        super().__init__(after, Input, id="drawer")
        self._question: Question | None = None
        self._then: Then = lambda answer: None
        self._sought = ""
        self._matches: list[Match] = []
        self._added: dict[Any, str] = {}

    def compose(self) -> ComposeResult:
        """The line and the list."""
        yield DrawerLine(self.action_choose)
        yield DrawerList(compact=True, markup=False)

    def ask(self, question: Question, then: Then) -> None:
        """Show a question; ``then`` is called once, with None when nothing is taken. A question still open is left first."""
        if self._question is not None:
            self._then(None)
        self._question, self._then, self._added = question, then, {}
        self._empty_line()
        self.open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed by now."""
        event.stop()
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a choice."""
        event.stop()
        self._take(event.option_index)

    def action_choose(self) -> None:
        """Take what was added, and what is highlighted unless only the added was meant."""
        if self.field.value != self._sought:  # Enter came right behind a letter
            self._show()
        place = self.query_one(DrawerList).highlighted
        if place is not None and (self._sought or not self._added):
            self._take(place)
        elif self._added:
            self._answer(Answer(tuple(self._added)))

    def action_add(self) -> None:
        """Add what is highlighted, or take it off again, and go on choosing."""
        place = self.query_one(DrawerList).highlighted
        if self._question is None or not self._question.several or place is None or place >= len(self._matches):
            return
        match = self._matches[place]
        if match.key in self._added:
            del self._added[match.key]
        else:
            self._added[match.key] = match.path[-1]
        self._empty_line()

    def action_highlight(self, rows: int) -> None:
        """Move the highlight down, or up where negative."""
        listed = self.query_one(DrawerList)
        if listed.option_count:
            place = (listed.highlighted or 0) + rows
            listed.highlighted = min(max(place, 0), listed.option_count - 1)

    def action_leave(self) -> None:
        """Take nothing."""
        self._answer(None)

    def _take(self, place: int) -> None:
        if place == len(self._matches):
            self._answer(Answer(tuple(self._added), self._sought.strip()))
        else:
            self._added.setdefault(self._matches[place].key, "")
            self._answer(Answer(tuple(self._added)))

    def _answer(self, answer: Answer | None) -> None:
        self._question = None
        self.close()
        self._then(answer)

    def _empty_line(self) -> None:
        with self.prevent(Input.Changed):
            self.field.value = ""
        self._show()

    def _show(self) -> None:
        question = self._question
        if question is None:
            return
        self._sought = self.field.value
        self._matches = question.matcher.best(self._sought, question.limit, question.recent)
        rows = [question.row(match) for match in self._matches]
        offer = question.offer(self._sought) if question.offer and self._sought.strip() else ""
        if offer:
            rows.append(Content.assemble("  ＋ ", offer))
        listed = self.query_one(DrawerList)
        listed.set_options([Option(row) for row in rows])
        listed.highlighted = 0 if rows else None
        chosen = " + ".join((question.prompt, *map(show, self._added.values())))
        self.border_title = Content(_("{chosen}  (Tab: add more)", chosen=chosen) if question.several else chosen)
