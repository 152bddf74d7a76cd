"""The elements of WordprocessingML that matter to a text, and the characters they stand for.

Transitional (what Word writes) and strict documents hold the same elements in different namespaces.
Source: ECMA-376 part 1, section 17; ISO/IEC 29500-1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lxml.etree import _Element as Element

from qualcode.formats.docx_symbols import symbol

# Namespace of the text, transitional and strict, and that of the equations in it.
_MATH = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://purl.oclc.org/ooxml/officeDocument/math",
}
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_REMARKS = {
    "ins": "insertion",
    "moveTo": "insertion",
    "drawing": "picture",
    "pict": "picture",
    "object": "picture",
    "commentReference": "comment",
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "altChunk": "inserted file",
    "subDoc": "inserted file",
    "headerReference": "header",
    "footerReference": "header",
}


class Names:
    """The tags of one namespace as lxml spells them, grouped by what is done with them."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        w = self.w
        self.text = w("t")
        self.paragraph, self.paragraph_properties, self.run_properties = w("p"), w("pPr"), w("rPr")
        self.table, self.row_properties = w("tbl"), w("trPr")
        self.style, self.outline, self.numbering = w("pStyle"), w("outlineLvl"), w("numPr")
        self._run, self._type, self._value = w("r"), w("type"), w("val")
        self._checked = (w("checked"), w("default"))

        self.deletions = (w("del"), w("moveFrom"))
        self.cell_deletion = w("cellDel")
        self.phonetic = w("rt")
        self.alternatives = f"{_COMPATIBILITY}AlternateContent"
        self.choice = f"{_COMPATIBILITY}Choice"
        self.box = w("txbxContent")
        self.misplaced = (*self.deletions, self.cell_deletion, self.phonetic, self.alternatives, self.box)
        self.frames = (w("drawing"), w("pict"))

        math = f"{{{_MATH[namespace]}}}"
        self.remarks = {w(name): remark for name, remark in _REMARKS.items()} | {f"{math}oMath": "equation"}
        self.characters: dict[str, Callable[[Element], str]] = {
            f"{math}t": lambda element: element.text or "",
            w("tab"): self._tab,
            w("ptab"): lambda _element: "\t",
            w("br"): self._break,
            w("cr"): lambda _element: "\n",
            w("noBreakHyphen"): lambda _element: "\N{NON-BREAKING HYPHEN}",
            w("softHyphen"): lambda _element: "\N{SOFT HYPHEN}",
            w("sym"): lambda element: symbol(element.get(w("font"), ""), element.get(w("char"), "")),
            w("checkBox"): self._check_box,
        }
        properties = (self.style, self.outline, self.numbering)
        self.read = (self.text, self.paragraph, *properties, *self.characters, *self.remarks)

    def w(self, name: str) -> str:
        """The tag or attribute of this name."""
        return f"{{{self._namespace}}}{name}"

    def value(self, element: Element) -> str:
        """The w:val of an element."""
        return element.get(self._value, "")

    def _tab(self, element: Element) -> str:
        parent = element.getparent()
        return "\t" if parent is not None and parent.tag == self._run else ""  # elsewhere it defines a tab stop

    def _break(self, element: Element) -> str:
        return "\n" if element.get(self._type) in (None, "textWrapping") else ""  # not of a page or column

    def _check_box(self, element: Element) -> str:
        """A tick box of a form: what it was set to, else what it is at first."""
        states = (state for name in self._checked if (state := element.find(name)) is not None)
        state = next(states, None)
        return "☐" if state is None or self.value(state) in ("0", "false", "off") else "☒"


def is_word(root: Element) -> bool:
    """Whether a root element is that of a part of a Word document."""
    return _namespace(root) in _MATH


def names_of(root: Element) -> Names:
    """The names in the namespace of a part, told by its root element, of which ``is_word`` must hold."""
    return _names(_namespace(root))


def _namespace(root: Element) -> str:
    return root.tag[1:].partition("}")[0]


@cache
def _names(namespace: str) -> Names:
    return Names(namespace)
