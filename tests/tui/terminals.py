"""A real terminal for the workbench, seen from the outside: what is typed, and what stands on the screen."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from uuid import uuid4

PATIENCE = 30.0  # seconds for anything to appear


class Terminal:
    """A tmux of its own with one window."""

    def __init__(self, command: list[str], size: tuple[int, int] = (80, 24), **environment: str) -> None:
        self._socket = f"qualcode-test-{uuid4().hex[:8]}"
        own = ("-u", "COLUMNS", "-u", "LINES")  # the window's own size holds, not that of whoever runs the tests
        line = shlex.join(["env", *own, *(f"{name}={value}" for name, value in environment.items()), *command])
        columns, rows = map(str, size)
        window = ("-x", columns, "-y", rows, f"{line}; echo ended with $?; sleep 60")
        self._tmux("-f", "/dev/null", "new-session", "-d", *window)
        self._tmux("set-option", "-g", "status", "off")

    def _tmux(self, *arguments: str) -> str:
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
        command = ["tmux", "-u", "-L", self._socket, *arguments]
        return subprocess.run(command, capture_output=True, check=True, env=environment, encoding="utf-8").stdout

    def press(self, *keys: str) -> None:
        for key in keys:
            self._tmux("send-keys", key)
            if key == "Escape":
                time.sleep(0.3)  # what follows at once would be taken for the rest of the key's sequence

    def burst(self, *keys: str) -> None:
        """All keys in one go, as a slow line brings them."""
        self._tmux("send-keys", *keys)

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    @property
    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    @property
    def caret(self) -> str:
        """Where the terminal's own cursor stands."""
        return self._tmux("display-message", "-p", "#{cursor_x},#{cursor_y}").strip()

    def wait_for(self, words: str, patience: float = PATIENCE) -> str:
        """The screen, once it shows these words."""
        end = time.monotonic() + patience
        screen = ""
        while time.monotonic() < end:
            screen = self.screen
            if words in screen or words in " ".join(screen.split()):  # a line may break within the words
                return screen
            time.sleep(0.1)
        raise AssertionError(f"{words!r} did not appear:\n{screen}")

    def until(self, happened: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait for something that the screen does not show."""
        end = time.monotonic() + patience
        while not happened():
            assert time.monotonic() < end, f"it did not happen:\n{self.screen}"
            time.sleep(0.05)

    def come_to_rest(self) -> None:
        """Wait until what is painted stays as it is."""
        seen: list[tuple[str, str]] = []

        def resting() -> bool:
            seen.append((self.screen, self.caret))
            return len(seen) > 5 and len(set(seen[-5:])) == 1

        self.until(resting)

    @property
    def process(self) -> int:
        """The number of the workbench's process."""
        shell = int(self._tmux("display-message", "-p", "#{pane_pid}"))
        (child,) = subprocess.run(
            ["pgrep", "-P", str(shell)], capture_output=True, check=True, text=True
        ).stdout.split()
        return int(child)

    def close(self) -> None:
        self._tmux("kill-server")


def opening(place: str, coder: str, document: str, before: str = "", language: str = "en") -> list[str]:
    """The command that opens a project; ``before`` is run first in its process."""
    arguments = ["-p", str(place), "-c", coder, "--lang", language, "open", document]
    return [sys.executable, "-c", f"{before}\nfrom qualcode.cli.app import main\nmain({arguments!r})"]
