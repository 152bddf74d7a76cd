"""Answers in words as documents: one for each respondent, with the questions as headings, or one for each answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.formats.bundle import AttributeDraft, CaseDraft, DocumentDraft, SectionDraft
from qualcode.formats.questionnaires.answers import Answers
from qualcode.formats.questionnaires.mapping import ColumnUse

_LONGEST_NAME = 40
_KIND = "questionnaire"

Question = tuple[Answers, ColumnUse]


def documents_of(respondents: Sequence[str], questions: Sequence[Question], shape: str | None) -> list[DocumentDraft]:
    """The documents of all respondents, by the names of these; nobody who answered nothing in words has one.

    ``shape`` is "rows" for a document an answer, else there is one a respondent.
    """
    headings = [_heading(*question) for question in questions]
    if shape == "rows":
        names = _short_names(questions)
        return [
            it for at, name in enumerate(respondents) for it in _answers(name, _given(at, questions, headings), names)
        ]
    made = (_respondent(name, _given(at, questions, headings)) for at, name in enumerate(respondents))
    return [document for document in made if document.text]


def _heading(column: Answers, use: ColumnUse) -> str:
    """The question in words, on one line."""
    return " ".join((use.label or column.label or column.name).split())


def _given(at: int, questions: Sequence[Question], headings: Sequence[str]) -> dict[int, tuple[str, str]]:
    """What the respondent at this position has answered: by the question's place, its heading and the answer."""
    answers = (column.cells[at].strip() for column, _use in questions)
    return {place: (headings[place], answer) for place, answer in enumerate(answers) if answer}


def _respondent(name: str, given: dict[int, tuple[str, str]]) -> DocumentDraft:
    """All answers of a respondent, each under its question."""
    text, sections = "", []
    for label, answer in given.values():
        text += "\n\n" if text else ""
        sections.append(SectionDraft(1, label, len(text), len(text) + len(label)))
        text += f"{label}\n{answer}"
    return _document(name, name, text, sections)


def _answers(name: str, given: dict[int, tuple[str, str]], names: Sequence[str]) -> Iterator[DocumentDraft]:
    """A document for each answer of a respondent, with its question as an attribute."""
    for place, (label, answer) in given.items():
        document = _document(f"{name} – {names[place]}", name, answer, [])
        document.attributes.append(AttributeDraft("question", (label,)))
        yield document


def _document(name: str, case: str, text: str, sections: list[SectionDraft]) -> DocumentDraft:
    return DocumentDraft(
        name, text, kind=_KIND, source_type=_KIND, sections=sections, turns=[], cases=[CaseDraft(case, "participant")]
    )


def _short_names(questions: Sequence[Question]) -> list[str]:
    """The names of the columns, long ones cut, and with a number where two would be the same."""
    made: list[str] = []
    for column, _use in questions:
        name = column.name if len(column.name) <= _LONGEST_NAME else column.name[:_LONGEST_NAME].rstrip() + "…"
        made.append(name if name not in made else f"{name} {len(made) + 1}")
    return made
