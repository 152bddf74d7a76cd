"""What elements of a web page mean to its text. Source: HTML Standard, "Rendering"."""

from __future__ import annotations

import re
from functools import lru_cache

from qualcode.formats.docx.symbols import is_symbol_font

_BLOCKS = """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre section summary
    table tbody td textarea tfoot th thead tr ul xmp search"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin a line and end one."""

_SILENT = """head title script style template noscript noembed noframes datalist rp area param source track col colgroup link meta
    base annotation annotation-xml -comment -doctype"""
SILENT = frozenset(_SILENT.split())
"""Elements that show nothing."""

PRESERVING = frozenset({"pre", "listing", "xmp", "plaintext", "textarea"})
"""Elements in which white space is kept."""

LISTS = frozenset({"ol", "ul", "menu", "dir"})

INSTEAD = {
    "img": "picture", "svg": "picture", "canvas": "picture", "video": "recording", "audio": "recording",
    "iframe": "inserted file", "object": "inserted file", "embed": "inserted file", "applet": "inserted file",
    "rt": "phonetic guide", "rtc": "phonetic guide",
}  # fmt: skip
"""Elements whose place is taken by something that is no text of the page, and what a report calls it."""

_PROPERTY = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_NOTE_CLASSES = frozenset({"footnote-ref", "footnoteref", "sdfootnoteanc", "sdendnoteanc", "noteref"})
_BACK_CLASSES = frozenset({"footnote-back", "footnote-backref", "reversefootnote", "mw-cite-backlink"})
_LABEL_OF_TYPE = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}
_LABEL_OF_STYLE = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I", "cjk-ideographic": "一", "simp-chinese-informal": "一", "trad-chinese-informal": "一",
    "decimal-leading-zero": "01", "cjk-heavenly-stem": "甲",
}  # fmt: skip

Attributes = dict[str, str | None]
Style = dict[str, str]


@lru_cache(maxsize=1024)
def style_of(declarations: str) -> Style:
    """The properties of a style attribute, names and values in lower case."""
    found = _PROPERTY.findall(declarations.lower())
    return {name: value.partition("!")[0].strip() for name, value in found}


def is_hidden(tag: str, attributes: Attributes, style: Style) -> bool:
    """Whether a browser shows nothing of it."""
    return (
        "hidden" in attributes
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or (tag == "dialog" and "open" not in attributes)
    )


def heading_level(tag: str, attributes: Attributes, style: Style) -> int:
    """The level of a heading, 0 for anything else."""
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    level = style.get("mso-outline-level", "")
    if attributes.get("role") == "heading":
        level = attributes.get("aria-level") or "2"
    return int(level) if level in set("123456789") else 0


def note_called(attributes: Attributes, style: Style) -> str:
    """Where a link to a note leads to; "" for other links."""
    kinds = {*(attributes.get("role") or "").split(), *(attributes.get("epub:type") or "").split()}
    is_note = (
        kinds & {"doc-noteref", "noteref"}
        or _NOTE_CLASSES & set((attributes.get("class") or "").split())
        or "mso-footnote-id" in style
        or "mso-endnote-id" in style
    )
    target = attributes.get("href") or ""
    return target if is_note and "#" in target and ":" not in target else ""


def leads_back(attributes: Attributes) -> bool:
    """Whether a link stands at the end of a note only to lead back to its mark."""
    return attributes.get("role") == "doc-backlink" or bool(
        _BACK_CLASSES & set((attributes.get("class") or "").split())
    )


def holds_note(attributes: Attributes, style: Style) -> bool:
    """Whether an element is a whole note, of one paragraph or more."""
    identity = attributes.get("id") or ""
    return style.get("mso-element") in ("footnote", "endnote") or identity.startswith(("sdfootnote", "sdendnote"))


def symbol_font(attributes: Attributes, style: Style, outer: str) -> str:
    """The symbol font that text in an element is written in, "" for none; ``outer`` is that of the element around it."""
    fonts = style.get("font-family") or attributes.get("face")
    if not fonts:
        return outer
    first = fonts.split(",")[0].strip(" \"'")
    return first if is_symbol_font(first) else ""


def row_of_numbers(attributes: Attributes, style: Style) -> str:
    """What the numbers of a list begin with: "1", "a", "i" …; "" where none are shown."""
    shown = style.get("list-style-type") or style.get("list-style", "")
    for word in shown.split():
        if word == "none":
            return ""
        if word in _LABEL_OF_STYLE:
            return _LABEL_OF_STYLE[word]
    return _LABEL_OF_TYPE.get(attributes.get("type") or "1", "1")


def field_shown(attributes: Attributes) -> str:
    """What an input field of a form shows."""
    match (attributes.get("type") or "text").lower():
        case "checkbox" | "radio":
            return "☒" if "checked" in attributes else "☐"
        case "hidden" | "password" | "file" | "image" | "color" | "range":
            return ""
        case _:
            return attributes.get("value") or ""
