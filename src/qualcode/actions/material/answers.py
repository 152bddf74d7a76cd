"""What respondents have said in words to each question of a questionnaire, one answer after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

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
    return _Survey(view).questions()


def answers(view: View, question: str) -> list[Answer]:
    """The answers to a question, by the names of their documents. Raises NotFound for a question that nobody has answered."""
    survey = _Survey(view)
    return survey.answers(survey.named(question))


def survey(view: View, question: str | None) -> tuple[list[Question], str, list[Answer]]:
    """All questions, one of them, and the answers to it; the first one where nobody has answered the one asked for."""
    found = _Survey(view)
    asked = question if question is not None and question in found.places else next(iter(found.places), "")
    return found.questions(), asked, found.answers(asked)


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


class _Place(NamedTuple):
    document_id: int
    document: str
    span: Span
    text: str


class _Survey:
    """All answers there are: where they stand, by question, and the codings that touch them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.places = _places(view)
        self._codings = _codings(view, {place.document_id for found in self.places.values() for place in found})

    def questions(self) -> list[Question]:
        """Each with how many answers it has, and how many of them are coded."""
        return [
            Question(words, len(found), sum(any(self._touching(place)) for place in found))
            for words, found in self.places.items()
        ]

    def answers(self, question: str) -> list[Answer]:
        """The answers to a question in its own spelling; none to one that nobody has answered."""
        people = _people(self._view)
        values = attributes.values_by_owner(self._view, "case", labels=True)
        return [
            Answer(
                place.document,
                place.span,
                place.text,
                tuple(name for _id, name in people.get(place.document_id, ())),
                _values(values, people.get(place.document_id, ())),
                tuple(mark for _span, mark in self._touching(place)),
            )
            for place in self.places.get(question, ())
        ]

    def named(self, question: str) -> str:
        """A question in its own spelling; its beginning is enough where only one question begins so."""
        wanted = name_key(question)
        same = [it for it in self.places if name_key(it) == wanted]
        close = same or [it for it in self.places if wanted and name_key(it).startswith(wanted)]
        if len(close) == 1:
            return close[0]
        sentence = (
            _("Several questions begin with {question!r}.", question=question)
            if close
            else _("There is no question {question!r}.", question=question)
        )
        raise NotFound(sentence, _("qualcode answers lists the questions."))

    def _touching(self, place: _Place) -> Iterator[tuple[Span, Mark]]:
        return (it for it in self._codings.get(place.document_id, ()) if it[0].overlaps(place.span))


def _places(view: View) -> dict[str, list[_Place]]:
    """Where the answers to each question stand."""
    alone = attributes.values_by_owner(view, "document")
    columns: list[Any] = [Document.id, Document.name, Document.text]
    statement = select(*columns).where(Document.kind == _KIND)
    headings = _headings(view)
    found: dict[str, list[_Place]] = {}
    for row in queries.rows(view, statement.order_by(Document.name_key)):
        question_of_all = str(next(iter(alone.get(row.id, {}).get(_QUESTION, ())), ""))
        for heading, span in units.answers(row.text, headings.get(row.id, ())):
            question = heading.of(row.text).lstrip("# \t").strip() if heading else question_of_all
            found.setdefault(question, []).append(_Place(row.id, row.name, span, span.of(row.text)))
    return dict(sorted(found.items(), key=lambda it: it[0] == ""))  # what has no question comes last


def _headings(view: View) -> dict[int, list[Span]]:
    """By the ids of questionnaires, where their headings stand."""
    columns: list[Any] = [Section.document_id, Section.start, Section.end]
    statement = select(*columns).where(Section.kind == "heading")
    statement = statement.join(Document, Section.document_id == Document.id).where(Document.kind == _KIND)
    found: dict[int, list[Span]] = {}
    for row in queries.rows(view, statement.order_by(Section.document_id, Section.start)):
        found.setdefault(row.document_id, []).append(Span(row.start, row.end))
    return found


def _codings(view: View, documents: Iterable[int]) -> dict[int, list[tuple[Span, Mark]]]:
    """By the ids of documents, the codings in them that who looks may see, by place."""
    tree = queries.code_tree(view)
    codes = {row.id: (row.guid.hex, tree.path(row.id)) for row in tree.rows}
    coders = {row.id: row.name for row in queries.coders(view)}
    columns = select(
        *(Coding.document_id, Coding.start, Coding.end, Coding.guid, Coding.code_id, Coding.coder_id)
    ).where(*rounds.shown(view, Coding))
    statement = columns.order_by(Coding.start, Coding.end, Coding.id)
    found: dict[int, list[tuple[Span, Mark]]] = {}
    for row in queries.rows_with(view, statement, Coding.document_id, sorted(documents)):
        mark = Mark(row.guid.hex, *codes[row.code_id], coders[row.coder_id])
        found.setdefault(row.document_id, []).append((Span(row.start, row.end), mark))
    return found


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
