"""Giving a project away: what a clean copy leaves out, and what in it may still lead to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from qualcode.actions import segments
from qualcode.actions.material import attributes, cases
from qualcode.actions.privacy import consent, pseudonyms
from qualcode.actions.studies import erasure, figures
from qualcode.actions.written import written
from qualcode.errors import Refused
from qualcode.messages import _, plural
from qualcode.store import erasing, queries
from qualcode.store.models import (
    CaseMember,
    Document,
    DocumentCase,
    Operation,
    Segment,
    Speaker,
    Unplaced,
)
from qualcode.store.removal import remove
from qualcode.store.session import Work
from qualcode.store.undo import ERASE
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text.name_traces import Traces
from qualcode.text.pseudonyms import Names, telling_numbers
from qualcode.text.quotes import Quotes

NAME, _PERHAPS, STILL_NAMED = "name", "perhaps a name", "left out, still named"
_FEW = 3  # a combination of attributes that fewer cases hold may name a person
_WITHIN = "parent"  # the case a case lies within tells of it as an attribute does
_KINDS = ("choice", "boolean", "text")


def clean(work: Work, key: pseudonyms.Key | None, *, leave_out: bool = False) -> None:
    """Make a copy fit for others: names replaced, originals, earlier texts and the history's contents gone for good.

    ``leave_out`` takes out the cases that do not agree to be shared. Raises Refused while codings wait for a person to say
    where they belong: what they say is kept in the history alone.
    """
    waiting = work.connection.scalars(select(Unplaced.id).where(Unplaced.decided == "")).all()
    if waiting:
        raise Refused(
            plural(
                "{n} row waits for its place after a revision.",
                "{n} rows wait for their places after a revision.",
                len(waiting),
            ),
            _("Decide them first: qualcode documents unplaced lists them."),
        )
    work.describe(ERASE, _("made a copy for others"))
    if leave_out:
        _leave_out(work, [it.case for it in consent.barred(work, "share")])
    if key is not None:
        pseudonyms.pseudonymise(work, key)
    pseudonyms.forget_names(work)
    figures.drop_material(work.connection)
    if key is not None:
        pseudonyms.rename_in_studies(work, key)


def _leave_out(work: Work, names: Sequence[str]) -> None:
    """Take cases out, with all documents in which they speak and what is quoted from these."""
    ids = [queries.case_named(work, name).id for name in names]
    documents = sorted(_documents_of(work, ids))
    quotes = Quotes([queries.text_of(work, document_id) for document_id in documents])
    theirs = queries.rows_with(work, select(Segment.id), Segment.document_id, documents)
    segments.orphan_evidence(work, [row.id for row in theirs])
    erasure.let_documents_go(work, documents)
    remove(work.journal, Document, documents)
    for name in names:
        cases.remove(work, name)
    erasing.censor_rows(work.connection, lambda text: quotes.without(text, _("[left out]")))


def _documents_of(view: View, case_ids: Sequence[int]) -> set[int]:
    """The documents in which cases take part, speak, or are marked."""
    ties = select(DocumentCase.document_id).where(DocumentCase.role.in_(consent.TAKING_PART))
    found: set[int] = set()
    for statement, column in (
        (ties, DocumentCase.case_id),
        (select(CaseMember.document_id), CaseMember.case_id),
        (select(Speaker.document_id), Speaker.case_id),
    ):
        found |= {row.document_id for row in queries.rows_with(view, statement, column, case_ids)}
    return found


def leads(view: View, key: pseudonyms.Key | None, left_out: Sequence[str] = ()) -> Table:
    """What in a project may lead to a person: names of the key and traces of them, names of the cases ``left_out``, numbers
    and addresses, rare combinations of attributes.

    A row each: what it is, where it stands, what stands there.
    """
    rows: list[tuple[Cell, ...]] = []
    if key is not None:
        rows += _names(view, key)
    if left_out:
        rows += _still_named(view, left_out)
    rows += _numbers(view)
    rows += _rare(view)
    return Table(("what", "where", "found"), rows)


def names_left(leads: Table) -> int:
    """How many of ``leads`` are names of the key as they are."""
    return sum(row[0] == NAME for row in leads.rows)


def _names(view: View, key: pseudonyms.Key) -> Iterator[tuple[str, str, str]]:
    """Where names still stand, and what may be left of them, each once a place."""
    traces = Traces(key.by_name)
    for where, text in _all_words(view):
        found = [span for span, _name in key.names.mentions(text)]
        yield from ((NAME, where, words) for words in dict.fromkeys(span.of(text) for span in found))
        perhaps = [span for span in traces.in_text(text) if not any(map(span.overlaps, found))]
        yield from ((_PERHAPS, where, words) for words in dict.fromkeys(span.of(text) for span in perhaps))
    for coder in queries.coders(view):  # whose names stay: she may be called as somebody in the texts is
        if any(True for _mention in key.names.mentions(coder.name)):
            yield _PERHAPS, f"coder: {coder.name}", coder.name


def _still_named(view: View, left_out: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Where cases that were left out are still spoken of, by names of more than a letter, each once a place."""
    names = Names(name for name in left_out if len(name) > 1)
    for where, text in _all_words(view):
        found = dict.fromkeys(span.of(text) for span, _name in names.mentions(text))
        yield from ((STILL_NAMED, where, words) for words in found)


def _all_words(view: View) -> Iterator[tuple[str, str]]:
    """All that people wrote in a project, each with where it stands."""
    for name, text in view.connection.execute(select(Document.name, Document.text).order_by(Document.name_key)):
        yield f"document: {name}", text
    for table, name, words in written(view):
        yield f"{table}: {name}", words
    for (label,) in view.connection.execute(select(Operation.label)):
        yield f"history: {label}", label


def _numbers(view: View) -> Iterator[tuple[str, str, str]]:
    for where, text in _all_words(view):
        for kind, span in telling_numbers(text):
            yield kind, where, span.of(text)


def _rare(view: View) -> Iterator[tuple[str, str, str]]:
    """Combinations of all attributes with few values that fewer than three cases hold."""
    values = attributes.values_by_owner(view, "case")
    names = {row.id: row.name for row in queries.cases(view)}
    kinds = {row.name: row.kind for row in queries.attributes(view, "case")} | {_WITHIN: "text"}
    shown = {
        case: {name: str(attributes.as_cell(found)) for name, found in its.items()} for case, its in values.items()
    }
    for row in queries.cases(view):
        if row.parent_id is not None:
            shown.setdefault(row.id, {})[_WITHIN] = names[row.parent_id]
    telling = [name for name, kind in kinds.items() if kind in _KINDS and _recurs(name, shown)]
    combined = {case: tuple((name, its[name]) for name in telling if name in its) for case, its in shown.items()}
    held = Counter(combination for combination in combined.values() if len(combination) > 1)
    for case, combination in combined.items():
        if 0 < held[combination] < _FEW:
            yield "rare combination", names[case], ", ".join(f"{name}={value}" for name, value in combination)


def _recurs(name: str, values: dict[int, dict[str, str]]) -> bool:
    """Whether an attribute sorts cases into groups, rather than say something different of each."""
    found = [its[name] for its in values.values() if name in its]
    return len(set(found)) <= len(found) / 2
