"""What the paragraph styles of a Word document say about structure: which are headings, and which are numbered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element as Element

from qualcode.formats.docx.names import Names, names_of
from qualcode.formats.docx.style_sheet import StyleSheet

# The built-in headings and the title, by the id Word gives them and by the name they have in the styles part. Word says the
# name in English, and the id in the language of its menus without the letters that are not ASCII; other programs as they like.
_HEADING_WORDS = """heading 标题 標題 見出し 제목 überschrift berschrift titre título ttulo titolo kop rubrik overskrift otsikko
    nagłówek nagwek nadpis заголовок címsor cmsor başlık balk επικεφαλίδα titlu tiêu-đề"""
_TITLE_WORDS = "title 标题 標題 表題 제목 titel titre título ttulo titolo tittel otsikko tytuł tytu název nzev название cím konu titlu"
_BUILT_IN = re.compile(rf"(?:{'|'.join(_HEADING_WORDS.split())})[ _]?([1-9])", re.IGNORECASE)
_TITLE = frozenset(_TITLE_WORDS.split())
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Style:
    """What a style and those it is based on settle: ``level`` of a heading, list ``num_id`` and its ``ilvl``.

    ``chain`` are the ids of the style and of those it is based on, the nearest first. Nothing settled is None.
    """

    chain: tuple[str, ...]
    level: int | None = None
    num_id: str | None = None
    ilvl: str | None = None


class Styles:
    """The styles of a document by id. ``load`` gives their part, or None; it is called when first needed.

    A built-in heading is known by its id alone; so without numbering in the document (``numbered`` is false) the part of a
    document with no other styles is not read.
    """

    def __init__(self, load: Callable[[], StyleSheet | None], numbered: bool) -> None:
        self._load = load
        self._numbered = numbered
        self._known: dict[str, Style] = {}
        self._plain: dict[str, bool] = {}

    def style(self, identity: str) -> Style:
        """The style of this id; an unknown one settles what its name says."""
        if identity not in self._known:
            self._known[identity] = self._settled(identity)
        return self._known[identity]

    def is_plain(self, identity: str) -> bool:
        """Whether a paragraph of the style of this id ("" for none) is neither heading nor numbered."""
        if identity not in self._plain:
            style = self.style(identity)
            self._plain[identity] = style.level is None and style.num_id is None
        return self._plain[identity]

    @property
    def default(self) -> str:
        """The id of the style of paragraphs that name none, "" where it need not or cannot be known."""
        return self._default if self._numbered else ""

    def list_of(self, identity: str) -> str | None:
        """The list that a numbering style (not a paragraph's) defines."""
        return self.style(identity).num_id

    def _settled(self, identity: str) -> Style:
        built_in = level_by_name(identity)
        if not identity or (built_in and not self._numbered):
            return Style((identity,), built_in)
        chain = self._chain(identity)
        settled = [_settled_by(style, names_of(style)) for style in chain.values() if _is_of_paragraphs(style)]
        levels = (level for level, _num_id, _ilvl in settled if level is not None)
        level = next(levels, built_in or 0)
        num_id = next((num_id for _level, num_id, _ilvl in settled if num_id), None)
        ilvl = next((ilvl for _level, _num_id, ilvl in settled if ilvl), None)
        return Style(tuple(chain) or (identity,), level or None, num_id, ilvl)

    def _chain(self, identity: str) -> dict[str, Element]:
        """A style and those it is based on by id, the nearest first."""
        chain: dict[str, Element] = {}
        while (style := self._element(identity)) is not None and identity not in chain and len(chain) < _LONGEST_CHAIN:
            chain[identity] = style
            identity = names_of(style).child_value(style, "basedOn")
        return chain

    @cached_property
    def hiding(self) -> frozenset[str]:
        """The ids of the styles, of paragraphs or characters, that hide the words they are given to."""
        candidates = () if self._sheet is None else self._sheet.hiding()
        return frozenset(identity for identity in candidates if self._hides(identity))

    def _hides(self, identity: str) -> bool:
        """Whether the nearest style that says something of it hides its words."""
        for style in self._chain(identity).values():
            names = names_of(style)
            looks = style.find(names.run_properties)
            switch = None if looks is None else looks.find(names.hidden)
            if switch is not None:
                return names.is_on(switch)
        return False

    def _element(self, identity: str) -> Element | None:
        return None if self._sheet is None else self._sheet.style(identity)

    @cached_property
    def _sheet(self) -> StyleSheet | None:
        return self._load()

    @cached_property
    def _default(self) -> str:
        return "" if self._sheet is None else self._sheet.default()


def _is_of_paragraphs(style: Element) -> bool:
    return names_of(style).kind(style) not in ("table", "character")


def _settled_by(style: Element, names: Names) -> tuple[int | None, str, str]:
    """The level (0 is body text), list and level in the list that one style sets itself."""
    properties = style.find(names.paragraph_properties)
    outline = None if properties is None else properties.find(names.outline)
    numbering = None if properties is None else properties.find(names.numbering)
    level = level_by_name(names.child_value(style, "name"))
    if outline is not None:
        level = level_of_outline(names.value(outline)) or 0
    if numbering is None:
        return level, "", ""
    return level, names.child_value(numbering, "numId"), names.child_value(numbering, "ilvl")


def level_by_name(style: str) -> int | None:
    """The level of a built-in heading style, by its id or name; the title is of level 1; None for any other."""
    found = _BUILT_IN.fullmatch(style)
    if found:
        return int(found[1])
    return 1 if style.lower() in _TITLE else None


def level_of_outline(outline: str) -> int | None:
    """The heading level for an outline level as stored: "0" is level 1, "9" is body text."""
    return int(outline) + 1 if outline in set("012345678") else None
