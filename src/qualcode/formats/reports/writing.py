"""Writing a report in the format that the ending of the file chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.errors import WrongUse
from qualcode.formats.reports.parts import Paper, numbered
from qualcode.messages import _

ENDINGS = (".html", ".htm", ".docx", ".md")


def require_ending(path: Path) -> None:
    """Raise WrongUse where the ending of a file chooses no format of reports."""
    if path.suffix.lower() not in ENDINGS:
        raise WrongUse(
            _("The ending of {path} says no format of reports.", path=path),
            _("Use one of {endings}.", endings=".html .docx .md"),
        )


def write_paper(paper: Paper, path: Path) -> None:
    """Number the sections and tables of a report and write it. Raises WrongUse for another ending, Unreachable for the disk."""
    require_ending(path)
    _writer(path.suffix.lower())(numbered(paper), path)


def _writer(ending: str) -> Callable[[Paper, Path], None]:
    match ending:
        case ".docx":
            from qualcode.formats.reports.docx import write_docx

            return write_docx
        case ".md":
            from qualcode.formats.reports.markdown import write_markdown

            return write_markdown
        case _:
            from qualcode.formats.reports.html import write_html

            return write_html
