"""Links between codes in and out as tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qualcode.actions.concepts import kinds, links
from qualcode.actions.registry import action
from qualcode.errors import NotFound, QualcodeError, Refused
from qualcode.formats.bundle import Report
from qualcode.formats.tables.reading import TextTable, read_text_table
from qualcode.messages import _, labelled, plural
from qualcode.store import code_links, queries
from qualcode.store.models import CodeLink
from qualcode.store.session import Work

NEEDED = ("from", "kind", "to")


def read_links(path: Path) -> TextTable:
    """A table of links. Raises UnreadableInput for a file that is none, or lacks a column."""
    table = read_text_table(path)
    table.require(*NEEDED)
    return table


@action("concepts.import")
def import_links(work: Work, table: TextTable) -> Report:
    """Bring links in as one operation; kinds that are not there are made. Returns what came of each row.

    A row that names no code of the codebook, joins a code to itself or would close a circle that its kind forbids is left out and is an
    error in the report. Raises Refused, changing nothing, where not one row can be brought in.
    """
    work.describe("concepts.import", _("imported the links of {source}", source=table.name))
    report = Report(table.name, "csv")
    rows = list(table.records())
    outcomes = [_bring_in(work, row, line, report) for line, row in rows]
    if rows and not any(outcomes):
        first = report.of("error")[0]
        raise Refused(
            _("None of the {n} rows can be brought in: {why}", n=len(rows), why=labelled(first.where, first.sentence)),
            _("Nothing was changed."),
        )
    new = outcomes.count("new")
    report.add("read", plural("{n} link brought in", "{n} links brought in", new))
    if known := outcomes.count("known"):
        report.add("read", plural("{n} link was there already", "{n} links were there already", known))
    if any(row.get(stance, "0") not in ("", "0") for _line, row in rows for stance in ("for", "against")):
        report.add("not carried", _("the segments for and against: a table of links holds only how many there are"))
    return report


def _bring_in(work: Work, row: Mapping[str, str], line: int, report: Report) -> str:
    """Bring one row in: "new" or "known", and "" where it was left out."""
    try:
        return _link(work, row)
    except QualcodeError as error:
        report.add("error", str(error).split("\n")[0], _("line {n}", n=line))
        return ""


def _link(work: Work, row: Mapping[str, str]) -> str:
    tree = queries.code_tree(work)
    ends = tree.named(row["from"]).id, tree.named(row["to"]).id
    kind = _kind(work, row["kind"].strip())
    if links.same(work, ends, kind.name, kind.symmetric) is not None:
        return "known"
    _require_no_circle(work, ends, kind)
    if ends[0] == ends[1]:
        raise Refused(_("A code is not linked to itself."))
    name = kinds.used(work, row["kind"].strip()).name
    values = {"from_code_id": ends[0], "to_code_id": ends[1], "kind": name, "note": row.get("note", "")}
    work.journal.insert(CodeLink, **values)
    return "new"


def _kind(work: Work, name: str) -> kinds.Kind:
    try:
        return kinds.named(work, name)
    except NotFound:
        kinds.add(work, name)
        return kinds.named(work, name)


def _require_no_circle(work: Work, ends: code_links.Ends, kind: kinds.Kind) -> None:
    """Raise Refused before a link is made that would close a circle."""
    if kind.acyclic and (found := code_links.circle([*code_links.of_kind(work.connection, kind.name), ends])):
        way = code_links.way_round(work.connection, found)
        raise Refused(_("Links of the kind {kind!r} would lead in a circle: {way}.", kind=kind.name, way=way))
