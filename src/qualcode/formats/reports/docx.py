"""A report as a Word document: real headings and captions, tables whose header is repeated, fonts for Chinese as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from qualcode.formats.files import replacing
from qualcode.formats.reports.docx_styles import dress
from qualcode.formats.reports.parts import (
    Block,
    Drawing,
    Figures,
    Paper,
    Paragraph,
    Quotation,
    Section,
    Terms,
    every_section,
    fit,
    in_words,
)
from qualcode.messages import _

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WIDTH = 9860  # of the page between its margins, in twentieths of a point
_MOST_WIDE, _MOST_HIGH = 174, 225  # millimetres of a picture
_MANY, _SMALL = 8, '<w:sz w:val="13"/>'  # tables of more columns are set in smaller letters
_NAME, _LEAST = 1900, 560  # what a column of names, and any other, gets at least


def write_docx(paper: Paper, path: Path) -> None:
    """Write a numbered report as .docx. Raises Unreachable when the file cannot be written."""
    from docx import Document

    document = Document()
    dress(document, paper)
    body = document.element.body
    for part in _paragraphs(paper):
        element = parsed(part) if isinstance(part, str) else _pictured(document, part)
        body.insert(len(body) - 1, element)  # before the section's properties, which are last
    with replacing(path) as draft:
        document.save(str(draft))


def parsed(xml: str) -> Any:
    """The element of a piece of Word's XML."""
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _pictured(document: Any, drawing: Drawing) -> Any:
    """A paragraph that holds a picture, as large as the page allows."""
    from docx.shared import Mm

    from qualcode.formats.pictures.files import rendered

    content, _said = rendered(drawing.picture, ".png")
    shape = document.add_picture(BytesIO(content))
    scale = min(Mm(_MOST_WIDE) / shape.width, Mm(_MOST_HIGH) / shape.height, 1)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape._inline.docPr.set("descr", fit(f"{drawing.picture.frame.title}. {drawing.picture.frame.description}"))
    return document.paragraphs[-1]._p


def _paragraphs(paper: Paper) -> Iterator[str | Drawing]:
    """Every paragraph and table, as the XML of Word, and every picture."""
    yield paragraph(run(paper.title), "Title")
    yield from _terms(paper.facts)
    yield from _contents(paper)
    for number, (depth, section) in enumerate(every_section(paper.sections), 1):
        yield _heading(section, min(depth, 9), number)
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str | Drawing]:
    match block:
        case Paragraph(text):
            yield paragraph(run(text), "Body Text")
        case Terms():
            yield from _terms(block)
        case Quotation(text, where, _language, translation):
            if translation:
                yield _beside(text, translation)
            else:
                yield paragraph(run(text), "Quote", "<w:keepNext/>")
            yield paragraph(run(f"— {where}"), "Quote Place")
        case Figures():
            yield from _figures(block)
        case Drawing():
            yield block


def _beside(text: str, translation: str) -> str:
    """A passage and its translation in two columns."""
    half = _WIDTH // 2
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>{paragraph(run(words), "Quote", "<w:keepNext/>", "")}</w:tc>'
        for words in (text, translation)
    )
    return (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{2 * half}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>'
    )


def _terms(terms: Terms) -> Iterator[str]:
    for label, said in terms.rows:
        yield paragraph(run(label, "<w:b/>") + run(f"\t{said}"), "Term")


def _contents(paper: Paper) -> Iterator[str]:
    """A table of contents that is filled in already, and that Word can bring up to date with page numbers."""
    yield paragraph(run(_("Contents")), "TOC Heading")
    entries = [(depth, it) for top in paper.sections for depth, it in [(1, top), *((2, below) for below in top.listed)]]
    begin = _field("begin") + '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r>'
    for number, (depth, section) in enumerate(entries):
        link = f"<w:hyperlink w:anchor={quoteattr(section.key)}>{run(section.heading)}</w:hyperlink>"
        before = begin + _field("separate") if number == 0 else ""
        after = _field("end") if number == len(entries) - 1 else ""
        yield paragraph(before + link + after, f"TOC {depth}")


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _heading(section: Section, depth: int, number: int) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(section.key)}/>'
    return paragraph(f'{start}{run(section.heading)}<w:bookmarkEnd w:id="{number}"/>', f"Heading {depth}")


def _figures(table: Figures) -> Iterator[str]:
    caption = _("Table {number}. {caption}", number=table.number, caption=table.caption)
    yield paragraph(run(caption), "Caption")
    numeric = [at >= table.heads and table.is_numeric(at) for at in range(len(table.columns))]
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    small = _SMALL if len(table.columns) > _MANY else ""
    header = _row(table.columns, widths, numeric, "<w:cantSplit/><w:tblHeader/>", f"<w:b/>{small}", rule("bottom"))
    rows = (_row([*map(in_words, row)], widths, numeric, "<w:cantSplit/>", small) for row in table.rows)
    yield (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{rule("top")}{rule("bottom")}'
        '<w:insideH w:val="single" w:sz="2" w:space="0" w:color="D9D9D9"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1" w:firstColumn="1"/><w:tblCaption w:val={quoteattr(fit(caption))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{''.join(rows)}</w:tbl>"
    )
    yield from (paragraph(run(note), "Table Note") for note in table.notes)
    yield paragraph("", "Table Note")


def _widths(table: Figures) -> list[int]:
    """The width of each column: names get what the longest words of theirs need, and what is left over."""
    longest = [
        max((len(in_words(row[at])) for row in table.rows), default=0) if table.is_numeric(at) else 12
        for at in range(len(table.columns))
    ]
    letter = 88 if len(table.columns) > _MANY else 110
    heads = [max((len(word) for word in name.split()), default=1) for name in table.columns]
    wanted = [
        max(_NAME if at < table.heads else _LEAST, letter * max(cells, head) + 130)
        for at, (cells, head) in enumerate(zip(longest, heads, strict=True))
    ]
    left = _WIDTH - sum(wanted)
    texts = [at for at in range(len(wanted)) if not table.is_numeric(at)] or [0]
    if left > 0:
        return [width + (left // len(texts) if at in texts else 0) for at, width in enumerate(wanted)]
    return [width * _WIDTH // sum(wanted) for width in wanted]


def rule(side: str) -> str:
    """A line on one side of a table or cell."""
    return f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>'


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    numeric: Sequence[bool],
    properties: str,
    face: str = "",
    rule: str = "",
) -> str:
    borders = f"<w:tcBorders>{rule}</w:tcBorders>" if rule else ""
    to_the_right = '<w:jc w:val="right"/>'
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}</w:tcPr>'
        f"{paragraph(run(cell, face), 'Table Text', to_the_right if right else '', '')}</w:tc>"
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def paragraph(inside: str, style: str, properties: str = "", space: str = f" {W}") -> str:
    """A paragraph of runs in a style; ``space`` declares the namespace where it stands alone."""
    style_id = style.replace(" ", "")
    return f'<w:p{space}><w:pPr><w:pStyle w:val="{style_id}"/>{properties}</w:pPr>{inside}</w:p>'


def run(text: str, face: str = "") -> str:
    """Text as runs, its line ends and tabs as Word has them."""
    pieces = []
    for number, line in enumerate(fit(text).split("\n")):
        pieces += ["<w:br/>"] * (number > 0)
        for at, part in enumerate(line.split("\t")):
            pieces += ["<w:tab/>"] * (at > 0)
            pieces += [f'<w:t xml:space="preserve">{escape(part)}</w:t>'] if part else []
    return f"<w:r>{f'<w:rPr>{face}</w:rPr>' if face else ''}{''.join(pieces)}</w:r>"
