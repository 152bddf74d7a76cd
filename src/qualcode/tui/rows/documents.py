"""Documents as rows of a table, found by words and in any order, and what is noted of one of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from qualcode.actions.material.progress import DocumentRow
from qualcode.messages import _, labelled, listed, plural
from qualcode.text.names import name_key
from qualcode.tui.asking.questions import kinds
from qualcode.tui.view.columns import Column, snug
from qualcode.tui.widgets.lines import Line, Words

ORDERS: dict[str, Callable[[DocumentRow], Any]] = {
    "name": lambda row: name_key(row.name),
    "kind": lambda row: row.kind,
    "case": lambda row: (not row.cases, [name_key(name) for name, _role in row.cases]),
    "characters": lambda row: -row.characters,
    "words": lambda row: -row.words,
    "coders": lambda row: (-len(row.coders), row.coders),
    "codings": lambda row: -row.codings,
    "share": lambda row: -row.share,
    "done": lambda row: (-len(row.done), row.waiting),
    "date": lambda row: (not row.occurred_on, row.occurred_on),
    "sets": lambda row: (not row.sets, [name_key(name) for name in row.sets]),
    "consent": lambda row: (not row.consent, sorted(status for _case, status in row.consent)),
}
"""What the table can be sorted by; of numbers the largest first."""


_SNUG = ("name", "case", "coders", "done", "sets")  # columns as wide as what stands in them, where there is room


def columns(order: str, descending: bool, rows: Sequence[DocumentRow] = ()) -> list[Column]:
    """The columns for these rows, the one that is sorted by with an arrow."""
    arrow = " ↓" if descending else " ↑"
    heads = {
        "name": (_("document"), 14, 6, 60, False, 0),
        "kind": (_("kind"), 11, 0, 0, False, 0),
        "case": (_("case"), 8, 3, 26, False, 0),
        "characters": (_("characters"), 10, 0, 0, True, 130),
        "words": (_("words"), 7, 0, 0, True, 0),
        "codings": (_("codings"), 8, 0, 0, True, 110),
        "share": (_("coded"), 6, 0, 0, True, 0),
        "coders": (_("coders"), 7, 2, 20, False, 100),
        "done": (_("done"), 8, 3, 24, False, 0),
        "date": (_("date"), 10, 0, 0, False, 0),
        "sets": (_("sets"), 8, 2, 24, False, 125),
        "consent": (_("consent"), 9, 0, 0, False, 140),
    }
    shown = [
        Column(name, head + arrow * (name == order), least, share, most, at_right, from_width)
        for name, (head, least, share, most, at_right, from_width) in heads.items()
    ]
    return snug(shown, {name: [_cell(row, name)[0] for row in rows] for name in _SNUG}) if rows else shown


def found(rows: Iterable[DocumentRow], words: str, order: str, descending: bool, of_set: str = "") -> list[DocumentRow]:
    """The documents that have all the words anywhere in what is known of them, of one set perhaps, in an order."""
    wanted = name_key(words).split()
    fitting = [row for row in rows if not wanted or all(word in _known(row) for word in wanted)]
    fitting = [row for row in fitting if not of_set or of_set in row.sets]
    return sorted(fitting, key=ORDERS[order], reverse=descending)


def _known(row: DocumentRow) -> str:
    """Name, kind, cases and all else by which a document is found."""
    facts = [row.name, row.kind, kinds().get(row.kind, ""), row.language, row.occurred_on, row.place, row.source]
    facts += [name for name, _role in row.cases] + [value for _name, value in row.noted] + [*row.coders]
    facts += [*row.sets, *(_status(status) for _case, status in row.consent)]
    return name_key(" ".join(facts))


class DocumentRows:
    """Documents as rows; ``marked`` are the names of those that are marked."""

    def __init__(self, rows: Sequence[DocumentRow], marked: Collection[str]) -> None:
        self.rows, self._marked = rows, marked

    def __len__(self) -> int:
        return len(self.rows)

    def prepare(self, first: int, stop: int) -> None:
        """All is there."""

    def is_marked(self, number: int) -> bool:
        """Whether a row is marked."""
        return self.rows[number].name in self._marked

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        return [_cell(self.rows[number], column) for column in columns]


def _cell(row: DocumentRow, column: str) -> Words:
    match column:
        case "name":
            return row.name, ""
        case "kind":
            return kind_of(row), "muted"
        case "case":
            return cases_of(row), ""
        case "share":
            return percent(row.share), ""
        case "coders":
            return listed(row.coders), "muted"
        case "done":
            return " ".join([*(f"✓{name}" for name in row.done), *(f"·{name}" for name in row.waiting)]), ""
        case "date":
            return row.occurred_on, "muted"
        case "sets":
            return listed(row.sets), "muted"
        case "consent":
            return _consent_of(row)
    number = {"characters": row.characters, "words": row.words, "codings": row.codings}[column]
    return f"{number:,}", "muted"


def percent(share: float) -> str:
    """A share as people read it: what is little is not nothing, and what is nearly all not all."""
    if 0 < share < 0.01:
        return "<1 %"
    return f"{min(round(100 * share), 99) if share < 1 else 100} %"


def details(row: DocumentRow) -> list[Line]:
    """What is noted of a document, line by line."""
    read = plural("{n} coding", "{n} codings", row.codings)
    facts = [
        (_("coded"), f"{percent(row.share)} · {read} · {listed(row.coders)}".rstrip(" ·")),
        (_("done"), listed(row.done)),
        (_("not done yet"), listed(row.waiting)),
        *((_role(role), name) for name, role in row.cases),
        (_("consent"), listed(labelled(case, _status(status)) for case, status in row.consent)),
        (_("sets"), listed(row.sets)),
        (_("date"), row.occurred_on),
        (_("place"), row.place),
        (_("language"), row.language),
        (_("file"), row.source),
        *row.noted,
        (_("notes"), row.notes),
    ]
    return [((row.name, "head"),), *(((labelled(name, ""), "muted"), (said, "")) for name, said in facts if said)]


def kind_of(row: DocumentRow) -> str:
    """What people call its kind."""
    return kinds().get(row.kind, row.kind)


def cases_of(row: DocumentRow) -> str:
    """The names of its cases, each once."""
    return listed(dict.fromkeys(name for name, _role in row.cases))


def _consent_of(row: DocumentRow) -> Words:
    """The consent that is least among those who speak or write in a document."""
    statuses = {status for _case, status in row.consent}
    worst = next((status for status in ("refused", "withdrawn", "pending", "", "given") if status in statuses), None)
    return ("", "") if worst is None else (_status(worst), "muted" if worst == "given" else "trouble")


def _status(status: str) -> str:
    called = {
        "given": _("given"),
        "pending": _("pending"),
        "refused": _("refused"),
        "withdrawn": _("withdrawn"),
        "": _("not asked"),
    }
    return called.get(status, status)


def _role(role: str) -> str:
    return roles().get(role, role)


def roles() -> dict[str, str]:
    """What people call the roles of cases in documents."""
    return {
        "participant": _("participant"),
        "site": _("site"),
        "author": _("author"),
        "issuer": _("issuer"),
        "addressee": _("addressee"),
        "mentioned": _("mentioned"),
    }
