"""What sort of answers a column holds, judged by all of them: numbers, dates, choices, several choices at once, or words.

Nothing is called what a single answer is not. An answer in words is told from a name or an address by its length, by how
rarely two are the same, and by its column being a question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from qualcode.formats.questionnaires.answer_dates import DateReading
from qualcode.formats.questionnaires.answer_numbers import NumberReading
from qualcode.formats.sheets.cells import breadth, is_figure, mean_breadth
from qualcode.text.dates import read_date
from qualcode.text.values import guess_kind

SEPARATORS = ("┋", ";", "；", "|", "\n", "、", ",", "，")
"""What may stand between several choices in one cell, the surest first."""

_MOST_CHOICES = 40
_LONGEST_CHOICE = 80
_TIMES_GIVEN = 2  # how often, on average, each choice is given
_NOTHING_ELSE = "┋"  # stands nowhere but in the exports of one service
_COMMON = frozenset(("、", ",", "，", "\n"))  # also parts words and sentences
_LONG_ANSWER = 25
_LONG_FOR_A_QUESTION = 8
_DIFFERENT = 0.5
_SHORT_HEADING = 30

_PARTS = re.compile(r"\([^()]*\)|（[^（）]*）|〖[^〖〗]*〗")
_YES_NO = (frozenset(("true", "false")), frozenset(("yes", "no")))
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\d{1,3}(?:\.\d{1,3}){3}.*|[\w.-]+")
_QUESTION = re.compile(
    r"[?？]|请|为什么|为何|如何|怎样|怎么|哪些|什么|意见|建议|看法|原因|其他|说明|描述|谈谈"
    r"|\b(?:what|why|how|which|who|please|describe|explain|comments?|feedback|suggestions?|opinions?|reasons?|other|specify)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"多选|可选多项|不定项|(?:select|choose|check|tick|mark) (?:all|as many)|multiple (?:choice|answers)", re.I
)
_ABOUT_THE_PERSON = re.compile(
    r"\b(?:id|names?|e-?mail|phone|mobile|ip|url|address|date|time|timestamp|duration|agent|browser|device|version|channel)\b"
    r"|姓名|名称|邮箱|电话|手机|地址|时间|日期|来源|编号|序号|学号|工号|证号|IP",
    re.IGNORECASE,
)


def kind_of(texts: Iterable[str]) -> str:
    """The kind all of these answers are written as: integer, decimal, date, boolean, else text.

    Digits may be full-width, dates written as in 2024/5/31, 31.5.2024 or 2024年5月31日, and numbers as in 1,60 and 45%; true and false, yes and no are booleans, but
    是 and 否 are choices, since another column may well have 不清楚 as well.
    """
    plain = {plain_text(text) for text in texts}
    kind = guess_kind(plain)
    if kind == "boolean" and not any({text.casefold() for text in plain} <= both for both in _YES_NO):
        return "text"
    if kind != "text" or not plain:
        return kind
    if all(read_date(text) and not text.isdecimal() for text in plain) or DateReading(plain).are_days:
        return "date"
    numbers = NumberReading(plain)
    return guess_kind(map(numbers.of, plain)) if numbers.are_numbers else kind


def plain_text(text: str) -> str:
    """``text`` trimmed, with full-width letters and digits as plain ones."""
    return text.strip() if text.isascii() else normalize("NFKC", text).strip()


def separator_of(given: Mapping[str, int], heading: str = "") -> str:
    """What stands between several choices in these cells (with how often each occurs), "" where each is one answer.

    It must part cells into few, short parts that come again and again, alone and together in changing numbers; unless the
    heading says that several may be chosen.
    """
    there = [it for it in SEPARATORS if any(it in cell for cell in given)]
    if _SEVERAL.search(heading):
        few = (it for it in there if len({part for cell in given for part in split(cell, it)}) <= _MOST_CHOICES)
        return next(few, "")
    return next((it for it in there if it == _NOTHING_ELSE or _parts_choices(given, it)), "")


def split(cell: str, separator: str, whole: Sequence[str] = ()) -> list[str]:
    """The parts of a cell, each once, trimmed; a separator inside brackets or one of the ``whole`` choices parts nothing."""
    held = _PARTS.sub(lambda match: match[0].replace(separator, "\0"), cell)
    for choice in whole:
        held = held.replace(choice, choice.replace(separator, "\0"))
    parts = (part.replace("\0", separator).strip() for part in held.split(separator))
    return list(dict.fromkeys(filter(None, parts)))


def whole_choices(given: Mapping[str, int], separator: str) -> list[str]:
    """Choices that hold the separator themselves, as "Tablet, or similar" does.

    They are told by a part that begins with a small letter, where others begin with capitals, and by the two parts never
    standing apart from each other.
    """
    parted = [split(cell, separator) for cell in given]
    parts = {part for found in parted for part in found}
    if not any(part[:1].isupper() for part in parts):
        return []
    before = {
        part: {found[at - 1] if (at := found.index(part)) else "" for found in parted if part in found}
        for part in parts
    }
    whole = []
    for part, (first, *others) in ((part, [*them]) for part, them in before.items() if part[:1].islower()):
        if first and not others and all((first in found) == (part in found) for found in parted):
            written = re.compile(rf"{re.escape(first)}\s*{re.escape(separator)}\s*{re.escape(part)}")
            whole.append(next(match[0] for cell in given if (match := written.search(cell))))
    return whole


def _parts_choices(given: Mapping[str, int], separator: str) -> bool:
    parted = [(split(cell, separator), times) for cell, times in given.items()]
    parts: Counter[str] = Counter()
    for found, times in parted:
        parts.update(dict.fromkeys(found, times))
    numbers = {len(found) for found, _times in parted}
    if max(numbers) < 2 or len(parts) > _MOST_CHOICES or max(map(breadth, parts)) > _LONGEST_CHOICE:
        return False
    is_common = separator in _COMMON
    if is_common and (len(numbers) == 1 or max(numbers) < 3 or all(map(str.isdecimal, parts))):
        return False  # "Kyoto, Japan", "yes, often", "1,000"
    repeated = sum(times for times in parts.values() if times > 1)
    return parts.total() >= _TIMES_GIVEN * len(parts) and repeated >= (0.9 if is_common else 0.7) * parts.total()


def are_choices(given: Mapping[str, int]) -> bool:
    """Whether these cells (with how often each occurs) were chosen from a few: short ones that come again and again.

    Times of day are no choices, however few there are.
    """
    return (
        0 < len(given) <= _MOST_CHOICES
        and not all(":" in text and is_figure(text) for text in given)
        and sum(given.values()) >= _TIMES_GIVEN * len(given)
        and mean_breadth(given) <= _LONGEST_CHOICE
    )


def are_in_words(given: Mapping[str, int], heading: str) -> bool:
    """Whether these cells (with how often each occurs) are answers in somebody's own words to what the heading asks."""
    if len(given) < _DIFFERENT * sum(given.values()):
        return False
    if 2 * sum(map(bool, map(_ADDRESS.fullmatch, given))) > len(given) and not _is_question(heading):
        return False
    if breadth(heading) <= _SHORT_HEADING and _ABOUT_THE_PERSON.search(heading):
        return False
    if 2 * sum("://" in text or "@" in text for text in given) > len(given):
        return False
    return mean_breadth(given) >= (_LONG_FOR_A_QUESTION if _is_question(heading) else _LONG_ANSWER)


def _is_question(heading: str) -> bool:
    return _QUESTION.search(heading) is not None
