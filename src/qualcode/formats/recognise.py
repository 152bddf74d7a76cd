"""What a file really is, whatever its name says: told by its first bytes, and by what lies inside the two containers.

A zip container holds .docx, .xlsx, .odt …; the other one the formats of Office before 2007, and every Office file since
that is locked with a password.
"""

from __future__ import annotations

import codecs
import re
import struct
from pathlib import Path
from zipfile import ZipFile

from qualcode.errors import UnreadableInput
from qualcode.formats.compound import top_streams
from qualcode.formats.files import DAMAGED_ZIP, MEGABYTE, open_zip, read_bytes, unpack
from qualcode.messages import _

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEAD = 1024
_LARGEST_FILE = 500 * MEGABYTE

_MARK = rb"(?:\xef\xbb\xbf)?\s{0,20}"
_COMMENTS = rb"(?:<!--.{0,500}?-->\s{0,20}){0,3}"
_DECLARATION = rb"(?:<\?xml[^>]{0,200}>\s{0,20})?" + _COMMENTS
_PROGRAM = rb"(?:<\?mso-application\b[^>]{0,80}>\s{0,20})?" + _COMMENTS

# Strict enough that no text begins so: "ID3: I was born here" is an interview.
_SIGNATURES = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}%PDF-\d"), "PDF"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}\{\\rtf\d?\\"), "RTF"),
    (re.compile(_MARK + _DECLARATION + rb"(?:<!doctype\s+html|<html)[\s>]", re.IGNORECASE | re.DOTALL), "HTML"),
    (re.compile(_MARK + _DECLARATION + rb"<office:document\s", re.DOTALL), "OpenDocument"),
    (re.compile(_MARK + _DECLARATION + _PROGRAM + rb"<(?:w:wordDocument|pkg:package)\s", re.DOTALL), "Word XML"),
    (
        re.compile(_MARK + _DECLARATION + _PROGRAM + rb"<(?:ss:)?Workbook\s[^>]{0,500}office:spreadsheet", re.DOTALL),
        "Excel XML",
    ),
    (re.compile(_MARK + _DECLARATION + rb"<uof:UOF\s", re.DOTALL), "UOF"),
    (re.compile(rb"SQLite format 3\0"), "SQLite"),
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP|\0\0..ftyp(?:hei|avi|mif)|\0\0\0\x0cjP  "
            rb"|BM....\0\0\0\0|8BPS\0\x01",
            re.DOTALL,
        ),
        "image",
    ),
    (
        re.compile(
            rb"ID3[\2-\4]\0|\xff[\xf1-\xf3\xf9-\xfb]|RIFF....(?:WAVE|AVI )|OggS\0|fLaC\0|\0\0..(?:ftyp|moov|mdat|wide)"
            rb"|\x1aE\xdf\xa3|\x30\x26\xb2\x75\x8e\x66|#!AMR|FORM....AIF[CF]|FLV\x01|\.RMF\0|\0\0\x01[\xb3\xba]|[\2\3](?:dss|ds2)",
            re.DOTALL,
        ),
        "recording",
    ),
    (re.compile(rb"!BDN"), "Outlook"),
    (re.compile(rb"\xdb\xa5\x2d\0|\x31\xbe\0\0"), "Word 97-2003"),  # Word before it used the container, and Write
    (re.compile(rb"CAJ\0|HN\0|NH\0"), "CAJ"),
    (re.compile(rb"AT&TFORM"), "DjVu"),
    (re.compile(rb".{60}(?:BOOKMOBI|TEXtREAd)", re.DOTALL), "Kindle"),
    (re.compile(rb"%!PS-Adobe"), "PostScript"),
    (
        re.compile(rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\xfd7zXZ\0|BZh[1-9]1AY|.{257}ustar[\0 ]", re.DOTALL),
        "archive",
    ),
)
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("\tDRMContent", "locked"),
    ("EncryptedSummary", "locked"),
    ("WordDocument", "Word 97-2003"),
    ("Workbook", "workbook"),
    ("Book", "workbook"),
    ("PowerPoint Document", "presentation"),
    ("__properties_version1.0", "Outlook"),
)
_OFFICE_TYPES = (
    (rb"(?:wordprocessingml|ms-word)\.(?:document|template)[\w.]*\.main\+xml", "docx"),
    (rb"(?:spreadsheetml|ms-excel)[\w.]*\.main(?:\+xml)?\b", "workbook"),
    (rb"(?:presentationml|ms-powerpoint)[\w.]*\.main\+xml", "presentation"),
)
_MIMETYPES = (
    (b"application/vnd.oasis.opendocument.text", "OpenDocument"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "workbook"),
    (b"application/vnd.oasis.opendocument.presentation", "presentation"),
    (b"application/epub", "EPUB"),
)
_OF_APPLE = re.compile(r"Index(?:\.zip|/.*\.iwa)|index\.(?:xml|apxl)(?:\.gz)?")
_HEADER = re.compile(rb"([!-9;-~]{1,80}):([^\n]*(?:\n[ \t][^\n]*)*)\n")
_OF_MAIL = {b"from", b"to", b"subject", b"date", b"received", b"message-id"}


def kind_of(path: Path) -> str:
    """What the file is by its bytes: one word or name.

    "zip" is an archive of something else or a damaged one, "unknown" text, as far as the first bytes tell, "locked" what
    needs a password; a "workbook" or "presentation" may be of any program. Raises UnreadableInput when the file cannot be
    opened or holds nothing.
    """
    head = _head(path)
    if head.startswith(ZIP):
        return _kind_in_zip(path)
    if head.startswith(OLE):
        return _kind_in_compound(path)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    if _is_saved_page(head):
        return "MHTML"
    return next((kind for signature, kind in _SIGNATURES if signature.match(head)), "unknown")


def refusal(path: Path, kind: str) -> UnreadableInput:
    """Why a file of this kind is not read, and what can be done."""
    what, hint = _what_and_hint(path.name, kind)
    return UnreadableInput(what, hint)


def _what_and_hint(name: str, kind: str) -> tuple[str, str]:
    match kind:
        case "locked":
            what = _("{name} is password-protected.", name=name)
            hint = _("Remove the password in the program it was made with and save it again.")
        case "Word 97-2003":
            what = _("{name} is in the old Word format (.doc).", name=name)
            hint = _("Open it in Word, WPS or LibreOffice and save it as .docx.")
        case "old Office":
            what = _("{name} is in an old format of Office that is not read, or damaged.", name=name)
            hint = _("Open it in the program it was made with and save it as .docx or .xlsx.")
        case "Word XML" | "UOF":
            what = _("{name} is a Word document saved as XML.", name=name)
            hint = _("Open it in Word, WPS or LibreOffice and save it as .docx.")
        case "Excel XML":
            what = _("{name} is a workbook saved as XML.", name=name)
            hint = _("Open it in Excel, WPS or LibreOffice and save it as .xlsx or .csv.")
        case "presentation":
            what = _("{name} is a presentation.", name=name)
            hint = _("Open it in the program it was made with and save its text as .docx, .pdf or .txt.")
        case "Apple":
            what = _("{name} is in the format of Pages, Numbers or Keynote.", name=name)
            hint = _("Open it there and export it: File, Export To, Word or Excel.")
        case "MHTML":
            what = _("{name} is a web page saved with its pictures in one file (MHTML).", name=name)
            hint = _("Open it in Word or a browser and save it as .docx or .html.")
        case "Outlook":
            what = _("{name} is in the format of Outlook (.msg or .pst).", name=name)
            hint = _("Drag the messages into Thunderbird and save them as .eml, or as a mailbox (.mbox).")
        case "CAJ":
            what = _("{name} is in the format of CAJViewer (CNKI).", name=name)
            hint = _("Download the article as PDF, or print it from CAJViewer into a PDF file.")
        case "image" | "recording":
            what = _("{name} is a picture or a recording, not a text.", name=name)
            hint = _("Import its transcript or description as .docx or .txt.")
        case "zip" | "archive":
            what = _("{name} is an archive, or the damaged file of another program.", name=name)
            hint = _("Unpack it and import the files in it.")
        case _:
            what = _("{name} is in a format that is not read: {format}.", name=name, format=kind)
            hint = _("Open it in the program it was made with and save its text as .docx or .txt.")
    return what, hint


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        head = b""
    return head or read_bytes(path, _LARGEST_FILE)  # tells the person why it cannot be opened, or that it is empty


def _kind_in_compound(path: Path) -> str:
    streams = top_streams(path)
    kind = next((kind for name, kind in _STREAMS if name in streams), "old Office")
    is_locked = _is_locked_word(streams.get("WordDocument", b"")) or any(
        _is_locked_excel(streams.get(name, b"")) for name in ("Workbook", "Book")
    )
    return "locked" if is_locked else kind


def _is_locked_word(beginning: bytes) -> bool:
    """Whether the flag says so that tells Word to ask for a password ([MS-DOC] 2.5.2)."""
    return len(beginning) > 11 and bool(beginning[11] & 1)


def _is_locked_excel(beginning: bytes) -> bool:
    """Whether a record with the means to check a password stands among the first ([MS-XLS] 2.4.117)."""
    at = 0
    while at + 4 <= len(beginning):
        record, length = struct.unpack_from("<HH", beginning, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def _kind_in_zip(path: Path) -> str:
    try:
        with open_zip(path) as archive:
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                return "locked"
            return _kind_of_package(archive)
    except DAMAGED_ZIP:
        return "zip"


def _kind_of_package(archive: ZipFile) -> str:
    declared = _first_bytes(archive, "[Content_Types].xml")
    mimetype = _first_bytes(archive, "mimetype")
    for pattern, kind in _OFFICE_TYPES:
        if re.search(pattern, declared):
            return kind
    if b"opendocument" in mimetype and b"encryption-data" in _first_bytes(archive, "META-INF/manifest.xml"):
        return "locked"
    kind = next((kind for start, kind in _MIMETYPES if mimetype.startswith(start)), "zip")
    is_of_apple = kind == "zip" and any(_OF_APPLE.fullmatch(name) for name in archive.namelist())
    return "Apple" if is_of_apple else kind


def _first_bytes(archive: ZipFile, name: str) -> bytes:
    return unpack(archive, name, MEGABYTE) if name in archive.NameToInfo else b""


def _is_saved_page(head: bytes) -> bool:
    """Whether it is put together as a message is, but says of nobody that it is from them: a page saved in one file."""
    head = head.replace(b"\r\n", b"\n")
    header, at = {}, 0
    while field := _HEADER.match(head, at):
        header[field[1].lower()] = field[2].strip().lower()
        at = field.end()
    if not head.startswith(b"\n", at) or not header.get(b"content-type", b"").startswith(b"multipart/related"):
        return False
    return (
        b"snapshot-content-location" in header
        or b"saved by " in header.get(b"from", b"")
        or not _OF_MAIL & header.keys()
    )
