"""The three panels and what keys do in them: codebook, text, and what is at the caret."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.geometry import Offset

from qualcode.actions.revising.unplaced import UnplacedRow
from qualcode.errors import QualcodeError
from qualcode.messages import _, joined, listed, plural
from qualcode.text.match import Matcher
from qualcode.text.span import Span
from qualcode.tui.asking import placing, questions
from qualcode.tui.asking.big_steps import take_back
from qualcode.tui.asking.questions import Answer, Ask
from qualcode.tui.commands import bindings
from qualcode.tui.drafts.homes import instead_of
from qualcode.tui.drafts.memos import MemoDraft, draft_memo, draft_on, memos_here
from qualcode.tui.drafts.paragraphs import TextDraft, draft_text
from qualcode.tui.messages import CodeLookedAt, PlaceChanged
from qualcode.tui.project.desk import Desk
from qualcode.tui.view.motion import Unit
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.view.style import COLOR_MODES
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.coded_text import CodedText
from qualcode.tui.widgets.document_view import DocumentView
from qualcode.tui.widgets.editor import Draft
from qualcode.tui.widgets.here_panel import HerePanel
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.place_jumps import PlaceJumps


class Workspace(PlaceJumps):
    """One document being coded; ``ask`` shows a question, ``write`` opens the editor."""

    BINDINGS = bindings("coding")
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def __init__(self, desk: Desk, ask: Ask, write: Callable[[Draft], None]) -> None:
        super().__init__(desk, ask)
        self._write = write
        self._matcher: Matcher | None = None
        self._names: Sequence[object] = ()
        self._looked_at: str | None = None
        self._begun = False  # the panels are filled after the first frame, which is to show the text
        self._telling = False  # whether it is going to be told what is here

    def compose(self) -> ComposeResult:
        """The panels."""
        yield CodeTree(self._pick, self._click)
        yield CodedText(self._carry, id="text")
        yield HerePanel(id="here", hang=2)

    # What is shown

    def load(self, caret: int = 0) -> None:
        """Show the document that is on the desk by now."""
        self._reshaped = None
        self.view.show_document(self.desk.document, self.desk.visible(), caret)
        self._follow()

    def catch_up(self) -> str:
        """Show what has changed on the desk; caret and selection stay on their words. Where these are gone, returns a sentence."""
        document, selected = self.desk.document, self.view.selection
        if document is not None and document.text != self.view.text:
            self.view.show_revised(document, self.desk.visible())
        else:
            self.view.show_codings(self.desk.visible())
        if self._reshaped not in self.desk.shown or self.view.selection is None:
            self._reshaped = None
        self._follow()
        return _("What you had selected is gone.") if selected and self.view.selection is None else ""

    def show_panels(self) -> None:
        """Fill the panels beside the text, as far as they are not folded away."""
        if not self._begun:
            return
        tree = self.query_one(CodeTree)
        if tree.display:
            tree.show_codes(self.desk)
        self._show_here()

    def begin(self) -> None:
        """The text has been painted: fill the panels, and keep them in step from now on."""
        self._begun = True
        self.show_panels()

    def _follow(self) -> None:
        self.show_panels()
        self.post_message(PlaceChanged())

    def _show_here(self) -> None:
        panel = self.query_one(HerePanel)
        if panel.display and self._begun:
            panel.show_place(self.desk, self.view.place(), self._codings_here(), self._looked_at)

    def _codings_here(self) -> list[ShownCoding]:
        """The codings at the place of the caret, the coder's own first."""
        return sorted(self.view.codings_here(), key=lambda coding: not self.desk.is_mine(coding.coder))

    def codes_here(self) -> list[str]:
        """The guids of the codes at the caret, each once."""
        return list(dict.fromkeys(coding.code for coding in self._codings_here()))

    def on_document_view_caret_moved(self, message: DocumentView.CaretMoved) -> None:
        """Tell what is here."""
        message.stop()
        self._tell_place()

    def on_document_view_selection_changed(self, message: DocumentView.SelectionChanged) -> None:
        """Tell what is in the selection."""
        message.stop()
        self._leave_ends()
        self._preview_ends()
        self._tell_place()

    def _tell_place(self) -> None:
        """Tell what is here when the text has been painted: of several keys that come in one go, for the last alone."""
        if not self._telling:
            self._telling = True
            self.call_after_refresh(self._told)

    def _told(self) -> None:
        self._telling = False
        self._show_here()
        self.post_message(PlaceChanged())

    def on_code_looked_at(self, message: CodeLookedAt) -> None:
        """Tell what the code means."""
        message.stop()
        self.look_at(message.code)

    def look_at(self, code: str | None) -> str:
        """Tell what a code means, by its guid; with None, what those at the caret mean.

        Its definition is returned where the panel that tells it is folded away.
        """
        self._looked_at = code
        if code is None:  # what was asked is answered, and what that does is yet to come
            self._tell_place()
        else:
            self._show_here()
        folded = not self.query_one(HerePanel).display
        return self.desk.codes[code].definition or "" if folded and code in self.desk.codes else ""

    def select_unit(self, unit: Unit) -> None:
        """Select the unit at the caret, or say why there is none."""
        if not self.view.select_unit(unit):
            missing = {
                "word": _("There is no word here."),
                "turn": _("It is not known who speaks here."),
                "pair": _("It is not known who asks here; qualcode speakers set --role interviewer says who it is."),
            }
            self._say(missing.get(unit) or _("There is no text here."), trouble=True)

    # Putting codes on

    def action_apply(self) -> None:
        """Ask which codes, with the words they will be put on selected; while ends of a coding are being moved, keep them."""
        if self.moving_ends:
            self.action_extend()
            return
        with self._saying():
            caret, selected = self.view.caret, self.view.selection is not None
            span = self.view.words_to_code()
            self.view.select(span)
            answered = self.follow(span, lambda here, answer: self._apply(here, answer.keys, answer.typed))

            def then(answer: Answer | None) -> None:
                if not selected and self.view.selection == span:
                    self.view.move_to(caret)
                answered(answer)

            self._ask(questions.which_codes(self.desk, self._codes(), self.look_at), then)

    def _pick(self, code: str) -> None:
        with self._saying():
            self._apply(self.view.words_to_code(), [code])

    def _click(self, code: str) -> bool:
        """A code is clicked: put it on the words selected, if any are, and go on in the text."""
        if self.view.selection is None or not self.desk.codes[code].is_codable:
            return False
        self.screen.set_focus(self.view)
        self._pick(code)
        return True

    def _carry(self, place: Offset, done: bool) -> None:
        """Selected words are over a place of the screen: say which code is there, and put it on them once they are let go."""
        tree = self.query_one(CodeTree)
        code = tree.code_at(place)
        if code is None:
            self._say("")
        elif done:
            self._pick(code)
        else:
            tree.look_at(code)
            self._say(_("Let go to code with {code}.", code=self.desk.codes[code].path))

    def action_repeat(self) -> None:
        """Put the codes used last on this as well."""
        if self.desk.recent.together:
            with self._saying():
                self._apply(self.view.words_to_code(), self.desk.recent.together)
        else:
            self._say(_("No code has been used yet that could be repeated."), trouble=True)

    def action_quick(self, number: int) -> None:
        """Put the code of this number on."""
        code = self.desk.recent.numbered(number)
        if code is None:
            self._say(_("No code has the number {number} yet.", number=number), trouble=True)
        else:
            with self._saying():
                self._apply(self.view.words_to_code(), [code])

    def action_in_vivo(self) -> None:
        """Make the selected words a code."""
        span = self.view.selection
        if span is None:
            self._say(_("Select the words that are to be a code first."), trouble=True)
            return
        with self._saying():
            path = self.desk.apply_in_vivo(span)
            self._changed(_("Coded with {codes}.", codes=path))

    def _apply(self, span: Span, codes: Sequence[str], new: str = "") -> None:
        with self._saying():
            paths = self.desk.apply(span, codes, new)
            self.view.stop_marking()  # the words stay selected, for another code perhaps
            if (
                self.view.caret < span.start
            ):  # on a speaker's name, say: the next sentence is the one behind these words
                self.view.move_to(span.start)
            self._changed(_("Coded with {codes}.", codes=listed(paths)))

    def action_undo(self) -> None:
        """Take back; where that is much, after a question."""
        with self._saying():
            take_back(self.desk, self._ask, lambda: self._step(self.desk.undo, _("Undone: {label}")))

    def action_redo(self) -> None:
        """Do again; where that is much, after a question."""
        with self._saying():
            take_back(self.desk, self._ask, lambda: self._step(self.desk.redo, _("Redone: {label}")), again=True)

    def _step(self, act: Callable[[], str], sentence: str) -> None:
        with self._saying():
            self._changed(sentence.format(label=act()))

    # Memos and marks

    def action_write_memo(self) -> None:
        """Open the memo that is here, or a new one."""
        with self._saying():
            words, selected = self.view.words_to_code(), self.view.selection
            assert self.desk.document is not None  # where there are words
            own_memos = [memo for memo in self.desk.memos if self.desk.is_mine(memo.coder)]
            here = memos_here(own_memos, self.view.place())
            codings = self._own_here() or self.view.codings_here()
            self._write(draft_memo(self.desk.document, selected, words, codings, here))

    def action_choose_memo(self) -> None:
        """Ask what a memo is to be on, and open it."""
        document = self.desk.document
        if document is None:
            self._say(_("There is no text here."), trouble=True)
            return
        question = questions.which_memo(self.desk, document, self.view.current_span(), self._codings_here())

        def then(answer: Answer | None) -> None:
            if answer is not None:
                target, about = answer.keys[0]
                with self._saying():
                    on = self.desk.guid_on(target)
                    self._write(draft_on(target, about, self.desk.own_memos(), document.text, on))

        self._ask(question, then)

    def save(self, draft: MemoDraft | TextDraft, text: str) -> bool | MemoDraft:
        """Save what was written in the editor; whether that worked, or as what it can be saved instead."""
        try:
            said = self._save_memo(draft, text) if isinstance(draft, MemoDraft) else self._revise(draft, text)
        except QualcodeError as error:
            self._say(str(error), trouble=True)
            self.catch_up()
            return instead_of(error)
        self.view.stop_marking()  # the next key moves on
        self._changed(said)
        return True

    def _save_memo(self, draft: MemoDraft, text: str) -> str:
        self.desk.save_memo(draft, text)
        return _("The memo is saved.") if text.strip() else _("The memo is removed.")

    # The text, and what has lost its words

    def action_edit_text(self) -> None:
        """Open the paragraphs selected, or the one at the caret."""
        document = self.desk.document
        if document is None or not document.text:
            self._say(_("There is no text here."), trouble=True)
        else:
            self._write(draft_text(document, self.view.caret, self.view.selection, self.view.current_span()))

    def _revise(self, draft: TextDraft, text: str) -> str:
        revised = self.desk.revise(draft, text)
        if revised.change is None:
            return _("The text is as it was.")
        if not revised.unplaced:
            return _("The text is changed.")
        return plural(
            "The text is changed. {n} coding or memo has lost its words: {key} decides where it belongs.",
            "The text is changed. {n} codings or memos have lost their words: {key} decides where they belong.",
            revised.unplaced,
            key=key_of("document.place", self.app),
        )

    def action_place_lost(self) -> None:
        """Ask what of that which has lost its words is to be decided, and then where it belongs."""
        if not self.desk.lost:
            self._say(_("Everything in this document is on its words."))
            return
        question = placing.which_lost(self.desk)
        self._ask(question, lambda answer: self._ask_place(answer.keys[0]) if answer else None)

    def _ask_place(self, row: UnplacedRow) -> None:
        text = self.view.text

        def then(answer: Answer | None) -> None:
            chosen = answer.keys[0] if answer is not None else None
            here = self.span_by_now(chosen, text) if chosen is not None else None
            if answer is not None and (here is not None) == (chosen is not None):
                self._place(row, here)

        self._ask(placing.which_place(self.desk, row, self.view.selection), then)

    def _place(self, row: UnplacedRow, span: Span | None) -> None:
        with self._saying():
            others = self.desk.place(row.number, span)
            placed = _("{what} is let go.") if span is None else _("{what} has its place.")
            self._changed(joined([placed.format(what=row.words), *others]))
            if self.desk.lost:
                self.action_place_lost()

    def action_done(self) -> None:
        """Mark the document as done by the coder, or as not done."""
        with self._saying():
            self.desk.mark_done(not self.desk.done)
            done = _("You have marked this document as done.")
            self._changed(done if self.desk.done else _("This document is no longer marked as done by you."))

    # What is shown, and how

    def action_whose(self) -> None:
        """Show all codings or the coder's own."""
        self.desk.only_mine = not self.desk.only_mine
        self.catch_up()
        self._say(
            _("Only your codings are shown.") if self.desk.only_mine else _("The codings of all coders are shown.")
        )

    def action_colors(self) -> None:
        """The next way of colouring coded text."""
        modes = {
            "tint": _("Colours: one for each code."),
            "coder": _("Colours: one for each coder."),
            "heat": _("Colours: the stronger, the more codes."),
            "underline": _("Coded text is underlined."),
            "off": _("Coded text is not coloured."),
        }
        mode = COLOR_MODES[(COLOR_MODES.index(self.view.color_mode) + 1) % len(COLOR_MODES)]
        self.view.color_mode = mode
        self._say(modes[mode])

    def action_names(self) -> None:
        """Letters beside the stripes, or not."""
        self.view.mnemonics = not self.view.mnemonics

    def _codes(self) -> Matcher:
        """What finds codes; made anew where somebody has changed their names."""
        names = [
            (code.guid, code.names, code.aliases, code.is_codable, code.retired) for code in self.desk.codes.values()
        ]
        if self._matcher is None or names != self._names:
            self._matcher, self._names = questions.code_matcher(list(self.desk.codes.values())), names
        return self._matcher
