"""Finding codes in the codebook, folding its branches, marking codes."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.text.match import Matcher
from qualcode.tui.asking.questions import Choice
from qualcode.tui.screens.code_outline import CodeOutlineScreen
from qualcode.tui.widgets.line_panel import Wanted


class CodeFindingScreen(CodeOutlineScreen):
    """The codebook, of which one sees what one looks for."""

    def action_filter(self) -> None:
        """Show only the codes that fit what is typed, letter by letter."""
        before = self._words

        def left() -> None:
            self._narrow(before)

        def take(typed: str) -> None:
            self._narrow(typed)
            self.line.finish()

        hint = _("Letters of a name, of an alias, of the path, or pinyin initials.")
        self.ask_line(Wanted(_("Codes with"), before, take, changed=self._narrow, left=left, hint=hint))

    def _narrow(self, words: str) -> None:
        self._words = words.strip()
        found = self.found() if self._words else None
        self.outline.look_for(found)
        if found and self._at not in found:
            self._at = found[0]
        elif found is None and self._at in self.outline.codes:
            self.outline.reveal(self.outline.codes[self._at])
        self.fill()
        self.show_row()

    def found(self) -> list[str]:
        """The guids of what fits, the best first."""
        if self._matcher is None:
            choices = [Choice(code.guid, code.names, code.aliases) for code in self.outline.codes.values()]
            self._matcher = Matcher(choices)
        return [match.key for match in self._matcher.best(self._words, len(self.outline.codes))]

    def toggle(self, number: int) -> None:
        """Fold the branch of a row, or unfold it."""
        code = self.outline.visible[number]
        if self.outline.fold(code, not self.outline.is_folded(code)):
            self.fill()

    def action_fold(self, folded: bool) -> None:
        """Fold the codes below or unfold them; where there is nothing to fold, go to the code above."""
        code = self.current
        if code is None:
            return
        if self.outline.fold(code, folded):
            self.fill()
        elif folded and (parent := self.outline.parent(code)) is not None:
            self.go_to(parent.guid)

    def action_fold_all(self) -> None:
        """Fold all branches, or unfold them."""
        self.outline.fold_all()
        self.fill()
        self.show_row()

    def action_mark(self) -> None:
        """Mark the code or take its mark away, and go on to the next."""
        if self.current is not None:
            self.marked.symmetric_difference_update({self.current.guid})
            self.rows.redraw_row(self.rows.cursor)
            self.rows.action_move(1)
            self.show_title()

    def action_leave(self) -> None:
        """Take away the marks, then the filter; then back to where one came from."""
        if self.marked:
            self.marked.clear()
            self.rows.redraw()
            self.show_title()
        elif self._words:
            self._narrow("")
        else:
            super().action_leave()
