"""What could be a speaker's label: the shapes labels have at the beginning of a line, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.text.false_friends import is_false_friend, is_metadata, is_name
from qualcode.text.speakers import is_voice, speaker_key

_REACH = 110  # a label lies within so many code points of the beginning of its line
_HEADER_LINES, _HEADER_WIDTH = 20, 80

_TIME = r"(?:\d{1,2}[:：])?\d{1,3}[:：]\d{2}(?:[.,]\d{1,3})?"
_LABEL = re.compile(
    rf"""[ \t\u3000\xa0]*
    (?P<label>
      (?P<heading>\#{{1,6}}[ \t]+)?
      (?:\*\*|__)?
      (?:[\[(（【]?(?P<before>{_TIME})(?:[ ]*(?:-|–|~|-->)[ ]*(?P<until>{_TIME}))?[\])）】]?[ \t]*)?
      (?:\*\*|__)?
      (?:
        (?P<bracketed>【[^】]{{1,30}}】|[\[(（][^\[\])）:：]{{1,30}}[\])）](?=[:：]))[:：]?
      | (?P<name>[^\W_][^:：\n\t]{{0,59}}?)
        (?:\*\*|__)?
        (?P<gap>[ \t]*)
        (?:[\[(（]?(?P<after>{_TIME})[\])）]?[ ]?)?
        (?P<mark>：|(?<!\d):(?!//)|(?<=\d):(?![\d/])|[-–—](?=[ ]*\t)|(?(after)(?=[ \t]|$)|$))
      )
      (?:\*\*|__)?
      (?:[ ]?[\[(（](?P<behind>{_TIME})[\])）])?
    )""",
    re.VERBOSE,
)


class Shape(NamedTuple):
    """How a label is written: under a heading, where its time stands, and what closes the name."""

    heading: bool
    time: str  # "before", "after" or ""
    mark: str  # ":", "-", "" or the brackets around the name

    def shown(self, name: str, mark: str) -> str:
        """An example of the shape with ``name`` and the very ``mark``."""
        body = name.join(self.mark) if len(self.mark) == 2 else name
        before, after = "00:00 " * (self.time == "before"), "  00:00" * (self.time == "after")
        return f"{'### ' * self.heading}{before}{body}{after}{mark}"


_PLAIN = Shape(False, "", "")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the text, without the white space around it; ``alone`` where its line holds nothing else."""

    start: int
    end: int
    name: str
    shape: Shape = _PLAIN
    mark: str = ""
    time: str | None = None
    until: str | None = None
    alone: bool = False
    line: int = 0

    @property
    def key(self) -> str:
        """What two spellings of the name share."""
        return speaker_key(self.name)

    @property
    def times(self) -> tuple[int | None, int | None]:
        """When the turn began and ended, in milliseconds, as far as its label tells."""
        return milliseconds(self.time), milliseconds(self.until)


class Found(NamedTuple):
    """The possible labels of a text in order, and how many lines of it are not blank."""

    labels: list[Label]
    lines: int


def find_labels(text: str) -> Found:
    """Every label-like beginning of a line, but for known false friends and for what a header block holds."""
    labels: list[Label] = []
    met: set[str] = set()
    count = header_end = 0
    in_header = True
    for start, line in lines(text):
        if not line or line.isspace():
            continue
        count += 1
        in_header = in_header and count <= _HEADER_LINES and len(line) <= _HEADER_WIDTH
        match = _LABEL.match(line, 0, _REACH) if _may_hold_label(line) else None
        if match and (label := _read(match, start, line, count)):
            if is_metadata(label.key):
                header_end = start if in_header else header_end
            elif not is_false_friend(label.key) and (label.shape.heading or is_name(label.name)):
                in_header = in_header and label.key not in met  # who has two lines is speaking
                met.add(label.key)
                labels.append(label)
    return Found([label for label in labels if label.start >= header_end or label.alone], count)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Start and text of each line; a soft break inside a paragraph (U+2028, vertical tab) begins a line too."""
    start = 0
    for line in text.replace("\u2028", "\n").replace("\v", "\n").split("\n"):
        yield start, line
        start += len(line) + 1


def milliseconds(time: str | None) -> int | None:
    """A time written as 1:02:03.5, 02:03 or 02:03,5 in milliseconds; None for anything else."""
    parts = (time or "").replace("：", ":").replace(",", ".").split(":")
    try:
        seconds = sum(float(part) * 60**power for power, part in enumerate(reversed(parts)))
    except ValueError:
        return None
    return round(seconds * 1000) if len(parts) <= 3 else None


def _may_hold_label(line: str) -> bool:
    """A quick look that spares most lines the pattern: a mark near the beginning, or a short line without any."""
    head = line[:_REACH]
    if ":" in head or "：" in head or "\t" in head or "【" in head:
        return True
    return line.endswith("  ") or is_voice(line.strip("*_# \u3000"))


def _read(match: re.Match[str], start: int, line: str, ordinal: int) -> Label | None:
    """The label a line begins with, whatever its name; None where the shape is not one."""
    bracketed, mark = match["bracketed"], match["mark"] or ""
    time = match["before"] or match["after"] or match["behind"]
    alone = not line[match.end() :].strip()
    if bracketed is None and mark == "" and not _stands_without_mark(match, time, alone):
        return None
    position = "before" if match["before"] else "after" if match["after"] else ""
    kind = bracketed[0] + bracketed[-1] if bracketed else {"": "", ":": ":", "：": ":"}.get(mark, "-")
    first = start + match.start("label")
    return Label(
        first,
        first + len(match["label"].rstrip()),
        (bracketed[1:-1] if bracketed else match["name"]).strip(),
        Shape(bool(match["heading"]), position, kind),
        mark,
        time,
        match["until"],
        alone,
        ordinal,
    )


def _stands_without_mark(match: re.Match[str], time: str | None, alone: bool) -> bool:
    """Whether a name without colon may be a label: time behind it, a known voice alone, or Otter's two spaces behind it."""
    if match["after"]:
        return alone or len(match["gap"]) > 1
    return alone and (is_voice(match["name"]) or (time is None and match["gap"] == "  "))
