"""How a file would read in each encoding it may be in, for a person to choose by eye."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.formats.encoding_scores import is_common

_POSSIBLE = (
    *("gb18030", "cp1252", "big5", "cp932", "euc_kr", "euc_jp"),
    *("utf-16-le", "utf-16-be", "cp1250", "cp1251", "koi8-r"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")  # private use: nothing people write
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_OTHER_SCRIPT = "\u0370-\u1fff\u2500-\u25ff"
_MIXED = re.compile(f"[A-Za-z][{_OTHER_SCRIPT}]|[{_OTHER_SCRIPT}][A-Za-z]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LOOKED_AT = 20_000  # bytes that decide what is possible
_SHOWN = 5
_BEFORE, _WIDTH = 8, 32


def candidates(raw: bytes, likeliest: str | None = None) -> list[tuple[str, str]]:
    """Encodings in which ``raw`` reads without controls or signs nobody writes, the likeliest first, each with a sample of the text."""
    found: dict[str, str] = {}
    for encoding in dict.fromkeys([*([likeliest] if likeliest else []), *_POSSIBLE]):
        text = _text(raw[:_LOOKED_AT], encoding)
        if text is not None and not _CONTROLS.search(text) and not _STRANGE.search(text):
            sample = _sample(text)
            if sample not in found.values():
                found[encoding] = sample
    return list(found.items())[:_SHOWN]


def utf16_without_mark(raw: bytes) -> str | None:
    """Which UTF-16 this is, where nearly all of it reads as letters, Han and punctuation people write; else None."""
    if len(raw) % 2 or len(raw) < 4:
        return None
    shares = {encoding: _share_written(raw[: _LOOKED_AT & ~1], encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=shares.__getitem__)
    other = min(shares.values())
    return best if shares[best] > 0.97 and other < 0.6 else None


_WRITTEN = re.compile(
    "[\t\n\r\x20-\x7e\xa0-\u017f\u0386-\u03ce\u0401-\u045f\u2013-\u201e\u2026\u3000-\u3017\u3041-\u30fe\u4e00-\u9fa5\uff01-\uff5e]"
)


def reads_as_chinese(raw: bytes) -> bool:
    """Whether all that is not ASCII reads, in GB18030, as common Han and the punctuation that goes with it."""
    text = _text(raw[:_LOOKED_AT], "gb18030") or ""
    foreign = _FOREIGN.findall(text)
    return bool(foreign) and all(is_common(character, "gbk") for character in foreign)


def mixes_scripts(raw: bytes, encoding: str) -> bool:
    """Whether words would mix Latin letters with those of another script, or letters with signs of drawing, or not read at all."""
    text = _text(raw[:_LOOKED_AT], encoding)
    return text is None or _CONTROLS.search(text) is not None or _MIXED.search(text) is not None


def _share_written(raw: bytes, encoding: str) -> float:
    text = _text(raw, encoding)
    if not text:
        return 0.0
    hangul = sum(is_common(character, "euc_kr") for character in _HANGUL.findall(text))
    return (len(_WRITTEN.findall(text)) + hangul) / len(text)


def _text(raw: bytes, encoding: str) -> str | None:
    """The text, but for a character cut at the end; None where some bytes mean nothing."""
    for cut in range(4):
        try:
            return raw[: len(raw) - cut].decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _sample(text: str) -> str:
    """A few words around the first character that is not ASCII."""
    first = next(_foreign(text), 0)
    return " ".join(text[max(0, first - _BEFORE) : first + _WIDTH].split())


def _foreign(text: str) -> Iterator[int]:
    return (match.start() for match in _FOREIGN.finditer(text))
