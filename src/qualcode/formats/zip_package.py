"""A zip package of parts, opened with suspicion: what Word and OpenDocument texts and e-books are.

Nothing is unpacked to disk, nothing is unpacked that would grow beyond all measure, alone or with the rest, XML is parsed without entities and
without the network, and two parts of one name are refused, since two programs could read two different texts.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from lxml import etree

from qualcode.errors import UnreadableInput
from qualcode.formats.files import DAMAGED_ZIP, MEGABYTE, open_zip, unpack
from qualcode.messages import _

LARGEST_PART = 64 * MEGABYTE
LARGEST_WHOLE = 400 * MEGABYTE  # an e-book is many parts, of which one is held at a time
_SUSPICIOUS_SIZE = 20 * MEGABYTE
_SUSPICIOUS_RATIO = 200
_PROLOGUE = 10_000  # bytes in front of the root element that are looked at
_ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")  # in one byte a letter, or two

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
)


def parsed(raw: bytes, name: str, part: str, hint: str) -> etree._Element:
    """The root element of XML; ``name`` and ``part`` say whose.

    Raises UnreadableInput when it is no XML, is nested too deep, or declares entities.
    """
    try:
        root = etree.fromstring(raw, _PARSER)
    except (etree.LxmlError, ValueError) as error:
        if declares_entities(raw):
            raise _with_entities(name, part, hint) from error
        sentence = _("{name} is damaged: its part {part} is not valid XML.", name=name, part=part)
        raise UnreadableInput(sentence, hint) from error
    definition: Any = root.getroottree().docinfo.internalDTD
    if definition is not None and any(True for _entity in definition.iterentities()):
        raise _with_entities(name, part, hint)
    return root


def declares_entities(raw: bytes) -> bool:
    """Whether XML that cannot be parsed says at its beginning what entities stand for; some make texts without end of them."""
    return bool(_ENTITY.search(raw, 0, _PROLOGUE))


def _with_entities(name: str, part: str, hint: str) -> UnreadableInput:
    return UnreadableInput(_("{name} is refused: its part {part} declares entities.", name=name, part=part), hint)


class ZipPackage:
    """An opened package. ``name`` is the file's name, and ``hint`` what to do about it, for sentences about damage.

    ``largest_whole`` is how much all parts that are read may come to.
    Raises UnreadableInput when ``raw`` is no zip file, is damaged, holds nothing, or has two parts of one name.
    """

    largest_whole = LARGEST_WHOLE

    def __init__(self, name: str, raw: bytes, hint: str) -> None:
        self.name, self._hint = name, hint
        self._packed_size, self._unpacked_size = len(raw), 0
        try:
            self._archive = open_zip(BytesIO(raw))
        except DAMAGED_ZIP as error:
            raise self.unreadable(
                _("{name} is damaged: the end of its zip package is missing or wrong.", name=name)
            ) from error
        self._check_names()

    def __contains__(self, part: str) -> bool:
        return part in self._archive.NameToInfo

    def part(self, part: str) -> bytes:
        """The bytes of a part; raises UnreadableInput when it is missing, damaged or suspiciously large."""
        try:
            self._check_size(part)
            return unpack(self._archive, part)
        except (KeyError, *DAMAGED_ZIP) as error:
            raise self.unreadable(
                _("{name} is damaged: its part {part} cannot be unpacked.", name=self.name, part=part)
            ) from error

    def xml(self, part: str) -> etree._Element:
        """The root element of a part; raises UnreadableInput as ``part`` and ``parse`` do."""
        return self.parse(part, self.part(part))

    def parse(self, part: str, raw: bytes) -> etree._Element:
        """The root element of a part with these bytes; raises UnreadableInput as ``parsed`` does."""
        return parsed(raw, self.name, part, self._hint)

    def unreadable(self, sentence: str) -> UnreadableInput:
        """A problem of this package, with what to do."""
        return UnreadableInput(sentence, self._hint)

    def _check_names(self) -> None:
        """Whether every part has a name of its own; some programs for Windows part folders the other way."""
        names = [name.replace("\\", "/") for name in self._archive.namelist()]
        self._archive.NameToInfo = dict(zip(names, self._archive.infolist(), strict=True))
        if not names:
            raise self.unreadable(_("{name} is an empty zip file.", name=self.name))
        if len(set(names)) != len(names):
            raise self.unreadable(_("{name} is refused: two parts of its package have one name.", name=self.name))

    def _check_size(self, part: str) -> None:
        """Whether this part, and all parts read so far together, stay within what a real document takes."""
        entry = self._archive.getinfo(part)
        self._unpacked_size += entry.file_size
        if (
            entry.file_size > LARGEST_PART
            or self._unpacked_size > self.largest_whole
            or _is_suspicious(entry.file_size, entry.compress_size)
            or _is_suspicious(self._unpacked_size, self._packed_size)
        ):
            raise self.unreadable(
                _(
                    "{name} is refused: with its part {part} it would unpack to {size} MB.",
                    name=self.name,
                    part=part,
                    size=self._unpacked_size // MEGABYTE,
                )
            )


def _is_suspicious(size: int, packed: int) -> bool:
    return size > _SUSPICIOUS_SIZE and size > _SUSPICIOUS_RATIO * max(packed, 1)
