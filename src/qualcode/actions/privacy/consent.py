"""What cases have agreed to: whether they may be quoted, shared and archived, and until when what they said may be kept.

Copies for others are refused where a case that is recorded does not allow it. A case of which nothing is recorded forbids
nothing; who takes part without any record is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, listed, noted, plural, some_of
from qualcode.store import queries
from qualcode.store.models import CaseMember, Consent, DocumentCase, Speaker
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.dates import read_date
from qualcode.text.values import parse_boolean

STATUSES = ("given", "pending", "refused", "withdrawn")
FIELDS = ("status", "given_on", "version", "quote", "share", "archive", "until", "contact")
_ALLOWED, _DATES = ("quote", "share", "archive"), ("given_on", "until")

TAKING_PART = ("participant", "author")
"""The roles in which a document is what a case said or wrote."""

Use = Literal["quote", "share", "archive"]


@dataclass(frozen=True)
class Barred:
    """A case that does not allow a use, and why: its status, "not agreed", or "over" where the time has passed."""

    case: str
    why: str


@action("cases.consent")
def record(work: Work, case: str, values: Mapping[str, str]) -> None:
    """Record what a case agreed to; fields not named stay, an empty value takes one away. The status is "given" at first.

    Raises NotFound for an unknown case, WrongUse for an unknown field or a value that is none.
    """
    row = queries.case_named(work, case)
    parsed = {name: _parsed(name, value) for name, value in values.items()}
    there = work.connection.scalar(select(Consent.id).where(Consent.case_id == row.id).order_by(Consent.id.desc()))
    if there is None:
        work.journal.insert(Consent, case_id=row.id, **{"status": "given", **parsed})
    else:
        work.journal.update(Consent, there, **parsed)
    work.describe("cases.consent", _("recorded the consent of {case}", case=row.name))


def record_all(work: Work, rows: Iterable[Mapping[str, str]]) -> int:
    """Record what many cases agreed to, each a mapping with ``case`` and fields; cells left empty change nothing.

    Returns how many. Raises what ``record`` raises.
    """
    told = list(rows)
    n = len(told)
    # said first, since the first words name the operation: those of a row would name its case alone
    work.describe("cases.consent", plural("recorded the consent of {n} case", "recorded the consent of {n} cases", n))
    for row in told:
        fields = {name: value for name, value in row.items() if name != "case" and value.strip()}
        record(work, row["case"].strip(), fields)
    return n


def _parsed(field: str, text: str) -> str | bool:
    if field not in FIELDS:
        raise WrongUse(
            _("{field!r} is nothing that is recorded of consent.", field=field),
            _("It is: {fields}", fields=listed(FIELDS)),
        )
    if field == "status" and text not in STATUSES:
        raise WrongUse(
            _("{status!r} is no status of consent.", status=text),
            _("It is one of: {statuses}", statuses=listed(STATUSES)),
        )
    if field in _ALLOWED:
        return bool(text.strip()) and _yes_or_no(field, text)
    if field in _DATES and text.strip():
        return _a_date(field, text)
    return text.strip()


def _yes_or_no(field: str, text: str) -> bool:
    try:
        return parse_boolean(text)
    except ValueError:
        raise WrongUse(
            _("{field}: {text!r} is neither yes nor no.", field=field, text=text), _("For instance: share=yes")
        ) from None


def _a_date(field: str, text: str) -> str:
    found = read_date(text)
    if found is None:
        raise WrongUse(
            _("{field}: {text!r} is no date.", field=field, text=text),
            _("Write it as year-month-day, for instance 2034-05-31."),
        )
    return found


def listing(view: View) -> Table:
    """A row for each case that has consent recorded, and for each that takes part in a document and has not."""
    rows: list[tuple[Cell, ...]] = []
    for case, consent in _all(view):
        cells = (None,) * len(FIELDS) if consent is None else tuple(getattr(consent, name) for name in FIELDS)
        rows.append((case, *(None if cell == "" else cell for cell in cells)))
    return Table(("case", *FIELDS), rows)


def statuses(view: View) -> dict[str, str]:
    """What each case agreed to, in one word; "" for one that takes part in a document with nothing recorded of it."""
    return {case: "" if consent is None else str(consent.status) for case, consent in _all(view)}


def _all(view: View) -> list[tuple[str, Row[Any] | None]]:
    """The cases that agreed to something or took part in a document, with what is recorded last of each."""
    recorded = {row.case_id: row for row in queries.rows(view, select(Consent.__table__).order_by(Consent.id))}
    taking_part = {row.case_id for row in queries.document_cases(view) if row.role in TAKING_PART}
    cases = sorted(queries.cases(view), key=lambda row: str(row.name_key))
    return [(row.name, recorded.get(row.id)) for row in cases if row.id in recorded or row.id in taking_part]


def barred(view: View, use: Use, today: date | None = None) -> list[Barred]:
    """The cases whose consent, as recorded, does not allow a use now."""
    found = []
    for case, consent in _all(view):
        if consent is None:
            continue
        if consent.status != "given":
            found.append(Barred(case, consent.status))
        elif not getattr(consent, use):
            found.append(Barred(case, "not agreed"))
        elif _is_over(consent.until, today):
            found.append(Barred(case, "over"))
    return found


def documents_barred(view: View, use: Use, today: date | None = None) -> dict[int, str]:
    """The ids of the documents that hold what cases said or wrote that do not allow a use now, each with one such case.

    That is where they take part, speak, or are marked; in a group interview, what the others answer them as well.
    """
    forbidden = {it.case for it in barred(view, use, today)}
    names = {row.id: row.name for row in queries.cases(view) if row.name in forbidden}
    ties = select(DocumentCase.document_id, DocumentCase.case_id).where(DocumentCase.role.in_(TAKING_PART))
    found: dict[int, str] = {}
    for statement, column in (
        (ties, DocumentCase.case_id),
        (select(CaseMember.document_id, CaseMember.case_id), CaseMember.case_id),
        (select(Speaker.document_id, Speaker.case_id), Speaker.case_id),
    ):
        for document_id, case_id in queries.rows_with(view, statement, column, names):
            found.setdefault(document_id, names[case_id])
    return found


def require(view: View, use: Use) -> None:
    """Raise Refused, naming the cases, where the consent of any does not allow a use."""
    if found := barred(view, use):
        raise Refused(
            _("Consent does not allow it: {cases}.", cases=some_of(noted(it.case, in_words(it.why)) for it in found)),
            _("qualcode cases consent lists what is recorded, and changes it; erase takes out what must not be kept."),
        )


def in_words(why: str) -> str:
    """Why a case does not allow a use (``Barred.why``), to be read."""
    words = {
        "pending": _("pending"), "refused": _("refused"), "withdrawn": _("withdrawn"),
        "not agreed": _("not agreed to"), "over": _("over"),
    }  # fmt: skip
    return words[why]


def without_record(view: View) -> list[str]:
    """The cases that take part in a document and of whose consent nothing is recorded."""
    return [case for case, consent in _all(view) if consent is None]


def due(view: View, today: date | None = None) -> list[str]:
    """What consent asks for now, one sentence each: what is kept beyond its time, what was withdrawn and is still there."""
    recorded = [(case, consent) for case, consent in _all(view) if consent is not None]
    over = [case for case, it in recorded if _is_over(it.until, today)]
    gone = [case for case, it in recorded if it.status == "withdrawn"]
    sentences = []
    if over:
        sentences.append(_("the time to keep them is over: {cases}: qualcode erase case", cases=some_of(over)))
    if gone:
        sentences.append(_("consent was withdrawn: {cases}: qualcode erase case", cases=some_of(gone)))
    return sentences


def _is_over(until: str, today: date | None) -> bool:
    """Whether a date has passed; of a month or a year, when all of it has."""
    return bool(until) and (today or date.today()).isoformat()[: len(until)] > until
