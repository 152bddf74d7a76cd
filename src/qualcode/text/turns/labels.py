"""What could be a speaker's label, line by line, but for what is known to be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from qualcode.text.turns.false_friends import is_false_friend, is_metadata
from qualcode.text.turns.label_shapes import BRACKETS, LONGEST, Label, Shape, label_at
from qualcode.text.turns.parts import part_of
from qualcode.text.turns.persons import is_account, is_hidden, is_name, without_aside
from qualcode.text.turns.speech import sounds_spoken
from qualcode.text.turns.times import Stamp, stamp_at

_HEADER_LINES, _HEADER_WIDTH = 20, 80
_NAME_AND_SPACE = re.compile(
    r"[ \t\u3000]*(?P<name>[\u3400-\u9fff][\u3400-\u9fff\w]{0,9}(?=[ ]+[\u3400-\u9fff“])|[QA](?=[ ]{2,}\S))"
)
_STAMP_BEGINS = frozenset("0123456789[(（【{<#")
_NUMBERED = re.compile(r"\D+\d{0,4}")
_DECORATION = "*_# \t\u3000\xa0\\@"


@dataclass(slots=True)
class Found:
    """The possible labels of a text and the times its lines begin with, in order, and how many lines are not blank."""

    text: str
    labels: list[Label] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    lines: int = 0


class _Line(NamedTuple):
    """A line of the text; ``ordinal`` counts lines that are not blank, ``close`` where no blank line stands before it."""

    start: int
    text: str
    ordinal: int
    close: bool


def find_labels(text: str) -> Found:
    """Every label-like beginning of a line, but for known false friends and for what a header block holds."""
    found = Found(text)
    header = _Header()
    before: _Line | None = None
    for line in _written(text):
        found.lines = line.ordinal
        header.goes_on(line)
        label = _label_in(line, before, found)
        before = line
        if label is None:
            continue
        if is_metadata(label.key):
            header.describes(line)
        elif _may_name(label.name, label.shape):
            header.names(line, label)
            _add(label, found)
    found.labels = [label for label in found.labels if label.start >= header.end or (label.alone and label.firm)]
    return found


class _Header:
    """The short lines at the top up to the last that tells a date, a place or the like, and to the end of its block."""

    def __init__(self) -> None:
        self.end = 0
        self._is_open = True
        self._met: set[str] = set()
        self._block: list[str] = []
        self._describes = False

    def goes_on(self, line: _Line) -> None:
        """The next line: where a blank one stands before it, the block before is over."""
        if not line.close:
            if self._is_open and self._describes and len(self._block) == len(set(self._block)):
                self.end = line.start
            self._block, self._describes = [], False
        self._is_open = self._is_open and line.ordinal <= _HEADER_LINES and len(line.text) <= _HEADER_WIDTH

    def describes(self, line: _Line) -> None:
        """A line that describes the talk."""
        if self._is_open:
            self.end, self._describes = line.start, True

    def names(self, line: _Line, label: Label) -> None:
        """A line with a label: the header is over where talk follows it, or where the label comes again."""
        self._is_open = self._is_open and not (label.firm and (label.key in self._met or _speaks(line, label)))
        self._met.add(label.key)
        self._block.append(label.key)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Start and text of each line; a soft break inside a paragraph (U+2028, vertical tab) begins a line too."""
    start = 0
    for line in text.replace("\u2028", "\n").replace("\v", "\n").split("\n"):
        yield start, line
        start += len(line) + 1


def _written(text: str) -> Iterator[_Line]:
    """The lines that are not blank."""
    ordinal, close = 0, False
    for start, line in lines(text):
        if line and not line.isspace():
            ordinal += 1
            yield _Line(start, line, ordinal, close)
            close = True
        else:
            close = False


def _speaks(line: _Line, label: Label) -> bool:
    """Whether talk follows a label on its line; "Interviewer: Li Wei" in a header is none."""
    return sounds_spoken(line.text[label.end - line.start :])


def _add(label: Label, found: Found) -> None:
    if label.shape.time == "below" and found.labels and found.labels[-1].line == label.line - 1:
        found.labels.pop()  # the name was met alone before
    found.labels.append(label)


def _label_in(line: _Line, before: _Line | None, found: Found) -> Label | None:
    """What may be the label of a line, or of this line and the one before."""
    stamp = None
    if line.text[:4].lstrip()[:1] in _STAMP_BEGINS and (stamp := stamp_at(line.text, line.start, line.ordinal)):
        found.stamps.append(stamp)
        if stamp.alone:
            return _name_above(stamp, before) if before and line.close else None
    label = label_at(line.text, line.start, line.ordinal) or _bare(line) or _spaced(line, stamp)
    return _with_stamp_above(label, found.stamps[-1], line) if label and found.stamps else label


def _with_stamp_above(label: Label, stamp: Stamp, line: _Line) -> Label:
    """``label`` with the time that stands alone on the line before, if any."""
    if not stamp.alone or stamp.line != line.ordinal - 1 or label.time is not None:
        return label
    if label.shape.is_bare and line.close:
        label = replace(label, shape=Shape(False, "above", ""))
    return replace(label, start=stamp.start, time=stamp.time, until=stamp.until)


def _name_above(stamp: Stamp, before: _Line) -> Label | None:
    """A name alone on its line with the time on the next."""
    if (name := _bare(before)) is None:
        return None
    shape = Shape(False, "below", "")
    return replace(name, end=stamp.end, shape=shape, time=stamp.time, until=stamp.until, line=stamp.line)


@lru_cache(maxsize=8192)
def _may_name(name: str, shape: Shape) -> bool:
    """Whether ``name`` may be a speaker's; under a heading names look like anything, before a time nearly so."""
    if is_false_friend(name):
        return False
    exported = shape.time == "after" and not shape.mark and is_account(name)
    in_brackets = shape.mark[:1] in BRACKETS and is_account(name)
    named = is_name(name) or is_hidden(name) or part_of(name) is not None
    return shape.heading or exported or in_brackets or named


def _bare(line: _Line) -> Label | None:
    """The whole of a short line as a name: a known part, a name with Otter's two spaces behind it, or perhaps one."""
    if len(line.text) > 2 * LONGEST:
        return None
    name = line.text.strip(_DECORATION)
    if not 0 < len(name) <= LONGEST or not is_name(name):
        return None
    firm = line.text.endswith("  ") or (len(name) <= 20 and part_of(name) is not None)
    if not firm and (name[0].islower() or not _NUMBERED.fullmatch(without_aside(name))):
        return None
    indent = len(line.text) - len(line.text.lstrip())
    heading = line.text.startswith("#", indent)
    end = line.start + len(line.text.rstrip())
    return Label(
        line.start + indent, end, name, Shape(heading, "", ""), alone=True, line=line.ordinal, firm=firm or heading
    )


def _spaced(line: _Line, stamp: Stamp | None) -> Label | None:
    """A part with nothing but a space behind it, perhaps after a time: 问 您好. Of Western ones, Q and A before several."""
    at = stamp.end - line.start if stamp else 0
    match = _NAME_AND_SPACE.match(line.text, at)
    if match is None or part_of(match["name"]) is None:
        return None
    first = line.start + match.start("name")
    start = stamp.start if stamp else first
    shape = Shape(False, "before" if stamp else "", " ")
    time, until = (stamp.time, stamp.until) if stamp else (None, None)
    return Label(start, first + len(match["name"]), match["name"], shape, "", time, until, line=line.ordinal)
