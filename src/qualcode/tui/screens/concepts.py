"""Claims and links between codes, with the segments that speak for each and against it: making and changing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from qualcode.actions import memos, places
from qualcode.actions.concepts import claims, evidence, kinds, links
from qualcode.actions.concepts.evidence import EvidenceRow
from qualcode.actions.concepts.links import LinkRow
from qualcode.actions.memos import Target
from qualcode.errors import QualcodeError
from qualcode.messages import _, plural
from qualcode.project import Work
from qualcode.tui.asking import concept_questions, questions
from qualcode.tui.asking.questions import Answer
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows import concepts as concept_rows
from qualcode.tui.rows.concepts import Concept, words_of
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.found_concepts import FoundConceptsScreen
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.line_panel import Wanted

NAME = "concepts"
"""Under this name the application keeps the screen."""


class ConceptsScreen(FoundConceptsScreen):
    """Everything that can be done to concepts. Dismissed with a place to be read, or with nothing."""

    BINDINGS = bindings("concepts")

    # Claims and links

    def action_claim(self) -> None:
        """Ask which memo maintains the claim, and for its words."""
        with self.desk.project.read(self.desk.coder) as view:
            known = memos.listing(view)
        question = concept_questions.which_maintaining(known)
        self.ask(question, lambda answer: self._word_claim(answer) if answer else None)

    def _word_claim(self, answer: Answer) -> None:
        title = answer.typed.strip()

        def take(typed: str) -> None:
            if not typed.strip():
                self.line.refuse(_("A claim needs some words."))
                return
            self.line.finish()
            self.change(lambda work: self._claim(work, typed, title or "", "" if title else str(answer.keys[0])))

        self.ask_line(
            Wanted(_("What is claimed"), "", take, hint=_("One sentence that segments can speak for or against."))
        )

    def _claim(self, work: Work, text: str, title: str, memo: str) -> str:
        if title:
            memo = memos.add(work, title, target=Target(project=True), title=title, kind="theory")
        (self._at,) = claims.add(work, memo, [text])
        return _(
            "The claim is made; {key} in the text lets a segment speak for it.", key=key_of("code.evidence", self.app)
        )

    def action_link(self) -> None:
        """Ask for a code, how it is linked, and to which other one."""
        usable = [code for code in self.desk.codes.values() if not code.retired]
        if len(usable) < 2:
            self.say(_("Two codes are needed for a link."), trouble=True)
            return
        matcher = questions.any_code_matcher(usable)
        with self.desk.project.read(self.desk.coder) as view:
            known = kinds.listing(view)
        codes = self.desk.codes

        def first(answer: Answer | None) -> None:
            if answer is not None:
                source = codes[answer.keys[0]].path
                self.ask(
                    concept_questions.which_kind(known), lambda kind: second(source, kind.keys[0]) if kind else None
                )

        def second(source: str, kind: str) -> None:
            prompt = f"{source} —{kind}→"
            question = questions.which_code(self.desk, matcher, prompt)
            self.ask(question, lambda answer: self._link(source, kind, codes[answer.keys[0]].path) if answer else None)

        self.ask(questions.which_code(self.desk, matcher, _("Link which code")), first)

    def _link(self, source: str, kind: str, target: str) -> None:
        def act(work: Work) -> str:
            self._at = links.link(work, source, kind, target)
            return _("Linked.")

        self.change(act)

    def action_reword(self) -> None:
        """Word the claim otherwise, or say something of the link."""
        concept = self.current
        if concept is None:
            return
        is_link = isinstance(concept, LinkRow)

        def take(typed: str) -> None:
            self.line.finish()
            self.change(act(typed))

        def act(typed: str) -> Callable[[Work], str]:
            def carried_out(work: Work) -> str:
                if is_link:
                    links.change(work, [concept.guid], note=typed.strip())
                else:
                    claims.reword(work, concept.guid, typed)
                return _("Changed.")

            return carried_out

        prompt, text = (
            (_("Note on the link"), concept.note)
            if isinstance(concept, LinkRow)
            else (_("What is claimed"), concept.text)
        )
        self.ask_line(Wanted(prompt, text, take))

    def action_remove(self) -> None:
        """Take the claim or link away, after a question."""
        concept = self.current
        if concept is None:
            return

        def act(work: Work) -> str:
            if isinstance(concept, LinkRow):
                links.unlink(work, [[concept.guid]])
            else:
                claims.remove(work, [concept.guid])
            return _("Removed. {key} takes that back.", key=self.key("undo"))

        self.say(
            plural("{n} segment speaks for or against it.", "{n} segments speak for or against it.", len(self.evidence))
        )
        choices = {"no": _("Leave everything as it is"), "yes": _("Remove")}
        question = questions.which_of(_("Remove {codes}", codes=words_of(concept)), choices)
        self.ask(question, lambda answer: self.change(act) if answer and answer.keys[0] == "yes" else self.say(""))

    # Evidence

    def action_cite(self, stance: evidence.Stance) -> None:
        """Ask for a query; what it finds speaks for the concept, or against it, after a question."""
        concept = self.current
        if concept is not None:
            self.ask_query("", lambda query, then: self._find(concept, stance, query, then))

    def _find(self, concept: Concept, stance: evidence.Stance, query: str, then: Callable[[str], None]) -> None:
        try:
            with self.desk.project.read(self.desk.coder) as view:
                found = places.found(view, query)
        except QualcodeError as error:
            then(str(error))
            return
        then("")

        def act(work: Work) -> str:
            n = evidence.add(work, [concept.guid], stance, found)
            return plural("{n} segment more.", "{n} segments more.", n)

        said = {
            "for": plural("{n} segment speaks for it", "{n} segments speak for it", len(found)),
            "against": plural("{n} segment speaks against it", "{n} segments speak against it", len(found)),
        }
        question = questions.which_of(words_of(concept), {"yes": said[stance], "no": _("Leave everything as it is")})
        self.ask(question, lambda answer: self.change(act) if answer and answer.keys[0] == "yes" else None)

    def action_turn(self) -> None:
        """Let a segment speak the other way, or not at all."""
        self.choose(self._ask_turn)

    def _ask_turn(self, row: EvidenceRow) -> None:
        other: evidence.Stance = "against" if row.stance == "for" else "for"
        speaks = {"for": _("It speaks for it"), "against": _("It speaks against it")}[other]
        question = questions.which_of(concept_rows.quoted(row), {"turn": speaks, "remove": _("It says nothing of it")})

        def act(work: Work) -> str:
            evidence.change(work, [row.guid], stance=other)
            return _("Changed.")

        def take_away(work: Work) -> str:
            evidence.remove(work, [row.guid])
            return _("Removed. {key} takes that back.", key=self.key("undo"))

        ways = {"turn": act, "remove": take_away}
        self.ask(question, lambda answer: self.change(ways[answer.keys[0]]) if answer else None)

    def action_check(self) -> None:
        """List what still waits: claims and links without evidence, codes that are not settled."""
        if self.found is not None:
            waiting = list(self.found.waiting)
            self.explain(
                _("What still waits"),
                waiting or [_("Every claim and every link has evidence, and nothing else waits.")],
            )

    def action_export(self) -> None:
        """Write the concepts with all evidence to a file."""
        found = self.found
        if found is not None and found.rows:
            self.ask_file("evidence.csv", lambda: concept_rows.written(found))
        else:
            self.say(_("There is nothing to write."), trouble=True)


def show_concepts(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the concepts over a screen; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(ConceptsScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
