"""Names and what stands in for them: finding every mention of a name in a text, however it is set.

Case, width, ligatures, accents and invisible characters make no difference. What stands between the parts of a name makes
none either: Zhang San is found in “ZHANG San”, “zhang_san.docx” and “ZhangSan”, 阿依古丽·买买提 with any dot, 张三 in “张　三”, and a
longer Chinese name also where a line ends in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qualcode.text.span import Span

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_CJK}]")
_BETWEEN = re.compile(r"[\s_.·•・‧–-]+")  # what may stand between the parts of a name
_HUMP = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])")  # where ZhangSan has two parts
_SURE_JOINED = 7  # letters; a shorter name run together in small letters may be another word
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ACCENTS = re.compile("[\u0300-\u036f]")
_GAP, _GAP_OR_END = "[ \t\u00a0\u3000]{0,2}", "[ \t\u00a0\u3000]{0,2}\n?[ \t\u00a0\u3000]{0,2}"
_LONG_HAN = 3  # characters; two with the end of a line between them may be the end and the start of other words
_NUMBERS = (
    (
        "ID number",
        re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"),
    ),
    ("bank card number", re.compile(r"(?<!\d)(?:62|4\d|5[1-5])\d{2}(?:[- ]?\d{4}){3}(?:[- ]?\d{1,3})?(?!\d)")),
    ("mobile number", re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")),
    ("telephone number", re.compile(r"(?<![\d.])(?:\+\d{1,3}[- ]?)?\(?0\d{2,4}\)?[- ]\d{3,4}[- ]?\d{3,4}(?!\d)")),
    ("e-mail address", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)),
)


class Folded(NamedTuple):
    """A text as names are compared in it, and where each of its code points stood in the text; one more for the end."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of it stood in the text, with the accents of its last letter."""
        return Span(self.places[start], max(self.places[end], self.places[end - 1] + 1))


def fold(text: str) -> Folded:
    """``text`` with case, width, ligatures, accents and invisible characters folded."""
    folds = {letter: _folded(letter) for letter in set(text)}
    folded = text.translate({ord(letter): other for letter, other in folds.items() if letter != other})
    if all(len(other) == 1 for other in folds.values()):
        return Folded(folded, range(len(text) + 1))
    places = [at for at, letter in enumerate(text) for _one in folds[letter]]
    return Folded(folded, [*places, len(text)])


@lru_cache(maxsize=1 << 16)
def _folded(letter: str) -> str:
    if letter in _INVISIBLE:
        return ""
    folded = unicodedata.normalize("NFKC", letter).casefold()
    apart = unicodedata.normalize("NFD", folded)
    return _ACCENTS.sub("", apart) if _ACCENTS.search(apart) else folded


class Names:
    """Names to look for. Longer ones go first, so that “Li Mou” is not found as “Li”."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key = {_key(fold(name).text): name for name in names if _key(fold(name).text)}
        self._as_given = {fold(name).text.strip() for name in self._by_key.values()}
        ordered = sorted(self._by_key.values(), key=lambda name: len(_key(fold(name).text)), reverse=True)
        self._pattern = re.compile("|".join(map(_as_pattern, ordered))) if ordered else None

    def mentions(self, text: str) -> Iterator[tuple[Span, str]]:
        """Where each name stands in ``text``, apart and in order; as a whole word where it is written in an alphabet."""
        folded = fold(text) if self._pattern else Folded("", [0])
        for match in self._pattern.finditer(folded.text) if self._pattern else ():
            span, key = folded.span(*match.span()), _key(match[0])
            if match[0] in self._as_given or not _is_joined(match[0], span.of(text)) or len(key) >= _SURE_JOINED:
                yield span, self._by_key[key]


def _is_joined(found: str, written: str) -> bool:
    """Whether letters run together without any sign of where the parts of a name meet."""
    return not (_BETWEEN.search(found) or _HAN.search(found) or any(letter.isupper() for letter in written[1:]))


def stand_ins(text: str, names: Names, by_name: Mapping[str, str]) -> list[tuple[Span, str]]:
    """What is to stand in ``text`` in the place of each mention of a name."""
    return [(span, by_name[name]) for span, name in names.mentions(text)]


def replaced(text: str, names: Names, by_name: Mapping[str, str]) -> str:
    """``text`` with every name replaced."""
    pieces, done = [], 0
    for span, stand_in in stand_ins(text, names, by_name):
        pieces += [text[done : span.start], stand_in]
        done = span.end
    return "".join([*pieces, text[done:]])


def telling_numbers(text: str) -> Iterator[tuple[str, Span]]:
    """Numbers and addresses that lead to a person, with what they look like: identity or bank card, telephone, e-mail."""
    folded = fold(text)
    taken: list[Span] = []
    for kind, pattern in _NUMBERS:
        for match in pattern.finditer(folded.text):
            span = folded.span(*match.span())
            if not any(span.start < other.end and other.start < span.end for other in taken):
                taken.append(span)
                yield kind, span


def _key(folded: str) -> str:
    return _BETWEEN.sub("", folded)


def _as_pattern(name: str) -> str:
    """A pattern for a folded text: whole words in an alphabet, with anything that may be between the parts of a name."""
    given = _HUMP.sub(" ", name)
    parts = [part for part in _BETWEEN.split(fold(given).text) if part]
    gap = _GAP_OR_END if len(_HAN.findall(name)) >= _LONG_HAN else _GAP
    body = f"(?:{_BETWEEN.pattern[:-1]}*)".join(_spaced(part, gap) for part in parts)
    return _edge(parts[0][0], "(?<!{})") + body + _edge(parts[-1][-1], "(?!{})")


def _spaced(part: str, gap: str) -> str:
    """A part of a name, its Chinese characters perhaps set apart."""
    pattern = re.escape(part[0])
    for one, other in pairwise(part):
        pattern += (gap if _HAN.match(one) and _HAN.match(other) else "") + re.escape(other)
    return pattern


def _edge(letter: str, form: str) -> str:
    """What must not stand beside the first or the last letter of a name: one that goes on with the word or the number."""
    if _HAN.match(letter) or not letter.isalnum():
        return ""
    return form.format(r"\d" if letter.isdigit() else f"[^\\W\\d_{_CJK}]")
