"""Dates as people write them in file names and tables, read as ISO dates."""

from __future__ import annotations

import re
from datetime import date

# Whole dates first: what is left of a longer one is no shorter one.
DATE = (
    r"(?:(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?"
    r"|(?:19|20)\d{2}[-._/]\d{1,2}[-._/]\d{1,2}(?!\d)"
    r"|(?:19|20)\d{6}(?!\d)"
    r"|(?:19|20)\d{2}[-./]\d{1,2}(?!\d)"
    r"|(?:19|20)\d{4}(?!\d)"
    r"|(?:19|20)\d{2}(?!\d)年?)"
)
"""A pattern for what ``read_date`` may be able to read; it has no groups."""

_WHOLE = re.compile(DATE)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?")


def read_date(text: str) -> str | None:
    """The ISO date a text names: 2024-05-31 of 20240531, 2024.5.31 or 2024年5月31日; 2024-05 or 2024 where it names no more.

    None for anything else, and for days that no calendar has.
    """
    if not _WHOLE.fullmatch(text.strip()):
        return None
    run = _RUN.fullmatch(text.strip())
    year, *rest = [int(part) for part in (run.groups() if run else re.findall(r"\d+", text)) if part]
    month, day = (*rest, 1, 1)[:2]
    try:
        date(year, month, day)
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
