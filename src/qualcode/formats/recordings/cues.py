"""The cues of subtitles, as WebVTT, SubRip and YouTube's SBV write them: lines of words under a line with two times.

One scanner reads all three, since files are often one of them under the ending of another, and reads on where a time is
broken, a blank line is missing or stands in the middle of a cue. No library is used: those tried leave out such cues, or
run notes into the words, without saying where.
Source: WebVTT (W3C Candidate Recommendation of 4 April 2019), section 4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qualcode.formats.recordings.spoken import LATEST_MS

_TIME = re.compile(r"(?:(?P<h>\d{1,4}):)?(?P<m>\d{1,2}):(?P<s>\d{1,2})(?:[.,] ?(?P<fraction>\d{1,9}))?")
_SIDE = r"[^\s>]{1,20}?(?:, \d{1,3})?"
_ARROWED = re.compile(rf"({_SIDE})?\s*(?:-{{1,3}}>|[–—]>|→)\s*({_SIDE})?(?:\s.*)?")
_SBV = re.compile(r"(\d+:\w{1,2}:[\w.]{1,12}),(\d+:\w{1,2}:[\w.]{1,12})")
_NUMBER = re.compile(r"\d{1,7}")
_HEADER_FIELD = re.compile(r"([\w-]{1,40})\s*[:=]\s*(\S.*)")
_STYLE_SHEET = re.compile(r"::cue|[{}]")


@dataclass(frozen=True, slots=True)
class Cue:
    """The lines shown together, as written, with their times in milliseconds; ``line`` is where in the file it begins.

    ``identifier`` is the line above the times, "" where there is none.
    """

    line: int
    lines: tuple[str, ...] = ()
    started_ms: int | None = None
    ended_ms: int | None = None
    identifier: str = ""


@dataclass(slots=True)
class Scan:
    """What a file of subtitles holds: its cues in order, and the numbers of the lines where something else stands.

    ``broken_times`` are cues of which one time or both cannot be read, ``timeless`` words without any line of times,
    ``backwards`` cues that end before they begin; ``notes`` and ``styles`` are blocks that are not shown.
    """

    cues: list[Cue] = field(default_factory=list)
    is_webvtt: bool = False
    header: list[str] = field(default_factory=list)
    broken_times: list[int] = field(default_factory=list)
    timeless: list[int] = field(default_factory=list)
    backwards: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)

    @property
    def has_times(self) -> bool:
        """Whether a time of any cue could be read."""
        return any(cue.started_ms is not None or cue.ended_ms is not None for cue in self.cues)

    def header_field(self, name: str) -> str | None:
        """The value of a line "Name: value" of the header."""
        pairs = (match.groups() for line in self.header if (match := _HEADER_FIELD.fullmatch(line.strip())))
        return next((value for key, value in pairs if key.casefold() == name), None)


def scan(text: str) -> Scan:
    """The cues in ``text``, whose lines end in "\\n". Every line that is not blank is in a cue or among what is told."""
    return _Scanner(text).result()


def read_time(written: str) -> int | None:
    """A time such as 1:02:03.5, 02:03,500 or 00:00:07.000 in milliseconds; None for anything else."""
    match = _TIME.fullmatch(written)
    if not match:
        return None
    seconds = (int(match["h"] or 0) * 60 + int(match["m"])) * 60 + int(match["s"])
    milliseconds = seconds * 1000 + int((match["fraction"] or "").ljust(3, "0")[:3])
    return milliseconds if milliseconds <= LATEST_MS else None


class _Scanner:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._start = self._next_ink(0)
        self._timings = {
            number: times for number, line in enumerate(self._lines) if (times := _timing(line)) is not None
        }
        self._found = Scan(is_webvtt="".join(self._lines[self._start : self._start + 1]).startswith("WEBVTT"))

    def result(self) -> Scan:
        at = self._read_header() if self._found.is_webvtt else self._start
        while at < len(self._lines):
            if at in self._timings:
                at = self._read_cue(at)
            elif self._lines[at].strip():
                at = self._read_block(at)
            else:
                at += 1
        return self._found

    def _read_header(self) -> int:
        end = self._block_end(self._start + 1)
        title = self._lines[self._start].removeprefix("WEBVTT").strip(" \t-")
        self._found.header = [title, *self._lines[self._start + 1 : end]]
        return end

    def _read_cue(self, at: int, identifier: str = "") -> int:
        """Read the cue whose times stand in line ``at``; returns the line after it."""
        times = self._timings[at]
        started, ended = (read_time(written) for written in times)
        if started is None or ended is None:
            self._found.broken_times.append(at + 1)
        elif ended < started:
            self._found.backwards.append(at + 1)
            ended = None
        first = at + 1
        while first < len(self._lines) and self._lines[first] and self._lines[first].isspace():
            first += 1  # YouTube shows an empty first line
        end = self._block_end(first)
        if end in self._timings and end > first and self._is_next_number(self._lines[end - 1], identifier):
            end -= 1
        said = tuple(line for line in self._lines[first:end] if line.strip())
        self._found.cues.append(Cue(at + 1, said, started, ended, identifier))
        return end

    def _read_block(self, at: int) -> int:
        """Read lines that no line of times stands above; returns the line after them."""
        end = self._block_end(at)
        block = self._lines[at:end]
        if self._is_hidden(block, at):
            return end
        if self._leads_to_times(block, end):
            if len(block) == 1:
                return self._read_cue(self._next_ink(end), block[0].strip())
            block, end = block[:-1], end - 1
        if len(block) > 1 and _NUMBER.fullmatch(block[0].strip()) and not self._found.is_webvtt:
            block, at = block[1:], at + 1
        self._add_words(block, at)
        return end

    def _add_words(self, block: list[str], at: int) -> None:
        """Words without times of their own: those of the cue before, where it has none, else a cue without times."""
        cues = self._found.cues
        if len(block) == 1 and read_time(block[0].strip()) is not None:  # the file breaks off
            cues.append(Cue(at + 1))
            self._found.broken_times.append(at + 1)
        elif cues and not cues[-1].lines and cues[-1].started_ms is not None:
            cues[-1] = replace(cues[-1], lines=tuple(block))
        else:
            cues.append(Cue(at + 1, tuple(block)))
            self._found.timeless.append(at + 1)

    def _is_hidden(self, block: list[str], at: int) -> bool:
        """Whether the block is a note or a style, which is noted."""
        head = block[0].split(maxsplit=1)[0] if self._found.is_webvtt else ""
        if head == "NOTE":
            self._found.notes.append(at + 1)
        elif head in ("STYLE", "REGION") or (self._found.is_webvtt and _STYLE_SHEET.search("\n".join(block))):
            self._found.styles.append(at + 1)
        else:
            return False
        return True

    def _leads_to_times(self, block: list[str], end: int) -> bool:
        """Whether the last line of the block names the cue that follows."""
        number = _NUMBER.fullmatch(block[-1].strip())
        if end in self._timings:
            return len(block) == 1 or number is not None
        return len(block) == 1 and number is not None and self._next_ink(end) in self._timings

    def _is_next_number(self, line: str, identifier: str) -> bool:
        numbers = [_NUMBER.fullmatch(it.strip()) for it in (identifier, line)]
        return None not in numbers and int(line.strip()) == int(identifier) + 1

    def _block_end(self, at: int) -> int:
        while at < len(self._lines) and self._lines[at].strip() and at not in self._timings:
            at += 1
        return at

    def _next_ink(self, at: int) -> int:
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        return at


def _timing(line: str) -> tuple[str, str] | None:
    """The two times of a line of times as written, perhaps broken; None where the line is none."""
    line = line.strip()
    if ":" not in line or not (match := _ARROWED.fullmatch(line) or _SBV.fullmatch(line)):
        return None
    times = (match[1] or "", match[2] or "")
    read = sum(read_time(written) is not None for written in times)
    is_meant = "-->" in line or match.re is _SBV
    looks_so = all(":" in written and written[0].isdecimal() for written in times)
    return times if read == 2 or (is_meant and (read or looks_so)) else None
