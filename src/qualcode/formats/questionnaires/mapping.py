"""What each column of a questionnaire is to become, as a file that can be kept, changed and used again.

::

    questionnaire: survey.csv
    as: respondents            # or rows
    columns:
      - column: 编号
        use: case
        name: survey {}        # how respondents are called; {} is what the cell says
      - column: Q1
        use: attribute
        name: gender           # else the name of the column
        label: Are you …?
        kind: choice           # text, integer, decimal, boolean, date, choice
        choices: {"1": female, "2": male, "9": no answer}
        missing: ["9"]
      - column: Q2
        use: attribute
        kind: choice
        many: true             # several choices in one cell
        separator: ;           # what stands between them; a choice that holds it is named under choices
      - column: Q3_a           # one of several columns that tick choices of one question
        use: attribute
        name: devices
        kind: choice
        many: true
        ticked: "1"
        choice: telephone
      - column: Q4
        use: open
        label: Why?
      - column: IP
        use: skip

Values are read as they are written: a choice called ``no`` is called so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import ChoiceDraft
from qualcode.formats.decoding import decode
from qualcode.formats.files import MEGABYTE, read_bytes, replacing
from qualcode.messages import _, listed
from qualcode.text.normalize import normalize
from qualcode.text.values import KINDS

Use = Literal["case", "attribute", "open", "skip"]
Shape = Literal["rows", "respondents", "transcript"]

CELL = "{}"
"""What stands for the cell in the name of a respondent."""

_LARGEST_FILE = 5 * MEGABYTE
_SHAPES = ("rows", "respondents")
_TEXTS = ("column", "use", "name", "label", "kind", "separator", "ticked", "choice")
_FIELDS = (*_TEXTS[:5], "many", *_TEXTS[5:], "choices", "missing")


@dataclass(frozen=True, slots=True)
class QuestionnaireOptions:
    """What a person may say about a table of answers.

    ``open`` and ``skip`` name columns (a * stands for anything); without ``open`` answers in words are told by their
    length. ``case`` names the column that names the respondents, ``sheet`` a sheet of a workbook. A ``mapping`` is a file
    that says it all for each column; ``open``, ``skip`` and ``case`` are not asked then. Without ``documents`` answers in
    words are attributes as well.
    """

    open: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    case: str | None = None
    shape: Shape | None = None
    mapping: Path | None = None
    sheet: str | None = None
    documents: bool = True


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column becomes. ``kind`` and what follows are for attributes; ``label`` is the question in words.

    ``name`` is the attribute's, or how respondents are called, with CELL for what the column says.

    ``choices`` are those with a label or that stand for a missing answer; others may occur. A column with ``ticked`` holds
    that text where its one ``choice`` of the attribute ``name`` was ticked.
    """

    column: str
    use: Use
    name: str = ""
    label: str = ""
    kind: str = ""
    many: bool = False
    separator: str = ""
    ticked: str = ""
    choice: str = ""
    choices: tuple[ChoiceDraft, ...] = ()

    @property
    def attribute(self) -> str:
        """The name of the attribute."""
        return self.name or self.column


@dataclass(frozen=True, slots=True)
class QuestionnaireMapping:
    """What the columns of a questionnaire become, in their order; ``made_for`` is the file it was first made for."""

    columns: tuple[ColumnUse, ...]
    shape: Shape | None = None
    sheet: str | None = None
    made_for: str = ""


def save_mapping(mapping: QuestionnaireMapping, path: Path) -> None:
    """Write a mapping as YAML, only what says something. Raises Unreachable when the file cannot be written."""
    import yaml

    content = {"questionnaire": mapping.made_for, "as": mapping.shape, "sheet": mapping.sheet}
    said: dict[str, Any] = {key: value for key, value in content.items() if value}
    said["columns"] = [_written(column) for column in mapping.columns]
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.safe_dump(said, stream, allow_unicode=True, sort_keys=False, width=110)


def _written(column: ColumnUse) -> dict[str, Any]:
    said: dict[str, Any] = {field: getattr(column, field) for field in _TEXTS if getattr(column, field)}
    if column.many:
        said["many"] = True
    holds_it = [it.value for it in column.choices if column.separator and column.separator in it.value]
    if choices := {it.value: it.label for it in column.choices if it.label or it.value in holds_it}:
        said["choices"] = choices
    if missing := [choice.value for choice in column.choices if choice.missing]:
        said["missing"] = missing
    return said


def load_mapping(path: Path) -> QuestionnaireMapping:
    """The mapping in a YAML file.

    Raises UnreadableInput, naming the column, for what is no YAML, for a field nobody knows, and for a value that cannot be.
    """
    import yaml

    text = normalize(decode(read_bytes(path, _LARGEST_FILE), path.name).text).text
    try:
        content = yaml.load(text, Loader=yaml.BaseLoader)  # texts, lists and mappings, nothing else
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise _wrong(path, _("line {line} is not written as YAML", line=line)) from error
    if not isinstance(content, dict) or not isinstance(content.get("columns"), list):
        raise _wrong(path, _("it has no list of columns"))
    shape, sheet = content.get("as") or None, content.get("sheet") or None
    if shape not in (None, *_SHAPES):
        raise _wrong(path, _("answers come in as {shapes}, not as {it!r}", it=shape, shapes=listed(_SHAPES)))
    columns = tuple(_column(path, number, fields) for number, fields in enumerate(content["columns"], 1))
    return QuestionnaireMapping(columns, shape, sheet, str(content.get("questionnaire", "")))


def _column(path: Path, number: int, fields: Any) -> ColumnUse:
    if not isinstance(fields, dict) or not isinstance(fields.get("column"), str):
        raise _wrong(path, _("entry {number} does not name a column", number=number))
    name = fields["column"]
    _refuse_others(path, name, "", fields, _FIELDS)
    for field in set(fields) & set(_TEXTS):
        if not isinstance(fields[field], str):
            raise _wrong(path, _("{field} of the column {column!r} is not a text", field=field, column=name))
    _refuse_others(path, name, "use", [fields.get("use", "")], get_args(Use))
    _refuse_others(path, name, "kind", [fields.get("kind", "")], ("", *KINDS))
    _refuse_others(path, name, "many", [fields.get("many", "false")], ("true", "false"))
    texts = {field: fields[field] for field in _TEXTS[2:] if field in fields}
    many = fields.get("many") == "true" or "separator" in fields or "ticked" in fields
    return ColumnUse(name, cast(Use, fields["use"]), many=many, choices=tuple(_choices(path, name, fields)), **texts)


def _choices(path: Path, column: str, fields: dict[str, Any]) -> Iterable[ChoiceDraft]:
    labels, missing = fields.get("choices", {}), fields.get("missing", [])
    missing = [missing] if isinstance(missing, str) else missing
    if not isinstance(labels, dict) or not isinstance(missing, list):
        raise _wrong(path, _("choices and missing of the column {column!r} are not as they should be", column=column))
    for value in dict.fromkeys([*labels, *missing]):
        label = labels.get(value, "")
        if not isinstance(value, str) or not isinstance(label, str):
            raise _wrong(
                path, _("choices and missing of the column {column!r} are not as they should be", column=column)
            )
        yield ChoiceDraft(value, label, value in missing)


def _refuse_others(path: Path, column: str, field: str, said: Iterable[Any], known: Iterable[str]) -> None:
    known = list(known)
    for it in said:
        if it not in known:
            what = (
                _("{field} of the column {column!r}", field=field, column=column)
                if field
                else _("the column {column!r}", column=column)
            )
            raise _wrong(
                path,
                _(
                    "{what} cannot have {it!r}; it may have {known}",
                    what=what,
                    it=it,
                    known=listed(filter(None, known)),
                ),
            )


def _wrong(path: Path, problem: str) -> UnreadableInput:
    return UnreadableInput(
        _("{name} is no mapping of a questionnaire: {problem}.", name=path.name, problem=problem),
        _("Let qualcode write one with --save-mapping, and change that."),
    )
