"""Numbered clauses of policy texts: 编 章 节 条 款 项, 一、 （一） 1. (1) ①, Part and Article, 1.1, (a), (i).

A scheme of numbers is believed where it is one of the spelled-out ones (第三条, Article 3), or where it begins with its
first number and goes on: a lone "3." is a date or a slip. Levels follow from the order of the schemes, so that a text
without chapters has its articles at the top.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.text.sections import Section

_HAN = "[一二三四五六七八九十百千零〇两\\d]{1,9}"
_ROMAN_OR_NUMBER = r"(?:\d{1,3}|[IVXLC]{1,6})"

# Highest first. Each pattern is the number as it opens a line; the group "first" is set where it is the first of its scheme.
_SCHEMES: tuple[tuple[str, str], ...] = (
    ("part", f"第{_HAN}(?:[编編]|部分)(?=[\\s\u3000：:]|$)|(?:Part|PART|Title|TITLE)[ ]{_ROMAN_OR_NUMBER}\\b"),
    ("chapter", f"第{_HAN}章(?![程节節])|(?:Chapter|CHAPTER)[ ]{_ROMAN_OR_NUMBER}\\b"),
    ("division", f"第{_HAN}[节節](?=[\\s\u3000]|$)"),
    (
        "article",
        f"第{_HAN}[条條](?:之{_HAN})?(?=[\\s\u3000：:]|$)|(?:Article|ARTICLE|Section|SECTION|Art\\.|§)[ ]?{_ROMAN_OR_NUMBER}\\b[.:]?",
    ),
    ("paragraph", f"第{_HAN}款(?=[\\s\u3000：:]|$)"),
    ("item", f"第{_HAN}[项項](?=[\\s\u3000：:]|$)"),
    ("enumerated", "(?:(?P<first>一)|[二三四五六七八九十百]{1,4})、"),
    ("bracketed", "[（(](?:(?P<first>一)|[二三四五六七八九十百]{1,4})[）)]"),
    ("number", r"(?:(?P<first>1)|\d{1,3})(?:[.．、](?![\d.．])|[ \t\u3000](?=[^\W\d_]))"),
    (
        "decimal",
        r"(?P<first>1[.．]1(?![\d.．%]))[.．]?|\d{1,2}(?:[.．]\d{1,2}){1,4}[.．]?(?=[^\d.．%年月]|$)",
    ),
    ("bracketed number", r"[（(](?:(?P<first>1)|\d{1,3})[）)]"),
    ("circled", "(?:(?P<first>①)|[②-⑳])"),
    ("letter", r"[（(](?:(?P<first>a)|[b-z])[）)]"),
    ("roman", r"[（(](?:(?P<first>i)|[ivx]{2,5}|[vx])[）)]"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _SCHEMES)
_RANK = {name: rank for rank, (name, _pattern) in enumerate(_SCHEMES)}
_SPELLED_OUT = frozenset({"part", "chapter", "division", "article", "paragraph", "item"})
_HEADINGS = frozenset({"part", "chapter", "division"})
_OPENING = re.compile(r"[ \t\u3000\xa0]*(?:#{1,6}[ \t]+)?(?:\*\*|__)?")
_ARTICLE = re.compile(rf"^[ \t\u3000]*(?:\#{{1,6}}[ ]+)?(?:{dict(_SCHEMES)['article']})", re.MULTILINE)
_LONGEST_HEADING = 60
_ROMAN_BEFORE = {"v": ("iv",), "x": ("ix",)}
_POLICY_FROM = 3  # so many articles make a text a policy text, whatever it is called


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at the beginning of a line."""

    scheme: str
    first: bool
    label: str
    start: int
    end: int  # of the line

    @property
    def depth(self) -> tuple[int, int]:
        """Where it stands among the others: its scheme, and how many figures a decimal number has."""
        return _RANK[self.scheme], len(re.findall(r"\d+", self.label)) if self.scheme == "decimal" else 0


def has_articles(text: str) -> bool:
    """Whether a text has at least three numbered articles, as laws and regulations do."""
    found = _ARTICLE.finditer(text)
    return sum(1 for _match in zip(range(_POLICY_FROM), found)) == _POLICY_FROM


def numbered_sections(text: str, found: Sequence[Section] = ()) -> list[Section]:
    """All sections of ``text`` in order: those ``found`` already, and its numbered headings and clauses.

    A chapter's line is a heading, everything below a clause; each spans its own line, and its label is the number, for a
    heading the whole line. A line that is a heading already stays what it is, and clauses below it are one level deeper.
    """
    headings = sorted((section for section in found if section.kind == "heading"), key=lambda section: section.start)
    taken = {text.rfind("\n", 0, section.start) + 1 for section in headings}
    numbers = [
        number for number in _believed(list(_numbers(text))) if text.rfind("\n", 0, number.start) + 1 not in taken
    ]
    depths = sorted({number.depth for number in numbers})
    starts = [section.start for section in headings]
    added = []
    for number in numbers:
        above = bisect_right(starts, number.start)
        base = headings[above - 1].level if above else 0
        added.append(_section(text, number, base + 1 + depths.index(number.depth)))
    return sorted([*found, *added], key=lambda section: (section.start, section.level))


def _numbers(text: str) -> Iterator[_Number]:
    start = 0
    for line in text.split("\n"):
        opening = _OPENING.match(line)
        at = opening.end() if opening else 0
        for scheme, pattern in _COMPILED:
            if (match := pattern.match(line, at)) and _fits(scheme, line, match.end()):
                first = bool(match.groupdict().get("first"))
                yield _Number(scheme, first, match[0].strip(), start + at, start + len(line.rstrip()))
                break
        start += len(line) + 1


def _fits(scheme: str, line: str, end: int) -> bool:
    """A chapter heads its line; "第一章规定的程序，……。" is a sentence about one."""
    return scheme not in _HEADINGS or (
        len(line) <= _LONGEST_HEADING and not line.rstrip().endswith(("。", "；", "，", ";", ","))
    )


def _believed(numbers: list[_Number]) -> list[_Number]:
    numbers = _with_romans(numbers)
    counts = Counter(number.scheme for number in numbers)
    begun = {number.scheme for number in numbers if number.first}
    if _go_on(numbers):
        begun.add("decimal")
    believed = {scheme for scheme, count in counts.items() if scheme in _SPELLED_OUT or (count > 1 and scheme in begun)}
    return [number for number in numbers if number.scheme in believed]


def _with_romans(numbers: list[_Number]) -> list[_Number]:
    """(i) is a letter after (h) only, (v) and (x) are letters but after (iv) and (ix); else they are Roman numbers."""
    found: list[_Number] = []
    before = dict.fromkeys(("letter", "roman"), "")
    for number in numbers:
        sign = number.label.strip("()（）")
        roman = (sign == "i" and before["letter"] != "h") or before["roman"] in _ROMAN_BEFORE.get(sign, ())
        if number.scheme == "letter" and roman:
            number = replace(number, scheme="roman", first=sign == "i")
        if number.scheme in before:
            before[number.scheme] = sign
        found.append(number)
    return found


def _go_on(numbers: list[_Number]) -> bool:
    """Whether decimal numbers follow each other as 3.1 and 3.2, or 3.1 and 3.1.1, do: 2.1 and 3.4 are amounts."""
    figures = [tuple(map(int, re.findall(r"\d+", it.label))) for it in numbers if it.scheme == "decimal"]
    return any(one[-1] == 1 and other in ((*one[:-1], 2), (*one, 1)) for one, other in pairwise(figures))


def _section(text: str, number: _Number, level: int) -> Section:
    if number.scheme in _HEADINGS:
        label = " ".join(text[number.start : number.end].strip("*_ ").split())
        return Section(level, label, number.start, number.end, "heading")
    return Section(level, number.label, number.start, number.end, "clause")
