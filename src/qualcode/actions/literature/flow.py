"""The numbers of a review's flow chart, as PRISMA asks for them: found, duplicates, screened, excluded and why, included."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from qualcode.actions.literature import screening
from qualcode.messages import _
from qualcode.store.models import ImportReport, Reference
from qualcode.store.view import View
from qualcode.table import Table

COLUMNS = ("stage", "what", "reason", "documents")
_NO_REASON = "(none given)"


def flow(view: View) -> Table:
    """A row for each number; ``stage`` is empty for what comes before screening. Each stage counts what the one before let through."""
    entries = view.connection.scalar(select(func.count()).select_from(Reference)) or 0
    duplicates = _duplicates(view)
    rows: list[tuple[str | None, str, str | None, int]] = [
        (None, "found", None, entries + duplicates),
        (None, "duplicates", None, duplicates),
        (None, "left to screen", None, entries),
    ]
    left = set(view.connection.scalars(select(Reference.document_id)))
    for stage, documents in screening.by_stage(view).items():
        left |= set(documents)  # a document without a bibliographic record may be screened as well
        decided = {document_id: screening.outcome(rows_) for document_id, rows_ in documents.items()}
        counted = Counter(decided.values())
        reasons = Counter(
            reason
            for document_id, rows_ in documents.items()
            if decided[document_id] == "exclude"
            for reason in [next((row.reason for row in rows_ if row.reason), _NO_REASON)]
        )
        rows.append((stage, "screened", None, len(documents)))
        rows += [
            (stage, "excluded", reason, n) for reason, n in sorted(reasons.items(), key=lambda it: (-it[1], it[0]))
        ]
        rows.append((stage, "excluded in all", None, counted["exclude"]))
        rows += [
            (stage, what, None, counted[it]) for it, what in (("maybe", "maybe"), (screening.CONFLICT, "conflict"))
        ]
        rows.append((stage, "included", None, counted["include"]))
        left -= {document_id for document_id, it in decided.items() if it == "exclude"}
        rows.append((stage, "not decided yet", None, len(left - set(documents))))
    notes = (
        _("Duplicates are entries that imports left out as works the project has already."),
        _("A document counts at a stage once a coder decided; where coders differ it counts as a conflict."),
        _("Of an exclusion the first reason counts that a coder gave."),
    )
    return Table(COLUMNS, rows, notes)


def _duplicates(view: View) -> int:
    """How many entries of all files were left out as duplicates; of a file read several times, what it held at most."""
    held: dict[str, Counter[str]] = {}
    for content in view.connection.scalars(select(ImportReport.content)):
        for of_file in content:
            source = of_file["source"].rpartition("/")[2]
            left_out: Counter[str] = Counter(
                document.get("called", "")
                for document in of_file.get("documents", ())
                if document.get("outcome") == "duplicate"
            )
            held[source] = held.setdefault(source, Counter()) | left_out
    return sum(counted.total() for counted in held.values())
