"""What the text of a cell looks like: a figure or words, and how long it is to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

# A number, a share, a date or a time of day: what a heading hardly ever is.
_FIGURE = re.compile(
    r"[-+]?[\d.,\s]*\d%?|[$€£¥￥]\s?\d[\d.,]*|\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,4}日?)?([ T]\d.*)?|\d{1,2}:\d{2}(:\d{2})?"
)
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff60\U00020000-\U000323af]")


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, a share, a date or a time rather than words."""
    return _FIGURE.fullmatch(normalize("NFKC", text).strip()) is not None


def breadth(text: str) -> int:
    """How long a text is to read: a Chinese character counts for two letters."""
    return len(text) + len(_WIDE.findall(text))


def mean_breadth(texts: Iterable[str]) -> float:
    """How long texts are on average; 0 for none."""
    lengths = [breadth(text) for text in texts]
    return sum(lengths) / len(lengths) if lengths else 0
