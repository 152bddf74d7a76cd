"""What an e-mail repeats of an earlier one: lines marked with >, and all that follows "On … wrote:" or a copied header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from qualcode.text.sections import Section

_LABEL_WIDTH = 80
_MARKED = re.compile(r"\s{0,3}[>＞]")
_WROTE = (
    "wrote|writes|schrieb|écrit|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał(?:\\(a\\))?|написал\\(?а?\\)?|"
    "写道|寫道|のメール|님이 작성"
)
_ATTRIBUTION = re.compile(
    rf".{{2,400}}(?:{_WROTE})(?:\s.{{1,120}}<[^<>@]{{1,80}}@[^<>@]{{1,80}}>)?\s?[:：]"
    r"|.{0,40}\d{4}.{4,200}<[^<>@]{1,80}@[^<>@]{1,80}>\s?[:：]",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:on|at|le|am|el|em|il|op|den|på|w dniu|пн|вт|ср|чт|пт|сб|вс|在|于|於)[\s,]|\S.{0,80}<\S{3,80}@|\d{4}[-/.年]",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"@|\d{1,2}[:：.]\d{2}|\d{4}[-/.年]|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_SEPARATOR = re.compile(
    r"\s*[-_=*]{2,}(?:&nbsp;|\s)*(?:original(?: message)?|original appointment|replied message|forwarded message|forwarded by .{1,80}|ursprüngliche nachricht|"
    r"weitergeleitete nachricht|message d['’]origine|message transféré|mensaje original|messaggio originale|"
    r"原始邮件|原始郵件|原邮件|邮件原件|转发邮件|轉寄郵件|转发邮件信息|回复的原邮件|轉寄的郵件|исходное сообщение|пересылаемое сообщение|oorspronkelijk bericht|"
    r"doorgestuurd bericht|ursprungligt meddelande|mensagem original|wiadomość oryginalna)(?:&nbsp;|\s)*[-_=*]{2,}\s*"
    r"|\s*begin forwarded message\s*:\s*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[_-]{10,}\s*")
_FROM = re.compile(
    r"[\s|]*\*?(?:from|von|van|de|da|od|от|от кого|fra|från|发件人|發件人|寄件人|寄件者|差出人|보낸 사람)\s?\*?\s?[:：|]\s*\*?\s*\S",
    re.IGNORECASE,
)
_OTHER_FIELD = re.compile(
    r"[\s|]*\*?(?:sent|date|gesendet|datum|envoyé|enviado(?: el| em)?|inviato|data|wysłano|отправлено|дата|verzonden|sendt|dato|skickat"
    r"|发送时间|發送時間|发件时间|日期|时间|時間|寄件日期|送信日時|보낸 날짜"
    r"|to|an|à|para|a|do|кому|aan|til|till|收件人|收件者|宛先|받는 사람|cc|kopia|копия|抄送至?|副本"
    r"|subject|betreff|objet|asunto|assunto|oggetto|temat|тема|onderwerp|emne|ämne|主题|主題|主旨|件名|제목)\s?\*?\s?[:：|]",
    re.IGNORECASE,
)
_TELLING = re.compile(r"@|\d")
_HEADER_LINES = 7
_LONGEST_ATTRIBUTION = 400


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text and where each begins."""

    lines: list[str]
    starts: list[int]

    def section(self, first: int, last: int) -> Section:
        """The quotation from the first ink of line ``first`` to the last ink of the lines before ``last``."""
        while not self.lines[last - 1].strip():
            last -= 1
        indent = len(self.lines[first]) - len(self.lines[first].lstrip())
        label = " ".join(self.lines[first].split())[:_LABEL_WIDTH]
        end = self.starts[last - 1] + len(self.lines[last - 1].rstrip())
        return Section(1, label, self.starts[first] + indent, end, "quotation")


def quotations(text: str) -> list[Section]:
    """The parts of a message's ``text`` that repeat earlier messages, in order; each begins with the line that says whose.

    A line marked with > is quoted, and answers between such lines are not; what stands under a copied header, or under
    "On … wrote:" without marks, is quoted to the end.
    """
    lines = text.split("\n")
    known = _Lines(lines, list(accumulate((len(line) + 1 for line in lines), initial=0)))
    found: list[Section] = []
    at = 0
    while at < len(lines):
        end = _end_of_quotation(lines, at)
        if end > at:
            found.append(known.section(at, end))
        at = max(end, at + 1)
    return found


def _end_of_quotation(lines: list[str], at: int) -> int:
    """The line after the quotation that begins in line ``at``; ``at`` itself where none does."""
    if _MARKED.match(lines[at]):
        return _end_of_marked(lines, at)
    if said := _attribution(lines, at):
        first = _next_ink(lines, at + said)
        if first < len(lines) and _MARKED.match(lines[first]):
            return _end_of_marked(lines, first)
        return len(lines) if _MOMENT.search(" ".join(lines[at : at + said])) and first < len(lines) else at
    return len(lines) if _begins_copy(lines, at) else at


def _end_of_marked(lines: list[str], at: int) -> int:
    """The line after the last marked one; blank lines between marked ones do not end the quotation."""
    end = at
    while at < len(lines) and (_MARKED.match(lines[at]) or not lines[at].strip()):
        at += 1
        end = at if _MARKED.match(lines[at - 1]) else end
    return end


def _attribution(lines: list[str], at: int) -> int:
    """How many lines, from ``at`` on, say who wrote what follows: "On Monday, Anna wrote:"; 0 where they do not."""
    if not lines[at].strip() or len(lines[at]) > _LONGEST_ATTRIBUTION:
        return 0
    for count in (1, 2, 3):
        said = [line.strip() for line in lines[at : at + count]]
        if len(said) < count or not all(said) or (count > 1 and not _OPENING.match(said[0])):
            return 0
        if _ATTRIBUTION.fullmatch(" ".join(said)):
            return count
    return 0


def _begins_copy(lines: list[str], at: int) -> bool:
    """Whether a message begins here that was copied with its header: under a separator, or with From, Sent, To …"""
    if _SEPARATOR.fullmatch(lines[at]):
        return _next_ink(lines, at + 1) < len(lines)
    is_below_rule = _RULE.fullmatch(lines[at]) is not None
    if is_below_rule:
        at = _next_ink(lines, at + 1)
    if at == len(lines) or not _FROM.match(lines[at]):
        return False
    fields = [line for line in lines[at + 1 : at + _HEADER_LINES] if _OTHER_FIELD.match(line)]
    return len(fields) >= 2 and (is_below_rule or any(map(_TELLING.search, [lines[at], *fields])))


def _next_ink(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at
