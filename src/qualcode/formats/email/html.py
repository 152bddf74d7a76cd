"""The text of an HTML message: what the reader of web pages makes of it, quoted mail marked with > as in plain text."""

from __future__ import annotations

import re
from itertools import accumulate

from qualcode.formats.html.reader import parsed_page
from qualcode.formats.html.text import PageText

# Noncharacters (Unicode 23.7) stand for the beginning and the end of a quotation; no text has them.
_BEGIN, _END = "\ufdd0", "\ufdd1"
_BEGIN_QUOTE = re.compile(r"<blockquote\b[^>]*>", re.IGNORECASE)
_END_QUOTE = re.compile(r"</blockquote\s*>", re.IGNORECASE)


def text_of_html(html: str, name: str) -> str:
    """The words of ``html`` in lines, those of a quotation marked with > as often as it is quoted.

    Raises UnreadableInput, naming the message, for a page that would keep the parser busy for ever.
    """
    html = _END_QUOTE.sub(f"<p>{_END}</p></blockquote>", _BEGIN_QUOTE.sub(rf"\g<0><p>{_BEGIN}</p>", html))
    page = PageText(original=False)
    body = parsed_page(html, name).body
    if body is not None:
        page.read(body)
    page.passage.finish()
    lines = page.passage.text.split("\n")
    depths = accumulate(line.count(_BEGIN) - line.count(_END) for line in lines)
    shown = [(_marked(line, depth), line) for line, depth in zip(lines, depths)]
    return "\n".join(text for text, line in shown if text or not line.strip())


def _marked(line: str, depth: int) -> str:
    """A line as plain text has it at this depth of quotation, without the signs that stood in it."""
    words = line.translate({ord(_BEGIN): None, ord(_END): None})
    if line != words and not words.strip():
        return ""
    return f"{'>' * depth} {words}".rstrip() if depth > 0 else words
