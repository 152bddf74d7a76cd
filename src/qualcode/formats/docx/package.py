"""The zip package a .docx file is: its parts, and which part refers to which.

Only parts inside the package are ever read: a relation to the outside (a linked picture, a remote template) is never
followed. Parts are parsed without entities, without document types and without the network.
Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import Any

from lxml import etree

from qualcode.errors import UnreadableInput
from qualcode.formats.files import DAMAGED_ZIP, MEGABYTE, open_zip, unpack
from qualcode.messages import _

LARGEST_PART = 64 * MEGABYTE
LARGEST_WHOLE = 200 * MEGABYTE
_SUSPICIOUS_SIZE = 20 * MEGABYTE
_SUSPICIOUS_RATIO = 200
_TYPES = "[Content_Types].xml"

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
    "remove_blank_text": True,  # between elements; white space that is all of a text stays
    "collect_ids": False,
}
_PARSER = etree.XMLParser(**_SAFE)  # lxml locks a parser while it works, so one is enough for all threads


class Package:
    """An opened package. ``name`` is the file's name, for sentences about it.

    ``damaged`` gathers the names of lists of relations that could not be read; what they refer to counts as missing.
    Raises UnreadableInput when ``raw`` is no zip file, is damaged, holds nothing, or has two parts of one name.
    """

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        self.damaged: list[str] = []
        self._packed_size = len(raw)
        self._unpacked_size = 0
        self._relations: dict[str, dict[str, list[str]]] = {}  # targets by kind, by the part that refers
        try:
            self._archive = open_zip(BytesIO(raw))
        except DAMAGED_ZIP as error:
            raise _unreadable(
                _("{name} is damaged: the end of its zip package is missing or wrong.", name=name)
            ) from error
        self._check_names()

    def main_part(self) -> str:
        """Name of the part with the document's text: by the package's relations, else its content type, else its usual name."""
        found = self._present(self.related("", "officeDocument")) or self._present(self._declared_as_main())
        found = found or self._present(["word/document.xml"])
        if not found:
            raise _unreadable(_("{name} is a zip file without a Word document in it.", name=self.name))
        return found[0]

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts that ``part`` ("" is the package itself) refers to by a relation of this kind.

        A part that is named need not be there.
        """
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        folder = posixpath.dirname(part)
        return [
            posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            for target in self._relations[part].get(kind, ())
        ]

    def xml(self, part: str) -> etree._Element:
        """The root element of a part.

        Raises UnreadableInput when the part is missing, damaged, suspiciously large, no XML, or declares a document type.
        """
        return self.parse(part, self.part(part))

    def parse(self, part: str, raw: bytes) -> etree._Element:
        """The root element of a part with these bytes; raises UnreadableInput as ``xml`` does."""
        try:
            root = _parsed(raw)
        except (etree.LxmlError, ValueError) as error:
            raise self._no_xml(part, error) from error
        document_information: Any = root.getroottree().docinfo
        if document_information.doctype:
            raise _unreadable(
                _(
                    "{name} is refused: its part {part} declares a document type, as no Word file does.",
                    name=self.name,
                    part=part,
                )
            )
        return root

    def part(self, part: str) -> bytes:
        """The bytes of a part; raises UnreadableInput when it is missing, damaged or suspiciously large."""
        try:
            self._check_size(part)
            return unpack(self._archive, part)
        except (KeyError, *DAMAGED_ZIP) as error:
            raise _unreadable(
                _("{name} is damaged: its part {part} cannot be unpacked.", name=self.name, part=part)
            ) from error

    def _read_relations(self, part: str) -> dict[str, list[str]]:
        folder, file = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self._archive.NameToInfo:
            return {}
        try:
            root = self.xml(listed)
        except UnreadableInput:
            self.damaged.append(listed)
            return {}
        found: dict[str, list[str]] = {}
        for relation in root:
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                found.setdefault(kind, []).append(relation.get("Target", ""))
        return found

    def _present(self, parts: list[str]) -> list[str]:
        return [part for part in parts if part in self._archive.NameToInfo]

    def _check_names(self) -> None:
        """Whether every part has a name of its own; some programs for Windows part folders the other way."""
        names = [name.replace("\\", "/") for name in self._archive.namelist()]
        self._archive.NameToInfo = dict(zip(names, self._archive.infolist(), strict=True))
        if not names:
            raise _unreadable(_("{name} is an empty zip file.", name=self.name))
        if len(set(names)) != len(names):
            raise _unreadable(_("{name} is refused: two parts of its package have one name.", name=self.name))

    def _check_size(self, part: str) -> None:
        """Whether this part, and all parts read so far together, stay within what a real document takes."""
        entry = self._archive.getinfo(part)
        self._unpacked_size += entry.file_size
        if (
            entry.file_size > LARGEST_PART
            or self._unpacked_size > LARGEST_WHOLE
            or _is_suspicious(entry.file_size, entry.compress_size)
            or _is_suspicious(self._unpacked_size, self._packed_size)
        ):
            raise _unreadable(
                _(
                    "{name} is refused: with its part {part} it would unpack to {size} MB.",
                    name=self.name,
                    part=part,
                    size=self._unpacked_size // MEGABYTE,
                )
            )

    def _declared_as_main(self) -> list[str]:
        if _TYPES not in self._archive.NameToInfo:
            return []
        try:
            types = self.xml(_TYPES)
        except UnreadableInput:
            return []
        return [
            declared.get("PartName", "").lstrip("/")
            for declared in types
            if declared.get("ContentType", "").endswith(".main+xml")
        ]

    def _no_xml(self, part: str, error: Exception) -> UnreadableInput:
        if not isinstance(error, etree.XMLSyntaxError):
            return _unreadable(_("{name} is damaged: its part {part} is not valid XML.", name=self.name, part=part))
        if _code(error) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            return _unreadable(
                _(
                    "{name} is refused: its part {part} is nested too deeply, or has one text of more than 10 MB.",
                    name=self.name,
                    part=part,
                )
            )
        return _unreadable(
            _(
                "{name} is damaged: its part {part} is not valid XML from line {line}, column {column} on.",
                name=self.name,
                part=part,
                line=error.lineno,
                column=error.offset,
            )
        )


def _parsed(raw: bytes) -> etree._Element:
    try:
        return etree.fromstring(raw, _PARSER)
    except etree.XMLSyntaxError as error:
        if _code(error) != etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE:
            raise
        return _parsed_without_declarations(raw, error)


def _parsed_without_declarations(raw: bytes, error: etree.XMLSyntaxError) -> etree._Element:
    """The tree where nothing is wrong but that prefixes are used that no element declares; those names stay unknown."""
    lenient = etree.XMLParser(recover=True, **_SAFE)
    root = etree.fromstring(raw, lenient)
    if any(entry.domain != etree.ErrorDomains.NAMESPACE for entry in lenient.error_log):
        raise error
    return root


def _code(error: etree.XMLSyntaxError) -> int:
    code: int = getattr(error, "code", 0)  # its type does not name it
    return code


def _is_suspicious(size: int, packed: int) -> bool:
    return size > _SUSPICIOUS_SIZE and size > _SUSPICIOUS_RATIO * max(packed, 1)


def _unreadable(sentence: str) -> UnreadableInput:
    return UnreadableInput(sentence, _("Open it in Word and save it again as .docx, or ask for the file once more."))
