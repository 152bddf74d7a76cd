"""What keys do to words without coding them: take them as evidence for or against a claim, or as a quote."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.actions.concepts import evidence
from qualcode.actions.quotes import picking
from qualcode.actions.revising.text_change import TextChange
from qualcode.messages import _
from qualcode.project import Work
from qualcode.text.span import Span
from qualcode.tui.asking import concept_questions, questions
from qualcode.tui.asking.questions import Answer
from qualcode.tui.rows.concepts import Concept, Concepts, words_of
from qualcode.tui.widgets.key_line import key_of
from qualcode.tui.widgets.own_codings import OwnCodings


class CitedWords(OwnCodings):
    """Holds the text, whose words can be taken as evidence, and quoted."""

    def follow(self, span: Span, then: Callable[[Span, Answer], None]) -> questions.Then:
        """What is done with an answer on the words of a span, wherever these are by then."""
        text = self.view.text

        def answered(answer: Answer | None) -> None:
            here = self.span_by_now(span, text) if answer is not None else None
            if answer is not None and here is not None:
                then(here, answer)

        return answered

    def span_by_now(self, span: Span, text: str) -> Span | None:
        """Where the words of a span of a text are in the one shown by now; where they are gone, that is said."""
        if text == self.view.text:
            return span
        (placed,) = TextChange.between(text, self.view.text).place([span])
        if placed.span is None:
            self._say(_("The words of this passage have been changed since."), trouble=True)
        return placed.span

    def action_evidence(self) -> None:
        """Ask for or against which claim or link the words here speak."""
        with self._saying():
            span = self.view.words_to_code()
            with self.desk.project.read(self.desk.coder) as view:
                concepts = Concepts.of(view).rows
            if not concepts:
                key = " ".join(key_of(name, self.app) for name in ("go.start", "go.concepts"))
                self._say(
                    _("Nothing is claimed yet that words could speak for: {key} makes a claim.", key=key), trouble=True
                )
                return
            self.view.select(span)
            self._ask(concept_questions.which_concept(concepts), self.follow(span, self._ask_stance))

    def action_pick_quote(self) -> None:
        """Pick the words here as a quote for the paper."""
        with self._saying():
            span = self.view.words_to_code()
            new: list[int] = []
            self.desk.change_words(lambda work, document: new.append(picking.pick(work, [(document, span)])))
            key = " ".join(key_of(name, self.app) for name in ("go.start", "go.quotes"))
            picked = _("Picked as a quote. {key} shows all that are picked.", key=key)
            self._changed(picked if new[0] else _("This is picked already. {key} shows all that are picked.", key=key))

    def _ask_stance(self, span: Span, answer: Answer) -> None:
        concept: Concept = answer.keys[0]
        then = self.follow(span, lambda here, stance: self._cite(here, concept, stance.keys[0]))
        self._ask(concept_questions.which_stance(concept), then)

    def _cite(self, span: Span, concept: Concept, stance: evidence.Stance) -> None:
        def act(work: Work, document: str) -> None:
            evidence.add(work, [concept.guid], stance, [(document, span)])

        with self._saying():
            self.desk.change_words(act)
            said = {"for": _("It speaks for: {words}"), "against": _("It speaks against: {words}")}
            self._changed(said[stance].format(words=words_of(concept)))
