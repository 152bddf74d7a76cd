"""Jumps to places that the text alone does not tell: where memos are, and where a speaker speaks."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.tui import places
from qualcode.tui.widgets.cited_words import CitedWords
from qualcode.tui.widgets.document_jumps import Direction


class PlaceJumps(CitedWords):
    """Holds the text, over which the caret jumps from place to place."""

    def action_move_memos(self, direction: Direction) -> None:
        """Move to where what has a memo on it begins."""
        stop = self.view.jump(places.of_memos(self.desk), direction)
        none = _("There is no other memo there.")
        self._say(_("{what}: {n} of {all}", what=_("Memo"), n=stop[0], all=stop[1]) if stop else none)

    def action_move_speaker(self, direction: Direction) -> None:
        """Move to another turn of whoever speaks here."""
        turns = places.of_speaker(self.desk.document, self.view.caret) if self.desk.document else None
        if turns is None:
            self._say(_("It is not known who speaks here."), trouble=True)
        elif stop := self.view.jump(turns.starts, direction, turns.here):
            self._say(_("{what}: {n} of {all}", what=turns.speaker, n=stop[0], all=stop[1]))
        else:
            self._say(_("There is no other turn of this speaker there."))
