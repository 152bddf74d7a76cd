"""The note beside a project file that tells a second writer who is writing.

The lock itself is the database's. The note is only words: one left behind by a crash is never read unless the database
says that somebody is writing.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from qualcode.messages import _


def note_path(path: Path) -> Path:
    """Where the note about the project file at ``path`` lies."""
    return path.with_name(path.name + ".lock")


@contextmanager
def held(path: Path, coder: str) -> Iterator[None]:
    """Leave a note while the project is being written; a folder that takes no note is no reason to stop."""
    note = note_path(path)
    words = {
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "coder": coder,
        "since": datetime.now().isoformat("T", "seconds"),
    }
    with suppress(OSError):
        note.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def holder(path: Path) -> str:
    """Who is writing, in words; empty when nobody left a note."""
    try:
        words = json.loads(note_path(path).read_text(encoding="utf-8"))
        return _("It is {coder} on {host} (process {pid}), since {since}.", **words)
    except (OSError, ValueError, KeyError):
        return ""
