"""The parts of an e-book: its pages in reading order, and what its table of contents calls them.

Source: EPUB 3.3, "Package document" and "Open Container Format"; for older books, Open Packaging Format 2.0.1 and NCX.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from lxml.etree import _Element as Element

from qualcode.errors import UnreadableInput
from qualcode.formats.zip_package import ZipPackage
from qualcode.messages import _

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = ("META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl")
# Fonts are hidden from being copied by themselves; that keeps nobody from reading.
_OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml")


class Book:
    """An e-book. ``pages`` are the paths of its pages in reading order, each once; ``title`` is its title or "".

    Raises UnreadableInput when it is protected against copying, when it is no e-book, and when it is damaged.
    """

    def __init__(self, package: ZipPackage) -> None:
        self._package = package
        self._refuse_protected()
        path = self._package_document()
        root = package.xml(path)
        self._folder = posixpath.dirname(path)
        self._listed = {entry.get("id", ""): entry for entry in root.iter("{*}item")}
        self.title = " ".join((root.findtext(".//{http://purl.org/dc/elements/1.1/}title") or "").split())
        self.pages = list(dict.fromkeys(self._spine(root)))

    def part(self, page: str) -> bytes:
        """The bytes of a page; raises UnreadableInput when it is missing or damaged."""
        return self._package.part(page)

    def names(self) -> dict[str, str]:
        """What the table of contents calls a page, by the page's path; of several names the first."""
        found: dict[str, str] = {}
        for link, name in self._contents():
            found.setdefault(link, name)
        return found

    def _refuse_protected(self) -> None:
        methods = []
        if _ENCRYPTION in self._package:
            methods = [it.get("Algorithm") for it in self._package.xml(_ENCRYPTION).iter("{*}EncryptionMethod")]
        if any(part in self._package for part in _RIGHTS) or any(method not in _OF_FONTS for method in methods):
            raise UnreadableInput(
                _("{name} is protected against copying (DRM), so its text cannot be read.", name=self._package.name),
                _("Ask the publisher or the library for an unprotected copy."),
            )

    def _package_document(self) -> str:
        if _CONTAINER in self._package:
            for root in self._package.xml(_CONTAINER).iter("{*}rootfile"):
                if (path := root.get("full-path", "")) in self._package:
                    return path
        raise self._package.unreadable(_("{name} is a zip file without an e-book in it.", name=self._package.name))

    def _spine(self, root: Element) -> Iterator[str]:
        for reference in root.iter("{*}itemref"):
            entry = self._listed.get(reference.get("idref", ""))
            if entry is not None and entry.get("media-type", "") in _PAGES:
                yield _resolved(self._folder, entry.get("href", ""))

    def _contents(self) -> Iterator[tuple[str, str]]:
        for entry in self._listed.values():
            path = _resolved(self._folder, entry.get("href", ""))
            is_contents = "nav" in entry.get("properties", "").split() or "ncx" in entry.get("media-type", "")
            if is_contents and path in self._package:
                with suppress(UnreadableInput):  # the book can be read without it
                    yield from _links(self._package.xml(path), path)


def _links(root: Element, path: str) -> Iterator[tuple[str, str]]:
    """Pages and their names in a table of contents, of either generation."""
    folder = posixpath.dirname(path)
    for link in root.iter("{http://www.w3.org/1999/xhtml}a"):
        yield _resolved(folder, link.get("href", "")), " ".join("".join(map(str, link.itertext())).split())
    for point in root.iter("{*}navPoint"):
        content, label = point.find("{*}content"), point.findtext("{*}navLabel/{*}text")
        if content is not None and label:
            yield _resolved(folder, content.get("src", "")), " ".join(label.split())


def _resolved(folder: str, link: str) -> str:
    """The path in the package that a link from a part in ``folder`` leads to, without the place in it."""
    return posixpath.normpath(posixpath.join(folder, unquote(link.partition("#")[0])))
