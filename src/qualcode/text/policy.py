"""What a policy text says of itself and of others: title, number, date, who issued it, and what it cites.

Made for the papers of Chinese governments, whose form is fixed by GB/T 9704: a title, a number such as 民发〔2022〕14号, the
body, the issuing agencies and the date at the end; and for laws, which name their promulgation under the title. Nothing is
guessed: what does not stand in its place is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

_HEAD_LINES, _TAIL_LINES = 12, 12
_NUMBER = r"[\u3400-\u9fffA-Za-z]{1,14}\s?[〔\[［（(【]\s?(?P<year>(?:19|20)\d{2})\s?[〕\]］）)】]\s?第?\s?(?P<serial>\d{1,5})\s?号"
_DECREE = r"(?P<by>[\u3400-\u9fff]{2,30})令\s?(?:第\s?(?P<decree>[\d一二三四五六七八九十百零〇]{1,8})\s?号)"
_MORE_NUMBERS = re.sub(r"\?P<\w+>", "?:", rf"(?:[、,，;；\s]+{_NUMBER})*")  # of a paper that several agencies issue
_LABELLED = r"(?:发文字号|文\s?号|公文编号|Document (?:No\.?|number))\s?[:：]\s?"
_NUMBER_LINE = re.compile(rf"^\s*(?:{_LABELLED})?(?P<number>{_NUMBER}){_MORE_NUMBERS}\s*$", re.IGNORECASE)
_ANY_NUMBER = re.compile(_NUMBER)
_ANY_DECREE = re.compile(_DECREE)
_TITLE = re.compile(r"《(?P<title>[^《》\n]{2,80}(?:《[^《》\n]{2,80}》[^《》\n]{0,40})?)》")
_INNER = re.compile(r"[〈<](?P<title>[^〈〉<>\n]{2,80})[〉>]")
_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "Ｏ": "0"}
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2}|[一二][〇零○Ｏ一二三四五六七八九]{3})\s?年\s?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_DATE_LINE = re.compile(rf"^\s*[（(]?\s*{_DATE.pattern}\s*[）)]?\s*(?:印发)?\s*$")
_LABELLED_DATE = re.compile(rf"^\s*(?:成文日期|发布日期|发文日期|印发日期|公布日期)\s?[:：]\s?{_DATE.pattern}\s*$")
_LETTERHEAD = re.compile(r"^[\u3400-\u9fff]{2,30}文\s?件$")
_KINDS = "通知|意见|决定|决议|办法|方案|规定|公告|批复|函|通报|细则|规划|条例|请示|报告|通告|令|纲要|计划"
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:[（(][^（）()]{{1,12}}[）)])?$")
_TITLE_WORD = re.compile("关于|印发|转发|贯彻|发布|公布")
_PROMULGATED = re.compile(r"公布|通过|发布|印发|修订|修正|批准|颁布")
_AGENCY = re.compile(
    r"(?:政府|办公厅|办公室|委员会|委员会办公室|常务委员会|国务院|中共中央|[局厅部委院署会行]|省委|市委|县委|区委|党组|领导小组|总局|中心|集团|公司|大学|法院|检察院|联合会|管理处)$"
)
_NOT_AGENCY = re.compile(r"[，。；：、！？,.;:!?《》（）()“”\"\d]|的|附件|抄送|主送|联系|关于|转发|印发|发布")
_OPENING_TITLE = re.compile(
    r"^(?P<issuers>[\u3400-\u9fff、 \u3000]{2,80}?)关于.{2,80}(?:"
    rf"{_KINDS})$"
)
_MEETING = re.compile(
    r"(?P<place>[\u3400-\u9fff]{0,12}?)第[一二三四五六七八九十]+届(?P<body>(?:全国)?人民代表大会(?:常务委员会)?)"
)
_BY_WHOM = re.compile(r"(?P<by>[\u3400-\u9fff、和 ]{2,40})(?:发布|印发|公布|制定)$")
_ISSUED_BY = re.compile(
    r"^\s*(?:Issued by|Published by|发布机关|发文机关|发布单位|制定机关|颁布单位|发文单位)\s*[:：]\s*(?P<by>.{2,120}?)\s*$",
    re.IGNORECASE,
)
_ENDS_NO_TITLE_LINE = re.compile(r"[。；：:;]$|\d{4}\s?年\s?\d{1,2}\s?月")
_ISSUES = re.compile(r"(?:印发|发布|公布)(?P<title>[^印发]{4,80})的(?:通知|公告|决定)$")
_STATE = "中华人民共和国"
_VERSION = re.compile(r"\s*[（(](?:\d{4}[^（）()]{0,12}|[^（）()]{0,8}(?:修订|修正|试行|暂行)[^（）()]{0,6})[）)]\s*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a text names another: by a title in 《》, by a number, or by both; ``start`` to ``end`` is the whole mention."""

    start: int
    end: int
    title: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What a policy text says of itself; "" and () where it does not. ``date`` is an ISO date."""

    title: str = ""
    number: str = ""
    date: str = ""
    issuers: tuple[str, ...] = field(default=())


def policy_facts(text: str) -> PolicyFacts:
    """Title, number, date and issuers of a policy text, from its head and its end."""
    lines = [line.strip().lstrip("#").strip("*_ \u3000\t") for line in text.split("\n")]
    lines = [line for line in lines if line and not line.startswith("<!--")]
    head, tail = lines[:_HEAD_LINES], lines[-_TAIL_LINES:]
    title = _title(head)
    number = next((_plain(match["number"]) for line in head if (match := _NUMBER_LINE.match(line))), "")
    signed, date = _signature(tail if len(lines) > 2 else [])
    if not signed:
        signed, signed_on = _signature_before_annexes(lines)
        date = signed_on or date
    issuers = signed or _issuers_in_head(head, title)
    return PolicyFacts(title, number or _decree(head), date or _promulgation(head), tuple(dict.fromkeys(issuers)))


def annexed_title(title: str) -> str:
    """What a paper whose title says that it issues another calls that one: 关于印发《X》的通知 issues X. "" for all others."""
    match = _ISSUES.search(title)
    return match["title"].strip("《》〈〉") if match else ""


def citations(text: str) -> list[Citation]:
    """Every mention of another text, in order: 《title》, with the number behind it where there is one, and bare numbers."""
    found = []
    covered = -1
    for match in _TITLE.finditer(text):
        behind = re.compile(r"\s?[（(]?\s?(?=[\u3400-\u9fffA-Za-z])").match(text, match.end())
        number = _ANY_NUMBER.match(text, behind.end()) if behind else None
        close = match.end() if number is None else number.end() + (text[number.end() : number.end() + 1] in ("）", ")"))
        found.append(Citation(match.start(), close, match["title"].strip(), _plain(number[0]) if number else ""))
        found.extend(
            Citation(match.start(), close, inner["title"].strip()) for inner in _INNER.finditer(match["title"])
        )
        covered = max(covered, close)
    spans = [(citation.start, citation.end) for citation in found]
    bare = (match for match in _ANY_NUMBER.finditer(text) if not any(s <= match.start() < e for s, e in spans))
    found += [
        Citation(match.start(), match.end(), number=_plain(match[0])) for match in bare if not _own_line(text, match)
    ]
    return sorted(found, key=lambda citation: (citation.start, citation.end))


def title_key(title: str) -> str:
    """What two writings of one title share: no state before it, no version behind it, no spaces, one kind of brackets."""
    key = _VERSION.sub("", re.sub(r"\s", "", title)).strip("《》〈〉")
    key = key.replace("(", "（").replace(")", "）").replace("“", "").replace("”", "").replace('"', "")
    return key.removeprefix(_STATE).casefold()


def number_key(number: str) -> str:
    """What two writings of one number share: 民发〔2022〕14号 and 民发[2022] 14 号. The agency's mark is kept."""
    match = _ANY_NUMBER.search(number)
    if match is None:
        return re.sub(r"\s", "", number)
    return f"{re.split(r'[〔［（(【[]', _plain(match[0]))[0]}〔{match['year']}〕{int(match['serial'])}号"


def _title(head: list[str]) -> str:
    """The title, put together where it is broken into lines; what stands above it (a letterhead, the agencies) is left out."""
    lines = [line for line in head[:8] if not _NUMBER_LINE.match(line) and not _LETTERHEAD.match(line)]
    while len(lines) > 1 and _agencies(lines[0]) and _TITLE_WORD.search("".join(lines[1:4])):
        del lines[0]
    if not lines or len(lines[0]) > 80:
        return ""
    for count in range(1, 5):
        said = lines[:count]
        if len(said) < count or (count > 1 and any(map(_ENDS_NO_TITLE_LINE.search, said))):
            break
        if _TITLE_END.search(said[-1]) and (count == 1 or _TITLE_WORD.search("".join(said[:-1]))):
            return "".join(said)
    return lines[0]


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number)


def _own_line(text: str, match: re.Match[str]) -> bool:
    """Whether its line holds numbers only: then it is the text's own."""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    return _NUMBER_LINE.match(text[start : len(text) if end < 0 else end].strip("*_# \u3000\t")) is not None


def _signature(tail: list[str]) -> tuple[list[str], str]:
    """The agencies under a text and its date: the lines just above the last line that is only a date."""
    for at in range(len(tail) - 1, -1, -1):
        if match := _DATE_LINE.match(tail[at]):
            issuers: list[str] = []
            for line in reversed(tail[:at]):
                names = _agencies(line)
                if not names:
                    break
                issuers = names + issuers
            return issuers, _iso(match)
    return [], ""


def _signature_before_annexes(lines: list[str]) -> tuple[list[str], str]:
    """The agencies and the date that end a paper before what is annexed to it: the first date alone below an agency."""
    dates = (at for at in range(1, len(lines)) if _DATE_LINE.match(lines[at]) and _agencies(lines[at - 1]))
    at = next(dates, 0)
    return _signature(lines[max(0, at - _TAIL_LINES) : at + 1]) if at > 1 else ([], "")


def _agencies(line: str) -> list[str]:
    """The agencies a line names and nothing else, parted by spaces or 、; none where it says more."""
    names = [name for name in re.split(r"[ \u3000\t、]+", line.strip()) if name]
    return names if names and all(_is_agency(name) for name in names) else []


def _is_agency(name: str) -> bool:
    return 2 < len(name) <= 30 and _AGENCY.search(name) is not None and _NOT_AGENCY.search(name) is None


def _issuers_in_head(head: list[str], title: str) -> list[str]:
    for line in head:
        if match := _ISSUED_BY.match(line):
            return [name.strip() for name in re.split(r"[、;；]| and ", match["by"]) if name.strip()]
    if match := _OPENING_TITLE.match(title):
        return _agencies(match["issuers"])
    above = takewhile(bool, (_agencies(line) for line in head if not _LETTERHEAD.match(line)))
    return [name for names in above for name in names] or list(_promulgators(head))


def _promulgators(head: list[str]) -> Iterator[str]:
    """Who passed or promulgated a law, as the lines under its title say."""
    for line in head[1:]:
        if not _DATE.search(line):
            continue
        rest = _DATE.sub("", line, count=1).strip()
        if rest.endswith("批准"):  # by a body above the one that passed it
            continue
        if meeting := _MEETING.search(rest):
            yield meeting["place"] + meeting["body"]
        elif decree := _ANY_DECREE.search(rest):
            yield decree["by"].strip().removeprefix(_STATE) or decree["by"]
        elif by := _BY_WHOM.search(rest):
            yield from _agencies(by["by"].replace("和", "、"))


def _decree(head: list[str]) -> str:
    found = [match[0] for line in head[1:] if _DATE.search(line) for match in _ANY_DECREE.finditer(_DATE.sub("", line))]
    return _plain(found[-1]).removeprefix(_STATE) if found else ""


def _promulgation(head: list[str]) -> str:
    """The latest date under the title on which the text was passed, promulgated or amended."""
    if match := next(filter(None, map(_LABELLED_DATE.match, head)), None):
        return _iso(match)
    if match := next(filter(None, map(_DATE_LINE.match, head)), None):
        return _iso(match)
    dates = [_iso(match) for line in head[1:] if _PROMULGATED.search(line) for match in [_DATE.search(line)] if match]
    return max(dates, default="")


def _iso(match: re.Match[str]) -> str:
    year = match["y"] if match["y"].isdigit() else "".join(_DIGITS.get(digit, digit) for digit in match["y"])
    return f"{year}-{_small(match['m']):02}-{_small(match['d']):02}"


def _small(number: str) -> int:
    """A number up to 39, in figures or in Chinese."""
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return int(_DIGITS[number])
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)
