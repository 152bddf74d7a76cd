"""SPSS files (.sav, .zsav, .por) with what they say of their variables: labels, missing codes, multiple-response sets.

Codes stay codes: 1 with the label "female" is the value 1, and the label stands beside it. A value that the file declares
as missing is kept as well, and marked.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError, UnreadableInput, WrongUse
from qualcode.formats.bundle import ChoiceDraft, Report
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.questionnaires.answers import Answers, AnswerTable
from qualcode.formats.questionnaires.spss_process import SpssFile, SpssProblem, Variable, read_apart
from qualcode.formats.questionnaires.spss_values import Texts, text_of
from qualcode.messages import _
from qualcode.text.normalize import normalize

ENDINGS = (".sav", ".zsav", ".por")
_LARGEST_FILE = 500 * MEGABYTE
_WESTERN = ("cp1252", "iso8859-1")
_CHINESE = "GB18030"
_NOT_ASCII = re.compile("[^\0-\x7f]+")
_SAMPLE = 2000


def read_spss(path: Path, encoding: str | None = None) -> AnswerTable:
    """The answers in an SPSS file; ``encoding`` overrules the one it names.

    Raises UnreadableInput when it is damaged, holds no variable or no row, or its texts are in another encoding;
    WrongUse for an encoding nobody knows.
    """
    read_bytes(path, _LARGEST_FILE)  # says why it cannot be opened
    report = Report(str(path), "SPSS")
    file = _read(path, encoding, report)
    rows = max((len(it.values) for it in file.variables), default=0)
    if not rows:
        raise UnreadableInput(
            _("There are no answers in {name}.", name=path.name), _("Export the file once more, with the answers.")
        )
    report.encoding = file.encoding or encoding or ""
    columns = [_answers(it) for it in file.variables]
    _join_sets(columns, file)
    return AnswerTable(path.name, columns, list(range(1, rows + 1)), report)


def _read(path: Path, encoding: str | None, report: Report) -> SpssFile:
    """The file, in the encoding it names unless that cannot be."""
    if encoding or path.suffix.lower() == ".por":
        return _read_as(path, encoding)
    try:
        file = _read_as(path, None)
    except UnreadableInput as error:
        if not isinstance(error.__cause__, SpssProblem) or not _is_of_encoding(str(error.__cause__)):
            raise
        file = _read_as(path, _CHINESE)
        sentence = _("read as {encoding}, which is a guess: the file names another encoding", encoding=_CHINESE)
        report.add("warning", sentence)
        return file
    if _codec(file.encoding) in _WESTERN and _is_chinese(_texts(file)):
        file = _read_as(path, _CHINESE)
        report.add("changed", _("read as {encoding}, though the file names a Western encoding", encoding=_CHINESE))
    return file


def _codec(name: str) -> str:
    """Python's name of an encoding, "" for one it does not know."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _read_as(path: Path, encoding: str | None) -> SpssFile:
    try:
        return read_apart(path, encoding)
    except SpssProblem as problem:
        raise _unreadable(path.name, str(problem), encoding) from problem


def _is_of_encoding(reason: str) -> bool:
    return "convert" in reason or "character set" in reason


def _unreadable(name: str, reason: str, encoding: str | None) -> QualcodeError:
    if "character set" in reason and encoding:
        return WrongUse(
            _("There is no encoding {encoding!r}.", encoding=encoding), _("Common ones are UTF-8, GB18030 and BIG5.")
        )
    if _is_of_encoding(reason):
        return UnreadableInput(
            _("The texts in {name} are not in the encoding the file names.", name=name),
            _("Say its encoding with --encoding, for instance --encoding gb18030."),
        )
    return UnreadableInput(
        _("{name} is damaged, or no SPSS file.", name=name),
        _("Open it in SPSS or PSPP and save it again, or save it as .csv."),
    )


def _texts(file: SpssFile) -> Iterator[str]:
    """Some of the texts of a file: labels, and what was answered in words."""
    for variable in file.variables:
        yield variable.label
        yield from variable.labels.values()
        yield from (value for value in variable.values[:_SAMPLE] if isinstance(value, str))


def _is_chinese(texts: Iterable[str]) -> bool:
    """Whether texts read as Western are Chinese: all letters with marks stand in pairs, and every pair is a Chinese character."""
    runs = [run for text in texts for run in _NOT_ASCII.findall(text)]
    try:
        return bool(runs) and all(len(run) % 2 == 0 and run.encode("cp1252").decode("gb2312") for run in runs)
    except UnicodeError:
        return False


def _answers(variable: Variable) -> Answers:
    """A variable as a column. Its kind is left open where it is a text or a number without labels."""
    texts = Texts(variable.format)
    cells = [texts.of(value) for value in variable.values]
    choices = tuple(_choices(variable, texts))
    kind = "choice" if _is_choice(set(cells), choices, variable.measure) else texts.kind
    label = normalize(" ".join(variable.label.split())).text
    return Answers(normalize(variable.name).text, cells, label, kind, choices)


def _choices(variable: Variable, texts: Texts) -> Iterator[ChoiceDraft]:
    """The labelled values and the codes for missing answers; of a range of such codes, those that occur."""
    singles = [low for low, high in variable.missing if low == high]
    missing = {*singles, *(value for value in variable.values if _within(value, variable.missing))}
    for value in dict.fromkeys([*variable.labels, *sorted(missing, key=str)]):
        label = normalize(variable.labels.get(value, "")).text.strip()
        yield ChoiceDraft(texts.of(value), label, _within(value, variable.missing))


def _within(value: Any, ranges: list[tuple[Any, Any]]) -> bool:
    return any(type(value) is type(low) and low <= value <= high for low, high in ranges)


def _is_choice(cells: set[str], choices: tuple[ChoiceDraft, ...], measure: str) -> bool:
    """Whether the labels say what there was to choose from, rather than what the ends of a scale or missing codes mean."""
    labelled = {choice.value for choice in choices if choice.label and not choice.missing}
    missing = {choice.value for choice in choices if choice.missing}
    return bool(labelled) and (measure in ("nominal", "ordinal") or cells - missing - {""} <= labelled)


def _join_sets(columns: list[Answers], file: SpssFile) -> None:
    """Mark the columns of each multiple-response set as answers to one question."""
    by_name = dict(zip((it.name for it in file.variables), columns, strict=True))
    for it in file.sets:
        for member in filter(None, map(by_name.get, it.variables)):
            member.joined, member.joined_label = it.name.lstrip("$"), it.label
            if it.counted is not None:
                member.ticked = text_of(it.counted)
