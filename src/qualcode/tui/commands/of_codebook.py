"""Editing the codebook."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("codebook.open", "enter,tab", "open", _("Go to the page of the code, to edit what is said of it"), "codebook", _("page")),
    Command("codebook.filter", "/,／,、,f", "filter",
            _("Show the codes with some letters in their name, alias or pinyin initials"), "codebook", _("filter")),
    Command("codebook.add", "a,insert", "add(False)", _("Add a code beside this one"), "codebook", _("add")),
    Command("codebook.add_below", "A,shift+f3", "add(True)", _("Add a code below this one"), "codebook", _("below")),
    Command("codebook.rename", "r,f2", "rename", _("Give the code another name; the old one is still found"), "codebook", _("rename")),
    Command("codebook.move", "m,f6", "move", _("Move the code, or those marked, to another place"), "codebook", _("move")),
    Command("codebook.merge", "M,f7", "merge", _("Merge the code, or those marked, into another"), "codebook", _("merge")),
    Command("codebook.split", "S,f8", "split",
            _("Split the code: by documents, coders, a query, or segment by segment"), "codebook", _("split")),
    Command("codebook.color", "c,f4", "color", _("Give the code, or those marked, a colour"), "codebook", _("colour")),
    Command("codebook.define", "d,f3", "write('definition')", _("Write what the code means"), "codebook", _("define")),
    Command("codebook.mark", "space", "mark", _("Mark the code, or take its mark away"), "codebook", _("mark")),
    Command("codebook.segments", "s,f5", "segments", _("Look through the segments of the code and of those below it"), "codebook", _("segments")),
    Command("codebook.deeper", ">,＞,》,ctrl+right", "deeper", _("Put the code below the one before it"), "codebook"),
    Command("codebook.higher", "<,＜,《,ctrl+left", "higher", _("Put the code beside the one above it"), "codebook"),
    Command("codebook.down", "J,ctrl+down", "shift(1)", _("Move the code down among those beside it"), "codebook"),
    Command("codebook.up", "K,ctrl+up", "shift(-1)", _("Move the code up among those beside it"), "codebook"),
    Command("codebook.unfold", "right,l", "fold(False)", _("Unfold the branch"), "codebook"),
    Command("codebook.fold", "left,h", "fold(True)", _("Fold the branch, or go to the code above"), "codebook"),
    Command("codebook.fold_all", "z,f9", "fold_all", _("Fold all branches, or unfold them"), "codebook"),
    Command("codebook.heading", "H", "turn('is_codable')",
            _("Make the code a heading that is not put on text, or a code again"), "codebook"),
    Command("codebook.memo", "w,ctrl+o", "memo", _("Write a memo on the code"), "codebook"),
    Command("codebook.sets", "t,shift+f6", "sets", _("Put the code, or those marked, in a set, or take them out"), "codebook"),
    Command("codebook.remove", "x,delete", "remove", _("Remove the code, or those marked, after a question"), "codebook", _("remove")),
    Command("codebook.check", "!,！,f12", "check", _("List what a careful reader would object to"), "codebook"),
    Command("codebook.export", "e,shift+f2", "export", _("Write the codebook to a file"), "codebook"),
    Command("codebook.undo", "u,ctrl+z", "undo", _("Take back your latest change of the codebook or other"), "codebook", _("undo")),
    Command("codebook.redo", "ctrl+r,ctrl+y", "redo", _("Do again what was just taken back"), "codebook"),
    Command("codebook.help", "?,？,f1", "show_help", _("Show all keys while editing the codebook"), "codebook", _("help")),
    Command("codebook.leave", "escape", "leave", _("Take away marks, then the filter, then back to the text"), "codebook", _("back")),
    Command("page.open", "enter", "open", _("Edit this, or look at the segments of this document"), "page", _("edit")),
    Command("page.down", "down,j", "move(1)", _("The next line that can be edited"), "page"),
    Command("page.up", "up,k", "move(-1)", _("The line before that can be edited"), "page"),
    Command("page.page_down", "pagedown", "move(6)", _("Further down on the page"), "page"),
    Command("page.page_up", "pageup", "move(-6)", _("Further up on the page"), "page"),
    Command("page.leave", "escape,tab,left,h", "screen.leave_page", _("Back to the list of codes"), "page", _("codes")),
)  # fmt: skip
