"""Words: what stands between spaces in most scripts, and what a segmenter finds in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, compress
from typing import Any

from qualcode.text.span import Span

# What nearly every text is made of: for it the standard library counts the same words five times faster than \p{L} does.
_LETTER = "A-Za-z0-9À-ÖØ-öø-ÿ"
_PLAIN_WORD = re.compile(rf"[{_LETTER}]+(?:(?:['’‘\-‐‑]|[.,](?<=[0-9][.,])(?=[0-9]))[{_LETTER}]+)*")
_PLAIN_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
# Chinese with what stands between its runs of characters, but for what the segmenter takes for part of a word.
_PLAIN_RUN = re.compile(
    rf"{_PLAIN_WORD.pattern}|(?P<han>{_PLAIN_HAN.pattern}(?:[^{_LETTER}+#&._%\-\u3400-\u4dbf\u4e00-\u9fff]+{_PLAIN_HAN.pattern})*)"
)
# A web or e-mail address up to its last letter, digit or slash: to count its parts as words would fill lists with https and com.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]*[A-Za-z0-9/]|(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+",
    re.IGNORECASE,
)
_UNUSUAL = re.compile(
    rf"[^\0-\x7f{_LETTER}\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2000-\u206f\u20a0-\u20bf\u2190-\u27bf\u3000-\u3004"
    r"\u3008-\u3020\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffe6"
    r"\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff]"
)


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The words of ``text`` from ``start`` to ``end``, in order; punctuation, symbols and emoji are no words.

    Outside Chinese a word is a run of letters, digits and their marks, with apostrophes and hyphens inside it, and with
    points and commas between digits ("don't", "well-known", "3.5"); a web or e-mail address is one word. A run of Han
    characters is cut by rjieba.
    """
    return [Span(at, at + len(word)) for word, at in zip(*cut_words(text, start, end))]


def cut_words(text: str, start: int = 0, end: int | None = None) -> tuple[list[str], list[int]]:
    """The same words as texts, and where each begins: what is quick enough for counting the words of a whole project."""
    end = len(text) if end is None else end
    found: list[str] = []
    starts: list[int] = []
    for address in _addresses(text, start, end):
        words, places = _cut_without_addresses(text, start, address.start())
        found += [*words, address[0]]
        starts += [*places, address.start()]
        start = address.end()
    words, places = _cut_without_addresses(text, start, end)
    return (found + words, starts + places) if found else (words, places)


def _addresses(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """The web and e-mail addresses; where none of their marks is, nothing is searched twice."""
    if all(text.find(mark, start, end) < 0 for mark in ("://", "www.", "WWW.", "@")):
        return ()
    return _ADDRESS.finditer(text, start, end)


def _cut_without_addresses(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    if not _UNUSUAL.search(text, start, end):
        return _cut_plain(text, start, end)
    found: list[str] = []
    starts: list[int] = []
    for match in _patterns()[0].finditer(text, start, end):
        if match.lastgroup != "han":
            found.append(match[0])
            starts.append(match.start())
            continue
        parts = _segmenter().cut(match["han"])
        starts.extend(accumulate(map(len, parts[:-1]), initial=match.start()))
        parts[-1] += text[match.end("han") : match.end()]  # marks that follow, such as variation selectors
        found.extend(parts)
    return found, starts


def _cut_plain(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """The same where there is nothing unusual: the segmenter gets whole sentences, and its punctuation is dropped."""
    found: list[str] = []
    starts: list[int] = []
    cut = _segmenter().cut
    for match in _PLAIN_RUN.finditer(text, start, end):
        if match.lastgroup != "han":
            found.append(match[0])
            starts.append(match.start())
            continue
        parts = cut(match[0])
        chinese = ["\u3400" <= part < "\ua000" for part in parts]
        found.extend(compress(parts, chinese))
        starts.extend(compress(accumulate(map(len, parts), initial=match.start()), chinese))
    return found, starts


def count_words(text: str) -> int:
    """The length of ``text`` as word processors count it: each Han character and each other word is one.

    Needs no segmenter, so that a list of documents can show it.
    """
    if not _UNUSUAL.search(text):
        return _count_plain(text)
    _, one = _patterns()
    return sum(len(one.findall(it)) if _UNUSUAL.search(it) else _count_plain(it) for it in text.split("\n"))


def _count_plain(text: str) -> int:
    return len(_PLAIN_WORD.findall(text)) + sum(map(len, _PLAIN_HAN.findall(text)))


@cache
def _segmenter() -> Any:
    import rjieba

    return rjieba


@cache
def _patterns() -> tuple[Any, Any]:
    """A word or a whole run of Han; a word or a single Han character."""
    import regex

    letter = r"[[\p{L}\p{Nd}]--\p{Han}]"
    more = r"[[\p{L}\p{Nd}\p{M}]--\p{Han}]"
    word = rf"{letter}{more}*(?:(?:['’‘ʼ＇\-‐‑]|(?<=\p{{Nd}})[.,](?=\p{{Nd}})){more}+)*"
    flags = regex.VERSION1
    return regex.compile(rf"{word}|(?P<han>\p{{Han}}+)\p{{M}}*", flags), regex.compile(rf"{word}|\p{{Han}}", flags)
