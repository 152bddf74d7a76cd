"""What a file really is, whatever its name says: told by its first bytes, and by what lies inside the two containers.

A zip container holds .docx, .xlsx, .odt …; an OLE container the formats of Word and Excel before 2007, and every Office
file that is locked with a password.
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from qualcode.errors import UnreadableInput
from qualcode.formats.files import DAMAGED_ZIP, MEGABYTE, read_bytes
from qualcode.messages import _

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEAD = 1024
_LARGEST_FILE = 500 * MEGABYTE

_MARK = rb"(?:\xef\xbb\xbf)?\s{0,20}"
_DECLARATION = rb"(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--.{0,500}?-->\s{0,20}){0,3}"

# Strict enough that no text begins so: "ID3: I was born here" is an interview.
_SIGNATURES = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}%PDF-\d"), "PDF"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}\{\\rtf\d?\\"), "RTF"),
    (re.compile(_MARK + _DECLARATION + rb"(?:<!doctype\s+html|<html)[\s>]", re.IGNORECASE | re.DOTALL), "HTML"),
    (re.compile(_MARK + _DECLARATION + rb"<office:document\s", re.DOTALL), "OpenDocument"),
    (re.compile(rb"SQLite format 3\0"), "SQLite"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP|\0\0..ftyphei", re.DOTALL), "image"),
    (
        re.compile(
            rb"ID3[\2-\4]\0|\xff[\xf2\xf3\xfb]|RIFF....(?:WAVE|AVI )|OggS\0|fLaC\0|\0\0..ftyp|\x1aE\xdf\xa3", re.DOTALL
        ),
        "recording",
    ),
    (re.compile(rb"!BDN"), "Outlook"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07"), "archive"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "Word 97-2003"),
    ("Workbook", "Excel"),
    ("PowerPoint Document", "PowerPoint"),
    ("__substg1.0_", "Outlook"),
)
_OFFICE_TYPES = (
    (rb"(?:wordprocessingml|ms-word)\.(?:document|template)[\w.]*\.main\+xml", "docx"),
    (rb"(?:spreadsheetml|ms-excel)[\w.]*\.main\+xml", "Excel"),
    (rb"(?:presentationml|ms-powerpoint)[\w.]*\.main\+xml", "PowerPoint"),
)
_MIMETYPES = ((b"application/vnd.oasis.opendocument.text", "OpenDocument"), (b"application/epub", "EPUB"))


def kind_of(path: Path) -> str:
    """What the file is by its bytes: one word or name.

    "docx"; "zip" for an archive of something else or a damaged one; "unknown" for text, as far as the first bytes tell;
    else the name of a format that is not read. Raises UnreadableInput when the file cannot be opened.
    """
    head = _head(path)
    if head.startswith(ZIP):
        return _kind_in_zip(path)
    if head.startswith(OLE):
        return _kind_in_ole(read_bytes(path, _LARGEST_FILE))
    return next((kind for signature, kind in _SIGNATURES if signature.match(head)), "unknown")


def refusal(path: Path, kind: str) -> UnreadableInput:
    """Why a file of this kind is not read, and what can be done."""
    name = path.name
    match kind:
        case "locked":
            return UnreadableInput(
                _("{name} is password-protected.", name=name),
                _("Remove the password in Word and save it again."),
            )
        case "Word 97-2003":
            return UnreadableInput(
                _("{name} is in the old Word format (.doc).", name=name),
                _("Open it in Word or LibreOffice and save it as .docx."),
            )
        case "Outlook":
            return UnreadableInput(
                _("{name} is in the format of Outlook (.msg or .pst).", name=name),
                _("Drag the messages into Thunderbird and save them as .eml, or as a mailbox (.mbox)."),
            )
        case "image" | "recording":
            return UnreadableInput(
                _("{name} is a picture or a recording, not a text.", name=name),
                _("Import its transcript or description as .docx or .txt."),
            )
        case "zip" | "archive":
            return UnreadableInput(
                _("{name} is an archive, or the damaged file of another program.", name=name),
                _("Unpack it and import the files in it."),
            )
        case _:
            return UnreadableInput(
                _("{name} is in a format that is not read: {format}.", name=name, format=kind),
                _("Open it in the program it was made with and save its text as .docx or .txt."),
            )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return read_bytes(path, _LARGEST_FILE)  # tells the person why it cannot be opened


def _kind_in_ole(raw: bytes) -> str:
    return next((kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in raw), "OLE")


def _kind_in_zip(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            declared = _first_bytes(archive, "[Content_Types].xml")
            mimetype = _first_bytes(archive, "mimetype")
    except DAMAGED_ZIP:
        return "zip"
    for pattern, kind in _OFFICE_TYPES:
        if re.search(pattern, declared):
            return kind
    return next((kind for start, kind in _MIMETYPES if mimetype.startswith(start)), "zip")


def _first_bytes(archive: ZipFile, name: str) -> bytes:
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as part:
        return part.read(MEGABYTE)
