"""What this installation is made of."""

from __future__ import annotations

import platform
import sqlite3
from importlib import metadata

from qualcode import __version__

_PACKAGES = ("sqlalchemy", "alembic", "textual", "numpy", "pandas", "lxml")
_EXTRAS = {"postgresql": "psycopg", "parquet": "pyarrow", "serve": "textual-serve", "gamma": "scipy"}


def versions() -> list[tuple[str, str | None]]:
    """The program, what it rests on, and the extras: name and version, None for what is not installed."""
    return [
        ("qualcode", __version__),
        ("python", platform.python_version()),
        ("system", platform.platform(terse=True)),
        ("sqlite", sqlite3.sqlite_version),
        *((package, _version(package)) for package in _PACKAGES),
        *((f"extra {extra}", _version(package)) for extra, package in _EXTRAS.items()),
    ]


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
