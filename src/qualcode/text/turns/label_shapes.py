"""How labels are written: the shapes a name takes at the beginning of a line, with times, brackets and marks around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from qualcode.text.turns.parts import part_of
from qualcode.text.turns.persons import has_han, is_code, is_name, is_personal
from qualcode.text.turns.speakers import speaker_key
from qualcode.text.turns.times import CLOSE, DATE, OPEN, SPOKEN_TIME, TIME, TO, milliseconds

REACH = 120  # a label lies within so many code points of the beginning of its line
LONGEST = 32  # a name without a mark is no longer than this
BRACKETS = tuple("[(（【<#")
_COLONS = ":：∶﹕︰"
_HINT = re.compile(
    rf"[{_COLONS}\t【<\[|]|^[ \u3000]*[（(［〔「{{]|[ ][-–—][ ]|\w[-–—\u3000](?:[ ]|(?<=\u3000))|\*\*|^\W{{0,3}}[QA]\.[ \t]|\d[ ]?(?:seconds?|秒)\s*$|^\w[\w ]{{1,20}}(?:/|-?>{{1,2}}|=>?)[ ]"
    r"|^\W{0,3}[A-Z][A-Z .'’-]{1,40}(?:\.[ ]|[–—])|^\W{0,3}\#|——"
)
_ADDRESSED = re.compile(
    r"(?:from|von|de|由|从|從)\s+(?P<name>.+?)\s+(?:to|an|à|a|至|到|发送给)\s+\S.*$|from\s+(?P<only>\S.*)$",
    re.IGNORECASE,
)


class Shape(NamedTuple):
    """How a label is written: under a heading, where its time stands, and what closes the name."""

    heading: bool
    time: str  # "before", "after", "above", "below" (on a line of its own) or ""
    mark: str  # ":", "-", "|", ".", "**", a tab, the brackets around the name, or "" where nothing does

    def shown(self, name: str, mark: str) -> str:
        """An example of the shape with ``name`` and the very ``mark``."""
        body = name.join(self.mark) if len(self.mark) == 2 else name
        before, after = "00:00 " * (self.time == "before"), "  00:00" * (self.time == "after")
        above, below = "00:00 ⏎ " * (self.time == "above"), " ⏎ 00:00" * (self.time == "below")
        return (
            f"{'### ' * self.heading}{above}{before}{body}{after}{below}{mark.replace('**', '').replace(chr(9), ' ⇥')}"
        )

    @property
    def is_bare(self) -> bool:
        """Whether nothing sets the label apart but that it stands alone on its line."""
        return self == PLAIN


PLAIN = Shape(False, "", "")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the text, without the white space around it; ``alone`` where its line holds nothing else.

    ``firm`` is whether the line looks like a label by itself: a name alone on its line does so only among others.
    """

    start: int
    end: int
    name: str
    shape: Shape = PLAIN
    mark: str = ""
    time: str | None = None
    until: str | None = None
    alone: bool = False
    line: int = 0
    firm: bool = True

    @property
    def key(self) -> str:
        """What two spellings of the name share."""
        return speaker_key(self.name)

    @property
    def times(self) -> tuple[int | None, int | None]:
        """When the turn began and ended, in milliseconds, as far as its label tells."""
        return milliseconds(self.time), milliseconds(self.until)


def label_at(line: str, start: int, ordinal: int) -> Label | None:
    """The label that ``line``, which begins at ``start``, begins with, whatever its name; None where it has the shape of none."""
    match = _pattern().match(line, 0, REACH) if _HINT.search(line, 0, REACH) else None
    if match is None:
        return None
    shape = _bracketed(match) if match["bracketed"] else _named(match, line)
    if shape is None:
        return None
    name = match["bracketed"][1:-1] if match["bracketed"] else match["name"]
    time = match["before"] or match["after"] or match["behind"] or match["beside"] or match["trailing"]
    first = start + match.start("label")
    return Label(
        first,
        first + len(match["label"].rstrip()),
        _spoken_name(name, match),
        shape,
        match["closing"] or match["mark"] or match["other"] or "",
        None if match["date"] or match["day"] else time,
        match["until"] or match["till"],
        _is_alone(match, line),
        ordinal,
    )


# Sources of the pattern, for re.VERBOSE. What lists, tables, quotations and line numbers put before a label:
_BEFORE = (
    r"(?:(?: [-*•·●○◦▪–—@][ \t\u3000]+ | >{1,3} | @ | \| | [\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?"
    rf" | \d{{1,4}}:[ ]+(?=[^\W\d][^\n{_COLONS}]{{0,40}}[{_COLONS}])"
    r" | \d{1,4}[.)、．](?!\d)\u3000* | [(（]\d{1,3}[)）] | \d{1,4}(?:\t|[ ]+(?=[^\W\d_]|[ *\#\[(])) )[ \t]*){0,2}"
)
_STAMP_BEFORE = (
    rf"(?:(?P<date>{DATE}[,，]?[ T]+(?:[上下]午|[凌早]晨|晚上|中午)?)? {OPEN}? (?:{DATE}[,，]?[ ])? (?P<before>{TIME}) (?:{TO}(?P<until>{TIME}))? {CLOSE}?"
    r"[ \t\u3000]* (?:[-–—|=][ \t]*)? (?:\d{1,4}[.)]?[ \t]+(?=[^\W\d]))?)?"
)
_BRACKETED = (
    rf"(?P<bracketed> 【[^】\n]{{1,30}}】 | \[[^\[\]{_COLONS}\n]{{1,40}}\] | [(（][^()（）{_COLONS}\n]{{1,40}}[)）]"
    rf" | \#[^\W\d][^\#{_COLONS}\n]{{0,29}}\# | <[^<>{_COLONS}/\n]{{1,30}}> | [［〔「{{][^［〔「{{\n]{{1,20}}[］〕」}}] ) (?:\*\*|__)? (?P<closing>[{_COLONS}])? (?:[ ]*(?P<beside>{TIME})(?=[ \\]*$))?"
)
_STAMP_AFTER = rf"(?:{OPEN}?(?P<day>{DATE}[ ]+(?:[上下]午|[凌早]晨|晚上|中午)?[ ]?)?(?P<after>{TIME}|{SPOKEN_TIME})(?:{TO}(?P<till>{TIME}))?{CLOSE}?[ ]?)?"
# Nothing closes a name that has a time behind it, or stands alone. A colon is none in 3:00 and https://.
_MARK = (
    r"(?P<mark> [：∶﹕︰] | (?<!\d):(?!//) | (?<=\d):(?![\d/]) | [-–—](?=[ ]*\t) | (?(after)(?=[ \t\u3000*\\]|$)|$) )"
)
# In capitals a name is closed by less: a full stop, as in the record of a court, or a dash with nothing around it.
_OTHER_MARK = r"(?P<other> (?<=[QAqa])\.(?=[ \t]) | (?<=[A-Z]{3})(?:\.(?=[ ]+[\"“A-Z])(?![A-Z .,'’-]{1,40}:) | [–—](?=[^\s\d–—])) | ——(?=[^\s—]) | [-–—](?=[ ]) | \t | \u3000(?=\S) | \|(?=[ \t]) | (?:/|-?>{1,2}|=>?)(?=[ ]) | (?(unbold)(?=[ \t]|$)|(?!)) )"
_STAMP_BEHIND = (
    rf"(?:[ \t]?[\[(（{{<\#](?P<behind>{TIME})(?:{TO}{TIME})?[\])）}}>\#] | [ \t]+(?P<trailing>{TIME})(?=[ \\]*$|\t))?"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""[ \t\u3000\xa0\u200b]*
        (?P<label>
          {_BEFORE}
          (?P<heading>\#{{1,6}}[ \t]+)?
          (?:\*\*|__|\*(?=\w))?
          (?:\*\d+:\d+[ ]?=[ ]?)?
          {_STAMP_BEFORE}
          (?:\*\*|__)?
          (?: {_BRACKETED}
          | (?P<name>[^\W_][^{_COLONS}\n\t|]{{0,59}}?|[?？]{{1,3}}|[■█▇○●◯×＊]{{2,8}}|_{{2,8}}|\+\d[\d\ ()-]{{5,20}})
            (?P<unbold>\*\*|__|\*)?
            (?P<gap>[ \t\u3000\xa0]*)
            (?: {_STAMP_AFTER} {_MARK} | {_OTHER_MARK} )
          )
          (?:\*\*|__|\*(?=[ \t]|$))?
          {_STAMP_BEHIND}
        )""",
        re.VERBOSE,
    )


def _spoken_name(name: str, match: re.Match[str]) -> str:
    """The name without what a chat says around it: "Ann" of "From Ann to Everyone"."""
    name = name.strip(" \t\u3000*_\\")
    if match["name"] and match.string[match.end("gap") :][:1] in BRACKETS:
        name = name.rstrip(",，")
    addressed = _ADDRESSED.match(name) if match["before"] else None
    return (addressed["name"] or addressed["only"]).strip() if addressed else name


def _is_alone(match: re.Match[str], line: str) -> bool:
    return not line[match.end() :].strip(" \t\u3000\xa0\\|")


def _bracketed(match: re.Match[str]) -> Shape | None:
    """The shape of a name in brackets; without a colon only 【】 and <> set a name apart, others a known part or a time."""
    brackets = match["bracketed"][0] + match["bracketed"][-1]
    inside = match["bracketed"][1:-1]
    if brackets == "##" and not _is_no_topic(inside):
        return None
    if not (
        match["closing"] or match["beside"] or brackets in ("【】", "<>", "##") or _is_surely_named(inside, brackets)
    ):
        return None
    return Shape(bool(match["heading"]), "before" if match["before"] else "after" if match["beside"] else "", brackets)


def _is_no_topic(inside: str) -> bool:
    """Whether what stands between two # is a name, not the topic of a post."""
    if part_of(inside) or has_han(inside):
        return part_of(inside) is not None or is_personal(inside)
    return is_name(inside) and not inside[0].islower()


def _is_surely_named(inside: str, brackets: str) -> bool:
    """Whether what stands in square or round brackets, which hold remarks as well, is somebody's name."""
    part = part_of(inside)
    if part and (brackets in ("[]", "［］", "〔〕", "「」", "{}") or (has_han(inside) and part.role != "voice")):
        return True
    return (
        (brackets == "[]" and is_code(inside)) or bool(part and part.firm) or (has_han(inside) and is_personal(inside))
    )


def _named(match: re.Match[str], line: str) -> Shape | None:
    """The shape of a name without brackets; None where what closes it is not enough."""
    heading, mark, other = bool(match["heading"]), match["mark"], match["other"]
    time = "before" if match["before"] else "after" if match["after"] else ""
    if match["name"].startswith(("Q  ", "A  ")):
        return None  # columns: Q   I said: no
    if mark:
        return Shape(heading, time, ":" if mark in _COLONS else "-")
    if mark == "":
        return Shape(heading, time, "") if _stands_without_mark(match, line) else None
    if other == "":
        return Shape(heading, time, "**")
    name = match["name"].strip()
    if other.endswith(">") and part_of(name) is None:
        return None
    if other == "." and len(name) > 1 and not _is_in_capitals(name):
        return None
    if other == "——" and part_of(name) is None:
        return None
    if other in "-–—" and (len(name) > 25 or name[0].islower() or name[0].isdigit()):
        return None
    if (other == "\t" and len(name) > LONGEST) or (other[0] in "\u3000/>=" and part_of(name) is None):
        return None
    return Shape(heading, time, "-" if other in ("–", "—", "——") else other)


def _is_in_capitals(name: str) -> bool:
    """Whether a name is written as in the record of a court: MARIA KELLER, MR. BROWN, THE COURT."""
    return name.isupper() and len(name.split()) <= 4 and not any(character.isdigit() for character in name)


def _stands_without_mark(match: re.Match[str], line: str) -> bool:
    """Whether a name without colon may be a label: a time behind it, or a time before it and nothing else on the line."""
    name = match["name"].strip()
    if match["after"]:
        gap = match["gap"]
        return (
            _is_alone(match, line)
            or len(gap) > 1
            or "\t" in gap
            or part_of(name) is not None
            or (is_code(name) and name[-1].isdigit())
        )
    if match["before"]:
        return is_name(name) and len(name) <= LONGEST
    return False
