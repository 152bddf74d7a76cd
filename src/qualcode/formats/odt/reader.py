"""OpenDocument texts (.odt, .ott and the flat .fodt), by LibreOffice, Word, Google Docs, Calligra and others."""

from __future__ import annotations

import re
from pathlib import Path

from lxml.etree import _Element as Element

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, MemoDraft, Report
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.odt.names import n
from qualcode.formats.odt.styles import Styles
from qualcode.formats.odt.text import OdtText
from qualcode.formats.odt.tree import headers_with_text
from qualcode.formats.passage import placed
from qualcode.formats.recognise import ZIP, kind_of, refusal
from qualcode.formats.remarks import report_remarks
from qualcode.formats.zip_package import ZipPackage, parsed
from qualcode.messages import _

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_LARGEST_FILE = 500 * MEGABYTE
_PICTURE = re.compile(rb"(<office:binary-data\b[^>]*>)[^<]*")


class OdtReader:
    """Reads OpenDocument texts."""

    name = "odt"
    extensions = (".odt", ".ott", ".fodt")

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The text with its headings and notes; comments become memos. Tracked changes as ``options`` say.

        Pictures, headers, footers and hidden text are counted in the report, not carried. Raises UnreadableInput.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        report = Report(str(path), self.name)
        content, styles = _parts(path, raw, report)
        original = options.track_changes == "original"
        read = OdtText(_body(path.name, content), Styles(styles, content), original)
        read.remarks["header"] = headers_with_text(styles)
        text = read.passage.text
        memos = _memos(read, text)
        report_remarks(report, read.remarks, text, original)
        document = DocumentDraft(
            path.stem,
            text,
            source_type=self.name,
            media_type=MEDIA_TYPE,
            original=raw,
            sections=read.sections,
            memos=memos,
        )
        return Bundle(report, [document])


def _parts(path: Path, raw: bytes, report: Report) -> tuple[Element, Element]:
    """The element that holds the text, and the one that holds the common styles; in a flat file they are one."""
    if raw.startswith(ZIP):
        return _unpacked(ZipPackage(path.name, raw, _hint()), report)
    kind = kind_of(path)
    if kind == "OpenDocument":
        # Pictures in a flat file are rows of letters longer than any text, which a careful parser refuses.
        flat = parsed(_PICTURE.sub(rb"\1", raw), path.name, path.name, _hint())
        return flat, flat
    if kind != "unknown":
        raise refusal(path, kind)
    raise UnreadableInput(_("{name} is not an OpenDocument text, although its name says so.", name=path.name), _hint())


def _unpacked(package: ZipPackage, report: Report) -> tuple[Element, Element]:
    _refuse_locked(package)
    if "content.xml" not in package:
        raise package.unreadable(_("{name} is a zip file without an OpenDocument text in it.", name=package.name))
    content = package.xml("content.xml")
    if "styles.xml" not in package:
        return content, content
    try:
        return content, package.xml("styles.xml")
    except UnreadableInput as error:
        report.add(
            "warning", _("The styles cannot be read, so numbers of lists may be missing. {why}", why=error.message)
        )
        return content, content


def _refuse_locked(package: ZipPackage) -> None:
    manifest = package.part("META-INF/manifest.xml") if "META-INF/manifest.xml" in package else b""
    if "encrypted-package" in package or b"encryption-data" in manifest:
        raise UnreadableInput(
            _("{name} is password-protected.", name=package.name),
            _("Remove the password in the program it was made with and save it again."),
        )


def _body(name: str, content: Element) -> Element:
    body = content.find(f"{n('office:body')}/{n('office:text')}")
    if body is None:
        raise UnreadableInput(_("{name} is an OpenDocument file, but not a text.", name=name), _hint())
    return body


def _memos(read: OdtText, text: str) -> list[MemoDraft]:
    """A memo for each comment that says something."""
    said = [(memo, name) for memo, name in read.comments if memo.text]
    read.remarks["memo"], read.remarks["empty comment"] = len(said), len(read.comments) - len(said)
    places = read.passage.places
    return [placed(memo, places.get(("from", name)), places.get(("to", name)), text) for memo, name in said]


def _hint() -> str:
    return _("Open it in LibreOffice or Word and save it again as .odt or .docx, or ask for the file once more.")
