"""Adding codes, renaming them, and moving them about in the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qualcode.actions import code_groups, codes
from qualcode.actions.codes import CodeRow
from qualcode.errors import QualcodeError
from qualcode.messages import _
from qualcode.project import Work
from qualcode.text.names import format_path
from qualcode.tui.asking import code_questions
from qualcode.tui.asking.code_questions import TOP
from qualcode.tui.asking.questions import Answer
from qualcode.tui.drafts.fields import names_of
from qualcode.tui.project import desk as desks
from qualcode.tui.screens.code_finding import CodeFindingScreen
from qualcode.tui.widgets.code_list import Drop
from qualcode.tui.widgets.line_panel import Offer, Wanted


class CodeMovesScreen(CodeFindingScreen):
    """The codebook, whose shape can be changed."""

    def may_change(self) -> bool:
        """Whether the codebook can be changed; if not, why is said."""
        if self.frozen:
            self.say(self.frozen, trouble=True)
        return not self.frozen

    def refused(self, act: Callable[[Work], None]) -> str:
        """Do something at once; why it could not be done, or nothing."""
        try:
            with self.desk.door.passing(), self.desk.project.write(self.desk.coder, patience=desks.PATIENCE) as written:
                act(written)
        except QualcodeError as error:
            return str(error)
        return ""

    # Names

    def action_add(self, below: bool) -> None:
        """Ask for the name of a code beside this one, or below it."""
        if not self.may_change():
            return
        code = self.current
        parent = code if below or code is None else self.outline.parent(code)
        place = None if below or code is None else self.outline.place(code) + 1
        names = parent.names if parent else ()
        if below and code is not None:
            prompt = _("New code below {code}", code=code.path)
        else:
            prompt = _("New code beside {code}", code=code.path) if code else _("New code")

        def add(work: Work, name: str) -> None:
            path = codes.add(work, format_path((*names, name)))
            if place is not None:
                code_groups.move_all(work, [path], parent.path if parent else None, position=place)

        def offers(typed: str) -> list[Offer]:
            if "/" not in typed:
                return []
            key = self.key("add_below")
            return [
                (_("The slash becomes part of the name. For a code below another: {key} on that one.", key=key), typed)
            ]

        def take(typed: str) -> None:
            name = typed.strip()
            self._wanted = (*names, name)
            self._settle(self.refused(lambda work: add(work, name)), _("Added: {code}.", code=name))

        self.ask_line(Wanted(prompt, "", take, offers))

    def action_rename(self) -> None:
        """Ask for another name."""
        code = self.current
        if code is None or not self.may_change():
            return

        def take(typed: str) -> None:
            name = typed.strip()
            said = _("{code} is called {name} now; the old name is kept as an alias.", code=code.name, name=name)
            self._settle(self.refused(lambda work: codes.rename(work, code.path, name)), said)

        self.ask_line(Wanted(_("Another name for {code}", code=code.path), code.name, take))

    def _settle(self, problem: str, said: str) -> None:
        """The line is taken, or what is wrong with it is said below it."""
        if problem:
            self._wanted = ()
            self.line.refuse(problem)
        else:
            self.line.finish()
            self.changed(said)

    # Places

    def action_move(self) -> None:
        """Ask where to."""
        moved = self.outline.tops(self.chosen())
        if not moved or not self.may_change():
            return
        names = [code.names for code in moved]
        others = [code for code in self.outline.codes.values() if all(code.names[: len(it)] != it for it in names)]
        prompt = _("Move {codes} below", codes=names_of(moved))
        question = code_questions.which_place(self.desk, others, prompt, top=True)
        self.ask(question, lambda answer: self._move_to(moved, answer) if answer else None)

    def _move_to(self, moved: Sequence[CodeRow], answer: Answer) -> None:
        parent = self.outline.codes.get(answer.keys[0])
        if parent is None and answer.keys[0] != TOP:
            self.say(_("Somebody has just removed this code."), trouble=True)
        else:
            self._move(moved, parent)

    def _move(self, moved: Sequence[CodeRow], parent: CodeRow | None, position: int | None = None) -> None:
        """Move codes with what is below them; the marks have done their work then."""
        paths, under = [code.path for code in moved], parent.path if parent else None

        def act(work: Work) -> str:
            code_groups.move_all(work, paths, under, position=position)
            self.marked.clear()
            if under is None:
                return _("Moved to the top: {codes}.", codes=names_of(moved))
            return _("Moved below {parent}: {codes}.", codes=names_of(moved), parent=under)

        self._wanted = (*(parent.names if parent else ()), moved[0].name)
        self.change(act)

    def action_deeper(self) -> None:
        """Below the code before it."""
        code = self.current
        if code is None or not self.may_change():
            return
        place = self.outline.place(code)
        if place:
            self._move([code], self.outline.beside(code)[place - 1])
        else:
            self.say(_("There is no code before it to stand below."), trouble=True)

    def action_higher(self) -> None:
        """Beside the code above it, behind that one."""
        code = self.current
        if code is None or not self.may_change():
            return
        parent = self.outline.parent(code)
        if parent is None:
            self.say(_("It is at the top already."), trouble=True)
        else:
            self._move([code], self.outline.parent(parent), self.outline.place(parent) + 1)

    def action_shift(self, by: int) -> None:
        """One further down among those beside it, or up."""
        code = self.current
        if code is None or not self.may_change():
            return
        to = self.outline.place(code) + by
        if 0 <= to < len(self.outline.beside(code)):
            self._move([code], self.outline.parent(code), to)
        else:
            self.say(_("It is the last already.") if by > 0 else _("It is the first already."), trouble=True)

    def drag(self, number: int, drop: Drop, done: bool) -> None:
        """Say where what is dragged would go, or put it there."""
        code = self.outline.visible[number]
        moved = self.outline.tops(self.chosen()) if code.guid in self.marked else [code]
        target = None if drop.row is None else self.outline.visible[drop.row]
        words = self._words_of(target, drop)
        within = target is not None and any(target.names[: len(it.names)] == it.names for it in moved)
        if within and not (target in moved and not drop.below):
            self.say(_("{codes} → nowhere: a code cannot stand below itself.", codes=names_of(moved)), trouble=True)
        elif not done:
            self.say(f"{names_of(moved)} → {words}")
        elif target is None:
            self._drop(moved, None, None)
        elif drop.below:
            self._drop(moved, target, None)
        else:
            stay = [it for it in self.outline.beside(target)[: self.outline.place(target) + 1] if it not in moved]
            self._drop(moved, self.outline.parent(target), len(stay))

    def _drop(self, moved: Sequence[CodeRow], parent: CodeRow | None, position: int | None) -> None:
        if self.may_change():
            self._move(moved, parent, position)

    def _words_of(self, target: CodeRow | None, drop: Drop) -> str:
        if target is None:
            return _("the end of the codebook, at the top")
        return _("below {code}", code=target.path) if drop.below else _("behind {code}", code=target.path)
