"""Which language a text is written in, as far as its script tells."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")  # runs of them: few matches are found sooner
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
# Frequent characters that one of the two scripts writes differently.
_SIMPLIFIED = re.compile(r"[们说这个来对时为会过学动现发关开问头]")
_TRADITIONAL = re.compile(r"[們說這個來對時為會過學動現發關開問頭]")
_LITTLE = 0.05  # below this share the other language is a word here and there
_SAMPLE = 100_000  # code points are plenty


def guess_language(text: str) -> str:
    """A BCP 47 tag: zh-Hans, zh-Hant, en, "mixed" where both are really spoken, "" where neither is found.

    A Han character counts like a Latin word, since both carry about as much.
    """
    sample = text[:_SAMPLE]
    han = sum(map(len, _HAN.findall(sample)))
    if not han:
        return "en" if _LATIN_WORD.search(sample) else ""
    latin = len(_LATIN_WORD.findall(sample))
    share = han / (han + latin)
    if share < _LITTLE:
        return "en"
    if share < 1 - 2 * _LITTLE:
        return "mixed"
    return "zh-Hant" if len(_TRADITIONAL.findall(sample)) > len(_SIMPLIFIED.findall(sample)) else "zh-Hans"
