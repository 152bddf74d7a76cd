"""How well bytes read in an encoding, by what people write: whole words of one script, in one case, common characters.

Statistics of languages need a page of text. A short note, or English with nothing foreign in it but quotation marks, is told
by this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SINGLE = (
    *("cp1252", "cp1250", "cp1251", "koi8-r", "cp866", "iso8859-5", "mac_roman", "cp437", "cp850", "cp852"),
    *("iso8859-2", "cp1253", "mac_cyrillic"),
)
SEVERAL = ("gb18030", "big5", "cp932", "euc_kr", "euc_jp")
_COMMON = 3  # of them are more common than UTF-16 without a mark
UTF_16 = ("utf-16-le", "utf-16-be")
_TABLES = {"gb": "gbk", "big5": "big5", "cp950": "big5", "cp932": "cp932", "shift": "cp932", "euc_k": "euc_kr", "cp949": "euc_kr",
           "euc_j": "euc_jp"}  # fmt: skip
_LOOKED_AT = 20_000  # bytes
_LIKELY = 0.8  # share of what is foreign that must read well
_TRADITIONAL_IN_GBK = 0.9  # how good traditional Han are as a sign of an encoding that is rarely used for them
_CLEAR = 0.25  # by which the best must be ahead to be sure of it
_TELLING = 6  # characters that must read well to be sure of it

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_WORD = re.compile(r"[^\W\d_]+")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LATIN = re.compile("[A-Za-zßàáâãäåæçèéêëìíîïñòóôõöøùúûüýœšžąćęłńśźżčďěňřťůőűăâîșțşţğı]+", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яёіїєґў]+", re.IGNORECASE)
_GREEK = re.compile("[α-ωάέήίόύώϊϋΐΰς]+", re.IGNORECASE)
_MOSTLY_FOREIGN = 0.7  # of the letters of Latin words with foreign letters: more and it is no Latin script
_SIGNS = re.compile(  # signs where they belong
    r"(?<!\S)[“‘«„‚¿¡]|(?<=[(\[—–“‘ ])[“‘«„‚]|(?<=\S)[”’»…°]|[’](?=\w)|(?<=\d)[°€£²³½¼%]|[€£§©®№](?=\s?\w)|[–—·•×\u00a0]",
)
_KANA_AND_SIGNS = re.compile("[\u3001-\u303f\u3041-\u30fe\uff01-\uff5e]")


def likeliest_by_reading(raw: bytes, first: str | None = None) -> tuple[str, bool] | None:
    """The encoding in which nearly all of ``raw`` reads well, and whether it is clearly ahead; None where there is none.

    Of encodings that read equally well ``first`` is taken where there is enough to read, else the one that is more common.
    """
    if len(_HIGH_BYTES.findall(raw, 0, _LOOKED_AT)) < _TELLING:
        first = None
    possible = (*SEVERAL, *SINGLE[:_COMMON], *UTF_16, *SINGLE[_COMMON:], *([first] if first else []))
    read = {encoding: text for encoding in possible if (text := _text(raw[:_LOOKED_AT], encoding))}
    scores = {encoding: _score(text, encoding) for encoding, text in read.items()}
    best = max([*([first] if first in scores else []), *scores], key=scores.__getitem__, default=None)
    if best is None or scores[best] < _LIKELY:
        return None
    text = read[best]
    others = [score for encoding, score in scores.items() if read[encoding] != text]
    is_clear = scores[best] - max(others, default=0.0) >= _CLEAR or len(_SIGNS.findall(text)) == _foreign_in(text)
    return next(it for it in read if read[it] == text and scores[it] == scores[best]), is_clear and _foreign_in(
        text
    ) >= _TELLING


def is_common(character: str, encoding: str) -> bool:
    """Whether an encoding of East Asia has the character among the most frequent ones, or among signs and syllables."""
    try:
        code = character.encode(encoding)
    except UnicodeEncodeError:
        return False
    if len(code) != 2:
        return False
    lead, trail = code
    match encoding:
        case "gbk":
            return trail >= 0xA1 and (lead in (0xA1, 0xA3) or 0xB0 <= lead <= 0xD7)
        case "big5":
            return lead == 0xA1 or 0xA4 <= lead <= 0xC6
        case "cp932":
            return lead in (0x81, 0x82, 0x83) or 0x88 <= lead <= 0x97
        case "euc_kr":
            return lead == 0xA1 or 0xB0 <= lead <= 0xC8
        case _:
            return lead in (0xA1, 0xA4, 0xA5) or 0xB0 <= lead <= 0xCF


def _score(text: str, encoding: str) -> float:
    """The share of what is not ASCII that reads well, 0 to 1; in UTF-16 of all characters, since there all may be wrong."""
    if _CONTROLS.search(text):
        return 0.0
    if encoding in UTF_16:
        return sum(map(is_written, text)) / len(text)
    foreign = _foreign_in(text)
    if not foreign:
        return 0.0
    if table := next((table for start, table in _TABLES.items() if encoding.startswith(start)), None):
        common = sum(is_common(character, table) for character in _FOREIGN.findall(text)) / foreign
        return common if table != "gbk" else max(common, _TRADITIONAL_IN_GBK * _traditional(text) / foreign)
    return (sum(_letters_of_words(text)) + len(_SIGNS.findall(text))) / foreign


def _traditional(text: str) -> int:
    """How many characters are frequent where traditional Han are written."""
    return sum(is_common(character, "big5") for character in _FOREIGN.findall(text))


def _foreign_in(text: str) -> int:
    return len(_FOREIGN.findall(text))


def _letters_of_words(text: str) -> Iterator[int]:
    """How many foreign letters stand in each word that is in one script and one case."""
    latin = [word for word in _WORD.findall(text) if not word.isascii() and _LATIN.fullmatch(word) and _one_case(word)]
    foreign = sum(map(_foreign_in, latin))
    if foreign <= _MOSTLY_FOREIGN * sum(map(len, latin)):
        yield foreign
    for script in (_CYRILLIC, _GREEK):
        yield from (len(word) for word in _WORD.findall(text) if script.fullmatch(word) and _one_case(word))


def _one_case(word: str) -> bool:
    return word.islower() or word.isupper() or word.istitle()


def is_written(character: str) -> bool:
    """Whether it is ASCII, a letter of Europe, or common in Chinese, Japanese or Korean."""
    if character < "\x7f":
        return character >= " " or character in "\t\n\r"
    return (
        _LATIN.match(character) is not None
        or _CYRILLIC.match(character) is not None
        or _KANA_AND_SIGNS.match(character) is not None
        or any(is_common(character, table) for table in ("gbk", "big5", "euc_kr"))
    )


def _text(raw: bytes, encoding: str) -> str | None:
    """The text, but for a character cut at the end; None where some bytes mean nothing, and for no text."""
    for cut in range(4 if len(raw) == _LOOKED_AT else 1):
        try:
            return raw[: len(raw) - cut].decode(encoding) or None
        except (UnicodeDecodeError, LookupError):
            continue
    return None
