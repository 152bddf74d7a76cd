"""Case summaries: what a coder concludes about a case under a code, the cells of a framework matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.privacy.consent import documents_barred
from qualcode.actions.registry import action
from qualcode.errors import NotFound, WrongUse
from qualcode.formats.decoding import decode
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.messages import _, plural
from qualcode.store import queries, rounds
from qualcode.store.models import CaseSummary
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.quotes import Quotes

COLUMNS = ("case", "code", "coder", "summary")
LONGEST = 30_000  # characters: a cell of a sheet holds 32,767

Place = tuple[int, int]
"""The ids of a case and a code."""


def listing(view: View, case: str | None = None, code: str | None = None, coder: str | None = None) -> Table:
    """The summaries by case, code and coder: all, or those of a case, of a code, or by a coder. Raises NotFound."""
    tree = queries.code_tree(view)
    names = {row.id: row.name for row in queries.cases(view)}
    coders = {row.id: row.name for row in queries.coders(view)}
    wanted = {
        "case_id": None if case is None else queries.case_named(view, case).id,
        "code_id": None if code is None else tree.named(code).id,
        "coder_id": None if coder is None else queries.coder_named(view, coder).id,
    }
    place = {code_id: at for at, code_id in enumerate(tree.paths)}
    order = {case_id: at for at, case_id in enumerate(names)}
    rows = [
        row
        for row in summaries(view)
        if all(value is None or getattr(row, column) == value for column, value in wanted.items())
    ]
    rows.sort(key=lambda row: (order[row.case_id], place[row.code_id], row.coder_id))
    notes = () if rows else (_("There is no summary. qualcode summaries set CASE CODE TEXT writes one."),)
    cells = [(names[row.case_id], tree.path(row.code_id), coders[row.coder_id], row.text) for row in rows]
    return Table(COLUMNS, cells, (*notes, *rounds.notes(view)))


def summaries(view: View) -> Sequence[Row[Any]]:
    """The summaries that who looks may see, oldest first."""
    statement = select(CaseSummary.__table__).where(*rounds.shown(view, CaseSummary))
    return queries.rows(view, statement.order_by(CaseSummary.id))


def quotable(view: View, texts: Iterable[str]) -> list[str]:
    """Texts without what they quote from documents that must not be quoted."""
    barred = documents_barred(view, "quote")
    if not barred:
        return list(texts)
    quotes = Quotes(queries.text_of(view, document_id) for document_id in barred)
    return [quotes.without(text, _("[not to be quoted]")) for text in texts]


@action("summaries.set")
def write(work: Work, case: str, code: str, text: str) -> None:
    """Write what the coder concludes about a case under a code, in the place of what she concluded before.

    Raises NotFound for an unknown case or code, WrongUse for no text or a text that no cell of a sheet could hold.
    """
    said = clean(text)
    if not said:
        raise WrongUse(_("A summary needs words."), _("qualcode summaries remove takes one away."))
    place = queries.case_named(work, case).id, queries.code_tree(work).named(code).id
    write_all(work, {place: said})
    work.describe("summaries.set", _("summed up {case} under {code}", case=case, code=code))


@action("summaries.remove")
def remove(work: Work, case: str, code: str) -> None:
    """Take away the coder's summary of a case under a code. Raises NotFound where there is none."""
    place = queries.case_named(work, case).id, queries.code_tree(work).named(code).id
    if place not in own(work):
        raise NotFound(
            _("You have summed up nothing of {case} under {code}.", case=case, code=code),
            _("qualcode summaries list shows whose there are."),
        )
    write_all(work, {place: ""})
    work.describe("summaries.remove", _("took away the summary of {case} under {code}", case=case, code=code))


def own(work: Work) -> dict[Place, Row[Any]]:
    """The summaries of the coder who works, by case and code."""
    statement = select(CaseSummary.__table__).where(CaseSummary.coder_id == work.coder_id)
    return {(row.case_id, row.code_id): row for row in queries.rows(work, statement)}


def write_all(work: Work, texts: Mapping[Place, str]) -> None:
    """Write summaries of the coder who works; an empty text takes one away, one that is the same changes nothing.

    Raises WrongUse for a text that is too long.
    """
    there = own(work)
    for text in texts.values():
        _require_short(text)
    new = [place for place, text in texts.items() if text and place not in there]
    changed = {there[place].id: {"text": text} for place, text in texts.items() if text and place in there}
    ids = {"coder_id": work.coder_id}
    for case_id, code_id in new:
        work.journal.insert(CaseSummary, case_id=case_id, code_id=code_id, text=texts[case_id, code_id], **ids)
    work.journal.update_each(CaseSummary, changed)
    remove_rows(
        work.journal, CaseSummary, [there[place].id for place, text in texts.items() if not text and place in there]
    )


def text_of_file(path: Path) -> str:
    """What a text file says, whatever its encoding. Raises UnreadableInput where it is none, or is too large to be a summary."""
    return decode(read_bytes(path, MEGABYTE), path.name).text


def clean(text: str) -> str:
    """A summary as it is stored: lines end in "\\n", and nothing stands around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _require_short(text: str) -> None:
    if len(text) > LONGEST:
        raise WrongUse(
            plural("A summary of {n} character is too long.", "A summary of {n} characters is too long.", len(text)),
            _("It may have {most}, as a cell of a sheet has no room for many more.", most=f"{LONGEST:,}"),
        )
