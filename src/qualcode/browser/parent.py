"""A workbench that belongs to a server must not outlive it."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

_EVERY = 1.0  # seconds between two looks
_PATIENCE = 5.0  # seconds the workbench has to end by itself


def leave_with_parent(app: App[None]) -> None:
    """End the workbench when the server that started it is gone, however it went: all that was done is saved by then."""
    threading.Thread(target=_watch, args=(app, os.getppid()), daemon=True).start()


def _watch(app: App[None], parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    with suppress(Exception):  # it may be ending already
        app.call_from_thread(app.exit)
    time.sleep(_PATIENCE)
    os._exit(1)
