"""Answers to a question of a questionnaire as rows of a table, and one of them in full."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.actions.material import answers
from qualcode.actions.material.answers import Answer, Question
from qualcode.messages import _, labelled, listed, plural
from qualcode.project import View
from qualcode.text.names import name_key, parse_path
from qualcode.tui.view.columns import Column
from qualcode.tui.widgets.lines import Line, Words

Key = tuple[str, int, int]
"""Which answer: its document, start and end."""

_EXCERPT = 400  # characters of which a row shows what fits


@dataclass(frozen=True)
class Answers:
    """The questions there are, and the answers to one of them."""

    questions: Sequence[Question]
    question: str
    rows: Sequence[Answer]

    @classmethod
    def of(cls, view: View, question: str | None) -> Answers:
        """The answers to a question; to the first where it is None, or nobody has answered it any more."""
        return cls(*answers.survey(view, question))

    @property
    def attributes(self) -> list[str]:
        """The names of all attributes that are recorded of who answered."""
        return list(dict.fromkeys(name for row in self.rows for name in row.values))


def key_of(row: Answer) -> Key:
    """Which answer a row is."""
    return row.document, row.span.start, row.span.end


def columns(attributes: Sequence[str], order: str, descending: bool) -> list[Column]:
    """The columns with those of some attributes, the one that is sorted by with an arrow."""
    arrow = " ↓" if descending else " ↑"
    found = [
        Column("case", _("respondent"), 8, 2, 20),
        *(Column(f"attribute:{name}", name, 6, 1, 14) for name in attributes),
        Column("text", _("answer"), 20, 8),
        Column("codes", _("codes"), 12, 4, 44),
    ]
    return [replace(column, head=column.head + arrow) if column.id == order else column for column in found]


def found(rows: Iterable[Answer], words: str, order: str, descending: bool) -> list[Answer]:
    """The answers that have some words in them, in a value, a case or a code, in an order."""
    wanted = name_key(words).split()
    fitting = [row for row in rows if all(word in _known(row) for word in wanted)]
    return sorted(fitting, key=lambda row: _rank(row, order), reverse=descending)


def _known(row: Answer) -> str:
    values = (str(value) for value in row.values.values() if value is not None)
    return name_key(" ".join([row.document, *row.cases, *values, row.text, *(mark.code for mark in row.marks)]))


def _rank(row: Answer, order: str) -> Any:
    match order:
        case "text":
            return name_key(row.text[:_EXCERPT])
        case "codes":
            return bool(row.marks), [mark.code for mark in row.marks]
        case "case":
            return name_key(listed(row.cases) or row.document)
    value = row.values.get(order.removeprefix("attribute:"))
    if value is None:
        return 2, ""
    return (0, value) if isinstance(value, int | float) else (1, name_key(str(value)))


class AnswerRows:
    """Answers as rows; ``marked`` are the keys of those that are marked, ``is_mine`` tells a coder who sits here."""

    def __init__(self, rows: Sequence[Answer], marked: Collection[Key], is_mine: Callable[[str], bool]) -> None:
        self.rows, self._marked, self._is_mine = rows, marked, is_mine

    def __len__(self) -> int:
        return len(self.rows)

    def prepare(self, first: int, stop: int) -> None:
        """All is there."""

    def is_marked(self, number: int) -> bool:
        """Whether a row is marked."""
        return key_of(self.rows[number]) in self._marked

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row; codes that others alone have put there are muted."""
        row = self.rows[number]
        mine = any(self._is_mine(mark.coder) for mark in row.marks)
        cells: dict[str, Words] = {
            "case": (listed(row.cases) or row.document, "muted"),
            "text": (" ".join(row.text[:_EXCERPT].split()), ""),
            "codes": (listed(_names_of(row)), "" if mine else "muted"),
        }
        return [cells.get(column) or (_written(row.values, column), "muted") for column in columns]


def _written(values: Mapping[str, Any], column: str) -> str:
    value = values.get(column.removeprefix("attribute:"))
    return "" if value is None else str(value)


def _names_of(row: Answer) -> list[str]:
    """The names of the codes on an answer, each once."""
    return list(dict.fromkeys(parse_path(mark.code)[-1] for mark in row.marks))


def details(row: Answer, colors: Mapping[str, str]) -> list[Line]:
    """An answer in full, who gave it, and each code on it with who put it there."""
    who = [listed(row.cases) or row.document, *(labelled(name, value) for name, value in row.values.items())]
    lines: list[Line] = [((paragraph, ""),) for paragraph in row.text.split("\n")]
    lines += [(), ((" · ".join(map(str, who)), "muted"),)]
    coders: dict[tuple[str, str], list[str]] = {}
    for mark in row.marks:
        coders.setdefault((mark.code, mark.code_guid), []).append(mark.coder)
    for (code, guid), names in coders.items():
        lines.append((("█ ", colors.get(guid, "")), (code, ""), (f"  {listed(dict.fromkeys(names))}", "muted")))
    return lines


def counted(question: Question) -> str:
    """How many answers a question has, and how many of them are coded."""
    return plural("{n} answer, {coded} coded", "{n} answers, {coded} coded", question.answers, coded=question.coded)
