"""Files of lines that begin with a tag, taken apart into records: RIS, EndNote, Web of Science, RefWorks, PubMed, NoteExpress, CNKI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qualcode.formats.bibliography.entry import Found
from qualcode.messages import _

_LONGEST_RECORD = 20_000  # lines


@dataclass(frozen=True, slots=True)
class Shape:
    """How lines are tagged: ``tag`` has the tag and the value as groups; ``first`` begins a record, ``last`` ends it.

    ``joined`` says that a line without a tag goes on with the value before; ``around`` are tags outside of records.
    """

    tag: re.Pattern[str]
    first: frozenset[str]
    last: str = ""
    around: frozenset[str] = frozenset()


@dataclass(slots=True)
class Record:
    """The tags of one entry in order, each with its lines; where it begins, and the lines as they stood."""

    line: int
    tags: list[tuple[str, list[str]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def raw(self) -> str:
        """The entry as it stood."""
        return "\n".join(self.lines).strip("\n")


RIS = Shape(re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {0,2}-(?: ?(.*)|$)"), frozenset(["TY"]), "ER")
ENDNOTE = Shape(re.compile(r"%([0-9A-Za-z@!&$#()*+,.:;<=>?^_~\[\]{}|/-])(?: (.*)|$)"), frozenset(["0"]))
REFWORKS = Shape(re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"), frozenset(["RT"]))
WOS = Shape(re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"), frozenset(["PT"]), "ER", frozenset(["FN", "VR", "EF"]))
PUBMED = Shape(re.compile(r"([A-Z]{2,4}) *- (.*)"), frozenset(["PMID"]))
NOTE_EXPRESS = Shape(re.compile(r"\{([A-Za-z][^{}:\n]{0,40})\}: ?(.*)"), frozenset(["Reference Type"]))
CNKI = Shape(re.compile(r"([A-Za-z]{2,20})-[\u4e00-\u9fffA-Z]{1,10}[:：] ?(.*)"), frozenset())


def records(text: str, shape: Shape, found: Found) -> Iterator[Record]:
    """The records of a file; lines that belong to none are problems in ``found``, one for each run of them."""
    record: Record | None = None
    stray = blank = False
    for number, line in enumerate(text.split("\n"), 1):
        match = shape.tag.fullmatch(line.rstrip("\r"))
        tag = match[1] if match else ""
        if not line.strip():
            blank = True
        elif tag in shape.around and record is None:
            pass
        elif tag and tag == shape.last:
            if record is not None:
                record.lines.append(line)
                yield record
            record = None
        elif tag and (tag in shape.first or _begins_anew(record, tag, shape)):
            if record is not None:
                yield record
            record, stray = Record(number, [(tag, [_value(match)])], [line]), False
        elif record is None:
            if tag and not stray:
                found.problem(
                    _("lines that belong to no entry: its first line, or the end before it, is missing"), number
                )
                stray = True
        elif len(record.lines) >= _LONGEST_RECORD:
            found.problem(_("this entry is longer than any publication's; it is cut off"), number)
            yield record
            record, stray = None, True
        else:
            _go_on(record, tag, _value(match), line, blank)
        blank = blank and not line.strip()
    if record is not None:
        if shape.last:
            found.doubt(_("the last entry has no end ({tag}): the file may be cut off", tag=shape.last), record.line)
        yield record


def _begins_anew(record: Record | None, tag: str, shape: Shape) -> bool:
    """Whether a tag begins an entry where no tag always does: the first of the last entry comes again."""
    return not shape.first and (record is None or tag == record.tags[0][0])


def _value(match: re.Match[str] | None) -> str:
    return (match[2] or "").strip() if match else ""


def _go_on(record: Record, tag: str, value: str, line: str, blank: bool) -> None:
    if tag:
        record.tags.append((tag, [value]))
    else:
        record.tags[-1][1].append(line.strip())
    if blank:
        record.lines.append("")
    record.lines.append(line)
