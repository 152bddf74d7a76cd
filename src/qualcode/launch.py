"""Where the command line, the workbench and its server for browsers meet."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError, WrongUse
from qualcode.messages import _, language, use

if TYPE_CHECKING:
    from qualcode.tui.app import Workbench


def open_workbench(project: str, coder: str, document: str | None = None) -> None:
    """Open the project at a path or URL in the workbench, at ``document`` or the first, until the person closes it.

    Raises what opening a project raises, NotFound for the document, and whatever fault ended the workbench.
    """
    _run(project, coder, document, lambda app: None)


def serve_workbench(
    project: str, coder: str, document: str | None, *, port: int, sessions: int, ready: Callable[[str, str], None]
) -> None:
    """Show the workbench to browsers on this machine until interrupted; ``ready`` gets the address to open, and one that
    can be opened once.

    ``port`` 0 takes a free one; at most ``sessions`` pages are served at a time. Raises what opening the project raises,
    NotFound for the document, and WrongUse where the port is taken or the libraries for it are not installed.
    """
    try:
        from qualcode.browser.server import run
    except ModuleNotFoundError as error:
        raise WrongUse(
            _("The workbench in a browser needs {library}, which is not installed.", library=error.name),
            _("Install it with: python -m pip install 'qualcode[serve]'"),
        ) from error
    _require(project, document)
    environment = {"QUALCODE_PROJECT": project, "QUALCODE_CODER": coder, "QUALCODE_DOCUMENT": document or ""}
    environment["QUALCODE_LANG"] = language()
    run(environment, port=port, sessions=sessions, ready=ready)


def open_for_browser() -> None:
    """Be the workbench of one page: what to open stands in the environment, the page is at the standard streams."""
    from qualcode.browser.parent import leave_with_parent
    from qualcode.browser.session import refusal

    use(os.environ["QUALCODE_LANG"])
    project, coder, document = (os.environ.pop(f"QUALCODE_{it}") for it in ("PROJECT", "CODER", "DOCUMENT"))
    try:
        _run(project, coder, document or None, leave_with_parent)
    except QualcodeError as error:
        sys.stdout.buffer.write(refusal(f"{error.message}\n{error.hint}"))
        raise SystemExit(str(error)) from None


def _run(project: str, coder: str, document: str | None, begin: Callable[[Workbench], None]) -> None:
    _prepare_terminal()
    from qualcode.config import load_settings, settle
    from qualcode.project import open_project
    from qualcode.tui.app import Workbench
    from qualcode.tui.drafts.unsaved import Keeper
    from qualcode.tui.project.desk import Desk
    from qualcode.tui.project.kept import state_file
    from qualcode.tui.project.whereabouts import memory_of
    from qualcode.tui.typed import read_keys

    read_keys()
    with open_project(project) as opened:
        gc.freeze()  # what has been imported stays: no need to look through it for garbage while the project is read
        desk = Desk(opened, coder)
        memory = memory_of(opened.place, desk.coder)
        desk.open(document, memory.last.document)
        app = Workbench(desk, load_settings(), settle, memory, Keeper(state_file(opened.place, desk.coder, "unsaved")))
        begin(app)
        app.run()
    if app.fault is not None:
        raise app.fault


def _require(project: str, document: str | None) -> None:
    """Say what is wrong with the project or the document's name here, where the person sees it, not on every page."""
    from qualcode.actions.material.documents import open_document
    from qualcode.project import open_project

    with open_project(project) as opened, opened.read() as view:
        if document is not None:
            open_document(view, document)


def _prepare_terminal() -> None:
    """Settings the toolkit reads when it is imported; what the person has set stays."""
    # These terminals lose what an input method commits while the Kitty keyboard protocol is on.
    if os.environ.get("TERM_PROGRAM") in ("iTerm.app", "vscode") or os.environ.get("LC_TERMINAL") == "iTerm2":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # Only the theme of the terminal's own colours sends no colours at all.
    if "NO_COLOR" in os.environ:
        os.environ.setdefault("TEXTUAL_THEME", "ansi-dark")
