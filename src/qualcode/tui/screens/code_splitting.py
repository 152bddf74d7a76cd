"""Merging codes into one, splitting one in several, removing them: always after a look at what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qualcode.actions import code_groups, code_pages, coding, splitting
from qualcode.actions.codes import CodeRow
from qualcode.actions.coding import CodingRow
from qualcode.actions.material import documents
from qualcode.errors import QualcodeError
from qualcode.messages import _, clauses, labelled, listed, plural
from qualcode.project import Work
from qualcode.text.match import Matcher
from qualcode.text.span import Span
from qualcode.tui.asking import code_questions, query_offers, questions
from qualcode.tui.asking.questions import Answer, Choice, Question
from qualcode.tui.drafts.fields import names_of
from qualcode.tui.project.desk import Desk
from qualcode.tui.rows.codes import amounts
from qualcode.tui.screens.code_moves import CodeMovesScreen
from qualcode.tui.view.width import cells
from qualcode.tui.widgets.line_panel import Wanted
from qualcode.tui.widgets.one_line import shortened

_STAYS, _FINISH, _ANEW = "stays", "finish", "anew"
_AROUND = 16  # characters before and after a segment that is decided about


class CodeSplittingScreen(CodeMovesScreen):
    """The codebook, whose codes can be made one, and made several."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._decided: dict[str, dict[str, str]] = {}  # by code, where each coding goes that was decided about

    def _confirm(self, prompt: str, told: str, yes: str, act: Callable[[Work], str], *, loses: bool = False) -> None:
        """Say what is going to happen and ask whether it may; where something is lost, no is offered first."""
        self.say(told)
        choices = {"yes": yes, "no": _("Leave everything as it is")}
        question = questions.which_of(prompt, dict(reversed(choices.items())) if loses else choices)

        def then(answer: Answer | None) -> None:
            self.say("")
            if answer is not None and answer.keys[0] == "yes":
                self.change(act)

        self.ask(question, then)

    # Merging

    def action_merge(self) -> None:
        """Ask into which code."""
        chosen = self.chosen()
        if not chosen or not self.may_change():
            return
        several = len(chosen) > 1
        others = [code for code in self.outline.codes.values() if several or code is not chosen[0]]
        first = [code.guid for code in chosen] if several else []
        prompt = _("Merge {codes} into", codes=names_of(chosen))
        question = code_questions.which_place(self.desk, others, prompt, first=first, top=False)
        self.ask(question, lambda answer: self._merge(chosen, answer.keys[0]) if answer else None)

    def _merge(self, chosen: Sequence[CodeRow], guid: str) -> None:
        into = self.outline.codes.get(guid)
        if into is None:
            self.say(_("Somebody has just removed this code."), trouble=True)
            return
        merged = [code for code in chosen if code.guid != guid]
        paths, target = [code.path for code in merged], into.path
        try:
            with self.desk.project.read(self.desk.coder) as view:
                told = code_questions.told(code_groups.merging(view, paths, target))
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return

        def act(work: Work) -> str:
            n = code_groups.merge_all(work, paths, target)
            moved = plural("{n} coding moved", "{n} codings moved", n)
            self._at = guid
            return _("Merged into {into}: {codes} ({moved}).", codes=names_of(merged), into=target, moved=moved)

        self._confirm(_("Merge {codes} into {into}", codes=names_of(merged), into=target), told, _("Merge"), act)

    # Removing

    def action_remove(self) -> None:
        """Ask, with what would go."""
        chosen = self.chosen()
        if not chosen or not self.may_change():
            return
        try:
            with self.desk.project.read(self.desk.coder) as view:
                used = code_pages.by_coder(view, [code.guid for code in chosen])
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return
        paths = [code.path for code in chosen]
        codings = plural("{n} coding goes", "{n} codings go", sum(used.values()))
        told = labelled(codings, amounts(used)) if used else _("No coding goes.")

        def act(work: Work) -> str:
            code_groups.remove_all(work, paths, with_codings=True)
            return _("Removed: {codes}. {key} takes that back.", codes=names_of(chosen), key=self.key("undo"))

        self._confirm(_("Remove {codes}", codes=names_of(chosen)), told, _("Remove"), act, loses=True)

    # Splitting

    def action_split(self) -> None:
        """Ask how."""
        code = self.current
        if code is None or not self.may_change():
            return
        if not code.codings:
            self.say(_("Nothing is coded with {code}.", code=code.path), trouble=True)
            return
        ways = {"query": self._split_by_query, "each": self._decide_each}

        def then(answer: Answer | None) -> None:
            if answer is not None:
                by = str(answer.keys[0])
                ways[by](code) if by in ways else self._split_by(code, by)

        self.ask(code_questions.which_split(code), then)

    def _split_by(self, code: CodeRow, by: str) -> None:
        try:
            with self.desk.project.read(self.desk.coder) as view:
                parts = splitting.parts_by(view, code.path, by)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return
        told = clauses(f"{name} {len(guids)}" for name, guids in parts.items())
        yes = plural("Make {n} code below it", "Make {n} codes below it", len(parts))
        self._confirm(_("Split {code}", code=code.path), told, yes, lambda work: self._split(work, code, parts))

    def _split(self, work: Work, code: CodeRow, parts: splitting.Parts) -> str:
        given = splitting.split(work, code.path, parts)
        counted = listed(f"{path} {n}" for path, n in given.items())
        return _("{code} is split: {counted}.", code=code.path, counted=counted)

    def _split_by_query(self, code: CodeRow) -> None:
        def take(typed: str) -> None:
            self.line.finish()
            self._ask_query(code, typed.strip())

        hint = _("A name alone is a code below {code}; a path is another place.", code=code.path)
        self.ask_line(Wanted(_("The code that gets a part of {code}", code=code.name), "", take, hint=hint))

    def _ask_query(self, code: CodeRow, into: str) -> None:
        def take(typed: str) -> None:
            try:
                with self.desk.project.read(self.desk.coder) as view:
                    parts = splitting.part_meant(view, code.path, into, typed)
            except QualcodeError as error:
                self.line.refuse(str(error))
                return
            self.line.finish()
            moved = plural("{n} coding moves", "{n} codings move", len(parts[into]))
            told = _("{moved} to {code}", moved=moved, code=into)
            self._confirm(
                _("Split {code}", code=code.path), told, _("Split"), lambda work: self._split(work, code, parts)
            )

        offers = query_offers.Offers(self.desk)
        hint = _("For instance: coder = Min, or kind = policy, or speaker = 受访者")
        self.ask_line(
            Wanted(_("Which codings of {code} go to {into}", code=code.name, into=into), "", take, offers, hint=hint)
        )

    # Segment by segment

    def _decide_each(self, code: CodeRow) -> None:
        try:
            with self.desk.project.read(self.desk.coder) as view:
                codings = coding.matching(view, code=code.path)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
        else:
            there = {row.guid for row in codings}
            before = self._decided.get(code.guid, {})
            self._decided[code.guid] = {guid: part for guid, part in before.items() if guid in there}
            self._decide(code, codings)

    def _decide(self, code: CodeRow, codings: Sequence[CodingRow]) -> None:
        """Ask about one segment after the other; all that was decided is one change at the end."""
        decided = self._decided[code.guid]
        row = next((row for row in codings if row.guid not in decided), None)
        if row is None:
            self._end(code)
            return

        def then(answer: Answer | None) -> None:
            key = answer.typed or str(answer.keys[0]) if answer is not None else None
            if key is None:
                self._leave_off(decided)
            elif key == _FINISH:
                self._end(code)
            else:
                if key == _ANEW:
                    decided.clear()
                else:
                    decided[row.guid] = key
                self._decide(code, codings)

        try:
            self._show_segment(row)
        except QualcodeError as error:
            self.say(str(error), trouble=True)
            return
        prompt = _("{at} of {n} · {code}", at=len(decided) + 1, n=len(codings), code=code.name)
        self.ask(_which_part(code, prompt, decided), then)

    def _show_segment(self, row: CodingRow) -> None:
        """Its words with those around them, in the line for sentences."""
        with self.desk.project.read(self.desk.coder) as view:
            text = documents.open_document(view, row.document).text
        head = f"{row.document} · {labelled(row.coder, '')}"
        self.say(head + _in_context(text, Span(row.start, row.end), 3 * (self.app.size.width - 4) - cells(head)))

    def _leave_off(self, decided: Mapping[str, str]) -> None:
        kept = plural(
            "Nothing is split yet. What was decided of {n} segment is kept: {key} goes on from there.",
            "Nothing is split yet. What was decided of {n} segments is kept: {key} goes on from there.",
            len(decided),
            key=self.key("split"),
        )
        self.say(kept if decided else "")

    def _end(self, code: CodeRow) -> None:
        parts = _parts(self._decided[code.guid])

        def act(work: Work) -> str:
            said = self._split(work, code, parts)
            self._decided.pop(code.guid, None)
            return said

        if parts:
            self.change(act)
        else:
            self._decided.pop(code.guid)
            self.say(_("Everything stays with {code}.", code=code.path))


def _parts(decided: Mapping[str, str]) -> dict[str, list[str]]:
    """The guids of codings by the new code that they go to."""
    parts: dict[str, list[str]] = {}
    for guid, part in decided.items():
        if part != _STAYS:
            parts.setdefault(part.removeprefix("="), []).append(guid)
    return parts


def _in_context(text: str, span: Span, room: int) -> str:
    """The words of a span in brackets with some around them, in so many cells; of many words the first and the last."""
    words = " ".join(span.of(text).split())
    left = room - 4 * _AROUND - 3
    if cells(words) > left:
        words = shortened(words[:left], left * 2 // 3) + words[-(left // 6) :]
    before, after = text[max(span.start - _AROUND, 0) : span.start], text[span.end : span.end + _AROUND]
    return " ".join(f"{before}⟦{words}⟧{after}".split())


def _which_part(code: CodeRow, prompt: str, decided: Mapping[str, str]) -> Question:
    """Where a segment goes: it stays, or goes to one of the new codes or to another that is named now."""
    parts = _parts(decided)
    choices = [Choice(_STAYS, (_("stays with {code}", code=code.name),))]
    choices += [Choice(f"={name}", (name,)) for name in parts]
    if parts:
        choices.append(Choice(_FINISH, (_("the rest stays: split as decided so far"),)))
    if decided:
        choices.append(Choice(_ANEW, (_("begin anew: forget what was decided"),)))

    def offer(typed: str) -> str:
        return "" if typed.strip() in parts else _("new code “{path}”", path=typed.strip())

    question = questions.which_of(prompt, {})
    return Question(prompt, Matcher(choices), question.row, offer=offer)
