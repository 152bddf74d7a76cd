"""Which keys start which command: the usual ones, those of a preset, and a person's own on top.

The presets are plain tables from the name of a command to its keys and say only what differs from the table of commands.
The keys in force are put on the widgets once, when they come to be or the person chooses others: the toolkit's own key map
is worked through at every key, which would be felt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import lookup

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key, _get_unicode_name_from_key
from textual.widget import Widget
from textual.widgets import Input, TextArea

from qualcode.messages import _
from qualcode.tui.commands import COMMANDS, Command, Scope, key_named, meet

_VIM = {
    "caret.word_end": "e",
    "caret.row_start": "0,^,home",
    "caret.row_end": "$,end",
    "caret.document_end": "G,>,ctrl+end",
    "caret.page_down": "ctrl+f,pagedown,space",
    "caret.half_page_down": "ctrl+d",
    "caret.half_page_up": "ctrl+u",
    "segment.next": ";,f5",
    "segment.previous": "comma,shift+f5",
    "segment.next_same": "*",
    "segment.previous_same": "#",
    "search.next": "n",
    "search.previous": "N",
    "selection.copy": "y,ctrl+c",
    "selection.unit": "V,shift+f9",
    "code.repeat": ".,p,f9",
    "code.remove": "x,d,delete",
    "code.extend": "a,shift+f8",
    "memo.next": "'",
    "memo.previous": '"',
    "app.commands": "ctrl+p,:",
    "app.commands_elsewhere": "ctrl+p,:",
    "rows.last": "end,G,ctrl+end",
    "rows.page_down": "pagedown,ctrl+f,ctrl+d",
    "rows.page_up": "pageup,ctrl+u",
    "lines.page_down": "pagedown,space,ctrl+f,ctrl+d",
    "lines.page_up": "pageup,ctrl+u",
}
"""What hands know that are used to vim: ``n`` and ``N`` for what was looked for, ``G`` and ``g g``, ``y``, ``'`` to marks."""

_ARROWS = {
    "segment.next_same": "+",
    "segment.previous_same": "-",
    "segment.next_uncoded": "=",
    "segment.previous_uncoded": ":",
    "selection.swap": "0,shift+f4",
    "code.recode": "ctrl+x,shift+f3",
    "document.edit": "ctrl+e,shift+f2",
    "code.split": "|",
    "code.weigh": "%",
    "memo.choose": "&",
    "memo.next": "'",
    "memo.previous": '"',
    "caret.previous_of_speaker": "@",
    "document.done": "!",
    "document.place": "~",
    "view.whose": "#",
    "view.readings": "*",
    "view.colors": "`",
    "go.start": "f12",
    "go.elsewhere": "f12",
    "codebook.check": "!",
    "concepts.check": "!",
    "selection.unit": "$",
    "go.documents": "1",
    "go.document": "2",
    "go.segments": "3",
    "go.codebook": "4",
    "go.agreement": "5",
    "go.codes": "6",
    "go.matrix": "7",
    "go.words": "8",
    "go.saturation": "9",
    "go.portrait": "=",
    "go.network": "-",
    "go.frequencies": "+",
    "go.memos": "*",
    "go.concepts": "(",
    "go.quotes": ")",
    "go.text": "0",
    "go.top": "home",
    "code.evidence": "shift+f9",
    "code.pick": "shift+f12",
    "tree.segments": "f5",
    "agreement.segments": "=",
    "agreement.rounds": "*",
    "agreement.unit": "%",
    "agreement.scope": "#",
    "agreement.anonymous": "@",
    "agreement.explain": "!",
    "readings.anonymous": "@",
    **dict.fromkeys(
        (f"{table}.reverse" for table in ("segments", "documents", "memos", "words", "kwic", "answers")), "~,shift+f4"
    ),
    **dict.fromkeys((f"{table}.among" for table in ("matrix", "saturation", "frequencies")), "@,shift+f3"),
    "go.answers": ".",
    "answers.mark_all": "*",
    "answers.scroll_down": "+",
    "answers.scroll_up": "-",
    "segments.mark_all": "*",
    "segments.export": "f9",
    "segments.scroll_down": "+",
    "segments.scroll_up": "-",
    "documents.rename": "f6",
    "documents.mark_all": "*",
    "documents.report": "f7",
    "memo.take_up": "ctrl+g",
    "search.code": "ctrl+f",
    "memos.scroll_down": "+",
    "memos.scroll_up": "-",
    "memos.entitle": "#,shift+f2",
    "codebook.heading": "*",
    "codebook.add_below": "+,shift+f3",
    "codebook.export": "%,shift+f2",
    "cards.export": "f9,shift+f2",
    "matrix.unit": "%",
    "matrix.level": "|",
    "matrix.layer": "*",
    "matrix.turn": "~",
    "matrix.explain": "!",
    "words.roles": "*",
    "words.explain": "!",
    "saturation.level": "|",
    "saturation.layer": "*",
    "saturation.explain": "!",
    "network.explain": "!",
    "frequencies.level": "|",
    "frequencies.layer": "*",
    "frequencies.explain": "!",
}
"""Nothing that an input method would take: arrows, marks, digits and keys with a name. A letter typed by mistake does nothing."""

PRESETS: Mapping[str, Mapping[str, str]] = {"default": {}, "vim": _VIM, "arrows": _ARROWS}
_WITHOUT_LETTERS = ("arrows",)


def presets() -> dict[str, str]:
    """The presets with what people call them."""
    return {
        "default": _("The usual keys"),
        "vim": _("Keys as in vim"),
        "arrows": _("Arrows, marks and F-keys alone, for input methods"),
    }


def keys_of(preset: str) -> dict[str, str]:
    """The keys of every command under a preset, by the command's name."""
    differing = PRESETS[preset]
    keys = {command.id: differing.get(command.id, command.keys) for command in COMMANDS}
    return {name: _without_letters(given) for name, given in keys.items()} if preset in _WITHOUT_LETTERS else keys


def _without_letters(keys: str) -> str:
    """Only the keys that no input method takes, where there are any."""
    return ",".join(key for key in keys.split(",") if len(key) > 1 or not key.isalpha()) or keys


def checked_keymap(wanted: Mapping[str, str], preset: str = "default") -> tuple[dict[str, str], list[str]]:
    """The part of a person's key map that can be followed on top of a preset, and a sentence for each line that cannot."""
    known = {command.id: command for command in COMMANDS}
    problems = [
        _("The key map names {name!r}, which is no command.", name=name) for name in wanted if name not in known
    ]
    kept = {name: ",".join(_split(keys)) for name, keys in wanted.items() if name in known}
    for name, keys in list(kept.items()):
        if strange := [key for key in _split(keys) if not _is_key(key)]:
            problems.append(_("The key map gives {key!r} to {name}; there is no such key.", key=strange[0], name=name))
            del kept[name]
        elif typed := [key for key in _split(keys) if _is_typed(key, known[name])]:
            problems.append(_("The key map gives {key!r} to {name}; there it is for typing.", key=typed[0], name=name))
            del kept[name]
    while refused := _first_clash(kept, keys_of(preset) | kept, known):
        name, taken = refused
        keys = kept.pop(name)
        problems.append(
            _("The key map gives {keys!r} to {name}, but {taken} has it.", keys=keys, name=name, taken=taken)
        )
    return kept, problems


def _first_clash(
    kept: Mapping[str, str], keys: Mapping[str, str], known: Mapping[str, Command]
) -> tuple[str, str] | None:
    """A line of the key map that wants a key another command has, with the name of that; of two lines the later."""
    for name in reversed(list(kept)):
        if taken := clash(known[name], keys):
            return name, taken
    return None


def clash(command: Command, keys: Mapping[str, str]) -> str:
    """The name of another command that has one of this one's keys where this one works, or nothing."""
    own = folded(keys[command.id])
    for other in COMMANDS:
        if other.id != command.id and meet(command.scope, other.scope) and folded(keys[other.id]) & own:
            return other.id
    return ""


def folded(keys: str) -> set[str]:
    """A list of keys as it is compared: what an input method writes for a key is the same as the key, and so are two names of one."""
    return {_MEANT.get(name, name) for name in map(_name, _split(keys))}


_WRITTEN_IN: Mapping[Scope, type[Widget]] = {"drawer": Input, "line": Input, "editor": TextArea}


def _is_typed(key: str, command: Command) -> bool:
    """Whether a key is of use to what is written in where a command belongs, so that it would never come to the command."""
    field = _WRITTEN_IN.get(command.scope)
    if field is None or command.keys == key:
        return False
    usual = field._merge_bindings().key_to_bindings
    return _name(key) in usual or len(key) == 1 or _is_character(_name(key)) or key in ("space", "enter", "shift+enter")


def _split(keys: str) -> list[str]:
    return [key_named(key.strip()) for key in keys.split(",") if key.strip()]


def _name(key: str) -> str:
    """What the toolkit calls a key."""
    return _character_to_key(key) if len(key) == 1 else key


_WRITTEN = {
    ".": "。", "/": "、", "[": "【〔", "]": "】〕", "{": "「『", "}": "」』", "<": "《〈", ">": "》〉",
    "$": "￥¥", "'": "‘’", '"': "“”", "`": "·", "*": "×",
}  # fmt: skip
"""What Chinese input methods write for a mark, beside its full-width form; ^ and _ they write as two, which is no key."""

_TWINS = {
    _name(plain): [_name(twin) for twin in (chr(ord(plain) + 0xFEE0), *_WRITTEN.get(plain, ()))]
    for plain in map(chr, range(ord("!"), ord("~") + 1))
} | {"space": [_name("\N{IDEOGRAPHIC SPACE}")]}
_MEANT = {twin: plain for plain, twins in _TWINS.items() for twin in twins}

_MODIFIERS = {"ctrl", "shift", "alt", "meta", "super", "hyper"}
_NAMED = {name for key in Keys for name in (key.value, key.value.rpartition("+")[2])}


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    return set(modifiers) <= _MODIFIERS and (len(name) == 1 or name in _NAMED or _is_character(name))


def _is_character(name: str) -> bool:
    """Whether the toolkit calls a character by this name, as "question_mark"."""
    try:
        lookup(_get_unicode_name_from_key(name))
    except KeyError:
        return False
    return True


def in_force(app: App[Any]) -> Mapping[str, str]:
    """The keys of every command of an application as they are now."""
    keys: Mapping[str, str] = getattr(app, "keys", {})
    return keys


def rebind(nodes: Iterable[DOMNode], keys: Mapping[str, str], made: dict[type[DOMNode], BindingsMap]) -> None:
    """Put the keys in force on widgets, screens and the application; ``made`` holds what was made for them so far."""
    for node in nodes:
        usual = type(node)._merged_bindings
        if usual is not None:
            kind = type(node)
            if kind not in made:
                made[kind] = _rebound(usual, keys)
            node._bindings = made[kind].copy()


def _rebound(usual: BindingsMap, keys: Mapping[str, str]) -> BindingsMap:
    """Bindings under the keys in force; those of the toolkit's own come behind, so that ours are found first."""
    ours = {binding.id: binding for _key, binding in usual if binding.id in keys}
    bindings = [(_name(key), it) for it in ours.values() for key in _split(keys[it.id or ""])]
    taken = {key for key, _binding in bindings}
    bindings += [(twin, it) for key, it in bindings for twin in _TWINS.get(key, ()) if twin not in taken]
    bindings += [(key, binding) for key, binding in usual if binding.id not in keys]
    by_key: dict[str, list[Binding]] = {}
    for key, binding in bindings:
        by_key.setdefault(key, []).append(binding.with_key(key))
    return BindingsMap.from_keys(by_key)
