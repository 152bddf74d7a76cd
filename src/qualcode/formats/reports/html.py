"""A report as a web page: one file that needs nothing from outside, to be read on a screen, listened to, or printed."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from itertools import chain
from pathlib import Path

from qualcode.formats.files import replacing
from qualcode.formats.reports.parts import (
    Block,
    Drawing,
    Figures,
    Paper,
    Paragraph,
    Quotation,
    Section,
    Terms,
    fit,
    in_words,
)
from qualcode.formats.reports.style import STYLE
from qualcode.messages import _

_SAFE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"  # nothing is fetched, whatever a text may hold
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z]{2,8})*")  # as pages write it; a text of several languages has none
_LANGUAGES = {"zh": "zh-Hans"}


def write_html(paper: Paper, path: Path) -> None:
    """Write a numbered report as HTML. Raises Unreachable when the file cannot be written."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(paper))


def _lines(paper: Paper) -> Iterator[str]:
    language = _LANGUAGES.get(paper.language, paper.language)
    title = _text(paper.title)
    yield f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{title}</h1>"
    yield from _terms(paper.facts)
    yield "</header>"
    yield from _contents(paper)
    yield "<main>"
    for section in paper.sections:
        yield from _section(section, 2)
    yield "</main>\n</body>\n</html>"


def _contents(paper: Paper) -> Iterator[str]:
    yield f'<nav aria-labelledby="contents">\n<h2 id="contents">{_text(_("Contents"))}</h2>\n<ol>'
    for section in paper.sections:
        yield f"<li>{_link(section)}"
        if section.listed:
            yield "<ol>"
            yield from (f"<li>{_link(it)}</li>" for it in section.listed)
            yield "</ol>"
        yield "</li>"
    yield "</ol>\n</nav>"


def _link(section: Section) -> str:
    return f'<a href="#{section.key}">{_text(section.heading)}</a>'


def _section(section: Section, level: int) -> Iterator[str]:
    heading = f"h{min(level, 6)}"
    yield f'<section aria-labelledby="{section.key}">'
    yield f'<{heading} id="{section.key}">{_text(section.heading)}</{heading}>'
    yield from chain.from_iterable(map(_block, section.blocks))
    for below in section.sections:
        yield from _section(below, level + 1)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield f"<p>{_text(text)}</p>"
        case Terms():
            yield from _terms(block)
        case Quotation(text, where, language, translation):
            spoken = f' lang="{escape(language)}"' if _LANGUAGE.fullmatch(language) else ""
            said = f"<blockquote{spoken}>{_text(text)}</blockquote>"
            if translation:
                said = f'<div class="beside">{said}<blockquote>{_text(translation)}</blockquote></div>'
            yield f"<figure>{said}<figcaption>{_text(where)}</figcaption></figure>"
        case Figures():
            yield from _figures(block)
        case Drawing():
            yield _drawing(block)


def _drawing(block: Drawing) -> str:
    """The picture inside the page; as an image of its own, so that its names do not meet those of others."""
    from qualcode.formats.pictures.files import rendered

    content, _said = rendered(block.picture, ".svg")
    words = _text(f"{block.picture.frame.title}. {block.picture.frame.description}")
    return f'<figure><img alt="{words}" src="data:image/svg+xml;base64,{b64encode(content).decode()}"></figure>'


def _terms(terms: Terms) -> Iterator[str]:
    yield "<dl>"
    yield from (f"<div><dt>{_text(label)}</dt><dd>{_text(said)}</dd></div>" for label, said in terms.rows)
    yield "</dl>"


def _figures(table: Figures) -> Iterator[str]:
    key = f"t{table.number}"
    described = f' aria-describedby="{key}n"' if table.notes else ""
    # What is wider than the window is moved within it, with the keyboard as well.
    yield f'<div class="wide" tabindex="0" role="region" aria-labelledby="{key}"><table{described}>'
    caption = _("Table {number}. {caption}", number=table.number, caption=table.caption)
    yield f'<caption id="{key}">{_text(caption)}</caption>'
    numeric = [at >= table.heads and table.is_numeric(at) for at in range(len(table.columns))]
    heads = (
        f"<th scope=col{_class(n)}>{_breakable(name)}</th>" for name, n in zip(table.columns, numeric, strict=True)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>"
    for row in table.rows:
        cells = (f"<td{_class(n)}>{_breakable(in_words(cell))}</td>" for cell, n in zip(row, numeric, strict=True))
        names = (f"<th scope=row>{_breakable(in_words(cell))}</th>" for cell in row[: table.heads])
        yield f"<tr>{''.join([*names, *list(cells)[table.heads :]])}</tr>"
    yield "</tbody></table></div>"
    if table.notes:
        yield f'<div class="notes" id="{key}n">{"".join(f"<p>{_text(note)}</p>" for note in table.notes)}</div>'


def _class(numeric: bool) -> str:
    return " class=n" if numeric else ""


def _breakable(text: str) -> str:
    """Text that may be broken within paths and names of columns, so that narrow columns hold them."""
    return _text(text).replace("/", "/<wbr>").replace("_", "_<wbr>")


def _text(text: str) -> str:
    return escape(fit(text), quote=True)
