"""Keys as people call them."""

from __future__ import annotations


def key_list(keys: str) -> list[str]:
    """The keys of a command as people call them; full-width marks are left out, they work like the others."""
    return [_called(key) for key in keys.split(",") if key and key.isascii()]


def _called(key: str) -> str:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    named = _NAMES.get(name) or (name if len(name) == 1 and not modifiers else name.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), named])


def key_named(called: str) -> str:
    """The key that people call so, in whatever case; one that is a character, or has no such name, as it is."""
    if len(called) == 1:
        return _KEYS.get(called, called)
    *modifiers, name = called.split("+")
    return "+".join([*map(str.lower, modifiers), _KEYS.get(name.lower(), name.lower())])


_NAMES = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "comma": ",",
}
_KEYS = {called.lower(): key for key, called in _NAMES.items()} | {"del": "delete", "ins": "insert", "return": "enter"}
