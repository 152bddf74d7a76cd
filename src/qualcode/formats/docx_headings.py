"""Which paragraphs of a Word document are headings, and of which level."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element as Element

from qualcode.formats.docx_names import Names, is_word, names_of

# The built-in headings, by the id Word gives them and by the name they have in the styles part, in English or Chinese.
_BUILT_IN = re.compile(r"(?:heading|标题|標題) ?([1-9])", re.IGNORECASE)


def level_by_name(style: str) -> int | None:
    """The level of a built-in heading style, by its id or name; None for any other."""
    found = _BUILT_IN.fullmatch(style)
    return int(found[1]) if found else None


def heading_levels(wanted: Iterable[str], styles: Element) -> dict[str, int]:
    """The level of those of the ``wanted`` style ids that are headings themselves or are based on one."""
    if not is_word(styles):
        return {}
    names = names_of(styles)
    by_id = {style.get(names.w("styleId"), ""): style for style in styles.iter(names.w("style"))}
    found = {identity: _level(identity, by_id, names) for identity in wanted}
    return {identity: level for identity, level in found.items() if level}


def _level(identity: str, by_id: dict[str, Element], names: Names) -> int | None:
    """The nearest level that the style or one it is based on gives."""
    seen: set[str] = set()
    while identity in by_id and identity not in seen:
        seen.add(identity)
        style = by_id[identity]
        outline = style.find(f"{names.paragraph_properties}/{names.outline}")
        if outline is not None:
            return level_of_outline(names.value(outline))
        if level := level_by_name(_child_value(style, names, "name")):
            return level
        identity = _child_value(style, names, "basedOn")
    return None


def _child_value(style: Element, names: Names, child: str) -> str:
    found = style.find(names.w(child))
    return "" if found is None else names.value(found)


def level_of_outline(outline: str) -> int | None:
    """The heading level for an outline level as stored: "0" is level 1, "9" is body text."""
    return int(outline) + 1 if outline in set("012345678") else None
