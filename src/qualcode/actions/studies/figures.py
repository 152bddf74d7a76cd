"""The figures of closed rounds: computed from what was frozen, never from what the project has become since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, select, update

import qualcode
from qualcode.actions.agreement import measuring
from qualcode.actions.studies.rounds import Round, closed_round, codebook_changes, kept, rounds_of, study_named
from qualcode.errors import QualcodeError, Refused
from qualcode.messages import _
from qualcode.store import snapshots
from qualcode.store.models import StudyRound
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Cell, Table

SEED, REPLICATES, LEVEL = 1, 1000, 0.95
_RESULTS = "results"


def frozen(work: Work, study: Row[Any], round_: Round) -> dict[str, Any]:
    """What a round keeps when it closes: the rows its figures rest on and, in a study of reliability, the figures."""
    snapshot: dict[str, Any] = {
        snapshots.TABLES: snapshots.taken(work.connection, round_.row.id, round_.row.number),
        "version": qualcode.__version__,
    }
    if study.purpose == "reliability":
        with snapshots.opened(snapshot[snapshots.TABLES]) as view:
            snapshot[_RESULTS] = _computed(view, round_.row.unit or None, study.plan["touch"])
    return snapshot


def _computed(view: View, unit: str | None, touch: Any) -> dict[str, Any]:
    options = {"unit": unit, "touch": touch, "level": LEVEL, "replicates": REPLICATES, "seed": SEED}
    try:
        made = measuring.by_code(view, **options).to_table()
    except QualcodeError as error:  # one coder, nothing coded: a reason, and the round closes all the same
        return {"options": options, "columns": [], "rows": [], "notes": [str(error)]}
    rows = [list(row) for row in made.rows]
    return {"options": options, "columns": list(made.columns), "rows": rows, "notes": list(made.notes)}


def stored(view: View, study: Row[Any], round_: Round) -> Table:
    """The figures kept with a closed round, and the program's version that computed them; of a dialogue there are none."""
    snapshot = kept(view, round_, "snapshot")
    if _RESULTS not in snapshot:
        return Table(("document",), [], (_("Compared in dialogue: no coefficient is computed."),))
    results = snapshot[_RESULTS]
    about = _(
        "Round {ordinal} of {study}, closed {date}; computed by qualcode {version} from what was frozen then.",
        ordinal=round_.ordinal,
        study=study.name,
        date=round_.row.closed_at.date().isoformat(),
        version=snapshot["version"],
    )
    rows = [tuple(row) for row in results["rows"]]
    return Table(tuple(results["columns"]), rows, (about, *results["notes"], *erased(snapshot)))


def erased(snapshot: dict[str, Any]) -> Iterator[str]:
    """A sentence for each day on which something was erased that the figures of a snapshot rest on."""
    for when in snapshot.get(snapshots.ERASED, ()):
        yield _("Material that had part in these figures was erased on {date}.", date=when)


@contextmanager
def as_frozen(view: View, name: str, ordinal: int | None = None) -> Iterator[View]:
    """A closed round as a project of its own, which every table can be computed from.

    Raises NotFound for an unknown study or round, Refused while the round is open or where a copy came without its material.
    """
    study = study_named(view, name)
    round_ = closed_round(view, study, ordinal)
    tables = kept(view, round_, "snapshot").get(snapshots.TABLES)
    if tables is None:
        raise Refused(
            _("What round {ordinal} of {study} froze is not in this copy.", ordinal=round_.ordinal, study=study.name),
            _("Its figures are: qualcode study report. For more, ask whoever has the whole project."),
        )
    with snapshots.opened(tables) as view_of_round:
        yield view_of_round


def drop_material(connection: Connection) -> None:
    """Take what closed rounds froze out of a copy for others: earlier texts and codings. The figures stay."""
    for row_id, snapshot in connection.execute(select(StudyRound.id, StudyRound.snapshot)).all():
        left = {name: value for name, value in snapshot.items() if name != snapshots.TABLES}
        connection.execute(update(StudyRound).where(StudyRound.id == row_id).values(snapshot=left))


def disputes(view: View, name: str, ordinal: int | None = None) -> Table:
    """The disputed stretches of a closed round, under the columns of ``disagreements``."""
    study = study_named(view, name)
    round_ = closed_round(view, study, ordinal)
    options = {"unit": round_.row.unit or None, "touch": study.plan["touch"]}
    with as_frozen(view, name, round_.ordinal) as then:
        return measuring.disagreements(then, **options)


def codings_of_coder(view: View, name: str, ordinal: int, coder: str) -> dict[str, list[tuple[int, int, str]]]:
    """What a coder coded in a closed round: by document the start, end and code of each coding.

    The same person in two rounds over the same text is what intra-coder reliability is measured on.
    """
    from qualcode.actions import coding

    with as_frozen(view, name, ordinal) as then:
        found: dict[str, list[tuple[int, int, str]]] = {}
        for row in coding.matching(then, coder=coder):
            found.setdefault(row.document, []).append((row.start, row.end, row.code))
        return found


def report(view: View, name: str, ordinal: int | None = None) -> Table:
    """Each code over the closed rounds, or with ``ordinal`` the figures kept with that round."""
    if ordinal is None:
        return over_rounds(view, name)
    study = study_named(view, name)
    return stored(view, study, closed_round(view, study, ordinal))


def over_rounds(view: View, name: str) -> Table:
    """A row for each code and closed round: alpha, interval, units, and what changed in the codebook before that round.

    Of a dialogue, which has no figures, the changes alone.
    """
    study = study_named(view, name)
    rows: list[tuple[Cell, ...]] = []
    notes: list[str] = []
    last: dict[str, Any] | None = None
    for round_ in rounds_of(view, study):
        codebook = kept(view, round_, "codebook")
        changes = {} if last is None else codebook_changes(last, codebook)
        last = codebook
        if not round_.is_open:
            snapshot = kept(view, round_, "snapshot")
            rows += _of_round(round_, snapshot, changes)
            notes += [*erased(snapshot)]
        for path, what in changes.items():
            notes.append(_("Before round {ordinal}: {code} {what}.", ordinal=round_.ordinal, code=path, what=what))
    columns: tuple[str, ...] = (
        "code",
        "round",
        "alpha",
        "ci_low",
        "ci_high",
        "units",
        "coded_units",
        "changed",
        "note",
    )
    if not rows and study.purpose != "dialogue":
        notes.append(_("No round of {study} is closed, so there are no figures yet.", study=study.name))
    if study.purpose == "dialogue":
        rows = [(row[0], row[1], row[7]) for row in rows]
        columns = ("code", "round", "changed")
        notes.insert(0, _("Compared in dialogue: no coefficient is computed."))
    return Table(
        columns, sorted(rows, key=lambda row: (_last(row[0]), row[0] or "", row[1])), tuple(dict.fromkeys(notes))
    )


def _last(code: Cell) -> bool:
    """Whether a row is the pooled one, which comes after the codes."""
    return code is None or str(code).startswith("(")


def _of_round(round_: Round, snapshot: dict[str, Any], changes: dict[str, str]) -> Iterator[tuple[Cell, ...]]:
    results = snapshot.get(_RESULTS)
    if results is None:
        yield from ((path, round_.ordinal, None, None, None, None, None, what, None) for path, what in changes.items())
        return
    for record in (dict(zip(results["columns"], row, strict=True)) for row in results["rows"]):
        if str(record.get("measure", "alpha")).startswith("alpha"):
            figures = (record.get(key) for key in ("estimate", "ci_low", "ci_high", "units", "coded_units"))
            yield (record["code"], round_.ordinal, *figures, changes.get(str(record["code"])), record.get("note"))
