"""Reads SPSS files in a process of its own, as ``apart`` says: the library for them reads beyond the end of damaged ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.formats import apart

Value = float | str | None


class SpssProblem(Exception):
    """Why a file could not be read, in the words of the library; "" where it broke down."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable as the file has it; ``missing`` are ranges of user-missing values, from the lowest to the highest of each."""

    name: str
    values: list[Value]
    label: str
    format: str
    measure: str
    labels: Mapping[Any, str]
    missing: list[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class ResponseSet:
    """Variables that answer one question; ``counted`` is the value that says so of a tick, None where they hold choices."""

    name: str
    label: str
    variables: list[str]
    counted: float | str | None


@dataclass(frozen=True, slots=True)
class SpssFile:
    """All that a file holds."""

    encoding: str
    variables: list[Variable]
    sets: list[ResponseSet]


def read_apart(path: Path, encoding: str | None) -> SpssFile:
    """What a file holds, read in another process. Raises SpssProblem."""
    try:
        found = apart.ask(__name__, str(path.absolute()), *filter(None, [encoding]))
    except apart.BrokeDown as error:
        raise SpssProblem("") from error
    if isinstance(found, str):
        raise SpssProblem(found)
    assert isinstance(found, SpssFile)
    return found


def _read(path: str, encoding: str | None = None) -> SpssFile | str:
    """The file, or why it cannot be read, in the words of the library."""
    try:
        return _file(path, encoding)
    except Exception as error:  # whatever it is, the person is told
        return str(error) or type(error).__name__


def _file(path: str, encoding: str | None) -> SpssFile:
    import pyreadstat

    options: dict[str, Any] = {"disable_datetime_conversion": True, "output_format": "dict"}
    if path.lower().endswith(".por"):
        values, about = pyreadstat.read_por(path, **options)
    else:
        values, about = pyreadstat.read_sav(path, user_missing=True, encoding=encoding, **options)
    variables = [_variable(name, list(cells), about) for name, cells in values.items()]
    sets = [
        ResponseSet(name, it["label"] or "", it["variable_list"], it["counted_value"] if it["is_dichotomy"] else None)
        for name, it in (getattr(about, "mr_sets", None) or {}).items()
    ]
    return SpssFile(about.file_encoding or "", variables, sets)


def _variable(name: str, values: list[Value], about: Any) -> Variable:
    return Variable(
        name,
        values,
        about.column_names_to_labels.get(name) or "",
        about.original_variable_types.get(name) or "",
        about.variable_measure.get(name) or "",
        dict(about.variable_value_labels.get(name, {})),
        [(it["lo"], it["hi"]) for it in about.missing_ranges.get(name, [])],
    )


if __name__ == "__main__":
    # What is pickled must be of a module that can be imported by this name.
    from qualcode.formats.questionnaires import spss_process

    apart.answer(spss_process._read)
