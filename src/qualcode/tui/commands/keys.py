"""Keys as people call them."""

from __future__ import annotations


def key_list(keys: str) -> list[str]:
    """The keys of a command as people call them; full-width marks are left out, they work like the others."""
    return [_called(key) for key in keys.split(",") if key and key.isascii()]


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
    "comma": ",",
}
