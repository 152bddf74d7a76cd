"""Comparing coders and settling their disputes."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("agreement.keep", "k,f5", "decide('keep')",
            _("Decide that the code is kept on this passage, with a reason"), "agreement", _("keep")),
    Command("agreement.drop", "d,f6", "decide('drop')",
            _("Decide that the code is dropped from this passage, with a reason"), "agreement", _("drop")),
    Command("agreement.next", "n,f8", "passage(1)",
            _("The next passage in dispute about this code that is not decided"), "agreement", _("next")),
    Command("agreement.previous", "p,f7", "passage(-1)",
            _("The passage before that is not decided"), "agreement"),
    Command("agreement.next_any", "N,shift+f8", "passage(1, True)",
            _("The next passage, decided or not"), "agreement"),
    Command("agreement.previous_any", "P,shift+f7", "passage(-1, True)",
            _("The passage before, decided or not"), "agreement"),
    Command("agreement.rule", "e,f3", "edit_rule", _("Edit the rule of the code"), "agreement", _("rule")),
    Command("agreement.open", "o,f2", "open", _("Read the passage in its document"), "agreement", _("open")),
    Command("agreement.segments", "S", "segments", _("Look through the segments of the code"), "agreement"),
    Command("agreement.undo", "u,ctrl+z", "undo",
            _("Take back your latest decision or other change"), "agreement", _("undo")),
    Command("agreement.redo", "ctrl+r,ctrl+y", "redo", _("Do the decision again that you took back"), "agreement"),
    Command("agreement.alone", "c,f4", "alone",
            _("Show the passage alone, or under the figures"), "agreement", _("passage")),
    Command("agreement.scroll_down", "pagedown,space,down,j", "scroll_passage(3)",
            _("Further down in the passage"), "agreement"),
    Command("agreement.scroll_up", "pageup,backspace,up", "scroll_passage(-3)",
            _("Further up in the passage"), "agreement"),
    Command("agreement.round", "r,f9", "choose_round",
            _("Choose a closed round, or the project as it is"), "agreement", _("round")),
    Command("agreement.rounds", "t", "rounds",
            _("Alpha of each code over the rounds of the study"), "agreement", _("over rounds")),
    Command("agreement.unit", "U", "unit", _("Judge another kind of unit"), "agreement"),
    Command("agreement.scope", "s", "scope", _("All units, or only those that anybody coded"), "agreement", _("scope")),
    Command("agreement.anonymous", "a", "anonymous",
            _("Call coders by letters drawn by lot, or by their names again"), "agreement", _("anonymous")),
    Command("agreement.explain", "i", "explain", _("What the figures mean"), "agreement", _("explain")),
    Command("agreement.help", "?,f1", "show_help", _("Show all keys while comparing"), "agreement", _("help")),
    Command("agreement.leave", "escape", "leave",
            _("Back to the figures, and from there to the text"), "agreement", _("back")),
)  # fmt: skip
