"""Documents in the project: listing, reading, describing, renaming and removing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import starmap
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from qualcode.actions.material import attributes
from qualcode.actions.registry import action
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.models import Coding, Document, Speaker, Turn
from qualcode.store.models.documents import KINDS
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key

FIELDS = ("kind", "language", "occurred_on", "place", "notes")


class TurnRow(NamedTuple):
    """A turn as shown: its span, the span of its label, who speaks and when (milliseconds)."""

    start: int
    end: int
    label_start: int
    label_end: int
    speaker: str | None
    role: str | None
    started_ms: int | None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A part the text sets apart: its kind (heading, clause, page, note, quotation), its level and its span."""

    kind: str
    level: int
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class OpenDocument:
    """A document with its text, turns and headings."""

    guid: str
    name: str
    kind: str
    language: str
    revision: int
    text: str
    turns: tuple[TurnRow, ...]
    sections: tuple[SectionRow, ...]
    text_hash: str


def open_document(view: View, name: str) -> OpenDocument:
    """A document with its text. Raises NotFound with the nearest names."""
    row = queries.document_named(view, name)
    return OpenDocument(
        guid=row.guid.hex,
        name=row.name,
        kind=row.kind,
        language=row.language,
        revision=row.revision,
        text=queries.text_of(view, row.id),
        turns=tuple(starmap(TurnRow, queries.turn_places(view, row.id))),
        sections=tuple(SectionRow(s.kind, s.level, s.label, s.start, s.end) for s in queries.sections(view, row.id)),
        text_hash=row.text_hash,
    )


def name_of(view: View, guid: str) -> str | None:
    """The name a document has by now, None where it is no longer there."""
    if not guid:
        return None
    return view.connection.scalar(select(Document.name).where(Document.guid == UUID(guid)))


def guid_of(view: View, name: str) -> str:
    """What stays of a document when it is renamed. Raises NotFound with the nearest names."""
    return str(queries.document_named(view, name).guid.hex)


def first_name(view: View) -> str | None:
    """The name of the first document, None where there is none."""
    return next((row.name for row in queries.documents(view)), None)


def characters(view: View) -> int:
    """How many characters all documents have together."""
    return sum(row.length for row in queries.documents(view))


def listing(view: View, match: str | None = None) -> Table:
    """The documents under the columns of ``documents list``; ``match`` keeps the names that fit a pattern with * and ?."""
    columns = (
        "document",
        "kind",
        "language",
        "characters",
        "words",
        "turns",
        "speakers",
        "codings",
        "coders",
        "occurred_on",
        "source",
    )
    turns = queries.counts(view, Turn, Turn.document_id)
    speakers = queries.counts(view, Speaker, Speaker.document_id)
    codings = queries.counts(view, Coding, Coding.document_id)
    coders = queries.coding_counts(view, Coding.document_id, Coding.coder_id)
    rows = [
        (
            row.name,
            row.kind,
            row.language,
            row.length,
            row.words,
            turns.get(row.id, 0),
            speakers.get(row.id, 0),
            codings.get(row.id, 0),
            coders.get(row.id, 0),
            row.occurred_on or None,
            row.source_name or None,
        )
        for row in queries.documents(view)
        if match is None or fnmatch(row.name_key, name_key(match))
    ]
    return Table(columns, rows)


def turns_table(view: View, name: str) -> Table:
    """A document's turns under the columns of ``turns``; ``text`` is what is said, without the label."""
    document = open_document(view, name)
    rows = [
        (
            document.name,
            number,
            turn.speaker,
            turn.role,
            turn.start,
            turn.end,
            None if turn.started_ms is None else clock(turn.started_ms),
            speech(document.text, turn),
        )
        for number, turn in enumerate(document.turns, 1)
    ]
    note = _("{document} has no turns; qualcode speakers detect looks for them.", document=document.name)
    columns = ("document", "turn", "speaker", "role", "start", "end", "started", "text")
    return Table(columns, rows, notes=() if rows else (note,))


def sections_table(view: View, name: str) -> Table:
    """What a document's text sets apart; ``anchor`` is where the mark of a note stands."""
    document = queries.document_named(view, name)
    rows = [
        (document.name, number, part.kind, part.level, part.label, part.start, part.end, part.anchor)
        for number, part in enumerate(queries.sections(view, document.id), 1)
    ]
    return Table(("document", "section", "kind", "level", "label", "start", "end", "anchor"), rows)


def speech(text: str, turn: TurnRow) -> str:
    """What is said in a turn, without its label and time stamp."""
    return (text[turn.start : turn.label_start] + text[turn.label_end : turn.end]).strip()


def clock(milliseconds: int) -> str:
    """A time in a recording as h:mm:ss."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def details(view: View, name: str) -> Table:
    """Everything noted of one document, one row each: property and value."""
    row = queries.document_named(view, name)
    shown = (
        "name",
        "kind",
        "language",
        "occurred_on",
        "place",
        "length",
        "words",
        "revision",
        "source_name",
        "source_type",
        "notes",
    )
    rows: list[tuple[str, Any]] = [(field, getattr(row, field)) for field in shown]
    cases = {case.id: case.name for case in queries.cases(view)}
    rows += [(tie.role, cases[tie.case_id]) for tie in queries.document_cases(view) if tie.document_id == row.id]
    values = attributes.values_by_owner(view, "document").get(row.id, {})
    rows += [(attribute, attributes.as_cell(found)) for attribute, found in values.items()]
    return Table(("property", "value"), rows)


@action("documents.set")
def set_fields(work: Work, name: str, fields: Mapping[str, str], values: Mapping[str, str] | None = None) -> None:
    """Change what is noted of a document: any of FIELDS, and values of document attributes.

    Raises WrongUse for an unknown field, kind or date, NotFound for an unknown attribute.
    """
    row = queries.document_named(work, name)
    work.journal.update(Document, row.id, **kept_fields(fields))
    for attribute, text in (values or {}).items():
        found = attributes.of_name(work, attribute, "document")
        attributes.set_values(work, found, "document_id", {row.id: attributes.parse_values(found, text)})
    work.describe("documents.set", _("described {document}", document=name))


def kept_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Fields as they are kept, a date as an ISO date. Raises WrongUse for a field no document has, and a kind or date that
    is none."""
    kept = dict(fields)
    for field, value in fields.items():
        if field not in FIELDS:
            raise WrongUse(_("A document has no {field!r}.", field=field), _("It has: {fields}", fields=listed(FIELDS)))
        if field == "kind":
            require_kind(value)
        if field == "occurred_on" and value:
            kept[field] = attributes.iso_date(value)
    return kept


def require_kind(kind: str) -> None:
    """Raise WrongUse unless ``kind`` is a kind of document."""
    if kind not in KINDS:
        kinds = listed(it.replace(" ", "-") for it in KINDS)  # as they are typed, in one word
        raise WrongUse(_("{kind!r} is no kind of document.", kind=kind), _("Kinds are: {kinds}", kinds=kinds))


def kind_named(words: str) -> str:
    """The kind of document a person names; a hyphen is as good as a space. Raises WrongUse for no kind."""
    kind = words.strip().lower().replace("-", " ")
    require_kind(kind)
    return kind


@action("documents.rename")
def rename(work: Work, name: str, new_name: str) -> None:
    """Give a document another name. Raises Refused when another document has it, WrongUse when it is empty."""
    row = queries.document_named(work, name)
    if not new_name.strip():
        raise WrongUse(_("A document needs a name."))
    others = {other.name_key for other in queries.documents(work) if other.id != row.id}
    if name_key(new_name) in others:
        raise Refused(_("There is a document called {name!r} already.", name=new_name))
    work.journal.update(Document, row.id, name=new_name.strip(), name_key=name_key(new_name))
    work.describe("documents.rename", _("renamed {document} to {name}", document=name, name=new_name))


@action("documents.remove")
def remove(work: Work, names: Sequence[str]) -> dict[str, int]:
    """Remove documents with all that hangs on them. Returns how many rows of each table went. Undo brings them back."""
    ids = [queries.document_named(work, name).id for name in names]
    gone = remove_rows(work.journal, Document, ids)
    work.describe("documents.remove", _("removed {documents}", documents=listed(names)))
    return dict(gone)
