"""One table as a Word document, on a page that lies on its side where it is wide; equal cells below each other may be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width
from xml.sax.saxutils import quoteattr

from qualcode.formats.files import replacing
from qualcode.formats.reports.docx import W, paragraph, parsed, rule, run
from qualcode.formats.reports.docx_styles import dress
from qualcode.formats.reports.parts import Paper, Terms, fit, in_words
from qualcode.formats.tables.merged import runs
from qualcode.table import Table

_UPRIGHT, _LYING = 9860, 14790  # of the page between its margins, in twentieths of a point
_MOST_UPRIGHT = 4  # columns
_LETTER, _MARGIN = 112, 150  # what a letter of a table takes up, and what stands around a cell
_LONGEST_WORD, _LONGEST = 16, 160  # letters that a column's width is reckoned by, of a word and of a whole cell


def write_table_docx(table: Table, path: Path, title: str, language: str, merged: Sequence[int] = ()) -> None:
    """Write a table under its title, with its notes below. Raises Unreachable where the file cannot be written."""
    from docx import Document

    document = Document()
    dress(document, Paper(title, language, Terms(())))
    lies = len(table.columns) > _MOST_UPRIGHT
    if lies:
        _lay(document)
    body = document.element.body
    for part in _parts(table, title, merged, _LYING if lies else _UPRIGHT):
        body.insert(len(body) - 1, parsed(part))  # before the section's properties, which are last
    with replacing(path) as draft:
        document.save(str(draft))


def _lay(document: Any) -> None:
    from docx.enum.section import WD_ORIENT

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _parts(table: Table, title: str, merged: Sequence[int], width: int) -> Iterator[str]:
    yield paragraph(run(title), "Caption")
    yield _table(table, title, merged, width)
    yield from (paragraph(run(note), "Table Note") for note in table.notes)


def _table(table: Table, title: str, merged: Sequence[int], width: int) -> str:
    widths = _widths(table, width)
    numeric = [_is_numeric(table, name) for name in table.columns]
    inside = {column: _places(stretches) for column, stretches in runs(table, merged).items()}
    below = f"<w:tcBorders>{rule('bottom')}</w:tcBorders>"
    names = zip(map(_heading, table.columns), widths, numeric, strict=True)
    head = "".join(_cell(name, size, right, "<w:b/>", below) for name, size, right in names)
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_row(table, number, widths, numeric, inside)}</w:tr>"
        for number in range(len(table.rows))
    )
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    return (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{rule("top")}{rule("bottom")}'
        '<w:insideH w:val="single" w:sz="2" w:space="0" w:color="BFBFBF"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1"/><w:tblCaption w:val={quoteattr(fit(title))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _row(
    table: Table, number: int, widths: Sequence[int], numeric: Sequence[bool], merged: Mapping[int, Mapping[int, str]]
) -> str:
    """The cells of a row; in a merged column "restart" begins a cell and "continue" goes on with the one above."""
    cells = []
    for column, cell in enumerate(table.rows[number]):
        place = merged.get(column, {}).get(number, "")
        joint = f'<w:vMerge w:val="{place}"/>' if place else ""
        text = "" if cell is None or place == "continue" else in_words(cell)
        cells.append(_cell(text, widths[column], numeric[column], "", joint))
    return "".join(cells)


def _places(stretches: Sequence[tuple[int, int]]) -> dict[int, str]:
    return {
        at: "restart" if at == start else "continue"
        for start, end in stretches
        if end - start > 1
        for at in range(start, end)
    }


def _cell(text: str, width: int, right: bool, face: str, properties: str) -> str:
    side = '<w:jc w:val="right"/>' if right else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>'
        f"{paragraph(run(text, face), 'Table Text', side, '')}</w:tc>"
    )


def _is_numeric(table: Table, name: str) -> bool:
    known = [cell for cell in table.column(name) if cell is not None]
    return bool(known) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known)


def _widths(table: Table, width: int) -> list[int]:
    """Room for the longest word of each column, and the rest of the page shared out by how long its texts are."""
    texts = [
        [_heading(name), *("" if cell is None else in_words(cell) for cell in table.column(name))]
        for name in table.columns
    ]
    words = [min(max(_longest_word(text) for text in column), _LONGEST_WORD) for column in texts]
    least = [_LETTER * word + _MARGIN for word in words]
    wanted = [
        max(min(max(map(_length, column)), _LONGEST) - word, 0) for column, word in zip(texts, words, strict=True)
    ]
    left = width - sum(least)
    if left < 0:
        return [width * one // sum(least) for one in least]
    return [one + left * more // max(sum(wanted), 1) for one, more in zip(least, wanted, strict=True)]


def _longest_word(text: str) -> int:
    """The length of the longest stretch that no line is broken in; Chinese may be broken between any two characters."""
    return max((len(word) for word in re.findall(r"[\x21-\u024f]+", text)), default=2)


def _length(text: str) -> int:
    """How many letters wide a text is; what Chinese writes in one character is as wide as two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _heading(name: str) -> str:
    """The name of a column as a paper has it."""
    return name.replace("_", " ")
