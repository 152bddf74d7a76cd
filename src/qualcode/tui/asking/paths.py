"""Paths that are typed: what they could go on with, and what they mean."""

from __future__ import annotations

import os
from pathlib import Path

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.text.names import name_key
from qualcode.tui.widgets.line_panel import Offer

_MOST = 200  # entries of a folder that are offered


def chosen(typed: str) -> Path:
    """The path that is meant; ~ is the person's own folder. Raises WrongUse where there is none."""
    if not typed.strip():
        raise WrongUse(_("Type a path."))
    return Path(typed.strip()).expanduser()


def offers(typed: str) -> list[Offer]:
    """What is in the folder typed so far and begins like what is typed of it, folders first."""
    folder, slash, begun = typed.rpartition("/")
    try:
        with os.scandir(Path(folder + slash or ".").expanduser()) as entries:
            found = [(not entry.is_dir(), entry.name) for entry in entries if _fits(entry.name, begun)]
    except OSError:
        return []
    names = [name if is_file else f"{name}/" for is_file, name in sorted(found)[:_MOST]]
    return [(name, folder + slash + name) for name in names]


def _fits(name: str, begun: str) -> bool:
    """Whether a name begins so; hidden ones only where a point is typed."""
    return name_key(name).startswith(name_key(begun)) and (begun.startswith(".") or not name.startswith("."))
