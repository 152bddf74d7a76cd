"""What the exports of survey services write in ways of their own: names with questions, skipped answers, a column a choice.

Seen in exports of LimeSurvey (``G01Q02[SQ001]``, ``G01Q02. Which do you use?``), SurveyMonkey and Qualtrics (a column for
each choice, holding the choice's text) and 问卷星 (a column for each choice, holding 0 or 1; -3 where a question was skipped).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.formats.bundle import ChoiceDraft, Report
from qualcode.formats.questionnaires.answers import Answers, briefly
from qualcode.formats.sheets.headings import BETWEEN
from qualcode.messages import _
from qualcode.text.names import name_key

_NAME_AND_QUESTION = re.compile(r"(?P<name>[A-Za-z]\w*(?:\[\w+\])?)\. (?P<question>\S.*)", re.DOTALL)
_MOSTLY = 0.8
_WENJUANXING = ("提交答卷时间", "所用时间")
_SKIPPED = {"-3": "跳过", "-2": "空"}
_CHOICE_AT_END = re.compile(r"(?: - Selected Choice)? - [^-]+$|\s*\[(?P<choice>[^\[\]]+)\]$", re.IGNORECASE)
_TICKS = tuple(map(frozenset, (("Y",), ("Yes",), ("1",), ("0",), ("0", "1"))))

Parted = tuple[str, str, bool]


def tidied(columns: Sequence[Answers], report: Report) -> list[Answers]:
    """The columns with what services write in their own way understood; columns that tick choices are joined, and it is said."""
    found = _with_skipped(_with_questions(list(columns)))
    names = {name_key(it.name) for it in found}
    for parted in (_with_text_of_choice, _with_ticks):
        _join(found, parted, names, report)
    return found


def _with_questions(columns: list[Answers]) -> list[Answers]:
    """Names such as ``G01Q01. What is your gender?`` as a name and a question, where most are written so."""
    parted = [_NAME_AND_QUESTION.fullmatch(it.name) for it in columns]
    names = [match["name"] if match else it.name for match, it in zip(parted, columns)]
    if len(names) < 2 or sum(map(bool, parted)) < _MOSTLY * len(names) or len(set(map(name_key, names))) < len(names):
        return columns
    return [
        replace(it, name=name, label=match["question"] if match else it.label)
        for it, name, match in zip(columns, names, parted)
    ]


def _with_skipped(columns: list[Answers]) -> list[Answers]:
    """In the coded exports of 问卷星 -3 and -2 stand for no answer."""
    if not {it.name for it in columns}.issuperset(_WENJUANXING):
        return columns
    return [replace(it, choices=(*it.choices, *_skipped(it))) for it in columns]


def _skipped(column: Answers) -> list[ChoiceDraft]:
    return [ChoiceDraft(value, label, True) for value, label in _SKIPPED.items() if value in column.cells]


def _join(columns: list[Answers], parted: Callable[[Answers], Parted | None], names: set[str], report: Report) -> None:
    """Mark columns that tick the choices of one question, as ``parted`` tells question, choice and whether it is a tick.

    Two at least must be ticks with answers; one besides may say in words what else there is.
    """
    groups: dict[str, list[tuple[Answers, str]]] = {}
    others: Counter[str] = Counter()
    for column in columns:
        if not column.joined and (found := parted(column)) is not None:
            question, choice, is_tick = found
            groups.setdefault(question, []).extend([(column, choice)] if is_tick else [])
            others[question] += not is_tick
    joined = [
        question
        for question, group in groups.items()
        if others[question] < 2 and name_key(question) not in names and sum(bool(it.given()) for it, _ in group) > 1
    ]
    for question in joined:
        ticks = {column.name: _tick(column) for column, _choice in groups[question]}
        same = {*ticks.values()} - {""}
        for column, choice in groups[question]:
            column.joined, column.choice = question, choice
            column.ticked = ticks[column.name] or (next(iter(same)) if len(same) == 1 else choice)
            column.joined_label, column.label = _CHOICE_AT_END.sub("", column.label), ""
    if joined:
        report.add("changed", _("columns that tick a choice each were joined: {names}", names=briefly(joined)))


def _tick(column: Answers) -> str:
    """What a column holds where its choice was ticked, "" where nobody did."""
    return next((text for text in column.given() if text not in ("0", *_SKIPPED)), "")


def _with_text_of_choice(column: Answers) -> Parted | None:
    """A column that may hold nothing but the choice's own text, which ends its name or its label."""
    question, dash, choice = column.name.rpartition(BETWEEN)
    if not dash:
        question, dash = column.name.rpartition("_")[0], column.label
        choice = column.label.rpartition(" - ")[2]
    if not (dash and question and choice):
        return None
    return question, choice, {*column.given()} <= {choice}


def _with_ticks(column: Answers) -> Parted | None:
    """A column that names question and choice, and may say whether that was ticked."""
    if column.name.endswith("]"):
        question, bracket, choice = column.name[:-1].rpartition("[")
        said = _CHOICE_AT_END.search(column.label)
        choice = (said and said["choice"]) or choice
    else:
        question, bracket, choice = column.name.replace("：", ":").rpartition(":")
    question, choice = question.strip(), choice.strip()
    if not (bracket and question and choice):
        return None
    given = frozenset(text for text in column.given() if text not in _SKIPPED)
    return question, choice, not given or given in _TICKS
