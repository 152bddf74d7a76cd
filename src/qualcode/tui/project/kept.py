"""Small files kept on this machine for a coder alone, never beside the project, which others may share."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from qualcode.text.names import name_key


def state_file(place: str, coder: str, about: str = "") -> Path:
    """Where something is kept for a coder in the project at a path or URL; ``about`` says what, "" where she was."""
    name = place if "://" in place else str(Path(place).resolve())
    whose = f"{name}\n{name_key(coder)}" + (f"\n{about}" if about else "")
    return _folder() / f"{sha256(whose.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


def _folder() -> Path:
    if chosen := os.environ.get("QUALCODE_STATE"):
        return Path(chosen)
    from platformdirs import user_state_path

    return user_state_path("qualcode", appauthor=False)


def read(path: Path) -> Any:
    """What is kept in a file; None where there is none, or it makes no sense."""
    try:
        return json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
    except (OSError, ValueError):
        return None


def keep(path: Path, content: object) -> None:
    """Keep something in a file that she alone can read, whole or not at all, as far as that can be done."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump(content, file, ensure_ascii=False)
        unfinished.replace(path)


def drop(path: Path) -> None:
    """Keep it no longer, as far as that can be done."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
