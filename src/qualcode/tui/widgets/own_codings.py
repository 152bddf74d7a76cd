"""What keys do to the coder's own codings: take them off, move their ends, split, recode and weigh them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from textual.containers import Horizontal

from qualcode.errors import NotFound, QualcodeError
from qualcode.messages import _, joined, listed
from qualcode.text.match import Matcher
from qualcode.text.span import Span
from qualcode.tui.asking import questions
from qualcode.tui.asking.questions import Answer, Ask
from qualcode.tui.messages import PlaceChanged
from qualcode.tui.project.desk import Desk
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.widgets.coded_text import CodedText
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.message_line import tell


class OwnCodings(Horizontal):
    """Holds the text; ``ask`` shows a question. While the ends of a coding are moved, they are what is selected."""

    def __init__(self, desk: Desk, ask: Ask) -> None:
        super().__init__()
        self.desk, self._ask = desk, ask
        self._reshaped: str | None = None  # the coding whose ends are being moved

    @property
    def view(self) -> CodedText:
        """The text."""
        return self.query_one(CodedText)

    @abstractmethod
    def catch_up(self) -> str:
        """Show what has changed on the desk, and say what that did to the selection, if anything."""

    @abstractmethod
    def look_at(self, code: str | None) -> str:
        """Tell what a code means."""

    @abstractmethod
    def _codes(self) -> Matcher:
        """What finds codes."""

    def action_remove(self) -> None:
        """Take a coding off; where there are several, ask which."""
        self._for_own(_("Remove"), self._remove, several=True)

    def action_extend(self) -> None:
        """Give a coding the ends of the selection; with nothing selected, let them be moved."""
        span = self.view.selection
        if self._reshaped is not None and span is not None:
            self._extend(self._reshaped, span)
        elif span is not None:
            self._for_own(_("New ends for"), lambda guids: self._extend_here(guids[0]))
        else:
            self._for_own(_("Move the ends of"), lambda guids: self._take_ends(guids[0]))

    def action_split(self) -> None:
        """Cut a coding in two at the caret."""
        at = self.view.caret
        inside = [coding for coding in self._own_here() if coding.start < at < coding.end]
        self._for_own(_("Split"), lambda guids: self._split(guids[0], self.view.caret), among=inside)

    def action_recode(self) -> None:
        """Give codings here another code."""
        self._for_own(_("Recode"), self._ask_code, several=True)

    def action_weigh(self) -> None:
        """Say how telling or strong a coding here is."""
        self._for_own(_("Weight of"), lambda guids: self._ask_weight(guids[0]))

    @property
    def moving_ends(self) -> bool:
        """Whether the ends of a coding are being moved."""
        return self._reshaped is not None

    def keys_of_moving(self) -> list[tuple[str, str]]:
        """The keys with which moving ends goes on and is ended, each with a word; none while no ends are moved."""
        if not self.moving_ends:
            return []
        words = {
            "code.extend": _("keep"),
            "selection.clear": _("leave"),
            "caret.right": _("longer"),
            "caret.left": _("shorter"),
            "selection.swap": _("the other end"),
            "app.help": _("help"),
        }
        return [(key_of(name, self.app), word) for name, word in words.items()]

    # One of several

    def _own_here(self) -> list[ShownCoding]:
        return [coding for coding in self.view.codings_here() if self.desk.is_mine(coding.coder)]

    def _for_own(
        self,
        prompt: str,
        act: Callable[[Sequence[str]], None],
        several: bool = False,
        among: Sequence[ShownCoding] | None = None,
    ) -> None:
        own = self._own_here() if among is None else among
        if not own:
            self._say(_("There is no coding of yours here."), trouble=True)
        elif len(own) == 1:
            act([str(own[0].key)])
        else:
            question = questions.which_coding(self.desk, prompt, own, several)
            self._ask(question, lambda answer: act(answer.keys) if answer else None)

    # Doing it

    def _remove(self, guids: Sequence[str]) -> None:
        with self._saying(guids):
            names = listed(self.desk.shown[guid].label for guid in guids if guid in self.desk.shown)
            self.desk.remove(guids)
            self._changed(_("Removed {codes}.", codes=names))

    def _take_ends(self, guid: str) -> None:
        shown = self.desk.shown.get(guid)
        if shown is None:
            return
        self.view.stretch(Span(shown.start, shown.end))
        self._reshaped = guid
        self.post_message(PlaceChanged())
        other, keep, leave = (key_of(name, self.app) for name in ("selection.swap", "code.extend", "selection.clear"))
        words = _(
            "Move the end of {code}; {other}: its other end; {keep} keeps the ends, {leave} leaves them as they were."
        )
        self._say(words.format(code=shown.label, other=other, keep=keep, leave=leave))

    def _preview_ends(self) -> None:
        """While the ends of a coding are being moved, show it on the words that are selected by now."""
        shown = self.desk.shown.get(self._reshaped or "")
        span = self.view.selection
        if shown is not None and span is not None:
            self.view.add_coding(replace(shown, start=span.start, end=span.end))

    def _end_preview(self) -> None:
        """Show the coding with the ends it has."""
        shown, self._reshaped = self.desk.shown.get(self._reshaped or ""), None
        if shown is not None:
            self.view.add_coding(shown)
        self.post_message(PlaceChanged())

    def _extend_here(self, guid: str) -> None:
        if (span := self.view.selection) is not None:  # somebody may have changed the text meanwhile
            self._extend(guid, span)

    def _extend(self, guid: str, span: Span) -> None:
        self._end_preview()
        with self._saying([guid]):
            self.desk.extend(guid, span)
            self.view.stop_marking()
            self._changed(_("The coding has new ends."))

    def _leave_ends(self) -> None:
        """Moving the ends is over when nothing is selected any more."""
        if self._reshaped is not None and self.view.selection is None and not self.view.marking:
            self._end_preview()
            self._say(_("The coding keeps the ends it had."))

    def _split(self, guid: str, at: int) -> None:
        with self._saying([guid]):
            self.desk.split(guid, at)
            self._changed(_("The coding is two now."))

    def _ask_code(self, guids: Sequence[str]) -> None:
        def then(answer: Answer | None) -> None:
            if answer is not None and answer.keys:
                with self._saying(guids):
                    self._changed(_("Recoded as {code}.", code=self.desk.recode(guids, answer.keys[0])))

        self._ask(questions.which_new_code(self.desk, self._codes(), self.look_at), then)

    def _ask_weight(self, guid: str) -> None:
        def then(answer: Answer | None) -> None:
            if answer is not None:
                weight = float(answer.typed) if answer.typed else answer.keys[0]
                with self._saying([guid]):
                    self.desk.weigh(guid, weight)
                    self._changed(
                        _("The coding has no weight any more.") if weight is None else _("The weight is noted.")
                    )

        self._ask(questions.which_weight(), then)

    # Saying what was done

    def _changed(self, sentence: str) -> None:
        self.catch_up()
        self._say(joined([sentence, *self.desk.notices]))

    def _say(self, sentence: str, trouble: bool = False) -> None:
        tell(self, sentence, trouble)

    @contextmanager
    def _saying(self, guids: Sequence[str] = ()) -> Iterator[None]:
        """Whatever the project refuses inside, perhaps to codings, is said; the screen shows what is true then."""
        try:
            yield
        except QualcodeError as error:
            said = str(error)
            if guids and isinstance(error, NotFound):
                self.desk.refresh()
                if not self.desk.codings.keys() >= set(guids):
                    said = _("This coding is no longer there: somebody has changed or removed it. Nothing was done.")
            self._say(said, trouble=True)
            self.catch_up()
