"""Every action of the workbench in one table: its name, keys, words and place.

Bindings, the line of keys, the help screen and the command palette are all made from it. Names are stable: a key map
(``[keymap]`` in the settings) uses them. Letters never arrive while a Chinese input method is on, so what is done often has
a key that is neither letter nor mark as well, and everything is in the palette (Ctrl+P).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from textual.binding import Binding, BindingType

from qualcode.messages import _
from qualcode.tui.widgets.document_keys import DOCUMENT_KEYS

Scope = Literal[
    "app", "screen", "coding", "document", "tree", "drawer", "editor", "go", "lines", "agreement", "readings"
]

WITHIN: dict[Scope, tuple[Scope, ...]] = {
    "document": ("coding", "document", "screen"),
    "tree": ("tree", "coding", "screen"),
    "lines": ("lines", "coding", "screen"),
    "drawer": ("drawer",),
    "editor": ("editor",),
    "go": ("go",),
    "agreement": ("agreement",),
    "readings": ("readings",),
}
"""Whose keys the line of keys shows, by where the focus is, the most wanted first."""


@dataclass(frozen=True, slots=True)
class Command:
    """One action.

    ``keys`` is a list with commas, empty for what only the palette offers; ``help`` says what it does; ``short`` is its word
    in the line of keys, empty for commands that are not there; ``aliases`` are words it is found by as well.
    """

    id: str
    keys: str
    action: str
    help: str
    scope: Scope
    short: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The heading it stands under in help."""
        return GROUPS[self.id.partition(".")[0]]


GROUPS = {
    "caret": _("Move"),
    "segment": _("Move from segment to segment"),
    "selection": _("Select"),
    "code": _("Put codes on the text"),
    "memo": _("Memos"),
    "history": _("Take back"),
    "go": _("Go to"),
    "document": _("Documents"),
    "view": _("What is shown"),
    "app": _("The workbench"),
    "tree": _("In the codebook"),
    "drawer": _("In a list of choices"),
    "editor": _("While writing a memo, a reason or the text"),
    "lines": _("In the panel on the right and in this help"),
    "agreement": _("Where coders agree and disagree"),
    "readings": _("Who coded a passage how"),
}

_SHORT = {
    "selection.mark": _("select"),
    "selection.grow": _("grow"),
    "segment.next": _("next"),
}

_QUICK = _("Put the quick code of this number on the selection, else on the sentence here")


def _of_document_view() -> Iterator[Command]:
    for binding in DOCUMENT_KEYS:
        assert isinstance(binding, Binding) and binding.id
        short = _SHORT.get(binding.id, "")
        yield Command(binding.id, binding.key, binding.action, binding.description, "document", short)


COMMANDS: tuple[Command, ...] = (
    *_of_document_view(),
    Command("code.apply", "c,enter,f2", "apply",
            _("Put codes on the selection, else on the sentence here"), "coding", _("code"), ("tag", "节点", "标签")),
    Command("code.repeat", ".,。,．,f9", "repeat", _("Put the codes used last on this as well"), "coding", _("again")),
    *(Command(f"code.quick_{n}", f"{n},{chr(0xFF10 + n)}", f"quick({n})", _QUICK, "coding") for n in range(1, 10)),
    Command("code.in_vivo", "i,f3", "in_vivo", _("Make the selected words a code, and code them with it"), "coding"),
    Command("code.remove", "x,delete", "remove",
            _("Take off a coding of yours on the selection or here"), "coding", _("remove")),
    Command("code.extend", "e", "extend", _("Give a coding of yours the ends of the selection"), "coding"),
    Command("memo.write", "m,ctrl+o", "write_memo",
            _("Write a memo on the selection, the coding or sentence here"), "coding", _("memo")),
    Command("history.undo", "u,ctrl+z", "undo",
            _("Take back your latest change, also of another day"), "coding", _("undo")),
    Command("history.redo", "ctrl+r,ctrl+y", "redo", _("Do again what you took back"), "coding"),
    Command("document.done", "D", "done", _("Mark this document as done by you, or not done"), "coding"),
    Command("document.edit", "E,shift+f2", "edit_text",
            _("Edit the paragraph here, or those selected; codings stay on their words"), "coding", "", ("revise", "修改")),
    Command("document.place", "L", "place_lost",
            _("Decide where what has lost its words belongs"), "coding", "", ("unplaced",)),
    Command("view.whose", "T", "whose", _("Show only your codings, or those of all coders"), "coding"),
    Command("view.readings", "A", "screen.show_readings",
            _("Show side by side how each coder has coded this"), "coding", "", ("compare", "比较")),
    Command("view.colors", "t", "colors",
            _("Colour by code, by coder, by number of codes, underline only, or not at all"), "coding"),
    Command("view.names", "", "names", _("Write the first letters of the code beside its stripe, or not"), "coding"),
    Command("go.start", "g", "screen.go", _("Go to: d documents, c codebook, a agreement, t text"), "coding", _("go")),
    Command("go.documents", "d", "screen.go_documents",
            _("Open another document"), "go", _("documents"), ("案例", "source")),
    Command("go.codebook", "c", "screen.go_codebook",
            _("Go to the codebook"), "go", _("codebook"), ("节点", "code system")),
    Command("go.agreement", "a", "screen.go_agreement",
            _("See how far coders agree, and where they do not"), "go", _("agreement"), ("kappa", "reliability", "信度")),
    Command("go.text", "t", "screen.go_text", _("Go to the text"), "go", _("text")),
    Command("go.nowhere", "escape", "screen.go_text", _("Stay here"), "go", _("stay")),
    Command("view.codebook", "C,ctrl+k", "toggle_codebook", _("Show or fold away the codebook"), "screen"),
    Command("view.here", "H,ctrl+l", "toggle_here", _("Show or fold away what is at the caret"), "screen"),
    Command("view.theme", "", "next_theme", _("Dark or light"), "screen"),
    Command("app.commands", "ctrl+p", "find_command", _("Find a command by its words"), "screen"),
    Command("app.help", "?,？,f1", "show_help", _("Show all keys"), "screen", _("help")),
    Command("app.quit", "ctrl+q", "quit", _("Close the workbench; everything is saved already"), "app"),
    Command("tree.apply", "enter", "choose",
            _("Put this code on the selection, else on the sentence at the caret"), "tree", _("code")),
    Command("tree.fold", "space", "toggle_node", _("Fold or unfold the codes below"), "tree", _("fold")),
    Command("tree.open", "right,l", "unfold", _("Unfold the codes below"), "tree"),
    Command("tree.close", "left,h", "fold", _("Fold the codes below, or go to the code above"), "tree"),
    Command("tree.leave", "escape", "screen.go_text", _("Back to the text"), "tree", _("text")),
    Command("drawer.choose", "enter", "choose",
            _("Take what is highlighted and what was added"), "drawer", _("take")),
    Command("drawer.add", "tab", "add",
            _("Add what is highlighted and choose on, where several can be taken"), "drawer"),
    Command("drawer.down", "down", "highlight(1)", _("Highlight the next"), "drawer"),
    Command("drawer.up", "up", "highlight(-1)", _("Highlight the previous"), "drawer"),
    Command("drawer.page_down", "pagedown", "highlight(7)", _("Highlight one further down"), "drawer"),
    Command("drawer.page_up", "pageup", "highlight(-7)", _("Highlight one further up"), "drawer"),
    Command("drawer.leave", "escape", "leave", _("Take nothing"), "drawer", _("leave")),
    Command("editor.save", "f2,ctrl+o", "save", _("Save what is written"), "editor", _("save")),
    Command("editor.leave", "escape", "leave", _("Leave it as it was"), "editor", _("leave")),
    Command("lines.down", "down,j", "scroll_down", _("A line down"), "lines"),
    Command("lines.up", "up,k", "scroll_up", _("A line up"), "lines"),
    Command("lines.page_down", "pagedown,space", "page_down", _("A page down"), "lines"),
    Command("lines.page_up", "pageup", "page_up", _("A page up"), "lines"),
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
    Command("agreement.help", "?,？,f1", "show_help", _("Show all keys while comparing"), "agreement", _("help")),
    Command("agreement.leave", "escape", "leave",
            _("Back to the figures, and from there to the text"), "agreement", _("back")),
    Command("readings.anonymous", "a", "anonymous",
            _("Call coders by letters drawn by lot, or by their names"), "readings", _("anonymous")),
    Command("readings.down", "down,j,pagedown,space", "scroll_passage(3)", _("Further down"), "readings"),
    Command("readings.up", "up,k,pageup", "scroll_passage(-3)", _("Further up"), "readings"),
    Command("readings.leave", "escape,A", "leave", _("Back to the document"), "readings", _("back")),
    Command("lines.leave", "escape", "screen.go_text", _("Back"), "lines", _("back")),
)  # fmt: skip


def bindings(scope: Scope) -> list[BindingType]:
    """The bindings of one scope, for the class that carries them out."""
    return [
        Binding(command.keys, command.action, command.help, id=command.id, show=bool(command.short))
        for command in COMMANDS
        if command.scope == scope and command.keys
    ]


_NOT_IN_PALETTE = ("app.commands", "go.start", "go.nowhere", *(f"code.quick_{number}" for number in range(1, 10)))


def in_palette() -> list[Command]:
    """What the command palette offers: everything that makes sense wherever one is."""
    scopes: tuple[Scope, ...] = ("coding", "go", "screen", "app", "document")
    listed = [command for scope in scopes for command in COMMANDS if command.scope == scope]
    return [command for command in listed if command.id not in _NOT_IN_PALETTE]


def by_group(commands: Iterable[Command] = COMMANDS) -> dict[str, list[Command]]:
    """The commands under their headings, both in the order of the table."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return groups


def key_list(keys: str) -> list[str]:
    """The keys of a command as people call them; full-width marks are left out, they work like the others."""
    return [_called(key) for key in keys.split(",") if key.isascii()]


def _called(key: str) -> str:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    named = _NAMES.get(name) or (name if len(name) == 1 and not modifiers else name.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), named])


_NAMES = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
}


def checked_keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The part of a person's key map that can be followed, and a sentence for each line that cannot."""
    known = {command.id: command for command in COMMANDS}
    kept: dict[str, str] = {}
    problems = []
    for name, keys in wanted.items():
        if name not in known:
            problems.append(_("The key map names {name!r}, which is no command.", name=name))
        elif taken := _clash(known[name], keys, kept):
            problems.append(
                _("The key map gives {keys!r} to {name}, but {taken} has it.", keys=keys, name=name, taken=taken)
            )
        else:
            kept[name] = keys
    return kept, problems


def _clash(command: Command, keys: str, keymap: Mapping[str, str]) -> str:
    """The name of another command that has one of ``keys`` where ``command`` works, or nothing."""
    wanted = _folded(keys)
    for other in COMMANDS:
        theirs = _folded(keymap.get(other.id, other.keys))
        if other.id != command.id and meet(command.scope, other.scope) and theirs & wanted:
            return other.id
    return ""


def meet(one: Scope, other: Scope) -> bool:
    """Whether a key can mean only one thing in both scopes; in the codebook and the panels it may mean more than elsewhere."""
    return any(one in peers and other in peers for peers in _PEERS)


_PEERS: tuple[tuple[Scope, ...], ...] = (
    ("document", "coding", "screen", "app"),
    *((scope, "screen", "app") for scope in ("tree", "lines", "drawer", "editor")),
    ("go",),
    ("agreement", "app"),
    ("readings", "app"),
)


def _folded(keys: str) -> set[str]:
    return {normalize("NFKC", key.strip()) for key in keys.split(",") if key.strip()}
