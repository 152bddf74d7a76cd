"""What the names of files, or a table that lies beside them, say of the documents in them.

A pattern such as ``{county}_{level}_{date}.docx`` and a table with the columns ``file, county, level, date`` say the same.
Names with a meaning of their own are those of ``_FIELDS``, ``_NAMES`` and ``_ROLES``; any other is an attribute of documents.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.actions.importing.file_table import TABLE_ENDINGS, read_file_table
from qualcode.actions.material import attributes, documents
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.bundle import AttributeDraft, CaseDraft, Report
from qualcode.formats.questionnaires.answer_dates import DateReading
from qualcode.messages import _, listed
from qualcode.store.models.cases import ATTRIBUTE_KINDS, CASE_ROLES
from qualcode.text.name_pattern import IGNORED, NamePattern
from qualcode.text.normalize import normalize
from qualcode.text.values import guess_kind

_FIELDS = {"date": "occurred_on", "kind": "kind", "language": "language", "place": "place"}
_NAMES = ("name", "document")
_ROLES = {"case": "participant"} | {role: role for role in CASE_ROLES}
_SEVERAL = re.compile(r"[;；]")

Pairs = Sequence[tuple[str, str]]


@dataclass
class Given:
    """What is said of the documents of one file, and what of it could not be understood, in sentences."""

    name: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    attributes: list[AttributeDraft] = field(default_factory=list)
    cases: list[CaseDraft] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """All of it in a line."""
        said = [("document", self.name)] if self.name else []
        said += [*self.fields.items(), *((it.name, "; ".join(it.values)) for it in self.attributes)]
        return listed(f"{name} = {value}" for name, value in [*said, *((it.role, it.name) for it in self.cases)])


@dataclass(frozen=True)
class Sayings:
    """What is said of files, by their paths. ``table`` is the file that says so, which is no document itself."""

    given: Mapping[Path, Given]
    table: Path | None = None
    report: Report | None = None

    def is_table(self, path: Path) -> bool:
        """Whether ``path`` leads to that table."""
        return self.table is not None and os.path.realpath(path) == os.path.realpath(self.table)


def read_sayings(wanted: str, paths: Sequence[Path]) -> Sayings:
    """What ``wanted``, a pattern or the path of a table, says of the files at ``paths``.

    An attribute gets the narrowest kind that reads all its values, unless the table's column names one. Raises WrongUse
    for a pattern that can mean nothing, UnreadableInput for a table that cannot be read.
    """
    table = Path(wanted)
    if "{" not in wanted and table.suffix.lower() in TABLE_ENDINGS:
        if not table.is_file():
            raise UnreadableInput(_("There is no table {path}.", path=table), _("Check the spelling and the folder."))
        report = Report(str(table), "table")
        return Sayings(_understood(read_file_table(table, paths, report)), table, report)
    pattern = NamePattern(wanted)
    read = ((path, pattern.read(path.absolute())) for path in paths)
    return Sayings(_understood({path: pairs for path, pairs in read if pairs is not None}))


def _understood(said: Mapping[Path, Pairs]) -> dict[Path, Given]:
    kinds = _kinds(pair for pairs in said.values() for pair in pairs)
    dates = DateReading([text for pairs in said.values() for heading, text in pairs if _key(heading) == "date"])
    return {path: _given(pairs, kinds, dates) for path, pairs in said.items()}


def _key(heading: str) -> str:
    return heading.strip().casefold()


def _given(pairs: Pairs, kinds: Mapping[str, str], dates: DateReading) -> Given:
    given, values = Given(), defaultdict[str, list[str]](list)
    for heading, text in pairs:
        key = _key(heading)
        value = normalize(text).text.strip()
        if not value or key in IGNORED:
            continue
        if key in _NAMES:
            given.name = value
        elif key in _FIELDS:
            _note_field(given, _FIELDS[key], value, dates)
        elif key in _ROLES:
            given.cases += [CaseDraft(name.strip(), _ROLES[key]) for name in _SEVERAL.split(value) if name.strip()]
        elif value not in values[_name_and_kind(heading)[0]]:
            values[_name_and_kind(heading)[0]].append(value)
    given.cases = list(dict.fromkeys(given.cases))
    given.attributes = [AttributeDraft(name, tuple(texts), kinds[name]) for name, texts in values.items()]
    return given


def _note_field(given: Given, name: str, value: str, dates: DateReading) -> None:
    try:
        given.fields[name] = _field(name, value, dates)
    except WrongUse as error:
        given.problems.append(str(error))


def _field(name: str, value: str, dates: DateReading) -> str:
    """A field's value as it is kept. Raises WrongUse for a kind or a date that is none."""
    if name == "kind":
        return documents.kind_named(value)
    if name == "occurred_on":
        try:
            return dates.of(value)
        except ValueError:
            return attributes.iso_date(value)
    return value


def _kinds(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The kind of each attribute: the one its heading names, else the narrowest that reads all it is given."""
    texts, named = defaultdict[str, list[str]](list), dict[str, str]()
    for heading, text in pairs:
        name, kind = _name_and_kind(heading)
        if text.strip():
            texts[name].append(text.strip())
        if kind:
            named[name] = kind
    return {name: named.get(name) or guess_kind(found) for name, found in texts.items()}


def _name_and_kind(heading: str) -> tuple[str, str]:
    """``age:integer`` as name and kind; the kind is "" where it names none."""
    name, _colon, kind = heading.rpartition(":")
    return (name.strip(), kind) if name.strip() and kind in ATTRIBUTE_KINDS else (heading.strip(), "")
