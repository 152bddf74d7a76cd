"""Word documents (.docx): the text with its headings, and a report of everything that is not text."""

from __future__ import annotations

import re
from pathlib import Path

from lxml.etree import _Element as Element

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft, Report, SectionDraft
from qualcode.formats.docx_headings import heading_levels, level_by_name, level_of_outline
from qualcode.formats.docx_names import is_word
from qualcode.formats.docx_package import Package
from qualcode.formats.docx_report import report_remarks
from qualcode.formats.docx_text import Body, read_body
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.formats.recognise import ZIP, kind_of, refusal
from qualcode.messages import _

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LARGEST_FILE = 500 * MEGABYTE
_TEXT_IN_PART = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>\s*[^\s<]")


class DocxReader:
    """Reads .docx, by Word, LibreOffice, WPS, Pages, Google Docs and converters; transitional and strict."""

    name = "docx"
    extensions = (".docx", ".docm", ".dotx")

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The document as if its tracked changes were accepted; ``options`` do not matter here.

        Notes, comments, headers, footers and pictures are counted in the report, not carried. Raises UnreadableInput.
        """
        raw = read_bytes(path, _LARGEST_FILE)
        package = _opened(path, raw)
        main = package.main_part()
        body = read_body(_root(package, main))
        report = Report(str(path), self.name)
        sections = _sections(body.paragraphs, _heading_levels(body, package, main, report))
        text = "\n".join(body.paragraphs)
        report_remarks(report, body, text, _headers_with_text(package, main) if body.remarks["header"] else 0)
        document = DocumentDraft(
            path.stem, text, source_type="docx", media_type=MEDIA_TYPE, original=raw, sections=sections
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


def _root(package: Package, main: str) -> Element:
    root = package.xml(main)
    if not is_word(root):
        raise UnreadableInput(
            _("{name} is not a Word document: its part {part} holds something else.", name=package.name, part=main),
            _("Open it in the program it was made with and save it as .docx."),
        )
    return root


def _heading_levels(body: Body, package: Package, main: str, report: Report) -> dict[int, int]:
    """The level of every paragraph that is a heading: as set on itself, else by its style."""
    by_style = {style: level_by_name(style) for style in body.styles.values()}
    unclear = [style for style, level in by_style.items() if not level]
    if unclear:
        by_style |= _levels_in_styles_part(unclear, package, main, report)
    levels = {ordinal: by_style[style] for ordinal, style in body.styles.items()}
    levels |= {ordinal: level_of_outline(outline) for ordinal, outline in body.outlines.items()}
    return {ordinal: level for ordinal, level in levels.items() if level}


def _levels_in_styles_part(styles: list[str], package: Package, main: str, report: Report) -> dict[str, int]:
    try:
        parts = package.related(main, "styles")
        return heading_levels(styles, package.xml(parts[0])) if parts else {}
    except UnreadableInput as error:
        report.add("warning", _("The styles cannot be read, so headings may be missing. {why}", why=error.message))
        return {}


def _sections(paragraphs: list[str], levels: dict[int, int]) -> list[SectionDraft]:
    """The headings that say something, with their place in the paragraphs joined by line ends."""
    sections = []
    start = counted = 0
    for ordinal, level in sorted(levels.items()):
        start += sum(map(len, paragraphs[counted:ordinal])) + ordinal - counted
        counted = ordinal
        if label := " ".join(paragraphs[ordinal].split()):
            sections.append(SectionDraft(level, label, start, start + len(paragraphs[ordinal])))
    return sections


def _headers_with_text(package: Package, main: str) -> int:
    """How many headers and footers say something; one that cannot be read says nothing."""
    said = 0
    for part in (*package.related(main, "header"), *package.related(main, "footer")):
        try:
            said += bool(_TEXT_IN_PART.search(package.part(part)))
        except UnreadableInput:
            continue
    return said
