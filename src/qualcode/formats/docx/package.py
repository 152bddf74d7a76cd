"""The zip package a .docx file is: its parts, and which part refers to which.

Only parts inside the package are ever read: a relation to the outside (a linked picture, a remote template) is never
followed. Parts are parsed without entities, without document types and without the network.
Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from qualcode.errors import UnreadableInput
from qualcode.formats.files import MEGABYTE
from qualcode.formats.zip_package import ZipPackage, declares_entities
from qualcode.messages import _

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


class Package(ZipPackage):
    """An opened package. ``name`` is the file's name, for sentences about it.

    ``damaged`` gathers the names of lists of relations that could not be read; what they refer to counts as missing.
    Raises UnreadableInput when ``raw`` is no zip file, is damaged, holds nothing, or has two parts of one name.
    """

    largest_whole = 200 * MEGABYTE  # the trees of all parts are held at once

    def __init__(self, name: str, raw: bytes) -> None:
        super().__init__(name, raw, _("Open it in Word and save it again as .docx, or ask for the file once more."))
        self.damaged: list[str] = []
        self._relations: dict[str, dict[str, list[str]]] = {}  # targets by kind, by the part that refers

    def main_part(self) -> str:
        """Name of the part with the document's text: by the package's relations, else its content type, else its usual name."""
        found = self._present(self.related("", "officeDocument")) or self._present(self._declared_as_main())
        found = found or self._present(["word/document.xml"])
        if not found:
            raise self.unreadable(_("{name} is a zip file without a Word document in it.", name=self.name))
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

    def parse(self, part: str, raw: bytes) -> etree._Element:
        """The root element of a part with these bytes.

        Raises UnreadableInput when they are no XML, are nested too deeply, or declare a document type.
        """
        try:
            root = _parsed(raw)
        except (etree.LxmlError, ValueError) as error:
            raise (self._typed(part) if declares_entities(raw) else self._no_xml(part, error)) from error
        document_information: Any = root.getroottree().docinfo
        if document_information.doctype:
            raise self._typed(part)
        return root

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

    def _typed(self, part: str) -> UnreadableInput:
        return self.unreadable(
            _(
                "{name} is refused: its part {part} declares a document type, as no Word file does.",
                name=self.name,
                part=part,
            )
        )

    def _no_xml(self, part: str, error: Exception) -> UnreadableInput:
        if not isinstance(error, etree.XMLSyntaxError):
            return self.unreadable(_("{name} is damaged: its part {part} is not valid XML.", name=self.name, part=part))
        if _code(error) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            return self.unreadable(
                _(
                    "{name} is refused: its part {part} is nested too deeply, or has one text of more than 10 MB.",
                    name=self.name,
                    part=part,
                )
            )
        return self.unreadable(
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
