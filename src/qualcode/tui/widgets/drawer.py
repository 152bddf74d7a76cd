"""The drawer at the bottom: a line to type in, the best choices under it, one or several to take.

It is mounted once and shown when something is asked, so that it costs no more than its own frame, and the passage it is
about stays in sight.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from qualcode.messages import _
from qualcode.text.match import Match
from qualcode.tui.asking.questions import Answer, Question, Then
from qualcode.tui.commands import bindings
from qualcode.tui.view.width import show
from qualcode.tui.widgets.bottom_panel import BottomPanel
from qualcode.tui.widgets.choices import Choices
from qualcode.tui.widgets.message_line import tell


class _Offer(NamedTuple):
    """What can be made of what was typed: what would be taken, and the words for that."""

    typed: str
    words: str


class DrawerLine(Input):
    """The line; Enter calls ``submit``. It is as wide as the drawer whatever is typed.

    So a letter need not have the whole screen laid out, as the toolkit would.
    """

    value: Reactive[str] = Reactive("", layout=False, init=False)
    """What is typed."""
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """How far the line could be scrolled."""

    def __init__(self, submit: Callable[[], None]) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._submit = submit

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Look the same: it is seen only while it has the focus. Asking all rules for looks again costs as much as painting."""

    async def action_submit(self) -> None:
        """At once: the next key is for what comes after the drawer."""
        self._submit()


class Drawer(BottomPanel[Input]):
    """Asks one question at a time."""

    BINDINGS = bindings("drawer")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, after: Callable[[], None]) -> None:
        super().__init__(after, Input, id="drawer")
        self._question: Question | None = None
        self._then: Then = lambda answer: None
        self._sought = ""
        self._added: dict[Any, str] = {}
        self._rows: list[Match | _Offer] = []
        self._looked_at: Any = None
        self._about = ""

    def compose(self) -> ComposeResult:
        """The line and the list."""
        yield DrawerLine(self.action_choose)
        yield Choices(self._take)

    def ask(self, question: Question, then: Then) -> None:
        """Show a question; ``then`` is called once, with None when nothing is taken. A question still open is left first."""
        if self._question is not None:
            self._then(None)
        self._question, self._then, self._added, self._looked_at, self._about = question, then, {}, None, ""
        self._empty_line()
        self.open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed by now."""
        event.stop()
        self._show()

    def action_choose(self) -> None:
        """Take what was added, and what is highlighted unless only the added was meant."""
        if self.field.value != self._sought:  # Enter came right behind a letter
            self._show()
        place = self.query_one(Choices).highlighted
        if place is not None and (self._sought or not self._added):
            self._take(place)
        elif self._added:
            self._answer(Answer(tuple(self._added)))
        else:
            tell(self, self._why_nothing(), trouble=True)

    def _why_nothing(self) -> str:
        """Why nothing is offered."""
        typed = self._sought.strip()
        if not typed:
            return _("There is nothing to take yet: type what is meant.")
        return _("Nothing fits {typed!r}. Type something else, or leave with Esc.", typed=typed)

    def action_add(self) -> None:
        """Add what is highlighted, or take it off again, and go on choosing."""
        row = self._highlighted()
        if self._question is None or not self._question.several or row is None:
            return
        if isinstance(row, _Offer):
            tell(self, _("What is new comes last: Enter takes it together with what was added."))
        elif row.key in self._added:
            del self._added[row.key]
            self._empty_line()
        else:
            self._added[row.key] = row.path[-1]
            self._empty_line()

    def _highlighted(self) -> Match | _Offer | None:
        place = self.query_one(Choices).highlighted
        return None if place is None else self._rows[place]

    def action_highlight(self, rows: int) -> None:
        """Move the highlight down, or up where negative."""
        self.query_one(Choices).move(rows)
        self._look()
        if self._question is not None:
            self._entitle(self._question)

    def action_leave(self) -> None:
        """Take nothing."""
        self._answer(None)

    def _take(self, place: int) -> None:
        row = self._rows[place]
        if isinstance(row, _Offer):
            self._answer(Answer(tuple(self._added), row.typed))
        else:
            self._added.setdefault(row.key, "")
            self._answer(Answer(tuple(self._added)))

    def _answer(self, answer: Answer | None) -> None:
        if self._question is not None and self._question.look and self._looked_at is not None:
            self._question.look(None)
        self._question, self._looked_at, self._about = None, None, ""
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
        matches = question.matcher.best(self._sought, question.limit, question.recent)
        close = [match for match in matches if not match.loose]
        self._rows = [*close, *_offers(question, self._sought), *(match for match in matches if match.loose)]
        rows = [self._drawn(question, row) for row in self._rows]
        new = _("type the name of a new one") if question.offer or question.offers else ""
        self.query_one(Choices).show_rows(rows, _("nothing fits") if self._sought.strip() else new)
        self._look()
        self._entitle(question)

    def _drawn(self, question: Question, row: Match | _Offer) -> Content:
        return Content.assemble("  ＋ ", row.words) if isinstance(row, _Offer) else question.row(row)

    def _entitle(self, question: Question) -> None:
        chosen = " + ".join((question.prompt, *map(show, self._added.values())))
        title = _("{chosen}  (Tab: add more)", chosen=chosen) if question.several else chosen
        about = show(" ".join(self._about.split()))
        self.border_title = Content.assemble(title, (f"  {about}" if about else "", "$text-muted"))

    def _look(self) -> None:
        """Tell what is highlighted, where somebody wants to know."""
        row = self._highlighted()
        key = row.key if isinstance(row, Match) else None
        if self._question is not None and self._question.look and key != self._looked_at:
            self._looked_at = key
            self._about = self._question.look(key)


def _offers(question: Question, sought: str) -> Iterator[_Offer]:
    """What can be made of what was typed."""
    typed = sought.strip()
    if typed and question.offers:
        yield from itertools.starmap(_Offer, question.offers(sought))
    if typed and question.offer and (words := question.offer(sought)):
        yield _Offer(typed, words)
