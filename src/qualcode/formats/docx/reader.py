"""Word documents (.docx): the text with its headings, notes and comments, and a report of everything that is not text."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, Report
from qualcode.formats.docx.document import contents_of
from qualcode.formats.docx.package import Package
from qualcode.formats.docx.parts import Parts
from qualcode.formats.docx.report import report_remarks
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.recognise import ZIP, kind_of, refusal
from qualcode.messages import _

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LARGEST_FILE = 500 * MEGABYTE


class DocxReader:
    """Reads .docx, by Word, LibreOffice, WPS, Pages, Google Docs and converters; transitional and strict."""

    name = "docx"
    extensions = (".docx", ".docm", ".dotx", ".dotm")

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The document as one draft: tracked changes accepted, or taken back where ``options`` ask for the original.

        List labels stand in the text, notes behind it; comments are memos on their words. Headers, footers and pictures are
        counted in the report, not carried. Raises UnreadableInput.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        report = Report(str(path), self.name)
        parts = Parts(_opened(path, raw), report)
        original = options.track_changes == "original"
        contents = contents_of(parts, original)
        parts.warn_of_damage()
        report_remarks(report, contents.remarks, contents.text, original)
        document = DocumentDraft(
            path.stem,
            contents.text,
            source_type="docx",
            media_type=MEDIA_TYPE,
            original=raw,
            sections=contents.sections,
            memos=contents.memos,
        )
        return Bundle(report, [document])


def _opened(path: Path, raw: bytes) -> Package:
    if raw.startswith(ZIP):
        return Package(path.name, raw)
    kind = kind_of(path)
    if kind != "unknown":
        raise refusal(path, kind)
    raise UnreadableInput(
        _("{name} is not a Word document, although its name says so.", name=path.name),
        _("Open it in the program it was made with and save it as .docx."),
    )
