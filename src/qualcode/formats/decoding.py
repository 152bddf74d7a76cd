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
_NO_IDEA = 0.05  # below it the detector names encodings that nothing speaks for
_GUESS = 0.25  # above it every sample tried was right; below, most were


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with (Python's name), and whether that is more than a guess."""

    text: str
    encoding: str
    sure: bool = True


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

    found = detect(raw, compat_names=False, prefer_superset=False)
    encoding, confidence = found["encoding"], found["confidence"]
    if encoding is None or confidence < _NO_IDEA:
        raise UnreadableInput(
            _("The encoding of {name} cannot be told.", name=name),
            _(
                "Say it with --encoding, for instance --encoding gb18030. If the file is not plain text, save it as .docx."
            ),
        )
    return Decoded(_strictly(raw, name, encoding).text, encoding, confidence >= _GUESS)
