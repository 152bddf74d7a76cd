"""Names and what stands in for them: finding every mention of a name in a text, whatever its case and width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from qualcode.text.span import Span

_JOINED = r"\w"
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
_OPEN = re.compile(f"[{_CJK}]|[^{_JOINED}]")  # before and after these a name may begin and end anywhere
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


def fold(text: str) -> str:
    """``text`` with case and width folded, code point by code point, so that positions stay what they are."""
    return text.translate(_Folding())


class _Folding(dict[int, int]):
    """The fold of each code point, where it is one code point again; found when first needed."""

    def __missing__(self, code: int) -> int:
        return _folded(code)


@lru_cache(maxsize=1 << 16)
def _folded(code: int) -> int:
    wide = unicodedata.normalize("NFKC", chr(code)).casefold()
    return ord(wide) if len(wide) == 1 else code


class Names:
    """Names to look for. Longer ones go first, so that “Li Mou” is not found as “Li”."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key = {_key(name): name for name in names if name.strip()}
        ordered = sorted(self._by_key, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_as_pattern, ordered))) if ordered else None

    def mentions(self, text: str) -> Iterator[tuple[Span, str]]:
        """Where each name stands in ``text``, apart and in order; as a whole word where it is written in an alphabet."""
        folded = fold(text)
        for match in self._pattern.finditer(folded) if self._pattern else ():
            yield Span(*match.span()), self._by_key[_key(match[0])]


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
        for match in pattern.finditer(folded):
            span = Span(*match.span())
            if not any(span.start < other.end and other.start < span.end for other in taken):
                taken.append(span)
                yield kind, span


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", fold(name).strip())


def _as_pattern(key: str) -> str:
    before = "" if _OPEN.match(key[0]) else f"(?<![^\\W{_CJK}])"
    after = "" if _OPEN.match(key[-1]) else f"(?![^\\W{_CJK}])"
    return before + re.escape(key).replace(r"\ ", r"\s+") + after
