"""The comments in a web page saved by Word: they stand at its end, and the words they are about name them."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborNode

from qualcode.formats.bundle import MemoDraft
from qualcode.formats.html.elements import Style, style_of

_AUTHOR = re.compile(r"""mso-comment-author:\s*["']?([^"';]*)""")
_NUMBER = re.compile(r"_(?:mso)?com_(\d+)")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)")
_MARKS = frozenset({"msocomanchor", "msocomoff"})


def is_mark(classes: str, style: Style) -> bool:
    """Whether an element only shows that there is a comment."""
    return classes in _MARKS or style.get("mso-special-character") == "comment"


def number_of(reference: str) -> str:
    """The number of the comment that words refer to ("JD_1")."""
    return reference.rpartition("_")[2]


def comments_in(comment_list: LexborNode) -> list[tuple[LexborNode, MemoDraft, str]]:
    """The elements of the comments of a page, and what is known of each but its words: a memo, and its number."""
    found = []
    for element in comment_list.css("div"):
        if style_of(element.attributes.get("style") or "").get("mso-element") == "comment":
            written = unescape(element.html or "")
            author, number = _AUTHOR.search(written), _NUMBER.search(written)
            memo = MemoDraft("", author[1].strip() if author else "")
            found.append((element, memo, number[1] if number else ""))
    return found


def time_of(date: str) -> str:
    """The ISO time of "20220301t1005"; "" for none."""
    match = _TIME.fullmatch(date)
    return "{}-{}-{}T{}:{}:00".format(*match.groups()) if match else ""
