"""Bytes to text: the encoding that was said, or the byte-order mark, or UTF-8, or the likeliest of all others."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from qualcode.errors import UnreadableInput, WrongUse
from qualcode.messages import _, plural

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SHIFTS = re.compile(rb"\x1b[$()&]")  # how ISO-2022 changes between scripts
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_BEGINNING = 4096
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_FEW = 8
_SHARE = 0.01
_UNLIKELY = re.compile(r"mac|cp037|cp273|cp424|cp500|cp8[56]\d|cp10\d\d|cp1140|hp_|ptcp|tis|utf_?7|hz", re.IGNORECASE)
_SEVERAL_BYTES = re.compile(r"gb|big5|cp9|shift|euc|utf|iso2022|johab|uhc|hz", re.IGNORECASE)
_TELLING = 40  # bytes that tell UTF-16 without a mark from chance
_TELLING_HIGH = 12  # bytes beyond ASCII that tell encodings of several bytes apart
_NO_IDEA = 0.05  # below it the detector names encodings that nothing speaks for
_GUESS = 0.25  # above it every sample tried was right; below, most were


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with (Python's name), and whether that is more than a guess.

    Where it is a guess, ``candidates`` are the encodings the text may be in, each with how it would read. ``broken`` is how
    many characters were damaged and became U+FFFD, ``line`` where the first of them stands.
    """

    text: str
    encoding: str
    sure: bool = True
    candidates: tuple[tuple[str, str], ...] = ()
    broken: int = 0
    line: int = 0

    def warnings(self) -> list[str]:
        """What a person should know of damage, and of a guess; nothing where all is sure."""
        if self.broken:
            return [self._damage()]
        if self.sure:
            return []
        told = [_("The encoding is a guess. If the text looks wrong, import it again with --encoding.")]
        return told + [_("As {encoding} it reads: {sample}", encoding=name, sample=it) for name, it in self.candidates]

    def _damage(self) -> str:
        return plural(
            "{n} damaged character became U+FFFD, near line {line}.",
            "{n} damaged characters became U+FFFD, the first near line {line}.",
            self.broken,
            line=self.line,
        )


def decode(raw: bytes, name: str, encoding: str | None = None, mend: bool = False) -> Decoded:
    """The text in ``raw``; ``name`` is the file's, for sentences about it.

    Where the encoding is beyond doubt and not said by a person, ``mend`` lets a few damaged characters become U+FFFD.

    Raises UnreadableInput when some bytes mean nothing in the encoding, when no encoding fits, and when it is no text;
    WrongUse when ``encoding`` is unknown.
    """
    decoded = _decode(raw, name, encoding, mend)
    if len(_CONTROLS.findall(decoded.text)) > max(_FEW, _SHARE * len(decoded.text)):
        raise UnreadableInput(
            _("{name} is not a text file: it is full of control characters.", name=name),
            _("Import the text itself, as .docx or .txt."),
        )
    return decoded


def _decode(raw: bytes, name: str, encoding: str | None, mend: bool) -> Decoded:
    surely = _mended if mend else _strictly
    if encoding is not None:
        return _strictly(raw, name, _known(encoding))
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return surely(raw, name, marked)
    if not _is_meant_otherwise(raw) and (text := _as_utf8(raw)) is not None:
        return Decoded(text, "utf-8")
    if _is_broken_utf8(raw):
        return surely(raw, name, "utf-8")
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


def _mended(raw: bytes, name: str, encoding: str) -> Decoded:
    """The text in an encoding that is beyond doubt, a few damaged characters in it replaced; raises as ``_strictly`` does."""
    text = raw.decode(encoding, "replace")
    broken = text.count(_UNKNOWN) - _written_unknown(raw, encoding)
    if not 0 < broken <= max(_FEW, _SHARE * len(text)):
        return _strictly(raw, name, encoding)
    return Decoded(text, encoding, broken=broken, line=text.count("\n", 0, text.index(_UNKNOWN)) + 1)


def _written_unknown(raw: bytes, encoding: str) -> int:
    """How often U+FFFD was in the text before."""
    return raw.decode(encoding, "ignore").count(_UNKNOWN)


def _is_meant_otherwise(raw: bytes) -> bool:
    """Whether it is UTF-16 without a mark or ISO-2022, which are valid UTF-8 byte by byte."""
    if raw.count(0) > max(_FEW, _SHARE * len(raw)) or _SHIFTS.search(raw) is not None:
        return True
    return _is_full_of_controls(raw) and _utf16(raw) is not None


def _is_full_of_controls(raw: bytes) -> bool:
    """Whether so many bytes are controls as in UTF-16, where half of the bytes only tell the script."""
    return len(_CONTROL_BYTES.findall(raw, 0, _BEGINNING)) * 5 > min(len(raw), _BEGINNING)


def _utf16(raw: bytes) -> str | None:
    from qualcode.formats.encoding_candidates import utf16_without_mark

    return utf16_without_mark(raw)


def _as_utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_broken_utf8(raw: bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8: then it is UTF-8 with a few damaged bytes, and no other encoding."""
    text = raw.decode("utf-8", "replace")
    broken = text.count(_UNKNOWN)
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return 0 < broken < foreign / 10


def _likeliest(raw: bytes, name: str) -> Decoded:
    from qualcode.formats.encoding_candidates import candidates
    from qualcode.formats.encoding_scores import likeliest_by_reading

    encoding, sure = _detected(raw)
    if not sure and (read := likeliest_by_reading(raw, encoding)):
        encoding, sure = read
    if encoding is None:
        raise _unknown_encoding(name, candidates(raw))
    return Decoded(
        _strictly(raw, name, encoding).text, encoding, sure, () if sure else tuple(candidates(raw, encoding))
    )


def _detected(raw: bytes) -> tuple[str | None, bool]:
    """What statistics of languages say, and whether that is more than a guess; (None, False) where they have no idea."""
    from chardet import detect

    found = detect(raw, compat_names=False, prefer_superset=False)
    encoding, confidence = found["encoding"], found["confidence"]
    if encoding is None or confidence < _NO_IDEA or _UNLIKELY.match(encoding):
        return _utf16(raw), _utf16(raw) is not None and len(raw) >= _TELLING
    if not _SEVERAL_BYTES.match(encoding):
        return _of_one_byte(raw, encoding, confidence >= _GUESS)
    is_enough = len(_HIGH_BYTES.findall(raw, 0, _BEGINNING)) >= _TELLING_HIGH or _SHIFTS.search(raw) is not None
    return encoding, confidence >= _GUESS and (is_enough or encoding.startswith("utf"))


def _of_one_byte(raw: bytes, encoding: str, sure: bool) -> tuple[str, bool]:
    """What statistics on a few accents get wrong: quotation marks of Chinese among English, and words of two scripts."""
    from qualcode.formats.encoding_candidates import mixes_scripts, reads_as_chinese

    if reads_as_chinese(raw):
        return "gb18030", False
    if mixes_scripts(raw, encoding) and not mixes_scripts(raw, "cp1252"):
        return "cp1252", False
    return encoding, sure


def _unknown_encoding(name: str, possible: list[tuple[str, str]]) -> UnreadableInput:
    """What is said where no encoding stands out, with a line for each possible one and how the text would begin in it."""
    hint = _(
        "Say it with --encoding, for instance --encoding gb18030. If the file is not plain text, save it as .docx."
    )
    width = max((len(encoding) for encoding, _sample in possible), default=0)
    preview = [f"    {encoding:{width}}  {sample}" for encoding, sample in possible]
    if preview:
        preview.insert(0, _("It would begin:"))
    return UnreadableInput(_("The encoding of {name} cannot be told.", name=name), "\n".join([hint, *preview]))
