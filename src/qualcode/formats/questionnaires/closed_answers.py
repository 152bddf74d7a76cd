"""Closed answers as values of attributes: each cell in the form its kind is written in, or said to be no such value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.formats.bundle import ChoiceDraft, QuestionDraft
from qualcode.formats.questionnaires.answer_dates import DateReading
from qualcode.formats.questionnaires.answer_kinds import plain_text, split
from qualcode.formats.questionnaires.answer_numbers import NumberReading
from qualcode.formats.questionnaires.answers import Answers, AnswerTable, briefly
from qualcode.formats.questionnaires.mapping import ColumnUse
from qualcode.messages import _, plural
from qualcode.text.names import name_key
from qualcode.text.values import parse

Texts = tuple[str, ...]


@dataclass
class ClosedAnswers:
    """The answers to one closed question: for each respondent the values, written as their kind is; none where not answered."""

    question: QuestionDraft
    values: list[Texts]


def close(table: AnswerTable, columns: Sequence[tuple[Answers, ColumnUse]]) -> ClosedAnswers:
    """The answers to one question, in one column or in several; what is no value of its kind is noted in the report."""
    use = columns[0][1]
    values: list[Texts] = [()] * len(table.numbers)
    choices: dict[str, ChoiceDraft] = {}
    for column, of_column in columns:
        choices |= {choice.value: choice for choice in of_column.choices}
        reading = _Reading(column, of_column)
        values = [_together(*both) for both in zip(values, map(reading.of, column.cells))]
        reading.tell(table)
    if use.kind == "choice":
        given = dict.fromkeys(value for each in dict.fromkeys(values) for value in each)
        choices |= {value: ChoiceDraft(value) for value in given if value not in choices}
    labels = (it.label or ("" if it.ticked else column.label) for column, it in columns)
    many = use.many or len(columns) > 1
    label = next(filter(None, labels), "")
    return ClosedAnswers(QuestionDraft(use.attribute, label, use.kind or "text", many, tuple(choices.values())), values)


def _together(one: Texts, other: Texts) -> Texts:
    return tuple(dict.fromkeys((*one, *other))) if one and other else one or other


def _way_of_writing(column: Answers, use: ColumnUse) -> Callable[[str], str]:
    """What makes of a cell a value as its kind is written, by all that the column holds."""
    if use.kind == "date":
        return DateReading({cell for cell in column.given() if cell not in {it.value for it in use.choices}}).of
    if use.kind in ("integer", "decimal"):
        numbers = NumberReading(map(plain_text, column.given()))
        return lambda text: numbers.of(plain_text(text))
    return plain_text


class _Reading:
    """Reads the cells of a column, each different one once."""

    def __init__(self, column: Answers, use: ColumnUse) -> None:
        self._column, self._use = column, use
        self._known: dict[str, Texts] = {}
        self._wrong: list[str] = []
        self._rewritten: dict[str, str] = {}
        self._of_label = {name_key(choice.label): choice.value for choice in use.choices if choice.label}
        self._choices = {choice.value for choice in use.choices}
        self._missing = {choice.value for choice in use.choices if choice.missing}
        self._whole = [value for value in self._choices if use.separator and use.separator in value]
        self._written = _way_of_writing(column, use)

    def of(self, cell: str) -> Texts:
        """The values in a cell."""
        if cell not in self._known:
            self._known[cell] = tuple(self._values(cell.strip()))
        return self._known[cell]

    def _values(self, text: str) -> dict[str, None]:
        if self._use.ticked:
            return dict.fromkeys([self._use.choice or self._use.column] if text == self._use.ticked else [])
        parts = self._parts(text)
        return dict.fromkeys(value for part in parts if (value := self._value(part)) is not None)

    def _value(self, text: str) -> str | None:
        """What is to be stored of a text, None where it is no value of the kind."""
        if self._use.kind in ("choice", "text", ""):
            return text if text in self._choices else self._of_label.get(name_key(text), text)
        try:
            written = self._written(text)
            parse(self._use.kind, written)
        except ValueError:
            if text not in self._missing:
                self._wrong.append(text)
            return None
        if written != text:
            self._rewritten[text] = written
        return written

    def tell(self, table: AnswerTable) -> None:
        """Note what was written otherwise, and what was left out."""
        column = self._column.name
        for old, new in list(self._rewritten.items())[:1]:
            sentence = _("under {column!r} {new} is written for {old}, and so on", column=column, new=new, old=old)
            table.report.add("changed", sentence)
        if not self._wrong:
            return
        wrong = set(self._wrong)
        rows = [at for at, cell in enumerate(self._column.cells) if not wrong.isdisjoint(self._parts(cell))]
        sentence = plural(
            "{n} answer under {column!r} is not of kind {kind} and was left out: {texts}",
            "{n} answers under {column!r} are not of kind {kind} and were left out: {texts}",
            len(rows),
            column=column,
            kind=self._use.kind,
            texts=briefly(self._wrong),
        )
        table.report.add("error", sentence, briefly([table.place(at) for at in rows]))

    def _parts(self, cell: str) -> Sequence[str]:
        if self._use.separator:
            return split(cell, self._use.separator, self._whole)
        return [cell.strip()] if cell.strip() else []
