"""How a report looks in Word: page, styles, and the fonts for Latin letters and for Chinese."""

from __future__ import annotations

from typing import Any

from qualcode.formats.reports.parts import Paper, fit

_SERIF, _SANS = ("Times New Roman", "SimSun"), ("Arial", "SimHei")
_BODY = {"Normal": 10.5, "Body Text": 10.5, "Quote": 10, "Quote Place": 8.5, "Table Note": 8, "Term": 10}
_TITLES = {"Title": 20, "Caption": 9.5, "TOC Heading": 13, "TOC 1": 10.5, "TOC 2": 9.5, "Table Text": 8}
_HEADINGS = {f"Heading {level}": size for level, size in enumerate((16, 13, 11, 10.5, 10.5, 10, 10, 10, 10), 1)}
_GREY = {"Quote Place", "Table Note"}


def dress(document: Any, paper: Paper) -> None:
    """Give an empty document the page, the styles and the properties of a report."""
    _set_page(document)
    for name, size in (_BODY | _TITLES | _HEADINGS).items():
        fonts = _SERIF if name in _BODY else _SANS
        _set_style(_style(document, name), fonts, size, bold=name in _HEADINGS or name in ("Title", "Caption"))
    _set_spacing(document)
    _set_languages(document, "zh-CN" if paper.language == "zh" else "en-GB")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = fit(paper.title)[:255], "", ""
    properties.language = "zh-CN" if paper.language == "zh" else "en-GB"


def _set_page(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    _add_page_number(section.footer.paragraphs[0])


def _add_page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _style(document: Any, name: str) -> Any:
    """The style of this name, made where Word's own template has none."""
    from docx.enum.style import WD_STYLE_TYPE

    try:
        return document.styles[name]
    except KeyError:
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = document.styles["Normal"]
        made.element.set(_name("w:styleId"), name.replace(" ", ""))
        return made


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))


def _set_style(style: Any, fonts: tuple[str, str], size: float, *, bold: bool) -> None:
    """Fonts by name for every script: those of the theme have none for Chinese."""
    from docx.shared import Pt, RGBColor

    font = style.font
    font.name, font.size, font.bold, font.italic = fonts[0], Pt(size), bold, False
    font.color.rgb = RGBColor(0x59, 0x59, 0x59) if style.name in _GREY else RGBColor(0, 0, 0)
    names = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        names.attrib.pop(_name(f"w:{attribute}"), None)
    names.set(_name("w:eastAsia"), fonts[1])
    names.set(_name("w:cs"), fonts[0])


def _set_languages(document: Any, language: str) -> None:
    """What Word checks the spelling by, of Latin letters and of Chinese."""
    for tag in document.styles.element.iter(_name("w:lang")):
        tag.set(_name("w:val"), "en-GB" if language == "zh-CN" else language)
        tag.set(_name("w:eastAsia"), "zh-CN")


def _set_spacing(document: Any) -> None:
    from docx.shared import Mm, Pt

    styles = document.styles
    for name, before, after in (
        ("Normal", 0, 4), ("Body Text", 0, 6), ("Quote", 4, 0), ("Quote Place", 0, 6), ("Table Note", 1, 1),
        ("Table Text", 1, 1), ("Term", 0, 2), ("Caption", 10, 3), ("TOC 1", 2, 0), ("TOC 2", 0, 0), ("Title", 0, 10),
    ):  # fmt: skip
        format_ = styles[name].paragraph_format
        format_.space_before, format_.space_after = Pt(before), Pt(after)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Quote", "Quote Place"):
        styles[name].paragraph_format.left_indent = Mm(7)
    styles["TOC 2"].paragraph_format.left_indent = Mm(6)
    styles["Term"].paragraph_format.left_indent = Mm(30)
    styles["Term"].paragraph_format.first_line_indent = Mm(-30)
    styles["Term"].paragraph_format.tab_stops.add_tab_stop(Mm(30))
