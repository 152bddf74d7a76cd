"""Answers to a question of a questionnaire coded one by one, or many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from textual.screen import Screen

from qualcode.actions import codes, coding
from qualcode.actions.material import answers
from qualcode.actions.material.answers import Answer, Mark
from qualcode.messages import _, plural
from qualcode.project import Work
from qualcode.tui.asking import questions
from qualcode.tui.commands import bindings
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.elsewhere import Place
from qualcode.tui.screens.found_answers import FoundAnswersScreen

NAME = "answers"
"""Under this name the application keeps the screen."""


class AnswersScreen(FoundAnswersScreen):
    """The answers with all that can be done to them, to one or to those that are marked."""

    BINDINGS = bindings("answers")

    # Coding

    def action_code(self) -> None:
        """Ask which codes to put on the answers."""
        rows = self.chosen()
        if rows:
            prompt = plural("Codes for {n} answer", "Codes for {n} answers", len(rows))
            question = questions.which_codes(self.desk, questions.code_matcher(self.desk.codes.values()))
            self.ask(
                replace(question, prompt=prompt),
                lambda answer: self._code(rows, answer.keys, answer.typed) if answer else None,
            )

    def action_repeat(self) -> None:
        """Put the codes used last on the answers as well."""
        if self.desk.recent.together:
            self._code(self.chosen(), self.desk.recent.together)
        else:
            self.say(_("No code has been used yet that could be repeated."), trouble=True)

    def action_quick(self, number: int) -> None:
        """Put the code of this number on the answers."""
        code = self.desk.recent.numbered(number)
        if code is None:
            self.say(_("No code has the number {number} yet.", number=number), trouble=True)
        else:
            self._code(self.chosen(), [code])

    def _code(self, rows: Sequence[Answer], guids: Sequence[str], new: str = "") -> None:
        if not rows:
            return

        def act(work: Work) -> str:
            places = answers.places(work, rows)
            made = [codes.add_branch(work, new)] if new else []
            n = coding.apply_to_all(work, places, made, guids=guids)
            if not n:
                return _("These codes are there already.")
            return plural("{n} coding is new.", "{n} codings are new.", n)

        if guids:
            self.desk.recent.use(guids)
        self.change(act)

    def action_uncode(self) -> None:
        """Take codes of the coder's own off the answers; where they are several, ask which."""
        mine = [mark for row in self.chosen() for mark in row.marks if self.desk.is_mine(mark.coder)]
        paths = list(dict.fromkeys(mark.code for mark in mine))
        if not mine:
            self.say(_("No code of yours is on this answer."), trouble=True)
        elif len(paths) == 1:
            self._uncode(mine)
        else:
            question = questions.which_of(_("Remove"), {path: path for path in paths})
            self.ask(
                replace(question, several=True),
                lambda it: self._uncode([mark for mark in mine if mark.code in it.keys]) if it else None,
            )

    def _uncode(self, marks: Sequence[Mark]) -> None:
        def act(work: Work) -> str:
            n = coding.remove(work, [mark.guid for mark in marks])
            return plural("{n} coding is removed.", "{n} codings are removed.", n)

        self.change(act)

    # Writing

    def action_export(self) -> None:
        """Ask for a file."""
        found = self.found
        if found is None or not found.rows:
            self.say(_("There is nothing to write."), trouble=True)
            return
        with self.desk.project.read(self.desk.coder) as view:
            table = answers.table(view, found.question, self._attributes)
        self.ask_file("answers.csv", lambda: table)


def show_answers(screen: Screen[Any], desk: Desk, then: Callable[[Place | None], None]) -> None:
    """Put the answers over a screen; ``then`` is called with the place that is to be read, or None."""
    if not screen.app.is_screen_installed(NAME):
        screen.app.install_screen(AnswersScreen(desk), NAME)
    screen.app.push_screen(NAME, then)
