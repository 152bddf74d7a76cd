"""What the screens of analysis have in common: figures computed beside the screen, and kept until something changes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from qualcode.actions import history
from qualcode.errors import QualcodeError
from qualcode.messages import _
from qualcode.project import View
from qualcode.text.match import Matcher
from qualcode.tui.asking import query_offers, questions
from qualcode.tui.asking.questions import Choice
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.notes import NotesScreen
from qualcode.tui.screens.writing import WritingScreen
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.line_panel import Wanted

_SLOW = 0.3  # seconds after which it is said that something is being computed

Asked = TypeVar("Asked")
Found = TypeVar("Found")
Take: TypeAlias = "Callable[[str, Callable[[str], None]], None]"
"""What is done with a query that was typed; it is told whom to tell what is wrong with it."""


def _nobody(_typed: str) -> None:
    return


class AnalysisScreen(WritingScreen, Generic[Asked, Found]):
    """Shows ``found``, the answer to ``asked``. What is asked next is kept only once it has an answer.

    A screen says how to ``compute`` an answer, and how to ``show_found`` it.
    """

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk, asked: Asked) -> None:
        super().__init__(desk)
        self.asked = asked
        self.found: Found | None = None
        self._operation = -1  # the change of the project after which was computed
        self._waiting: Timer | None = None
        self._looking = False

    @abstractmethod
    def compute(self, view: View, asked: Asked) -> Found:
        """The answer; called beside the screen."""

    @abstractmethod
    def show_found(self) -> None:
        """Show the answer that there is by now."""

    def say_nothing_found(self, sentence: str) -> None:
        """Say what there has to be before anything is found here; where it is all there, the sentence."""
        if not self.desk.codes:
            keys = " ".join(key_of(name, self.app) for name in ("go.start", "go.codes"))
            self.say(_("There is no code yet: {key} leads to the codebook.", key=keys))
        elif not any(code.codings for code in self.desk.codes.values()):
            self.say(_("Nothing is coded yet."))
        else:
            self.say(sentence)

    # Computing

    def look(self) -> None:
        """Compute again where the project has changed."""
        if not self._looking:
            self._compute_soon(self.asked, None)

    def want(self, asked: Asked, then: Callable[[str], None] | None = None) -> None:
        """Ask something else; ``then`` is told what is wrong with it, or "" once it is answered."""
        self._compute_soon(asked, then)

    def _compute_soon(self, asked: Asked, then: Callable[[str], None] | None) -> None:
        self._looking = True
        known = self._operation if asked == self.asked and self.found is not None else -1
        if known < 0:
            self._waiting = self.set_timer(_SLOW, lambda: self.say(_("Computing …")))
        self._compute(asked, known, then)

    @work(thread=True, exclusive=True, group="compute")
    def _compute(self, asked: Asked, known: int, then: Callable[[str], None] | None) -> None:
        worker = get_current_worker()
        try:
            with self.desk.project.read(self.desk.coder) as view:
                operation = history.latest_operation(view)
                found = None if operation == known else self.compute(view, asked)
            after = partial(self._answered, asked, found, operation, then)
        except QualcodeError as error:
            after = partial(self._refused, str(error), then)
        if not worker.is_cancelled:
            self.app.call_from_thread(after)

    def _answered(self, asked: Asked, found: Found | None, operation: int, then: Callable[[str], None] | None) -> None:
        self._rest()
        if found is not None:
            if self._operation not in (-1, operation) and self.desk.is_behind():
                self.desk.refresh()
            self.asked, self.found, self._operation = asked, found, operation
            self.say("")
            self.show_found()
        if then is not None:
            then("")

    def _refused(self, sentence: str, then: Callable[[str], None] | None) -> None:
        self._rest()
        if then is not None and self.line.is_open:
            then(sentence)
        else:
            self.say(sentence, trouble=True)

    def _rest(self) -> None:
        self._looking = False
        if self._waiting is not None:
            self._waiting.stop()

    def tell(self, sentence: str) -> None:
        """Say what has been done elsewhere, once what is shown is true again."""
        self.want(self.asked, lambda problem: self.say(problem or sentence))

    # Asking

    def ask_which(
        self,
        prompt: str,
        choices: dict[Any, str],
        then: Callable[[Any], None],
        offer: Callable[[str], str] | None = None,
    ) -> None:
        """Ask for one of some words, each under a key; a key that is a word finds them as well, and with ``offer`` other words can be taken."""
        aliases = {key: (key,) if key and isinstance(key, str) else () for key in choices}
        matcher = Matcher([Choice(key, (words,), aliases[key]) for key, words in choices.items()])
        question = replace(questions.which_of(prompt, choices), matcher=matcher, offer=offer)
        self.ask(question, lambda answer: then((*answer.keys, answer.typed.strip())[0]) if answer else None)

    def ask_query(self, query: str, take: Take) -> None:
        """Ask which codings count."""
        hint = _("For instance: case.level = county and not speaker = 访谈者. Empty: all codings.")
        self._ask_query(Wanted(_("Query"), query, _nobody, query_offers.Offers(self.desk), hint=hint), take)

    def ask_documents(self, query: str, take: Take) -> None:
        """Ask which documents there are to be, coded or not."""
        hint = _("For instance: kind = interview and case.level = county. Empty: all documents.")
        offers = query_offers.Offers(self.desk, documents=True)
        self._ask_query(Wanted(_("Only these documents"), query, _nobody, offers, hint=hint), take)

    def _ask_query(self, wanted: Wanted, take: Take) -> None:
        def then(problem: str) -> None:
            if problem:
                self.line.refuse(problem)
            else:
                self.line.finish()

        self.ask_line(replace(wanted, take=lambda typed: take(typed.strip(), then)))

    def ask_layer(self, then: Callable[[str], None]) -> None:
        """Ask whose codings count."""
        from qualcode.actions import coders

        with self.desk.project.read(self.desk.coder) as view:
            names = [str(name) for name in coders.listing(view).column("coder")]
        words = {
            "record": _("of each document the consensus, else the coder of record"),
            "consensus": _("the consensus alone"),
            "all": _("all coders"),
        }
        self.ask_which(_("Whose codings count"), {**words, **{name: name for name in names}}, then)

    def ask_level(self, then: Callable[[int | None], None]) -> None:
        """Ask for a level of the tree of codes."""
        deepest = max((len(code.names) for code in self.desk.codes.values()), default=1)
        levels = {None: _("every code by itself"), 1: _("level 1, the top of the tree")}
        levels |= {level: _("level {n}", n=level) for level in range(2, deepest)}
        self.ask_which(_("Codes below this level count for the code above"), levels, then)

    def explain(self, title: str, sentences: Sequence[str]) -> None:
        """Show what figures mean, sentence by sentence."""
        self.app.push_screen(NotesScreen(title, sentences))
