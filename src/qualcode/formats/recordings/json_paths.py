"""Values in the JSON of recognisers: by dotted paths, as times, as names of speakers."""

from __future__ import annotations

import re
from typing import Any

from qualcode.formats.recordings.cues import read_time
from qualcode.formats.recordings.spoken import milliseconds
from qualcode.text.normalize import normalize

_NOBODY = "?"  # whisper.cpp, where it cannot tell
_SECONDS = re.compile(r"\d+(?:\.\d+)?s")


def value_at(value: object, path: str) -> object:
    """The value at a dotted path, None where there is none; a number in a path is a place in a list."""
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def list_at(value: object, path: str) -> list[Any]:
    """The list at a dotted path, empty where there is none."""
    found = value_at(value, path)
    return found if isinstance(found, list) else []


def first_text(value: object, paths: str) -> str:
    """The first text that is not empty at one of the paths, which have spaces between them; "" where none has any."""
    found = (value_at(value, path) for path in paths.split())
    return next((it for it in found if isinstance(it, str) and it), "")


def time_of(value: object, factor: float) -> int | None:
    """A time in milliseconds: a number times ``factor``, "1.5s", or a clock such as 00:00:01.500."""
    if isinstance(value, str) and ":" in value:
        return read_time(value)
    if isinstance(value, str) and _SECONDS.fullmatch(value):
        return milliseconds(value[:-1], 1000.0)
    return milliseconds(value, factor)


def speaker_of(value: object) -> str | None:
    """A speaker's name or number as text, None where nobody is named."""
    name = one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return name if name and name != _NOBODY else None


def one_line(text: str) -> str:
    """The words of ``text`` with single spaces between them."""
    return " ".join(normalize(text).text.split())
