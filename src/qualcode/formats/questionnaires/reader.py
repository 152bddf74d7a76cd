"""Questionnaires: one respondent a row, closed answers as values of attributes, answers in words as documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, RespondentDraft
from qualcode.formats.questionnaires.answers import AnswerTable, briefly
from qualcode.formats.questionnaires.closed_answers import close
from qualcode.formats.questionnaires.documents import Question, documents_of
from qualcode.formats.questionnaires.mapping import (
    CELL,
    QuestionnaireMapping,
    QuestionnaireOptions,
    load_mapping,
    save_mapping,
)
from qualcode.formats.questionnaires.own_tables import refuse_own_tables
from qualcode.formats.questionnaires.proposal import propose
from qualcode.formats.questionnaires.sheet_answers import answers_of
from qualcode.formats.questionnaires.spss import ENDINGS as SPSS_ENDINGS
from qualcode.formats.questionnaires.spss import read_spss
from qualcode.formats.sheets.reading import TEXT_ENDINGS, WORKBOOK_ENDINGS, read_grid
from qualcode.formats.sheets.transcript import is_transcript, transcript_of
from qualcode.messages import _, listed, plural
from qualcode.text.names import name_key

__all__ = [
    "QuestionnaireMapping",
    "QuestionnaireOptions",
    "TableReader",
    "load_mapping",
    "propose_mapping",
    "read_questionnaire",
    "save_mapping",
]

_MOST_COLUMNS = 10_000
_MOST_RESPONDENTS = 300_000


class TableReader:
    """Reads questionnaires, and transcripts that were typed into a sheet, from tables of every kind."""

    name = "questionnaire"
    extensions: tuple[str, ...] = (*TEXT_ENDINGS, *WORKBOOK_ENDINGS, *SPSS_ENDINGS)

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """Questions, respondents and documents; one document and nothing else where the table is a transcript."""
        return read_questionnaire(path, options.questionnaire or QuestionnaireOptions(), options.encoding)


def read_questionnaire(path: Path, options: QuestionnaireOptions, encoding: str | None = None) -> Bundle:
    """The questions, respondents and documents of a table; or one document alone, where the table is a transcript.

    Without a mapping the use of every column is guessed, and the report says how. Raises UnreadableInput where there is no
    table, or where it has not the columns that ``options`` or the mapping name.
    """
    mapping = load_mapping(options.mapping) if options.mapping else None
    options = replace(options, sheet=options.sheet or (mapping.sheet if mapping else None))
    if path.suffix.lower() not in SPSS_ENDINGS:
        grid = read_grid(path, options.sheet, encoding)
        if options.shape != "transcript":
            refuse_own_tables(grid)
        is_open = options == QuestionnaireOptions(sheet=options.sheet)
        if options.shape == "transcript" or (is_open and is_transcript(grid)):
            return Bundle(grid.report, [transcript_of(grid, path)])
        table = answers_of(grid)
    else:
        table = read_spss(path, encoding)
    _require_size(path, table)
    return _bundle(path.stem, table, mapping or propose(table, options), options)


def propose_mapping(path: Path, options: QuestionnaireOptions, encoding: str | None = None) -> QuestionnaireMapping:
    """What the columns of a table become: by the mapping that ``options`` name, else by guess. Raises as reading does."""
    if options.mapping:
        return load_mapping(options.mapping)
    if path.suffix.lower() in SPSS_ENDINGS:
        return propose(read_spss(path, encoding), options)
    grid = read_grid(path, options.sheet, encoding)
    refuse_own_tables(grid)
    return propose(answers_of(grid), options)


def _bundle(stem: str, table: AnswerTable, mapping: QuestionnaireMapping, options: QuestionnaireOptions) -> Bundle:
    table.report.format = TableReader.name
    columns = _used(table, mapping)
    if not options.documents:
        columns = [(column, replace(use, use="attribute") if use.use == "open" else use) for column, use in columns]
    names = _respondents(stem, table, columns)
    closed = [close(table, group) for group in _by_attribute(columns)]
    opened = [(column, use) for column, use in columns if use.use == "open"]
    documents = documents_of(names, opened, options.shape or mapping.shape)
    rows = plural("{n} respondent", "{n} respondents", len(names))
    table.report.add("read", listed([rows, plural("{n} column", "{n} columns", len(table.columns))]))
    respondents = [
        RespondentDraft(name, {it.question.name: it.values[at] for it in closed if it.values[at]}, table.numbers[at])
        for at, name in enumerate(names)
    ]
    return Bundle(table.report, documents, questions=[it.question for it in closed], respondents=respondents)


def _require_size(path: Path, table: AnswerTable) -> None:
    columns, respondents = len(table.columns), len(table.numbers)
    if columns > _MOST_COLUMNS:
        what = _(
            "{n} columns, more than a questionnaire may have ({most})", n=f"{columns:,}", most=f"{_MOST_COLUMNS:,}"
        )
        hint = _("Save a copy with the columns you need, and import that.")
    elif respondents > _MOST_RESPONDENTS:
        what = _(
            "{n} respondents, more than a questionnaire may have ({most})",
            n=f"{respondents:,}",
            most=f"{_MOST_RESPONDENTS:,}",
        )
        hint = _("Save a copy with the rows you need, and import that.")
    else:
        return
    raise UnreadableInput(_("{name} has {what}.", name=path.name, what=what), hint)


def _used(table: AnswerTable, mapping: QuestionnaireMapping) -> list[Question]:
    """The columns with their uses. Raises UnreadableInput for one that the mapping names and the table has not."""
    by_key = {name_key(it.name): it for it in table.columns}
    used = [(by_key.get(name_key(use.column)) or table.named(use.column)[0], use) for use in mapping.columns]
    named = {column.name for column, _use in used}
    if unnamed := [it.name for it in table.columns if it.name not in named]:
        sentence = plural(
            "a column the mapping does not name: {columns}",
            "columns the mapping does not name: {columns}",
            len(unnamed),
            columns=briefly(unnamed),
        )
        table.report.add("not carried", sentence)
    return used


def _by_attribute(columns: Sequence[Question]) -> list[list[Question]]:
    """The columns that make attributes, those of one attribute together."""
    groups: dict[str, list[Question]] = {}
    for column, use in columns:
        if use.use == "attribute":
            groups.setdefault(name_key(use.attribute), []).append((column, use))
    return list(groups.values())


def _respondents(stem: str, table: AnswerTable, columns: Sequence[Question]) -> list[str]:
    """A name for each respondent: what the column of names says, else the file's name and a number. No name comes twice."""
    found = next((it for it in columns if it[1].use == "case"), None)
    if found is None:
        return [f"{stem} {number:04}" for number in range(1, len(table.numbers) + 1)]
    column, use = found
    pattern = use.name or CELL
    names = [pattern.replace(CELL, " ".join(cell.split())) if cell.strip() else "" for cell in column.cells]
    made: list[str] = []
    taken: set[str] = set()
    for at, name in enumerate(names):
        made.append(_free(name or f"{stem} #{table.numbers[at]}", taken))
        taken.add(name_key(made[-1]))
    renamed = [at for at, name in enumerate(made) if name != names[at]]
    if renamed:
        sentence = plural(
            "{n} respondent has no name, or one that another has already, and is called {names}",
            "{n} respondents have no name, or one that another has already, and are called {names}",
            len(renamed),
            names=briefly([made[at] for at in renamed]),
        )
        table.report.add("changed", sentence, briefly([table.place(at) for at in renamed]))
    return made


def _free(name: str, taken: set[str]) -> str:
    """``name``, or with the first number that makes it another's no more."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(it for it in chain([name], numbered) if name_key(it) not in taken)
