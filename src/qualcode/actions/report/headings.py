"""What stands over the columns of a report's tables: their names, and beside them, in another language, what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode import messages
from qualcode.actions.pictures.matrices import meaning_of
from qualcode.actions.pictures.words import dimension_title
from qualcode.messages import _, noted


def headings(columns: Iterable[str]) -> list[str]:
    """The names of columns; where the reader does not read English, behind their words in her language."""
    words = {} if messages.language() == "en" else _words()
    return [noted(words[name], name) if name in words else name for name in columns]


def crossing(rows: str, columns: str, value: str) -> str:
    """What stands over a matrix: in English what was asked for, as it was typed."""
    if messages.language() != "en":
        rows, columns, value = dimension_title(rows), dimension_title(columns), meaning_of(value, "none")
    return _("{rows} by {columns}: {value}", rows=rows, columns=columns, value=value)


def _words() -> dict[str, str]:
    return {
        "code": _("code"), "codes": _("code"), "code_a": _("code A"), "code_b": _("code B"),
        "codings": _("codings"), "document": _("document"), "documents": _("documents"), "kinds": _("kind"),
        "case": _("case"), "cases": _("cases"), "coders": _("coders"), "characters": _("characters"),
        "words": _("words"), "share": _("share"), "kind": _("kind"), "language": _("language"),
        "occurred_on": _("date"), "count": _("count"), "n_a": _("codings of A"), "n_b": _("codings of B"),
        "units": _("units"), "units_both": _("units with both"), "coded_units": _("coded units"),
        "round": _("round"), "note": _("note"), "year": _("year"),
    }  # fmt: skip
