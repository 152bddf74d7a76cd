"""Answers of respondents to one question."""

from __future__ import annotations

from qualcode.messages import _
from qualcode.tui.commands.command import Command

_QUICK = _("Put the code of this number on the answer, or on all that are marked")

COMMANDS: tuple[Command, ...] = (
    Command("answers.open", "enter", "open", _("Read the answer in its document"), "answers", _("open")),
    Command("answers.code", "c,f2", "code", _("Put codes on the answer, or on all that are marked"), "answers", _("code")),
    Command("answers.again", ".,f9", "repeat", _("Put the codes used last on the answer, or on all that are marked"), "answers", _("again")),
    *(Command(f"answers.quick_{n}", str(n), f"quick({n})", _QUICK, "answers") for n in range(1, 10)),
    Command("answers.uncode", "x,delete", "uncode", _("Take a code of yours off the answer, or off all that are marked"), "answers", _("remove")),
    Command("answers.mark", "space,insert", "mark", _("Mark the answer, or take its mark away"), "answers", _("mark")),
    Command("answers.mark_all", "M", "mark_all", _("Mark all answers that are listed, or none"), "answers"),
    Command("answers.question", "q,f5", "question", _("Choose another question"), "answers", _("question")),
    Command("answers.next", "n,right", "step(1)", _("The next question"), "answers"),
    Command("answers.previous", "p,left", "step(-1)", _("The question before"), "answers"),
    Command("answers.uncoded", "z,f7", "uncoded(1)", _("To the next answer without a code"), "answers", _("no code")),
    Command("answers.uncoded_before", "Z,shift+f7", "uncoded(-1)", _("To the answer without a code before"), "answers"),
    Command("answers.filter", "/,f,f3", "filter", _("List the answers with some words in them, in a code or a value"), "answers", _("filter")),
    Command("answers.attributes", "t,f6", "attributes", _("Choose what stands beside the answers: age, place, whatever is recorded"), "answers", _("beside")),
    Command("answers.sort", "o,f4", "sort", _("Sort the answers, by whatever is recorded of the respondents too"), "answers", _("sort")),
    Command("answers.reverse", "O,shift+f4", "reverse", _("Sort the answers the other way round"), "answers"),
    Command("answers.export", "e,f8", "export", _("Write the answers with their codes to a file"), "answers", _("export")),
    Command("answers.scroll_down", "J", "scroll_details(3)", _("Further down in the answer"), "answers"),
    Command("answers.scroll_up", "K", "scroll_details(-3)", _("Further up in the answer"), "answers"),
    Command("answers.undo", "u,ctrl+z", "undo", _("Take back your latest change of answers or other"), "answers", _("undo")),
    Command("answers.redo", "ctrl+r,ctrl+y", "redo", _("Do again what you have taken back last, in answers or elsewhere"), "answers"),
    Command("answers.help", "?,f1", "show_help", _("Show all keys while looking at answers"), "answers", _("help")),
    Command("answers.leave", "escape", "leave", _("Back from the answers to the text"), "answers", _("back")),
)  # fmt: skip
