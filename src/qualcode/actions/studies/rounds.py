"""Studies and their rounds as rows: finding them, and what a round has kept of the codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, labelled, listed
from qualcode.store import queries
from qualcode.store.models import Assignment, Coder, Document, RoundCoder, RoundDocument, Study, StudyRound
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest

_RULES = ("definition", "include", "exclude", "examples", "is_codable", "retired")
_ROUND = [column for column in StudyRound.__table__.columns if column.name not in ("snapshot", "codebook")]


@dataclass(frozen=True)
class Round:
    """A round of a study: ``ordinal`` is how people count it, ``row.number`` what its codings carry."""

    row: Row[Any]
    ordinal: int

    @property
    def is_open(self) -> bool:
        """Whether it is being coded."""
        return self.row.closed_at is None


def studies(view: View) -> Sequence[Row[Any]]:
    """All studies, in the order they were made."""
    return queries.rows(view, select(Study.__table__).order_by(Study.id))


def study_named(view: View, name: str) -> Row[Any]:
    """The study of this name. Raises NotFound with the nearest names."""
    known = studies(view)
    for row in known:
        if row.name_key == name_key(name):
            return row
    near = nearest(name, [row.name for row in known])
    hint = _("Did you mean {names}?", names=listed(near)) if near else _("qualcode study list shows them.")
    raise NotFound(_("There is no study {name!r}.", name=name), hint, near)


def rounds_of(view: View, study: Row[Any]) -> list[Round]:
    """The rounds of a study in order, without what they keep of texts and codings."""
    found = queries.rows(view, select(*_ROUND).where(StudyRound.study_id == study.id).order_by(StudyRound.number))
    return [Round(row, ordinal) for ordinal, row in enumerate(found, 1)]


def round_numbered(view: View, study: Row[Any], ordinal: int | None = None) -> Round:
    """One round of a study, by default the latest. Raises NotFound."""
    found = rounds_of(view, study)
    if ordinal is None:
        return found[-1]
    if not 1 <= ordinal <= len(found):
        raise NotFound(
            _("{study} has no round {ordinal}.", study=study.name, ordinal=ordinal),
            _("It has {n}: qualcode study status", n=len(found)),
        )
    return found[ordinal - 1]


def open_round(view: View, study: Row[Any]) -> Round:
    """The round of a study that is being coded. Raises Refused where none is."""
    latest = round_numbered(view, study)
    if not latest.is_open:
        raise Refused(
            _("No round of {study} is open.", study=study.name), _("Open the next one with: qualcode study next")
        )
    return latest


def closed_round(view: View, study: Row[Any], ordinal: int | None = None) -> Round:
    """A closed round, by default the latest. Raises Refused where it is open, or where none is closed."""
    closed = [it for it in rounds_of(view, study) if not it.is_open]
    if ordinal is None and closed:
        return closed[-1]
    chosen = round_numbered(view, study, ordinal)
    if chosen.is_open:
        raise Refused(
            _("Round {ordinal} of {study} is open.", ordinal=chosen.ordinal, study=study.name),
            _("Close it first: qualcode study close"),
        )
    return chosen


def documents_of(view: View, round_: Round) -> Sequence[Row[Any]]:
    """The documents of a round without their texts, by name."""
    ids = select(RoundDocument.document_id).where(RoundDocument.study_round_id == round_.row.id)
    columns = [column for column in Document.__table__.columns if column.name != "text"]
    return queries.rows(view, select(*columns).where(Document.id.in_(ids)).order_by(Document.name_key))


def coders_of(view: View, round_: Round) -> Sequence[Row[Any]]:
    """The coders of a round, in the order they joined the project."""
    ids = select(RoundCoder.coder_id).where(RoundCoder.study_round_id == round_.row.id)
    return queries.rows(view, select(Coder.__table__).where(Coder.id.in_(ids)).order_by(Coder.id))


def assignments_of(view: View, round_: Round) -> Sequence[Row[Any]]:
    """Who is to read what in a round, with names, by document and coder."""
    statement = (
        select(Assignment.__table__, Document.name.label("document"), Coder.name.label("coder"))
        .join(Document, Assignment.document_id == Document.id)
        .join(Coder, Assignment.coder_id == Coder.id)
        .where(Assignment.round == round_.row.number)
        .order_by(Document.name_key, Coder.id)
    )
    return queries.rows(view, statement)


def unfinished(view: View, round_: Round) -> list[str]:
    """Who has not finished which document, in words."""
    return [labelled(row.coder, row.document) for row in assignments_of(view, round_) if row.done_at is None]


def kept(view: View, round_: Round, column: str) -> dict[str, Any]:
    """What a round keeps in ``codebook`` or ``snapshot``."""
    statement = select(StudyRound.__table__.c[column]).where(StudyRound.id == round_.row.id)
    found: dict[str, Any] = view.connection.execute(statement).scalar_one()
    return found


def plan_of(study: Row[Any], round_: Round) -> dict[str, Any]:
    """What was planned for a round: how its documents were drawn, and which are coded again."""
    planned: dict[str, Any] = study.plan.get("rounds", {}).get(str(round_.row.number), {})
    return planned


def frozen_codebook(view: View) -> dict[str, Any]:
    """The codebook as a round keeps it: each code's path with its rules."""
    tree = queries.code_tree(view)
    codes = [
        {"guid": row.guid.hex, "path": tree.path(row.id), **{rule: getattr(row, rule) for rule in _RULES}}
        for row in tree.rows
    ]
    return {"codes": codes}


def codebook_changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """What has changed between two codebooks, in words, by the path of the code as it is now, or was."""
    return dict(_changes(before, after))


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, str]]:
    old = {code["guid"]: code for code in before["codes"]}
    new = {code["guid"]: code for code in after["codes"]}
    for guid, code in new.items():
        if guid not in old:
            yield code["path"], _("new")
            continue
        changed = [rule for rule in _RULES if code[rule] != old[guid][rule]]
        words = [_("was {path}", path=old[guid]["path"])] if code["path"] != old[guid]["path"] else []
        words += [_("changed: {rules}", rules=listed(map(_rule_word, changed)))] if changed else []
        if words:
            yield code["path"], listed(words)
    for guid, code in old.items():
        if guid not in new:
            yield code["path"], _("removed")


def _rule_word(rule: str) -> str:
    return {
        "definition": _("definition"),
        "include": _("include"),
        "exclude": _("exclude"),
        "examples": _("examples"),
        "is_codable": _("codable or not"),
        "retired": _("retired or not"),
    }[rule]


def require_name(view: View, name: str) -> None:
    """Raise WrongUse for an empty name, Refused when there is a study of that name."""
    if not name.strip():
        raise WrongUse(_("A study needs a name."))
    if any(row.name_key == name_key(name) for row in studies(view)):
        raise Refused(
            _("There is a study called {name!r} already.", name=name),
            _("Choose another name, or open its next round: qualcode study next"),
        )
