"""Claims and links between codes, and what speaks for and against them."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("concepts.open", "enter", "open", _("Read a segment that speaks for it or against it"), "concepts", _("open")),
    Command("concepts.claim", "n,insert", "claim", _("Make a claim, in a memo on theory or another"), "concepts", _("claim")),
    Command("concepts.link", "l,f3", "link", _("Link two codes, and say how"), "concepts", _("link")),
    Command("concepts.for", "+,f4", "cite('for')", _("Let what a query finds speak for it"), "concepts", _("for")),
    Command("concepts.against", "-,f5", "cite('against')", _("Let what a query finds speak against it"), "concepts", _("against")),
    Command("concepts.turn", "v,f6", "turn", _("Let a segment speak the other way, or not at all"), "concepts", _("turn round")),
    Command("concepts.reword", "r,f2", "reword", _("Word the claim otherwise, or write a note on the link"), "concepts", _("reword")),
    Command("concepts.remove", "x,delete", "remove", _("Remove the claim or link, after a question"), "concepts", _("remove")),
    Command("concepts.check", "!,f12", "check", _("List what still waits: claims without evidence, codes not settled"), "concepts"),
    Command("concepts.export", "e,f9", "export", _("Write claims and links with all evidence to a file"), "concepts"),
    Command("concepts.scroll_down", "J,ctrl+down", "scroll_details(3)", _("Further down in the evidence"), "concepts"),
    Command("concepts.scroll_up", "K,ctrl+up", "scroll_details(-3)", _("Further up in the evidence"), "concepts"),
    Command("concepts.undo", "u,ctrl+z", "undo", _("Take back your latest change of concepts or other"), "concepts", _("undo")),
    Command("concepts.redo", "ctrl+r,ctrl+y", "redo", _("Do again what was taken back last"), "concepts"),
    Command("concepts.help", "?,f1", "show_help", _("Show all keys while looking at concepts"), "concepts", _("help")),
    Command("concepts.leave", "escape", "leave", _("Back from the concepts to the text"), "concepts", _("back")),
)  # fmt: skip
