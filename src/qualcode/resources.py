"""Where the files that travel with the program are, in an installed copy as well as in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_shipped"  # filled when a wheel is built: see force-include in pyproject.toml
_CHECKOUT = _PACKAGE.parents[1]


def resource(name: Literal["migrations", "codebooks", "sample_data"]) -> Path:
    """The folder of that name."""
    return (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / name
