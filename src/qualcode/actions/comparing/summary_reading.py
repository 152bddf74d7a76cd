"""A workbook of case summaries read back: what was changed in it is held against what it was, and what is there now.

So a cell that nobody touched changes nothing, and one that was changed on both sides since the workbook was written is reported
and left as it is in the project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualcode.actions.comparing.summaries import LONGEST, Place, clean, own, write_all
from qualcode.actions.comparing.summary_sheets import digest
from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.formats.bundle import Report
from qualcode.formats.tables.framework_sheet import FrameworkSheet, read_framework_sheet
from qualcode.messages import _, clauses, listed, noted, plural
from qualcode.store import queries
from qualcode.store.session import Work
from qualcode.store.view import View

_SHOWN = 60  # characters of a text in a sentence


@dataclass
class _Reading:
    """What a sheet changes: ``texts`` to be written, and of each kind of change how many."""

    texts: dict[Place, str] = field(default_factory=dict)
    changed: int = 0
    added: int = 0
    emptied: int = 0
    same: int = 0

    def take(self, place: Place, text: str, there: str) -> None:
        """Count one change and keep it."""
        self.texts[place] = text
        self.emptied += not text
        self.added += bool(text and not there)
        self.changed += bool(text and there)


@action("summaries.import")
def read_sheet(work: Work, path: Path) -> Report:
    """Bring in what was changed, added and emptied in a workbook of summaries since it was written; quotes are not read.

    Unknown cases and codes, and cells that were changed in the project as well, are errors of the report and change nothing. Raises
    UnreadableInput for another file, Refused for the summaries of another coder.
    """
    sheet = read_framework_sheet(path)
    _require_own(work, sheet)
    told = Report(path.name, "summaries")
    cases = _known(
        sheet.cases, {it.case: it.case_guid for it in sheet.base if it.case}, _case_ids(work), told, _no_case
    )
    codes = _known(
        sheet.codes, {it.code: it.code_guid for it in sheet.base if it.code}, _code_ids(work), told, _no_code
    )
    reading = _compared(sheet, cases, codes, {place: row.text for place, row in own(work).items()}, told)
    _tell_of_lost(sheet, told)
    write_all(work, reading.texts)
    _tell(reading, told)
    n = len(reading.texts)
    if n:
        work.describe(
            "summaries.import",
            plural("read {n} summary from {file}", "read {n} summaries from {file}", n, file=path.name),
        )
    return told


def _require_own(work: Work, sheet: FrameworkSheet) -> None:
    coder = next(row.name for row in queries.coders(work) if row.id == work.coder_id)
    if sheet.coder != coder:
        raise Refused(
            _("These are summaries of {coder}, not of {you}.", coder=sheet.coder, you=coder),
            _("Read them as {coder}: -c {coder}", coder=sheet.coder),
        )


def _compared(
    sheet: FrameworkSheet, cases: Mapping[str, int], codes: Mapping[str, int], there: Mapping[Place, str], told: Report
) -> _Reading:
    """Every cell held against what it was, and that against what is in the project now."""
    was = {(it.case, it.code): it for it in sheet.base if it.case and it.code}
    reading = _Reading()
    for case, case_id in cases.items():
        for code, code_id in codes.items():
            before = was.get((case, code))
            text, old = clean(sheet.summaries.get((case, code), "")), clean(before.summary) if before else ""
            now = there.get((case_id, code_id), "")
            if text in (old, now):
                reading.same += bool(text)
            elif digest(now) != (before.digest if before else digest("")):
                told.add("error", _both(text, now), _place(case, code))
            elif len(text) > LONGEST:
                told.add("error", _("the summary is too long: {n} characters", n=len(text)), _place(case, code))
            else:
                reading.take((case_id, code_id), text, now)
    return reading


def _known(
    names: Sequence[str], guids: Mapping[str, str], ids: tuple[dict[str, int], Any], told: Report, missing: Any
) -> dict[str, int]:
    """The ids of cases or codes: those that were written by what they were then, others by their names."""
    by_guid, named = ids
    found: dict[str, int] = {}
    for name in names:
        try:
            known = by_guid.get(guids[name]) if name in guids else named(name)
        except (NotFound, WrongUse) as error:
            told.add("error", f"{error.message} {error.hint}".strip(), missing())
            continue
        if known is None:
            told.add("error", _("{name} is no longer in the project; nothing of it was read", name=name), missing())
        elif known in found.values():
            twin = next(other for other, id_ in found.items() if id_ == known)
            told.add("error", _("{name} is {other}, which stands there as well", name=name, other=twin), missing())
        else:
            found[name] = known
    return found


def _case_ids(view: View) -> tuple[dict[str, int], Any]:
    return {row.guid.hex: row.id for row in queries.cases(view)}, lambda name: queries.case_named(view, name).id


def _code_ids(view: View) -> tuple[dict[str, int], Any]:
    tree = queries.code_tree(view)
    return {row.guid.hex: row.id for row in tree.rows}, lambda name: tree.named(name).id


def _no_case() -> str:
    return _("first column")


def _no_code() -> str:
    return _("first row")


def _tell_of_lost(sheet: FrameworkSheet, told: Report) -> None:
    """Say of rows and columns that were taken out of the sheet that their summaries stay."""
    for there, named, sentence in (
        (sheet.cases, [it.case for it in sheet.base if it.digest], _("taken out of the sheet, and kept as they are: {names}")),
        (sheet.codes, [it.code for it in sheet.base if it.digest], _("taken out of the sheet, and kept as they are: {names}")),
    ):  # fmt: skip
        gone = [name for name in dict.fromkeys(named) if name not in there]
        if gone:
            told.add("warning", sentence.format(names=listed(gone)))


def _tell(reading: _Reading, told: Report) -> None:
    kinds = (
        (reading.changed, _("changed")), (reading.added, _("added")), (reading.emptied, _("emptied")),
        (reading.same, _("as they were")),
    )  # fmt: skip
    said = clauses(noted(word, n) for n, word in kinds if n)
    told.add("read", _("summaries: {counts}", counts=said) if said else _("there are no summaries in it"))


def _both(text: str, now: str) -> str:
    return _(
        "changed on both sides since it was written, and left as it is in the project: “{now}”; in the sheet: “{text}”",
        now=_short(now),
        text=_short(text),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _place(case: str, code: str) -> str:
    return listed([case, code])
