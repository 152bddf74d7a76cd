"""The zip package a .docx file is: its parts, and which part refers to which.

Only parts inside the package are ever read: a relation to the outside (a linked picture, a remote template) is never
followed. Parts are parsed without entities, without document types and without the network.
Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from qualcode.errors import UnreadableInput
from qualcode.formats.files import DAMAGED_ZIP, MEGABYTE
from qualcode.messages import _

LARGEST_PART = 200 * MEGABYTE
_SUSPICIOUS_SIZE = 20 * MEGABYTE
_SUSPICIOUS_RATIO = 200

# lxml locks a parser while it works, so one is enough for all threads.
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
)


class Package:
    """An opened package. ``name`` is the file's name, for sentences about it.

    Raises UnreadableInput when ``raw`` is no zip file, is damaged, holds nothing, or has two parts of one name.
    """

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        try:
            self._archive = ZipFile(BytesIO(raw))
        except DAMAGED_ZIP as error:
            raise _unreadable(
                _("{name} is damaged: the end of its zip package is missing or wrong.", name=name)
            ) from error
        self._check_names()

    def main_part(self) -> str:
        """Name of the part with the document's text, found through the package's relations, else by its content type."""
        found = self._present(self.related("", "officeDocument")) or self._present(self._declared_as_main())
        if not found:
            raise _unreadable(_("{name} is a zip file without a Word document in it.", name=self.name))
        return found[0]

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts that ``part`` ("" is the package itself) refers to by a relation of this kind."""
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self._archive.NameToInfo:
            return []
        return [
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            for relation in self.xml(relations)
            if relation.get("TargetMode") != "External" and relation.get("Type", "").endswith(f"/{kind}")
        ]

    def xml(self, part: str) -> etree._Element:
        """The root element of a part.

        Raises UnreadableInput when the part is missing, damaged, suspiciously large, no XML, or declares a document type.
        """
        raw = self.part(part)
        try:
            root = etree.fromstring(raw, _PARSER)
        except (etree.LxmlError, ValueError) as error:
            raise _unreadable(
                _("{name} is damaged: its part {part} is not valid XML.", name=self.name, part=part)
            ) from error
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
            return self._archive.read(part)
        except (KeyError, *DAMAGED_ZIP) as error:
            raise _unreadable(
                _("{name} is damaged: its part {part} cannot be unpacked.", name=self.name, part=part)
            ) from error

    def _present(self, parts: list[str]) -> list[str]:
        return [part for part in parts if part in self._archive.NameToInfo]

    def _check_names(self) -> None:
        names = self._archive.namelist()
        if not names:
            raise _unreadable(_("{name} is an empty zip file.", name=self.name))
        if len(set(names)) != len(names):
            raise _unreadable(_("{name} is refused: two parts of its package have one name.", name=self.name))

    def _check_size(self, part: str) -> None:
        entry = self._archive.getinfo(part)
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or (entry.file_size > _SUSPICIOUS_SIZE and ratio > _SUSPICIOUS_RATIO):
            raise _unreadable(
                _(
                    "{name} is refused: its part {part} would unpack to {size} MB.",
                    name=self.name,
                    part=part,
                    size=entry.file_size // MEGABYTE,
                )
            )

    def _declared_as_main(self) -> list[str]:
        if "[Content_Types].xml" not in self._archive.NameToInfo:
            return []
        return [
            declared.get("PartName", "").lstrip("/")
            for declared in self.xml("[Content_Types].xml")
            if declared.get("ContentType", "").endswith(".main+xml")
        ]


def _unreadable(sentence: str) -> UnreadableInput:
    return UnreadableInput(sentence, _("Open it in Word and save it again as .docx, or ask for the file once more."))
