"""The files of the sample study, as they would come from the field."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

from qualcode.errors import Refused
from qualcode.messages import _
from qualcode.resources import resource


def make_files(folder: Path) -> None:
    """Write the sample study's documents and tables into ``folder``, made where absent."""
    run_path(str(resource("sample_data") / "make_files.py"))["make"](folder)


def require_empty(folder: Path) -> None:
    """Raise Refused when there is anything at ``folder`` that the sample study could be mixed up with."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            _("{folder} exists and is not an empty folder.", folder=folder),
            _("Name another folder: qualcode demo FOLDER"),
        )
