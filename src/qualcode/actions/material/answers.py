"""What respondents have said in words to each question of a questionnaire, one answer after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.material import attributes
from qualcode.errors import NotFound, Refused
from qualcode.messages import _, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coding, Document, Section
from qualcode.store.view import View
from qualcode.table import Cell, Table
from qualcode.text import units
from qualcode.text.names import name_key
from qualcode.text.span import Span

_KIND = "questionnaire"
_QUESTION = "question"  # the attribute of documents that hold one answer each


@dataclass(frozen=True, slots=True)
class Question:
    """A question, how many answers there are to it, and how many of them hold a coding."""

    words: str
    answers: int
    coded: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding on an answer, or on a part of it: the guids of itself and its code, the path of the code and who coded."""

    guid: str
    code_guid: str
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: where it stands, its words, who gave it, and the codings that touch it, by place.

    ``values`` are those of the attributes of its cases, choices by their labels.
    """

    document: str
    span: Span
    text: str
    cases: tuple[str, ...]
    values: Mapping[str, Cell]
    marks: tuple[Mark, ...]


def questions(view: View) -> list[Question]:
    """The questions in the order in which documents have them. Answers under no question have the question ""."""
    found = _places(view)
    coded = Counter(question for question, places in _touching(view, found).items() for marks in places if marks)
    return [Question(words, len(places), coded[words]) for words, places in found.items()]


def answers(view: View, question: str) -> list[Answer]:
    """The answers to a question, by the names of their documents. Raises NotFound for a question that nobody has answered."""
    found = _places(view)
    words = _named(found, question)
    places = {words: found[words]}
    people, values = _people(view), attributes.values_by_owner(view, "case", labels=True)
    return [
        Answer(
            place.document.name,
            place.span,
            place.text,
            tuple(name for _id, name in people.get(place.document.id, ())),
            _values(values, people.get(place.document.id, ())),
            marks,
        )
        for place, marks in zip(places[words], _touching(view, places)[words], strict=True)
    ]


def places(view: View, rows: Iterable[Answer]) -> list[tuple[str, Span]]:
    """Where answers stand, each with its document. Raises Refused where one has been changed since it was read."""
    found = []
    for row in rows:
        document = queries.document_named(view, row.document)
        if row.span.of(queries.text_of(view, document.id)) != row.text:
            raise Refused(
                _(
                    "Somebody has changed the text of {document!r} in the meantime. Nothing was done.",
                    document=row.document,
                ),
                _("Look at it as it is now, and do it again."),
            )
        found.append((row.document, row.span))
    return found


def listing(view: View) -> Table:
    """The questions with how many answers they have, and how many of those are coded."""
    rows = [(it.words or None, it.answers, it.coded) for it in questions(view)]
    return Table(("question", "answers", "coded"), rows, () if rows else (_nothing(),))


def table(view: View, question: str, named: Sequence[str] = ()) -> Table:
    """The answers to a question with ``named`` attributes of their cases. Raises NotFound for an unknown question or attribute."""
    columns = [queries.attribute_named(view, name, "case").name for name in named]
    found = answers(view, question)
    rows = [
        (
            *("; ".join(it.cases) or None, it.document, it.span.start, it.span.end),
            *(it.values.get(name) for name in columns),
            it.text,
            "; ".join(dict.fromkeys(mark.code for mark in it.marks)) or None,
        )
        for it in found
    ]
    left = sum(not it.marks for it in found)
    note = plural("{n} answer has no code yet.", "{n} answers have no code yet.", left) if left else ""
    return Table(("case", "document", "start", "end", *columns, "text", "codes"), rows, (note,) if note else ())


def _nothing() -> str:
    return _("There are no answers in words: qualcode import brings questionnaires in.")


@dataclass(frozen=True, slots=True)
class _Place:
    document: Row[Any]
    span: Span
    text: str


def _places(view: View) -> dict[str, list[_Place]]:
    """Where the answers to each question stand."""
    of_documents = attributes.values_by_owner(view, "document")
    headings: dict[int, list[Span]] = {}
    statement = select(Section.__table__).join(Document, Section.document_id == Document.id)
    wanted = statement.where(Document.kind == _KIND, Section.kind == "heading")
    for row in queries.rows(view, wanted.order_by(Section.document_id, Section.start)):
        headings.setdefault(row.document_id, []).append(Span(row.start, row.end))
    found: dict[str, list[_Place]] = {}
    for document in queries.documents(view):
        if document.kind == _KIND:
            alone = of_documents.get(document.id, {}).get(_QUESTION, [""])
            for question, place in _within(view, document, headings.get(document.id, ()), str(alone[0])):
                found.setdefault(question, []).append(place)
    return dict(sorted(found.items(), key=lambda it: it[0] == ""))  # what has no question comes last


def _within(view: View, document: Row[Any], headings: Sequence[Span], alone: str) -> Iterator[tuple[str, _Place]]:
    """The answers of a document with their questions: those of its headings, or ``alone`` where it has none."""
    text = queries.text_of(view, document.id)
    for heading, span in units.answers(text, headings):
        question = heading.of(text).lstrip("# \t").strip() if heading else alone
        yield question, _Place(document, span, span.of(text))


def _named(found: Iterable[str], question: str) -> str:
    """A question in its own spelling; its beginning is enough where only one question begins so."""
    wanted = name_key(question)
    same = [it for it in found if name_key(it) == wanted]
    close = same or [it for it in found if wanted and name_key(it).startswith(wanted)]
    if len(close) != 1:
        raise NotFound(
            _("There is no question {question!r}.", question=question)
            if not close
            else _("Several questions begin with {question!r}.", question=question),
            _("qualcode answers lists the questions."),
        )
    return close[0]


def _people(view: View) -> dict[int, list[tuple[int, str]]]:
    """By documents, the cases tied to them: their ids and names."""
    names = {row.id: row.name for row in queries.cases(view)}
    found: dict[int, list[tuple[int, str]]] = {}
    for row in queries.document_cases(view):
        if (row.case_id, names[row.case_id]) not in found.setdefault(row.document_id, []):
            found[row.document_id].append((row.case_id, names[row.case_id]))
    return found


def _values(values: Mapping[int, Mapping[str, list[Any]]], people: Sequence[tuple[int, str]]) -> dict[str, Cell]:
    """The values of all cases of an answer, by attribute."""
    found: dict[str, list[Any]] = {}
    for case_id, _name in people:
        for name, several in values.get(case_id, {}).items():
            found.setdefault(name, []).extend(several)
    return {name: attributes.as_cell(list(dict.fromkeys(several))) for name, several in found.items()}


def _touching(view: View, found: Mapping[str, Sequence[_Place]]) -> dict[str, list[tuple[Mark, ...]]]:
    """The codings that touch each answer, as far as who looks may see them."""
    ids = {place.document.id for places in found.values() for place in places}
    tree = queries.code_tree(view)
    coders = {row.id: row.name for row in queries.coders(view)}
    statement = (
        select(Coding.__table__).where(*rounds.shown(view, Coding)).order_by(Coding.start, Coding.end, Coding.id)
    )
    codings: dict[int, list[Row[Any]]] = {}
    for row in queries.rows_with(view, statement, Coding.document_id, sorted(ids)):
        codings.setdefault(row.document_id, []).append(row)
    guids = {row.id: row.guid.hex for row in tree.rows}

    def of(place: _Place) -> tuple[Mark, ...]:
        return tuple(
            Mark(row.guid.hex, guids[row.code_id], tree.path(row.code_id), coders[row.coder_id])
            for row in codings.get(place.document.id, ())
            if row.start < place.span.end and place.span.start < row.end
        )

    return {question: [of(place) for place in places] for question, places in found.items()}
