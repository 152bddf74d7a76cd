"""The numbers and bullets of lists, as Word works them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, paragraph, part, read_word, row, sentences, table


def level(at: int, text: str, kind: str = "decimal", more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*definitions: str, lists: str = "") -> str:
    """A part where list 1 is of the first definition, list 2 of the second …, and ``lists`` are more of them."""
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n, levels in enumerate(definitions)
    )
    plain = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(definitions)))
    return part("numbering", defined + plain + lists)


def item(text: str, at: int = 0, of: int = 1) -> str:
    return paragraph(f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>', text)


def styled(style: str, text: str = "x", properties: str = "") -> str:
    return paragraph(f'<w:pStyle w:val="{style}"/>{properties}', text)


def lines(folder: Path, body: str, definitions: str, styles: str = "") -> list[str]:
    others = {"styles": part("styles", styles)} if styles else {}
    return read_word(folder, body, numbering=definitions, **others).documents[0].text.split("\n")


OUTLINE = level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", "lowerLetter")


def test_levels_count_and_begin_anew_under_each_higher_one(tmp_path: Path) -> None:
    body = "".join(item("x", at) for at in (0, 0, 1, 1, 2, 2, 1, 2, 0, 1))
    labels = [line.removesuffix("\tx") for line in lines(tmp_path, body, numbering(OUTLINE))]
    assert labels == ["1.", "2.", "2.1", "2.2", "(a)", "(b)", "2.3", "(a)", "3.", "3.1"]


def test_the_labels_are_counted_in_the_report(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, item("a") + p("b") + item("c"), numbering=numbering(OUTLINE))
    assert bundle.documents[0].text == "1.\ta\nb\n2.\tc"
    assert "changed: 2 automatic numbers or bullets were written into the text." in sentences(bundle.report)


def test_a_lower_level_counts_the_missing_higher_one_as_begun(tmp_path: Path) -> None:
    body = item("x", 1) + item("x", 1) + item("x", 0) + item("x", 1)
    assert lines(tmp_path, body, numbering(OUTLINE)) == ["1.1\tx", "1.2\tx", "2.\tx", "2.1\tx"]


@pytest.mark.parametrize(("suffix", "between"), [("tab", "\t"), ("space", " "), ("nothing", ""), ("", "\t")])
def test_what_stands_between_label_and_text(tmp_path: Path, suffix: str, between: str) -> None:
    more = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    assert lines(tmp_path, item("标题"), numbering(level(0, "第%1章", "chineseCounting", more))) == [
        f"第一章{between}标题"
    ]


def test_starts(tmp_path: Path) -> None:
    assert lines(tmp_path, item("x") + item("x"), numbering(level(0, "%1)", start=8))) == ["8)\tx", "9)\tx"]
    unsaid = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1)"/></w:lvl>'
    assert lines(tmp_path, item("x"), numbering(unsaid)) == ["1)\tx"]


def test_lists_of_one_definition_count_on_together(tmp_path: Path) -> None:
    other = '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    body = item("x") + item("x", of=5) + item("x")
    assert lines(tmp_path, body, numbering(OUTLINE, lists=other)) == ["1.\tx", "2.\tx", "3.\tx"]


def test_a_list_that_says_where_it_begins_does_so_once(tmp_path: Path) -> None:
    again = '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num>'
    body = item("x") + item("x") + item("x", of=5) + item("x", of=5) + item("x")
    assert lines(tmp_path, body, numbering(OUTLINE, lists=again)) == ["1.\tx", "2.\tx", "8.\tx", "9.\tx", "10.\tx"]


def test_a_list_may_put_a_level_in_the_place_of_the_defined_one(tmp_path: Path) -> None:
    other = f'<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "§ %1")}</w:lvlOverride></w:num>'
    assert lines(tmp_path, item("x") + item("x", of=5), numbering(OUTLINE, lists=other)) == ["1.\tx", "§ 2\tx"]


@pytest.mark.parametrize(("restart", "last"), [("", "(a)"), ("0", "(c)"), ("1", "(c)"), ("2", "(a)")])
def test_when_a_level_begins_anew(tmp_path: Path, restart: str, last: str) -> None:
    more = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    levels = level(0, "%1.") + level(1, "%2.") + level(2, "(%3)", "lowerLetter", more)
    body = item("x", 0) + item("x", 1) + item("x", 2) + item("x", 2) + item("x", 1) + item("x", 2)
    assert lines(tmp_path, body, numbering(levels))[-1] == f"{last}\tx"


def test_legal_numbering_writes_all_levels_in_figures(tmp_path: Path) -> None:
    levels = level(0, "%1", "upperRoman") + level(1, "%1.%2", "lowerLetter", "<w:isLgl/>") + level(2, "%1.%2.%3")
    body = item("x") + item("x") + item("x", 1) + item("x", 2)
    assert lines(tmp_path, body, numbering(levels)) == ["I\tx", "II\tx", "2.1\tx", "II.a.1\tx"]


def test_labels_without_number_and_none_at_all(tmp_path: Path) -> None:
    levels = level(0, "Annex") + level(1, "", "none") + level(2, "%1%2%9.")
    assert lines(tmp_path, item("x") + item("x", 1) + item("x", 2) + item("x", 0, of=0) + item("x", 5), numbering(levels)) == [
        "Annex\tx", "x", "1.\tx", "x", "x",
    ]  # fmt: skip


def test_a_custom_kind_is_padded(tmp_path: Path) -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="R%1"/></w:lvl>'
    )
    assert lines(tmp_path, item("x"), numbering(custom)) == ["R001\tx"]


@pytest.mark.parametrize(
    ("text", "font", "bullet"),
    [
        ("\uf0b7", "Symbol", "• "),
        ("\uf0a7", "Wingdings", "▪ "),
        ("\uf0d8", "Wingdings", "➢ "),
        ("\uf0fc", "Wingdings", "✓ "),
        ("\uf0e5", "Webdings", "• "),
        ("\uf076", "", "• "),
        ("–", "Calibri", "– "),
        ("o", "Courier New", "o "),
        ("", "Symbol", ""),
    ],
)
def test_bullets(tmp_path: Path, text: str, font: str, bullet: str) -> None:
    looks = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    bulleted = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/>{looks}</w:lvl>'
    assert lines(tmp_path, item("x"), numbering(bulleted)) == [f"{bullet}x"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="one"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="two"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="linked"><w:basedOn w:val="one"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="heir"><w:basedOn w:val="two"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="off"><w:basedOn w:val="one"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="named"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def test_styles_number_their_paragraphs(tmp_path: Path) -> None:
    levels = level(0, "%1.") + level(1, "%1.%2") + level(2, "%1.%2.%3", more='<w:pStyle w:val="linked"/>')
    body = styled("one") + styled("two") + styled("heir") + styled("linked") + styled("off")
    body += styled("two", properties='<w:numPr><w:numId w:val="0"/></w:numPr>') + styled("one", "y")
    body += styled("one", properties='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert lines(tmp_path, body, numbering(levels), STYLES) == [
        "1.\tx", "1.1\tx", "1.2\tx", "1.2.1\tx", "x", "x", "2.\ty", "2.1\tx",
    ]  # fmt: skip


def test_numbered_headings_keep_their_number_in_the_section(tmp_path: Path) -> None:
    body = p("a") + styled("one", "Aims") + styled("two", "") + styled("two", "Why")
    document = read_word(tmp_path, body, numbering=numbering(OUTLINE), styles=part("styles", STYLES)).documents[0]
    assert document.text == "a\n1.\tAims\n1.1\t\n1.2\tWhy"
    assert [(s.level, s.label, document.text[s.start : s.end]) for s in document.sections] == [
        (1, "1. Aims", "1.\tAims"),
        (2, "1.2 Why", "1.2\tWhy"),
    ]


def test_the_default_style_numbers_paragraphs_that_name_none(tmp_path: Path) -> None:
    default = '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert lines(tmp_path, p("x") + p("y"), numbering(OUTLINE), default) == ["1.\tx", "2.\ty"]


def test_a_definition_may_hand_over_to_that_of_a_style(tmp_path: Path) -> None:
    definitions = numbering(OUTLINE, '<w:numStyleLink w:val="named"/>')
    assert lines(tmp_path, item("x", of=2) + item("x", 1, of=2), definitions, STYLES) == ["1.\tx", "1.1\tx"]
    loop = numbering('<w:numStyleLink w:val="named"/>')
    assert lines(tmp_path, item("x"), loop, STYLES) == ["x"]


def test_lists_in_tables_and_deleted_items(tmp_path: Path) -> None:
    cells = table(row(item("a"), item("b")), row(item("c"), p("d")))
    assert lines(tmp_path, cells, numbering(OUTLINE)) == ["1.\ta\t2.\tb", "3.\tc\td"]
    gone = paragraph('<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>', "").replace(
        "<w:r><w:t></w:t></w:r>", ""
    )
    assert lines(tmp_path, item("a") + gone + item("b"), numbering(OUTLINE)) == ["1.\ta", "2.\tb"]


@pytest.mark.parametrize("damaged", ["<w:numbering", "<other/>"])
def test_damaged_definitions_cost_labels_and_not_the_text(tmp_path: Path, damaged: str) -> None:
    bundle = read_word(tmp_path, item("a") + item("b"), numbering=damaged)
    assert bundle.documents[0].text == "a\nb"
    said = sentences(bundle.report)
    assert said[0].startswith("warning: The definitions of lists cannot be read")
    assert "not carried: 2 automatic numbers or bullets" in said


@pytest.mark.parametrize(
    "strange",
    [
        '<w:lvl w:ilvl="77"><w:lvlText w:val="%1"/></w:lvl>',
        '<w:lvl w:ilvl="x"><w:start w:val="much"/><w:lvlText w:val=""/></w:lvl>',
        "<w:lvl/>",
    ],
)
def test_nonsense_numbers_nothing(tmp_path: Path, strange: str) -> None:
    assert lines(tmp_path, item("a", 0) + item("b", 77) + item("c", of=99), numbering(strange)) == ["a", "b", "c"]


def test_no_label_grows_without_bounds(tmp_path: Path) -> None:
    hostile = level(0, "%1" * 50_000, "lowerLetter", start=32_000)
    assert len(lines(tmp_path, item("a"), numbering(hostile))[0]) < 2_000
