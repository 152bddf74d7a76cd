"""Who speaks in the documents: listing, naming and joining speakers, their parts, and the cases they are tied to."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.importing.table_rows import at, begin
from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.formats.bundle import Report
from qualcode.formats.tables.reading import TextTable
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.models import Speaker, Turn
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key, nearest
from qualcode.text.words import count_words

ROLES = ("interviewer", "respondent", "observer", "other")
_SHEET = ("document", "speaker", "role", "case", "name")


def listing(view: View, document: str | None = None, match: str | None = None) -> Table:
    """The speakers under the columns of ``speakers list``, perhaps of one document; ``words`` are those said, labels left out.

    ``match`` keeps those of whose spellings one fits a pattern with * and ?.
    """
    only = None if document is None else queries.document_named(view, document).id
    cases = {row.id: row.name for row in queries.cases(view)}
    rows = []
    for row in queries.documents(view):
        speakers = of_document(view, row.id) if only in (None, row.id) else ()
        said = _said(view, row.id) if speakers else {}
        rows += [
            (row.name, it.name, "; ".join(it.aliases) or None, it.role, cases.get(it.case_id), *said.get(it.id, (0, 0)))
            for it in speakers
            if match is None or any(fnmatch(key, name_key(match)) for key in _keys(it))
        ]
    return Table(("document", "speaker", "aliases", "role", "case", "turns", "words"), rows)


def _said(view: View, document_id: int) -> dict[int, tuple[int, int]]:
    """How many turns and words each speaker of a document has."""
    text = queries.text_of(view, document_id)
    said: dict[int, tuple[int, int]] = {}
    for turn in queries.turns(view, document_id):
        turns, words = said.get(turn.speaker_id, (0, 0))
        said[turn.speaker_id] = (
            turns + 1,
            words + count_words(text[turn.start : turn.label_start] + text[turn.label_end : turn.end]),
        )
    return said


def of_document(view: View, document_id: int) -> Sequence[Row[Any]]:
    """The speakers of a document, in the order they were met."""
    statement = select(Speaker.__table__).where(Speaker.document_id == document_id)
    return queries.rows(view, statement.order_by(Speaker.created_in, Speaker.id))


def named(view: View, document: Row[Any], name: str) -> Row[Any]:
    """The speaker of a document by any of her spellings. Raises NotFound with the nearest names."""
    known = of_document(view, document.id)
    by_name = [row for row in known if row.name_key == name_key(name)]
    for row in by_name or [row for row in known if name_key(name) in _keys(row)]:
        return row
    close = nearest(name, [spelling for row in known for spelling in (row.name, *row.aliases)])
    raise NotFound(
        _("There is no speaker {name!r} in {document!r}.", name=name, document=document.name),
        _("Did you mean {names}?", names=listed(close)) if close else _("qualcode speakers list shows them all."),
        close,
    )


def _keys(row: Row[Any]) -> list[str]:
    return [row.name_key, *map(name_key, row.aliases)]


def role_named(role: str) -> str:
    """The role of a speaker a person names; a participant is a respondent. Raises WrongUse for no role."""
    chosen = {"participant": "respondent"}.get(role.strip().lower(), role.strip().lower())
    if chosen not in ROLES:
        raise WrongUse(_("{role!r} is no role of a speaker.", role=role), _("Roles are: {roles}", roles=listed(ROLES)))
    return chosen


@action("speakers.set")
def set_speaker(
    work: Work,
    document: str,
    speaker: str,
    *,
    name: str | None = None,
    role: str | None = None,
    case: str | None = None,
) -> None:
    """Give a speaker another name (the old one becomes an alias), a role, or the case she is; an empty case ties her to none.

    Raises NotFound for an unknown document, speaker or case, Refused where another speaker has the name, WrongUse for no role.
    """
    row = queries.document_named(work, document)
    found = named(work, row, speaker)
    _change(work, row, found, name, role, case)
    work.describe("speakers.set", _("described {speaker} in {document}", speaker=found.name, document=row.name))


def _change(
    work: Work, document: Row[Any], speaker: Row[Any], name: str | None, role: str | None, case: str | None
) -> None:
    values: dict[str, Any] = {} if role is None else {"role": role_named(role)}
    if case is not None:
        values["case_id"] = queries.case_named(work, case).id if case.strip() else None
    if name is not None and name.strip() != speaker.name:
        values |= _renamed(work, document, speaker, name.strip())
    work.journal.update(Speaker, speaker.id, **values)


def _renamed(work: Work, document: Row[Any], speaker: Row[Any], name: str) -> dict[str, Any]:
    if not name:
        raise WrongUse(_("A speaker needs a name."))
    others = [row for row in of_document(work, document.id) if row.id != speaker.id]
    if any(row.name_key == name_key(name) for row in others):
        raise Refused(
            _("There is a speaker called {name!r} in {document!r} already.", name=name, document=document.name),
            _("If both are one person, join them: qualcode speakers join"),
        )
    return {"name": name, "name_key": name_key(name), "aliases": with_spellings(name, speaker.aliases, [speaker.name])}


def with_spellings(name: str, *spellings: Sequence[str]) -> list[str]:
    """The aliases of a speaker called ``name``: all ``spellings`` but that, each once."""
    return [it for it in dict.fromkeys(one for some in spellings for one in some) if it != name]


@action("speakers.join")
def join(work: Work, document: str, speakers: Sequence[str], into: str) -> None:
    """Make several speakers of a document one: ``into`` gets their turns, and their names as aliases.

    Where ``into`` has no role or case of its own, it gets the first that one of the others has. Raises NotFound for an
    unknown one, WrongUse where there is nobody to join.
    """
    row = queries.document_named(work, document)
    stays = named(work, row, into)
    going = list({it.id: it for it in (named(work, row, name) for name in speakers) if it.id != stays.id}.values())
    if not going:
        raise WrongUse(
            _("Nobody is joined with {name!r}.", name=into), _("Name the speakers that are the same person.")
        )
    ids = [it.id for it in going]
    turns = work.connection.scalars(select(Turn.id).where(Turn.speaker_id.in_(ids)).order_by(Turn.ordinal))
    work.journal.update_many(Turn, list(turns), speaker_id=stays.id)
    remove_rows(work.journal, Speaker, ids)
    work.journal.update(
        Speaker,
        stays.id,
        aliases=with_spellings(stays.name, stays.aliases, *([it.name, *it.aliases] for it in going)),
        role=next((it.role for it in (stays, *going) if it.role != "other"), "other"),
        case_id=next((it.case_id for it in (stays, *going) if it.case_id is not None), None),
    )
    work.describe(
        "speakers.join",
        _(
            "joined {speakers} with {name} in {document}",
            speakers=listed(it.name for it in going),
            name=stays.name,
            document=row.name,
        ),
    )


@action("speakers.describe")
def describe(work: Work, table: TextTable) -> Report:
    """Give each speaker in the column ``speaker`` the role, the case and the name the others say, in the document beside it.

    An empty cell changes nothing; an empty document means every document that has the speaker. Raises NotFound, WrongUse
    or Refused, naming the line and changing nothing; UnreadableInput without the column ``speaker``.
    """
    report = begin(table, _SHEET, "speaker")
    for line, row in table.records():
        with at(table, line):
            cell = {column: row.get(column, "").strip() or None for column in _SHEET}
            for document, speaker in _meant(work, cell["document"], cell["speaker"] or ""):
                _change(work, document, speaker, cell["name"], cell["role"], cell["case"])
    work.describe("speakers.describe", _("described the speakers of {source}", source=table.name))
    return report


def _meant(view: View, document: str | None, speaker: str) -> list[tuple[Row[Any], Row[Any]]]:
    """The speaker of one document, or of all that have one of this name."""
    if document is not None:
        row = queries.document_named(view, document)
        return [(row, named(view, row, speaker))]
    known = [(row, it) for row in queries.documents(view) for it in of_document(view, row.id)]
    found = [(row, it) for row, it in known if name_key(speaker) in _keys(it)]
    if not found:
        close = nearest(speaker, [it.name for _row, it in known])
        hint = _("Did you mean {names}?", names=listed(close)) if close else ""
        raise NotFound(_("There is no speaker {name!r}.", name=speaker), hint, close)
    return found
