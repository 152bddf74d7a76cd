"""All memos in a table."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("memos.open", "enter", "open", _("Go to what the memo is on"), "memos", _("open")),
    Command("memos.edit", "m,f2", "edit", _("Change the memo"), "memos", _("write")),
    Command("memos.new", "a,insert", "new",
            _("Write a memo on the project, a document, a case, a code, or on nothing"), "memos", _("new")),
    Command("memos.filter", "/,f,f3", "filter", _("List the memos with some words in them"), "memos", _("filter")),
    Command("memos.only_kind", "t,f5", "only('kind')", _("Only memos of this kind, or of all"), "memos", _("kind")),
    Command("memos.only_target", "w,f6", "only('target')",
            _("Only memos on the same kind of thing, or on anything"), "memos", _("on")),
    Command("memos.only_coder", "W,f7", "only('coder')", _("Only memos of this coder, or of all coders"), "memos"),
    Command("memos.all", "backspace", "all", _("List all memos again"), "memos"),
    Command("memos.sort", "o,f4", "sort", _("Sort the memos by another column"), "memos", _("sort")),
    Command("memos.reverse", "O,shift+f4", "reverse", _("Sort the memos the other way round"), "memos"),
    Command("memos.entitle", "r,shift+f2", "entitle", _("Give the memo another title"), "memos", _("title")),
    Command("memos.kind", "c,f8", "kind",
            _("Say what the memo is: a note, theory, method, the rule of a code, a reflection"), "memos"),
    Command("memos.remove", "x,delete", "remove", _("Remove the memo"), "memos"),
    Command("memos.export", "e,f9", "export", _("Write the memos that are listed to a file"), "memos", _("export")),
    Command("memos.scroll_down", "J", "scroll_memo(3)", _("Further down in the memo"), "memos"),
    Command("memos.scroll_up", "K", "scroll_memo(-3)", _("Further up in the memo"), "memos"),
    Command("memos.undo", "u,ctrl+z", "undo", _("Take back your latest change of memos or other"), "memos", _("undo")),
    Command("memos.redo", "ctrl+r,ctrl+y", "redo", _("Do again what was taken back of memos or other"), "memos"),
    Command("memos.help", "?,f1", "show_help", _("Show all keys while looking at memos"), "memos", _("help")),
    Command("memos.leave", "escape", "leave", _("Back from the memos to the text"), "memos", _("back")),
)  # fmt: skip
