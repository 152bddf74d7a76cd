"""Rich Text Format (.rtf), by Word, LibreOffice, WPS, TextEdit and transcription programs.

Read here word by word, since notes, comments, text boxes and characters of two bytes are more than a conversion to plain
text keeps.
"""

from __future__ import annotations

import re
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, Report
from qualcode.formats.decoding import decode
from qualcode.formats.docx.symbols import UNKNOWN
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.passage import placed
from qualcode.formats.recognise import kind_of, refusal
from qualcode.formats.remarks import report_remarks
from qualcode.formats.rtf.text import RtfText, TooDeep
from qualcode.messages import _

MEDIA_TYPE = "application/rtf"
_LARGEST_FILE = 300 * MEGABYTE
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}\{\\rtf")


class RtfReader:
    """Reads RTF."""

    name = "rtf"
    extensions = (".rtf",)

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The text with its headings and notes; comments become memos. Tracked changes as ``options`` say.

        Pictures, headers, footers and hidden text are counted in the report, not carried. ``options.encoding`` goes before
        the code page the file names. Raises UnreadableInput.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        read = _read(path, raw, options)
        passage = read.flow.story.finish()
        sections = passage.finish()
        text = passage.text
        places = passage.places
        said = [(memo, name) for memo, name in read.flow.comments if memo.text]
        memos = [placed(memo, places.get(("from", name)), places.get(("to", name)), text) for memo, name in said]
        document = DocumentDraft(
            path.stem, text, source_type=self.name, media_type=MEDIA_TYPE, original=raw, sections=sections, memos=memos
        )
        return Bundle(_report(path, self.name, read, document, options), [document])


def _read(path: Path, raw: bytes, options: ReadOptions) -> RtfText:
    if not _BEGINNING.match(raw):
        raise _no_rtf(path)
    chosen = decode(b"", path.name, options.encoding).encoding if options.encoding else None
    characters, is_unicode = _characters(raw)
    try:
        return RtfText(characters, is_unicode, chosen, options.track_changes == "original")
    except TooDeep as error:
        raise UnreadableInput(
            _("{name} is damaged: its groups are nested too deep.", name=path.name),
            _("Open it in Word or LibreOffice and save it again as .rtf or .docx, or ask for the file once more."),
        ) from error


def _no_rtf(path: Path) -> UnreadableInput:
    kind = kind_of(path)
    if kind != "unknown":
        return refusal(path, kind)
    return UnreadableInput(
        _("{name} is not in Rich Text Format, although its name says so.", name=path.name),
        _("If it is plain text, rename it to .txt; else open it in the program it was made with and save it as .docx."),
    )


def _characters(raw: bytes) -> tuple[str, bool]:
    """RTF is ASCII with bytes escaped; some programs write Unicode all the same, and old ones bytes as they are."""
    if not raw.isascii():
        try:
            return raw.decode("utf-8-sig"), True
        except UnicodeDecodeError:
            pass
    return raw.decode("latin-1"), False


def _report(path: Path, name: str, read: RtfText, document: DocumentDraft, options: ReadOptions) -> Report:
    report = Report(str(path), name)
    remarks = read.flow.remarks
    remarks["memo"], remarks["empty comment"] = len(document.memos), len(read.flow.comments) - len(document.memos)
    remarks["broken character"] = max(document.text.count(UNKNOWN) - remarks["unknown symbol"], 0)
    report_remarks(report, remarks, document.text, options.track_changes == "original")
    if not read.is_whole:
        report.add(
            "warning", _("The file ends in the middle: it may have been cut off. Compare its end with the original.")
        )
    return report
