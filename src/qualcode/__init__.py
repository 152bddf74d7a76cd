"""qualcode: a qualitative coding workbench for the terminal, the command line and Python.

The public names are resolved when first used, so that ``import qualcode`` costs nothing::

    import qualcode

    with qualcode.open_project("study.qualcode") as project:
        frame = project.codings()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = ["Project", "QualcodeError", "Span", "Table", "__version__", "create_project", "open_project"]

_HOMES = {
    "Project": "qualcode.project",
    "QualcodeError": "qualcode.errors",
    "Span": "qualcode.text.span",
    "Table": "qualcode.table",
    "create_project": "qualcode.project",
    "open_project": "qualcode.project",
}

if TYPE_CHECKING:
    from qualcode.errors import QualcodeError
    from qualcode.project import Project, create_project, open_project
    from qualcode.table import Table
    from qualcode.text.span import Span


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
