"""Quotes picked for a paper."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("quotes.open", "enter", "open", _("Read the quote in its document"), "quotes", _("open")),
    Command("quotes.word", "r,f2", "word", _("Say how the quote is printed, with words left out or explained"), "quotes", _("reword")),
    Command("quotes.translate", "t,f3", "translate", _("Write the quote in another language"), "quotes", _("translate")),
    Command("quotes.note", "m,f4", "note", _("Note something on the quote"), "quotes", _("note")),
    Command("quotes.shift_down", "J,ctrl+down", "shift(1)", _("Put the quote further down"), "quotes", _("down")),
    Command("quotes.shift_up", "K,ctrl+up", "shift(-1)", _("Put the quote further up"), "quotes", _("up")),
    Command("quotes.drop", "x,delete", "drop", _("Drop the quote; the text stays as it is"), "quotes", _("remove")),
    Command("quotes.export", "e,f9", "export", _("Write the quotes that consent allows to a file"), "quotes", _("export")),
    Command("quotes.undo", "u,ctrl+z", "undo", _("Take back your latest change of quotes or other"), "quotes", _("undo")),
    Command("quotes.redo", "ctrl+r,ctrl+y", "redo", _("Do again what you have taken back last"), "quotes"),
    Command("quotes.help", "?,f1", "show_help", _("Show all keys while looking at quotes"), "quotes", _("help")),
    Command("quotes.leave", "escape", "leave", _("Back from the quotes to the text"), "quotes", _("back")),
)  # fmt: skip
