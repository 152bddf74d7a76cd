"""Screening for a review: what each coder decides of each publication at each stage, and how far coders agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coder, Document, Screening
from qualcode.store.removal import remove
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.store.view import View
from qualcode.table import Table

STAGES = ("title", "abstract", "full text")
DECISIONS = ("include", "exclude", "maybe")
CONFLICT = "conflict"
COLUMNS = ("document", "stage", "coder", "decision", "reason", "decided")
CONFLICT_COLUMNS = ("document", "stage", "include", "exclude", "maybe", "reasons")
AGREEMENT_COLUMNS = ("stage", "coders", "documents", "decided_by_several", "percent", "kappa", "alpha", "note")


def stage_named(stage: str) -> str:
    """The stage a person means; "full-text" will do. Raises WrongUse for none."""
    meant = stage.replace("-", " ").strip().lower()
    if meant not in STAGES:
        raise WrongUse(
            _("{stage!r} is no stage of a review.", stage=stage), _("Stages are: {stages}", stages=listed(STAGES))
        )
    return meant


@action("screening.decide")
def decide(work: Work, documents: Sequence[str], stage: str, decision: str, reason: str = "") -> None:
    """Decide, for the coder at work, whether documents are taken into a review; what she decided before gives way.

    Raises NotFound for an unknown document, WrongUse for an unknown stage or decision, and where a full text is excluded
    without a reason, which reviews have to report.
    """
    stage = stage_named(stage)
    if decision not in DECISIONS:
        raise WrongUse(
            _("{decision!r} is no decision.", decision=decision),
            _("It is one of: {decisions}", decisions=listed(DECISIONS)),
        )
    if stage == "full text" and decision == "exclude" and not reason.strip():
        raise WrongUse(_("A full text is excluded for a reason, which a review reports."), _("Give it with --reason."))
    rows = {row.id: row for row in (_document(work, name) for name in documents)}
    for document_id in rows:
        _note(work, document_id, stage, decision, reason.strip())
    named = listed(row.name for row in list(rows.values())[:3])
    if len(rows) > 3:
        named = plural("{n} document", "{n} documents", len(rows))
    work.describe(
        "screening.decide", _("{decision} at {stage}: {documents}", decision=decision, stage=stage, documents=named)
    )


def _note(work: Work, document_id: int, stage: str, decision: str, reason: str) -> None:
    place = {"document_id": document_id, "coder_id": work.coder_id, "stage": stage}
    there = work.connection.execute(select(Screening.__table__).filter_by(**place)).first()
    if there is None:
        work.journal.insert(Screening, **place, decision=decision, reason=reason, decided_at=now())
    elif (there.decision, there.reason) != (decision, reason):
        work.journal.update(Screening, there.id, decision=decision, reason=reason, decided_at=now())


def _document(view: View, name: str) -> Row[Any]:
    """A document by its name, or by the key of its bibliographic record."""
    from qualcode.actions.literature import references
    from qualcode.errors import NotFound

    try:
        return queries.document_named(view, name)
    except NotFound:
        if any(row.citekey == name for row in references.all_references(view)):
            return queries.document_of(view, references.named(view, name).document_id)
        raise


@action("screening.clear")
def clear(work: Work, documents: Sequence[str], stage: str) -> None:
    """Take back what the coder at work decided of documents at a stage."""
    stage = stage_named(stage)
    ids = [_document(work, name).id for name in documents]
    there = select(Screening.id).filter_by(coder_id=work.coder_id, stage=stage).where(Screening.document_id.in_(ids))
    remove(work.journal, Screening, list(work.connection.scalars(there)))
    work.describe("screening.clear", _("took back decisions at {stage}", stage=stage))


def decisions(view: View) -> Sequence[Row[Any]]:
    """The decisions that who looks may see, by stage, document and coder."""
    statement = select(Screening.__table__, Document.name.label("document"), Coder.name.label("coder"))
    statement = statement.join(Document, Screening.document_id == Document.id).join(
        Coder, Screening.coder_id == Coder.id
    )
    found = queries.rows(view, statement.where(*rounds.shown(view, Screening)))
    return sorted(found, key=lambda row: (STAGES.index(row.stage), row.document.casefold(), row.coder_id))


def listing(view: View, stage: str | None = None) -> Table:
    """A row for each decision of each coder."""
    wanted = None if stage is None else stage_named(stage)
    rows = [
        (
            row.document,
            row.stage,
            row.coder,
            row.decision,
            row.reason or None,
            row.decided_at.isoformat(timespec="seconds"),
        )
        for row in decisions(view)
        if wanted in (None, row.stage)
    ]
    return Table(COLUMNS, rows)


def by_stage(view: View) -> dict[str, dict[int, list[Row[Any]]]]:
    """The decisions by stage, in the order of a review, and document; stages that nobody reached are left out."""
    found: dict[str, dict[int, list[Row[Any]]]] = {}
    for row in decisions(view):
        found.setdefault(row.stage, {}).setdefault(row.document_id, []).append(row)
    return found


def outcome(rows: Sequence[Row[Any]]) -> str:
    """What coders decided together: the decision where all say the same, else "conflict"."""
    said = {row.decision for row in rows}
    return str(said.pop()) if len(said) == 1 else CONFLICT


def outcomes(view: View) -> dict[int, str]:
    """What was decided of each document at the last stage it came to."""
    found: dict[int, str] = {}
    for documents in by_stage(view).values():
        found |= {document_id: outcome(rows) for document_id, rows in documents.items()}
    return found


def conflicts(view: View) -> Table:
    """Where coders decided differently, stage by stage: who decided what, and why."""
    rows = []
    for stage, documents in by_stage(view).items():
        for decided in documents.values():
            if outcome(decided) == CONFLICT:
                who = [listed(row.coder for row in decided if row.decision == it) or None for it in DECISIONS]
                why = "; ".join(f"{row.coder}: {row.reason}" for row in decided if row.reason)
                rows.append((decided[0].document, stage, *who, why or None))
    return Table(CONFLICT_COLUMNS, rows)


def agreement(view: View) -> Table:
    """How far coders agree at each stage, over the documents that several decided: percent, Cohen's kappa of two, alpha."""
    from qualcode.analysis.agreement.alpha import alpha
    from qualcode.analysis.agreement.kappa import cohen_kappa
    from qualcode.analysis.agreement.percent import percent
    from qualcode.analysis.agreement.study import ReliabilityData

    rows, notes = [], dict[str, None]()
    for stage, documents in by_stage(view).items():
        said = _by_coder(documents)
        data = ReliabilityData.from_rows([*said.values()], coders=[*said])
        several = sum(len(decided) > 1 for decided in documents.values())
        results = [measure.of(data) for measure in (percent(), cohen_kappa(), alpha())]
        why = dict.fromkeys(result.undefined for result in results if result.undefined)
        figures = [result.estimate for result in results]
        rows.append((stage, listed(said), len(documents), several, *figures, "; ".join(why) or None))
        notes |= dict.fromkeys(text for result in results for text in (result.definition, result.citation) if text)
    return Table(AGREEMENT_COLUMNS, rows, tuple(notes))


def _by_coder(documents: Mapping[int, Sequence[Row[Any]]]) -> dict[str, list[Hashable]]:
    """What each coder decided, document by document; None where nothing."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for document_id, rows in documents.items():
        for row in rows:
            found[row.coder][document_id] = row.decision
    return {coder: [said.get(document_id) for document_id in documents] for coder, said in sorted(found.items())}


def names_meant(view: View, where: str) -> list[str]:
    """The names of the documents that a query chooses. Raises what a query raises, and WrongUse where it chooses none."""
    from qualcode.actions.literature.references import documents_meant

    meant = documents_meant(view, where)
    names = [row.name for row in queries.documents(view) if row.id in meant]
    if not names:
        raise WrongUse(
            _("No document meets this query: {query}", query=where),
            _("qualcode references list --where shows what does."),
        )
    return names
