"""What the lead of a team looks at: code by code how far coders agree, and the passages in dispute.

Either of a closed round, from what was frozen then, or of the project as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions import codes
from qualcode.actions.agreement import measuring
from qualcode.actions.agreement.passages import Ground, grounds
from qualcode.actions.agreement.rounds import RoundFacts, RoundName, alpha_before, done_by_coder, facts
from qualcode.actions.agreement.unit_grids import Touch
from qualcode.actions.codes import CodeRow
from qualcode.actions.studies import adjudication, figures
from qualcode.actions.studies.rounds import Round, closed_round, documents_of, study_named
from qualcode.messages import _, listed
from qualcode.store import queries, rounds
from qualcode.store.models import Speaker, Turn
from qualcode.store.view import View
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.analysis.agreement.code_rows import AgreementRow


@dataclass(frozen=True)
class Dispute:
    """A unit and a code that some applied and some did not, by name; ``decision`` is "keep", "drop" or "" with its reason."""

    code: str
    document: str
    start: int
    end: int
    applied_by: tuple[str, ...]
    not_applied_by: tuple[str, ...]
    decision: str = ""
    reason: str = ""

    @property
    def judges(self) -> tuple[str, ...]:
        """Everybody who judged the unit."""
        return (*self.applied_by, *self.not_applied_by)

    @property
    def key(self) -> tuple[str, str, int, int]:
        """What it is known by, decided or not."""
        return self.code, self.document, self.start, self.end


@dataclass(frozen=True)
class CodeLine:
    """One code: its alpha with interval and what must be said with it, its F1, who gave it to how many units.

    ``before`` is its alpha in the round before; ``taken_for`` is the code that most often stands against it, "" where none
    does.
    """

    code: str
    alpha: float | None
    low: float | None
    high: float | None
    before: float | None
    positive: float | None
    note: str
    uses: Mapping[str, int]
    disputed: int
    taken_for: str


@dataclass(frozen=True)
class Overview:
    """Codes, the lowest alpha first, the figure over all of them last; and what is in dispute, the costliest first.

    ``round`` is None of the project as it is; ``done`` says how many documents each coder has finished of how many; ``codes``
    are those of then, by path; ``grounds`` the documents in which something is in dispute; ``blind`` says what is hidden, and
    why; ``only_asked`` that nothing is compared because only interviewers speak in what two coders have finished.
    """

    round: RoundFacts | None
    unit: str
    scope: str
    touch: str
    coders: tuple[str, ...]
    done: Mapping[str, tuple[int, int]]
    units: int
    lines: tuple[CodeLine, ...]
    disputes: tuple[Dispute, ...]
    codes: Mapping[str, CodeRow]
    grounds: Mapping[str, Ground]
    blind: tuple[str, ...]
    notes: tuple[str, ...]
    only_asked: bool = False

    def about(self, code: str) -> list[Dispute]:
        """What is in dispute about one code, the costliest first; about all of them where there is none of this name."""
        return [it for it in self.disputes if it.code == code] or list(self.disputes)


def overview(
    view: View,
    chosen: RoundName | None = None,
    *,
    unit: str | None = None,
    scope: Any = "all",
    touch: Touch = "half",
) -> Overview:
    """Everything the lead's screen shows, of a closed round or, without one, of the project as it is.

    A round has its own unit and touch rule. Where a document of it is in a blind round that is open, nothing of it is shown.
    Raises as ``measuring.by_code`` and ``study_rounds.closed_round``.
    """
    if chosen is None:
        disputes = measuring.disagreements(view, unit=unit, touch=touch)
        return _overview(view, disputes, unit=unit, scope=scope, touch=touch, blind=tuple(rounds.notes(view)))
    study = study_named(view, chosen.study)
    round_ = closed_round(view, study, chosen.ordinal)
    touch = study.plan["touch"]
    about = facts(view, study, round_)
    if hidden := _hidden(view, study, round_):
        return Overview(about, round_.row.unit, scope, touch, (), {}, 0, (), (), {}, {}, hidden, ())
    disputes = adjudication.disputed(view, chosen.study, chosen.ordinal)
    with figures.as_frozen(view, chosen.study, chosen.ordinal) as then:
        found = _overview(then, disputes, unit=round_.row.unit or None, scope=scope, touch=touch)
    before = alpha_before(view, study, round_, found.codes)
    lines = tuple(replace(line, before=before.get(line.code)) for line in found.lines)
    found = replace(found, round=about, lines=lines)
    return _without_figures(found) if study.purpose == "dialogue" else found


def _hidden(view: View, study: Row[Any], round_: Round) -> tuple[str, ...]:
    """Why nothing of a closed round is shown, where that is so."""
    blind = rounds.hidden_documents(view)
    names = [row.name for row in documents_of(view, round_) if row.id in blind]
    if not names:
        return ()
    about = _("Nothing of round {ordinal} of {study} is shown meanwhile.", ordinal=round_.ordinal, study=study.name)
    again = _("These documents of it are in a blind round that is open: {documents}.", documents=listed(names))
    return again, about


def _overview(
    view: View, disagreements: Table, *, unit: str | None, scope: Any, touch: Touch, blind: tuple[str, ...] = ()
) -> Overview:
    options: dict[str, Any] = {"unit": unit, "scope": scope, "touch": touch}
    options |= {"level": figures.LEVEL, "seed": figures.SEED, "replicates": figures.REPLICATES}
    made = measuring.by_code(view, **options)
    disputes = tuple(_disputes(disagreements, made.coders))
    taken_for = _taken_for(view, unit, touch)
    counts = Counter(it.code for it in disputes)
    units = made.rows[-1].result.n_pairable_units if made.rows else 0
    return Overview(
        round=None,
        unit=made.unit,
        scope=made.scope,
        touch=touch,
        coders=made.coders,
        done=done_by_coder(view, made.coders),
        units=units,
        lines=tuple(_line(row, counts, taken_for) for row in made.rows),
        disputes=disputes,
        codes={code.path: code for code in codes.listing(view)},
        grounds=grounds(view, {it.document for it in disputes}),
        blind=blind,
        notes=made.notes,
        only_asked=not units and _only_asked(view),
    )


def _only_asked(view: View) -> bool:
    """Whether somebody speaks in the documents that two coders have finished, and none but interviewers."""
    finished = Counter(row.document_id for row in queries.assignments(view) if row.done_at is not None)
    shared = [document for document, coders in finished.items() if coders > 1]
    speaking = select(Speaker.role).select_from(Turn).outerjoin(Speaker, Speaker.id == Turn.speaker_id)
    roles = set(view.connection.scalars(speaking.where(Turn.document_id.in_(shared)).distinct()))
    return roles == {"interviewer"}


def _line(row: AgreementRow, disputed: Counter[str], taken_for: Mapping[str, str]) -> CodeLine:
    result, interval = row.result, row.interval
    positive = row.instead.estimate if row.instead else None
    return CodeLine(
        *(row.code, result.estimate, interval.low, interval.high, None, positive, row.note, row.uses.by_coder),
        *(disputed[row.code], taken_for.get(row.code, "")),
    )


def _without_figures(found: Overview) -> Overview:
    """A dialogue is compared and settled; a coefficient would claim what nobody measured."""
    bare = {"alpha": None, "low": None, "high": None, "before": None, "positive": None, "note": ""}
    lines = sorted((replace(line, **bare) for line in found.lines[:-1]), key=lambda line: -line.disputed)  # type: ignore[arg-type]
    pooled = tuple(replace(line, **bare) for line in found.lines[-1:])  # type: ignore[arg-type]
    notes = (_("Compared in dialogue: no coefficient is computed."),)
    return replace(found, lines=(*lines, *pooled), notes=notes)


def _disputes(table: Table, coders: tuple[str, ...]) -> Iterator[Dispute]:
    for it in table.records():
        place = str(it["code"]), str(it["document"]), int(str(it["start"])), int(str(it["end"]))
        readings = _named(str(it["applied_by"]), coders), _named(str(it["not_applied_by"]), coders)
        yield Dispute(*place, *readings, str(it.get("decision") or ""), str(it.get("reason") or ""))


def _named(joined: str, coders: tuple[str, ...]) -> tuple[str, ...]:
    """The coders of whom ``joined`` is the list: they stand in it in the order of ``coders``."""
    found: list[str] = []
    separator = ", "
    for name in coders:
        if (joined + separator).startswith(separator.join([*found, name]) + separator):
            found.append(name)
    return tuple(found)


def _taken_for(view: View, unit: str | None, touch: Touch) -> dict[str, str]:
    """For each code another one that stands against it, the most frequent."""
    found: dict[str, str] = {}
    for record in measuring.confusions(view, unit=unit, touch=touch).records():
        one, other = str(record["code_a"]), str(record["code_b"])
        if other != measuring.NO_CODE:
            found.setdefault(one, other)
            found.setdefault(other, one)
    return found
