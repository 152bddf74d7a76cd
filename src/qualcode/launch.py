"""Where the command line and the workbench meet."""

from __future__ import annotations

import os


def open_workbench(project: str, coder: str, document: str | None = None) -> None:
    """Open the project at a path or URL in the workbench, at ``document`` or the first, until the person closes it.

    Raises what opening a project raises, NotFound for the document, and whatever fault ended the workbench.
    """
    _prepare_terminal()
    from qualcode.config import load_settings
    from qualcode.project import open_project
    from qualcode.tui.app import Workbench
    from qualcode.tui.desk import Desk

    with open_project(project) as opened:
        desk = Desk(opened, coder)
        desk.open(document)
        app = Workbench(desk, load_settings())
        app.run()
    if app.fault is not None:
        raise app.fault


def _prepare_terminal() -> None:
    """Settings the toolkit reads when it is imported; what the person has set stays."""
    # These terminals lose what an input method commits while the Kitty keyboard protocol is on.
    if os.environ.get("TERM_PROGRAM") in ("iTerm.app", "vscode") or os.environ.get("LC_TERMINAL") == "iTerm2":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # Only the theme of the terminal's own colours sends no colours at all.
    if "NO_COLOR" in os.environ:
        os.environ.setdefault("TEXTUAL_THEME", "ansi-dark")
