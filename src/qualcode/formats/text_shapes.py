"""Formats that are text themselves, told by how a file begins: for files that were renamed to .txt, or have no ending."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

_HEAD = 8192
_TIME = r"\d{1,2}:\d{2}:\d{2}"
_SHAPES = (
    (re.compile(r"\s{0,9}WEBVTT(?:[ \t][^\n]*)?\n(?s:.*?)\d\.\d{3} --> \d"), "vtt"),
    (re.compile(rf"\s{{0,9}}\d+\s*\n{_TIME},\d{{3}} --> {_TIME},\d{{3}}"), "srt"),
    (re.compile(rf"\s{{0,9}}{_TIME}\.\d{{3}},{_TIME}\.\d{{3}}\n"), "sbv"),
    (re.compile(r"\s{0,9}(?:<\?xml[^>]*>\s*)?<ANNOTATION_DOCUMENT\s"), "eaf"),
    (re.compile(r'\s{0,9}File type = "ooTextFile"\s+Object class = "TextGrid"'), "textgrid"),
    (re.compile(r'\s{0,9}\{\s*"(?:text|segments|transcription|systeminfo|task)"\s*:'), "transcript"),
    (re.compile(r"From \S*[^\n]*\d{1,2}:\d{2}[^\n]*\d{4}[^\n]*\n(?:>From [^\n]*\n)?[\w-]+:"), "mbox"),
    (
        re.compile(
            r"(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version): [^\n]*\n(?:[ \t][^\n]*\n)*[\w-]+:", re.I
        ),
        "eml",
    ),
)


def shape_of(path: Path) -> str | None:
    """The reader for a file of text that is plainly of one of these formats; None for all others."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    text = head.decode("utf-16" if _is_utf16(head) else "utf-8", "ignore").removeprefix("\ufeff").replace("\r\n", "\n")
    found = next((reader for pattern, reader in _SHAPES if pattern.match(text)), None)
    return found or _bibliography(head, text, path.suffix.lower())


def _is_utf16(head: bytes) -> bool:
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _bibliography(head: bytes, text: str, ending: str) -> str | None:
    """The reader of bibliographies, whose tags are Chinese in some of them and not in UTF-8."""
    from qualcode.formats.bibliography.shapes import shape_of_text

    if head.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}") > 1 and not _is_utf16(head):
        text = head.decode("gb18030", "ignore")
    return "bibliography" if shape_of_text(text, ending) else None
