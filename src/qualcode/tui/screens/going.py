"""From the text to the other screens, and from them back to a place in a text."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial

from textual.screen import Screen

from qualcode.actions.querying.vocabulary import query_for
from qualcode.actions.revising.text_change import TextChange
from qualcode.errors import QualcodeError
from qualcode.messages import _
from qualcode.text.span import Span
from qualcode.tui.asking import questions
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.answers import show_answers
from qualcode.tui.screens.autocoding import Asked, AutocodingScreen, ask_code
from qualcode.tui.screens.codebook import show_codebook
from qualcode.tui.screens.concepts import show_concepts
from qualcode.tui.screens.documents import show_documents
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.frequencies import show_frequencies
from qualcode.tui.screens.matrix import show_matrix
from qualcode.tui.screens.memos import show_memos
from qualcode.tui.screens.network import show_network
from qualcode.tui.screens.portrait import PortraitScreen
from qualcode.tui.screens.quotes import show_quotes
from qualcode.tui.screens.saturation import show_saturation
from qualcode.tui.screens.segments import show_segments
from qualcode.tui.screens.words import show_words
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.workspace import Workspace

_AGREEMENT = "agreement"


class GoingScreen(Screen[None]):
    """A screen with a text from which one goes to the others; each gives back the place that is to be read, or nothing."""

    desk: Desk

    @property
    def workspace(self) -> Workspace:
        """The panels, the text among them."""
        return self.query_one(Workspace)

    @abstractmethod
    def say(self, sentence: str, trouble: bool = False) -> None:
        """Say something in the line for it."""

    @abstractmethod
    def ask(self, question: questions.Question, then: questions.Then) -> None:
        """Show a question."""

    @abstractmethod
    def note_place(self) -> None:
        """Keep where one is, before going elsewhere."""

    @abstractmethod
    def show_document(self) -> None:
        """Show the document that is on the desk by now."""

    @abstractmethod
    def action_go_text(self) -> None:
        """To the text."""

    def action_go_codes(self, code: str = "") -> None:
        """Edit the codebook, beginning at a code."""
        self.action_go_text()
        show_codebook(self, self.desk, self._back_from_codebook, code)

    def action_edit_code(self) -> None:
        """Edit the codebook where the cursor is in it."""
        node = self.query_one(CodeTree).cursor_node
        self.action_go_codes(str(node.data) if node is not None and node.data else "")

    def _back_from_codebook(self, place: Place | None) -> None:
        self.workspace.catch_up()
        self._read_passage(place)

    def action_go_segments(self, query: str | None = None) -> None:
        """See all segments as a table, or what a query means, and from there perhaps go on to one."""
        self.action_go_text()
        show_segments(self, self.desk, partial(self._read_passage, back="segments"), query)

    def action_segments_of_code(self) -> None:
        """See the segments of the code at the cursor, and of those below it."""
        node = self.query_one(CodeTree).cursor_node
        if node is not None and node.data in self.desk.codes:
            self.action_go_segments(query_for(self.desk.codes[node.data].path, below=True))

    def action_go_documents(self) -> None:
        """See all documents as a table, and from there perhaps go on to one."""
        self.action_go_text()
        show_documents(self, self.desk, self._read_place)

    def action_go_memos(self) -> None:
        """See all memos as a table, and from there perhaps go on to what one is on."""
        self.action_go_text()
        show_memos(self, self.desk, partial(self._read_place, back="memos"))

    def action_go_matrix(self) -> None:
        """Cross codes with anything, and from there perhaps go on to a segment."""
        self.action_go_text()
        show_matrix(self, self.desk, partial(self._read_passage, back="matrix"))

    def action_go_words(self) -> None:
        """See how often words stand in the text, and from there perhaps go on to a place of one."""
        self.action_go_text()
        show_words(self, self.desk, partial(self._read_passage, back="words"))

    def code_places(self, words: str) -> None:
        """Ask with which code all places of some words are to be coded; what that would do is shown before it is done."""
        from qualcode.actions.words.selected_text import Selection

        here = (self.desk.document.name,) if self.desk.document is not None else ()

        def then(code: str) -> None:
            asked = Asked(words, code, Selection(documents=here))
            self.app.push_screen(AutocodingScreen(self.desk, asked, self._coded), self._read_passage)

        ask_code(self, self.desk, words, then)

    def _coded(self, sentence: str) -> None:
        self.desk.refresh()
        self.workspace.catch_up()
        self.say(sentence)

    def action_go_portrait(self) -> None:
        """See where in the text each code stands, and from there perhaps go on to one."""
        self.action_go_text()
        self.app.push_screen(PortraitScreen(self.desk, self.workspace.view.caret), self._read_passage)

    def action_go_saturation(self) -> None:
        """See whether documents still bring new codes, and from there perhaps go on to one."""
        self.action_go_text()
        show_saturation(self, self.desk, self._read_place)

    def action_go_network(self) -> None:
        """See what is tied to what, and from there perhaps go on to a segment."""
        self.action_go_text()
        show_network(self, self.desk, partial(self._read_passage, back="network"))

    def action_go_frequencies(self) -> None:
        """See how often each code is used, and from there perhaps go on to a segment."""
        self.action_go_text()
        show_frequencies(self, self.desk, partial(self._read_passage, back="frequencies"))

    def action_go_concepts(self) -> None:
        """See claims and links between codes, and from there perhaps go on to a segment that speaks for one."""
        self.action_go_text()
        show_concepts(self, self.desk, partial(self._read_passage, back="concepts"))

    def action_go_quotes(self) -> None:
        """See the quotes picked for the paper, and from there perhaps go on to one."""
        self.action_go_text()
        show_quotes(self, self.desk, partial(self._read_passage, back="quotes"))

    def action_go_answers(self) -> None:
        """See what respondents answered, question by question, and from there perhaps go on to one."""
        self.action_go_text()
        show_answers(self, self.desk, partial(self._read_passage, back="answers"))

    def action_go_document(self) -> None:
        """Ask which document to open."""
        try:
            question = questions.which_document(self.desk)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self.ask(question, lambda answer: self._open(answer.keys[0]) if answer else None)

    def _open(self, name: str) -> None:
        self.note_place()
        try:
            self.desk.open(name)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            self.show_document()
            self.say("")

    def action_go_agreement(self) -> None:
        """See how far coders agree; and from there, perhaps, on to a passage. Back there, one is where one was."""
        self.action_go_text()
        if not self.app.is_screen_installed(_AGREEMENT):
            self.app.install_screen(AgreementScreen(self.desk), _AGREEMENT)
        self.app.push_screen(_AGREEMENT, partial(self._read_passage, back="agreement"))

    def _read_place(self, place: Place | None, back: str = "documents") -> None:
        """Read a document from its beginning, or a place in it."""
        if place is not None and not place[2]:
            self._open(place[0])
        else:
            self._read_passage(place, back)

    def _read_passage(self, place: Place | None, back: str = "") -> None:
        """Read a place; what keys go back to where it was found is said."""
        if place is None:
            return
        name, span, text = place
        self._open(name)
        document = self.desk.document
        if document is None or document.name != name:
            return
        here: Span | None = span
        if document.text != text:
            (placement,) = TextChange.between(text, document.text).place([span])
            here = placement.span
        if here is None:
            self.say(_("The words of this passage have been changed since."), trouble=True)
        else:
            self.workspace.view.select(here)
            sentences = {
                "agreement": _("{keys}: back to the figures, where you were."),
                "matrix": _("{keys}: back to the figures, where you were."),
                "words": _("{keys}: back to the words."),
                "network": _("{keys}: back to the network."),
                "frequencies": _("{keys}: back to the bars."),
                "quotes": _("{keys}: back to the quotes."),
                "answers": _("{keys}: back to the answers."),
                "concepts": _("{keys}: back to claims and links."),
                "segments": _("{keys}: back to the segments, where you were."),
                "memos": _("{keys}: back to the memos, where you were."),
                "documents": _("{keys}: back to the documents, where you were."),
            }
            keys = " ".join(key_of(name, self.app) for name in ("go.start", f"go.{back}")) if back else ""
            self.say(sentences[back].format(keys=keys) if back else "")
