"""Bytes to text: the encoding that was said, or the byte-order mark, or UTF-8, or the likeliest of all others."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from qualcode.errors import UnreadableInput, WrongUse
from qualcode.messages import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SHIFTS = re.compile(rb"\x1b[$()&]")  # how ISO-2022 changes between scripts
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FEW = 8
_SHARE = 0.01
_UNLIKELY = re.compile(r"mac|cp037|cp273|cp424|cp500|cp8[56]\d|cp10\d\d|cp1140|hp_|ptcp|tis|utf_?7|hz", re.IGNORECASE)
_SEVERAL_BYTES = re.compile(r"gb|big5|cp9|shift|euc|utf|iso2022|johab|uhc|hz", re.IGNORECASE)
_TELLING = 40  # bytes that tell UTF-16 without a mark from chance
_NO_IDEA = 0.05  # below it the detector names encodings that nothing speaks for
_GUESS = 0.25  # above it every sample tried was right; below, most were


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with (Python's name), and whether that is more than a guess.

    Where it is a guess, ``candidates`` are the encodings the text may be in, each with how it would read.
    """

    text: str
    encoding: str
    sure: bool = True
    candidates: tuple[tuple[str, str], ...] = ()

    def warnings(self) -> list[str]:
        """What a person should know of a guess; nothing where the encoding is sure."""
        if self.sure:
            return []
        told = [_("The encoding is a guess. If the text looks wrong, import it again with --encoding.")]
        return told + [_("As {encoding} it reads: {sample}", encoding=name, sample=it) for name, it in self.candidates]


def decode(raw: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text in ``raw``; ``name`` is the file's, for sentences about it.

    Raises UnreadableInput when some bytes mean nothing in the encoding, when no encoding fits, and when it is no text;
    WrongUse when ``encoding`` is unknown.
    """
    decoded = _decode(raw, name, encoding)
    if len(_CONTROLS.findall(decoded.text)) > max(_FEW, _SHARE * len(decoded.text)):
        raise UnreadableInput(
            _("{name} is not a text file: it is full of control characters.", name=name),
            _("Import the text itself, as .docx or .txt."),
        )
    return decoded


def _decode(raw: bytes, name: str, encoding: str | None) -> Decoded:
    if encoding is not None:
        return _strictly(raw, name, _known(encoding))
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, name, marked)
    if not _is_meant_otherwise(raw) and (text := _as_utf8(raw)) is not None:
        return Decoded(text, "utf-8")
    if _is_broken_utf8(raw):
        return _strictly(raw, name, "utf-8")
    return _likeliest(raw, name)


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise WrongUse(
            _("There is no encoding {encoding!r}.", encoding=encoding),
            _("Common ones are utf-8, gb18030, big5, utf-16, shift_jis and cp1252."),
        ) from error


def _strictly(raw: bytes, name: str, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeError as error:
        place = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise UnreadableInput(
            _(
                "{name} cannot be read as {encoding}: byte {byte}, near line {line}, means nothing in it.",
                name=name,
                encoding=encoding,
                byte=place + 1,
                line=raw.count(b"\n", 0, place) + 1,
            ),
            _("Say its encoding with --encoding, for instance --encoding gb18030, or save it as UTF-8."),
        ) from error


def _is_meant_otherwise(raw: bytes) -> bool:
    """Whether it is UTF-16 without a mark or ISO-2022, which are valid UTF-8 byte by byte."""
    return raw.count(0) > max(_FEW, _SHARE * len(raw)) or _SHIFTS.search(raw) is not None


def _as_utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_broken_utf8(raw: bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8: then it is UTF-8 with a few damaged bytes, and no other encoding."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return 0 < broken < foreign / 10


def _likeliest(raw: bytes, name: str) -> Decoded:
    from chardet import detect

    from qualcode.formats.encoding_candidates import candidates, utf16_without_mark

    found = detect(raw, compat_names=False, prefer_superset=False)
    encoding, confidence = found["encoding"], found["confidence"]
    if encoding is None or confidence < _NO_IDEA or _UNLIKELY.match(encoding):
        encoding, confidence = utf16_without_mark(raw), 1.0 if len(raw) >= _TELLING else 0.0
    if encoding is None:
        raise _unknown_encoding(name, candidates(raw))
    sure = confidence >= _GUESS
    if not _SEVERAL_BYTES.match(encoding):
        encoding, sure = _of_one_byte(raw, encoding, sure)
    return Decoded(
        _strictly(raw, name, encoding).text, encoding, sure, () if sure else tuple(candidates(raw, encoding))
    )


def _of_one_byte(raw: bytes, encoding: str, sure: bool) -> tuple[str, bool]:
    """What statistics on a few accents get wrong: quotation marks of Chinese among English, and words of two scripts."""
    from qualcode.formats.encoding_candidates import mixes_scripts, reads_as_chinese

    if reads_as_chinese(raw):
        return "gb18030", False
    if mixes_scripts(raw, encoding) and not mixes_scripts(raw, "cp1252"):
        return "cp1252", False
    return encoding, sure


def _unknown_encoding(name: str, possible: list[tuple[str, str]]) -> UnreadableInput:
    hint = [
        _("Say it with --encoding, for instance --encoding gb18030. If the file is not plain text, save it as .docx.")
    ]
    hint += [_("As {encoding} it reads: {sample}", encoding=encoding, sample=sample) for encoding, sample in possible]
    return UnreadableInput(_("The encoding of {name} cannot be told.", name=name), " ".join(hint))
