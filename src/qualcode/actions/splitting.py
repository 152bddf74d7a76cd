"""Splitting a code in several: by document, by coder, by kind of document, or by what a query means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.actions import codes, coding
from qualcode.actions.coding import CodingRow
from qualcode.actions.registry import action
from qualcode.errors import NotFound, WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.messages import _, labelled, listed
from qualcode.store import queries
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.text.names import format_path, name_key, parse_path

BY = ("document", "coder", "kind")
"""By what a code can be split without a query."""

_PLACE = ("document", "start", "end")

Parts = Mapping[str, Sequence[str]]
"""The guids of codings under the name of a code below the one that is split, or under a whole path."""


def parts_by(view: View, code: str, by: str) -> dict[str, list[str]]:
    """The codings of a code by document, coder or kind of document, under names that codes below it can have.

    Raises NotFound, and WrongUse where nothing is coded with it or ``by`` is something else.
    """
    if by not in BY:
        raise WrongUse(_("A code is split by one of: {kinds}", kinds=listed(BY)))
    kinds = {row.name: row.kind for row in queries.documents(view)}
    found: dict[str, list[str]] = {}
    for row in _codings(view, code):
        name = {"document": row.document, "coder": row.coder, "kind": kinds[row.document]}[by]
        found.setdefault(format_path((name,)), []).append(row.guid)
    return dict(sorted(found.items()))


def part_meant(view: View, code: str, into: str, query: str) -> dict[str, list[str]]:
    """The codings of a code that a query means, under the name of the code that is to have them.

    Raises as ``retrieve``, and WrongUse where it means none of them.
    """
    from qualcode.actions.querying import retrieval

    found = retrieval.meant(view, query, _codings(view, code))
    if not found:
        raise WrongUse(
            _("The query means no coding of {code}.", code=code), _("qualcode retrieve shows what it finds.")
        )
    return {into: [row.guid for row in found]}


def parts_named(view: View, code: str, table: TextTable) -> dict[str, list[str]]:
    """The codings of a code under what the column ``pile`` of a table calls the code that is to have them; where it is empty they stay.

    The column ``guid`` says which coding a row is; in a table without one, ``document``, ``start`` and ``end`` do, for all coders.
    Raises UnreadableInput without these columns, and NotFound for a row that is no coding of the code, naming its line.
    """
    key = ("guid",) if "guid" in map(str.casefold, table.columns) else _PLACE
    table.require(*key, "pile")
    known: dict[tuple[str, ...], list[str]] = {}
    for coding_row in _codings(view, code):
        known.setdefault(tuple(str(getattr(coding_row, column)) for column in key), []).append(coding_row.guid)
    found: dict[str, list[str]] = {}
    for line, row in table.records():
        meant, pile = tuple(row[column].strip() for column in key), " ".join(row["pile"].split())
        if meant not in known:
            where = _("{file}, line {line}", file=table.name, line=line)
            raise NotFound(
                labelled(where, _("{guid!r} is no coding of {code}.", guid=" ".join(meant), code=code)),
                _("qualcode codings list --code CODE --guids lists them."),
            )
        if pile:
            found.setdefault(format_path((pile,)), []).extend(known[meant])
    return found


def _codings(view: View, code: str) -> list[CodingRow]:
    found = coding.matching(view, code=code)
    if not found:
        raise WrongUse(_("Nothing is coded with {code}.", code=code), _("There is nothing to split."))
    return found


@action("codes.split")
def split(work: Work, code: str, parts: Parts) -> dict[str, int]:
    """Give codings of a code to others, which are made where they are not there yet: a name alone means one below the code.

    The code itself stays, with the codings that are in no part. Returns how many codings each path was given. Raises WrongUse
    where there are no parts or a coding is in two, and as ``codes.add`` and ``coding.recode``.
    """
    path = queries.code_tree(work).path(queries.code_tree(work).named(code).id)
    given = {_part_path(path, name): list(dict.fromkeys(guids)) for name, guids in parts.items() if guids}
    if not given:
        raise WrongUse(_("There is nothing to split."), _("Say which codings go where."))
    _require_apart(given)
    work.describe("codes.split", _("split the code {code} into {codes}", code=path, codes=listed(given)))
    _make(work, path, given)
    for new, guids in given.items():
        coding.recode(work, guids, new)
    return {new: len(guids) for new, guids in given.items()}


def _require_apart(parts: Parts) -> None:
    placed: dict[str, str] = {}
    for path, guids in parts.items():
        for guid in guids:
            if placed.setdefault(guid, path) != path:
                raise WrongUse(
                    _("A coding cannot go to several codes: {codes}", codes=listed([placed[guid], path])),
                    _("Put each in one part only."),
                )


def _part_path(code: str, name: str) -> str:
    names = parse_path(name)
    return name.strip() if len(names) != 1 else format_path((*parse_path(code), *names))


def _make(work: Work, code: str, paths: Iterable[str]) -> None:
    """Make the codes that are not there, in the colour of the one they come from."""
    tree = queries.code_tree(work)
    known = {name_key(tree.path(row.id)) for row in tree.rows}
    color = tree.named(code).color
    for path in paths:
        if name_key(path) not in known:
            codes.add(work, path, color=color)
