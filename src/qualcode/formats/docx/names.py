"""The elements of WordprocessingML that matter to a text, by the name lxml gives them.

Transitional (what Word writes) and strict documents hold the same elements in different namespaces.
Source: ECMA-376 part 1, section 17; ISO/IEC 29500-1.
"""

from __future__ import annotations

from functools import cache

from lxml.etree import _Element as Element

# Namespace of the text, transitional and strict, and that of the equations in it.
_MATH = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://purl.oclc.org/ooxml/officeDocument/math",
}
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Names:
    """The tags of one namespace as lxml spells them, and small questions asked of elements with them.

    ``marked`` interrupt the flow of a text; ``watched`` are all that a tree is searched for.
    """

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace
        w = self.w
        self.text, self.run, self.paragraph, self.table = w("t"), w("r"), w("p"), w("tbl")
        self.row, self.cell, self.row_properties = w("tr"), w("tc"), w("trPr")
        self.paragraph_properties, self.run_properties = w("pPr"), w("rPr")
        self.style, self.outline, self.numbering = w("pStyle"), w("outlineLvl"), w("numPr")
        self.properties = (self.style, self.outline, self.numbering)
        self.blocks = (self.paragraph, self.table, w("sdt"), w("customXml"))

        self.deletions = (w("del"), w("moveFrom"), w("cellDel"))
        self.insertions = (w("ins"), w("moveTo"), w("cellIns"))
        self.cell_marks = (w("cellDel"), w("cellIns"))
        self.former_properties, self.deleted_text = w("pPrChange"), w("delText")
        self.changes = (*self.deletions, *self.insertions, self.former_properties)

        self.alternatives, self.choice = f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Choice"
        self.phonetic, self.frame = w("rt"), w("framePr")
        self.box, self.pictures = w("txbxContent"), (w("drawing"), w("pict"), w("object"))
        self.equation, self.equation_text = (f"{{{_MATH[namespace]}}}{name}" for name in ("oMath", "t"))

        self.tabs, self.line_breaks = (w("tab"), w("ptab")), (w("br"), w("cr"))
        self.hyphens = {w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}", w("softHyphen"): "\N{SOFT HYPHEN}"}
        self.symbol, self.check_box, self.drop_down = w("sym"), w("checkBox"), w("ddList")
        self.fonts = w("rFonts")
        self.characters = frozenset((*self.tabs, *self.hyphens))
        self.field_mark, self.field_data = w("fldChar"), w("fldData")
        self.instruction, self.hidden = w("instrText"), w("vanish")
        self.never_text = (self.instruction, w("delInstrText"), self.deleted_text)

        self.footnote_reference, self.endnote_reference = w("footnoteReference"), w("endnoteReference")
        self.references = (self.footnote_reference, self.endnote_reference)
        self.comment_start, self.comment_end = w("commentRangeStart"), w("commentRangeEnd")
        self.comment_reference = w("commentReference")
        self.anchors = (self.comment_start, self.comment_end, self.comment_reference)
        self.comment = w("comment")
        self.stories = (w("footnote"), w("endnote"), self.comment)
        self.counted = {
            "inserted file": (w("altChunk"), w("subDoc")),
            "table": (self.table,),
            "placeholder": (w("showingPlcHdr"),),
        }

        self.visible = (
            *(self.text, self.equation_text, *self.tabs, *self.line_breaks, *self.hyphens, self.symbol, *self.pictures),
            *self.references,
        )
        self.marked = frozenset(
            (self.row, self.cell, *self.line_breaks, *self.anchors, *self.references, *self.stories)
        )
        self.watched = (
            *(self.paragraph, *self.properties, *self.marked, *self.characters, *self.changes, *self.never_text),
            *(self.alternatives, self.phonetic, self.frame, self.box, *self.pictures, self.equation, self.symbol),
            *(self.hidden, self.field_mark, *(tag for tags in self.counted.values() for tag in tags)),
        )
        self.identity, self.default, self._value, self._type = w("id"), w("default"), w("val"), w("type")

    def w(self, name: str) -> str:
        """The tag or attribute of this name."""
        return f"{{{self.namespace}}}{name}"

    def value(self, element: Element | None) -> str:
        """The w:val of an element, "" without one."""
        return "" if element is None else element.get(self._value, "")

    def child_value(self, element: Element, child: str) -> str:
        """The w:val of the first child of this name, "" without one."""
        return self.value(next(element.iterchildren(self.w(child)), None))

    def kind(self, element: Element) -> str:
        """The w:type of an element, "" without one."""
        return element.get(self._type, "")

    def is_on(self, switch: Element | None) -> bool:
        """Whether a property that is there or not is there, and not switched off."""
        return switch is not None and self.value(switch) not in ("0", "false", "off")


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
