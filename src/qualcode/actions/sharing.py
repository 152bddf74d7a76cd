"""Giving a project away: what a clean copy leaves out, and what in it may still lead to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from qualcode.actions import attributes, pseudonyms
from qualcode.errors import Refused
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.models import Document, Memo, Unplaced
from qualcode.store.session import View, Work
from qualcode.table import Cell, Table
from qualcode.text.pseudonyms import telling_numbers

_FEW = 3  # a combination of attributes that fewer cases hold may name a person
_KINDS = ("choice", "boolean", "text")


def clean(work: Work, key: pseudonyms.Key | None) -> None:
    """Make a copy fit for others: names replaced, originals, earlier texts and the history's contents gone for good.

    Raises Refused while codings wait for a person to say where they belong: what they say is kept in the history alone.
    """
    waiting = work.connection.scalars(select(Unplaced.id).where(Unplaced.decided == "")).all()
    if waiting:
        raise Refused(
            plural(
                "{n} row waits for its place after a revision.",
                "{n} rows wait for their places after a revision.",
                len(waiting),
            ),
            _("Decide them first: qualcode documents unplaced lists them."),
        )
    if key is not None:
        pseudonyms.pseudonymise(work, key)
    pseudonyms.forget_names(work, key)


def leads(view: View, key: pseudonyms.Key | None) -> Table:
    """What in a project may lead to a person: names of the key, numbers and addresses, rare combinations of attributes.

    A row each: what it is, where it stands, what stands there.
    """
    rows: list[tuple[Cell, ...]] = []
    if key is not None:
        rows += [
            ("name", f"{where}: {name}", found) for where, name, found in pseudonyms.mentions(view, key.names).rows
        ]
    rows += _numbers(view)
    rows += _rare(view)
    return Table(("what", "where", "found"), rows)


def _numbers(view: View) -> Iterator[tuple[str, str, str]]:
    texts = select(Document.name, Document.text).order_by(Document.name_key)
    for place, text in (*view.connection.execute(texts), *view.connection.execute(select(Memo.title, Memo.text))):
        for kind, span in telling_numbers(text):
            yield kind, place or text[:40], text[span.start : span.end]


def _rare(view: View) -> Iterator[tuple[str, str, str]]:
    """Combinations of all attributes with few values that fewer than three cases hold."""
    values = attributes.values_by_owner(view, "case")
    cases = {row.id: row.name for row in queries.cases(view)}
    kinds = {row.name: row.kind for row in queries.attributes(view, "case")}
    shown = {
        case: {name: str(attributes.as_cell(found)) for name, found in its.items()} for case, its in values.items()
    }
    telling = [name for name, kind in kinds.items() if kind in _KINDS and _recurs(name, shown)]
    combined = {case: tuple((name, its[name]) for name in telling if name in its) for case, its in shown.items()}
    held = Counter(combination for combination in combined.values() if len(combination) > 1)
    for case, combination in combined.items():
        if 0 < held[combination] < _FEW:
            yield "rare combination", cases[case], listed(f"{name}={value}" for name, value in combination)


def _recurs(name: str, values: dict[int, dict[str, str]]) -> bool:
    """Whether an attribute sorts cases into groups, rather than say something different of each."""
    found = [its[name] for its in values.values() if name in its]
    return len(set(found)) <= len(found) / 2
