"""Fields: the result is text, the instruction never."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, r, read_word, sentences, text_of

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def says(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


KEEPING = '<w:instrText xml:space="preserve">'
PAGE = BEGIN + says(" PAGE ") + SEPARATE + r("7") + END


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (r("see ") + PAGE + r("."), "see 7."),
        (r("a") + BEGIN + says(" XE topic ") + END + r("b"), "ab"),
        (r("a") + BEGIN + says(" PAGE ") + SEPARATE + END + r("b"), "ab"),
        # A field in the instruction of another, as in IF: its result is no text, the other's is.
        (BEGIN + says(" IF ") + PAGE + says(" = 7 yes no ") + SEPARATE + r("yes") + END, "yes"),
        (BEGIN + says(" IF ") + PAGE + says(" = 7 ") + END + r("z"), "z"),
        # Something other than words in an instruction.
        (BEGIN + says("QUOTE") + "<w:r><w:t>x</w:t><w:tab/><w:br/><w:drawing/></w:r>" + SEPARATE + r("q") + END, "q"),
        # A field in the result of another, as in a table of contents.
        (BEGIN + says(" TOC ") + SEPARATE + r("Title ") + PAGE + END, "Title 7"),
        (f'<w:fldSimple w:instr=" AUTHOR ">{r("Anna")}</w:fldSimple>', "Anna"),
        # Fields that were cut off in the middle swallow nothing.
        (BEGIN + says(" PAGE ") + r("kept"), "kept"),
        (r("a") + SEPARATE + r("b") + END + r("c"), "abc"),
        (BEGIN + says(" IF ") + r("kept") + PAGE, "kept7"),
        ("<w:r><w:delInstrText>x</w:delInstrText></w:r>" + r("a"), "a"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:fldData>AAAA</w:fldData></w:fldChar></w:r>' + END, ""),
    ],
)
def test_fields(tmp_path: Path, runs: str, text: str) -> None:
    assert text_of(tmp_path, f"<w:p>{runs}</w:p>") == text


def test_an_instruction_over_several_paragraphs_leaves_one(tmp_path: Path) -> None:
    body = f"<w:p>{r('a')}{BEGIN}{says('IF')}{r('no')}</w:p><w:p>{r('text')}</w:p><w:p>{SEPARATE}{r('b')}{END}{r('c')}</w:p>"
    assert text_of(tmp_path, body + p("d")) == "abc\nd"


def test_a_result_over_several_paragraphs_keeps_them(tmp_path: Path) -> None:
    body = f"<w:p>{BEGIN}{says('TOC')}{SEPARATE}{r('One')}</w:p>{p('Two')}<w:p>{END}</w:p>"
    assert text_of(tmp_path, body + p("d")) == "One\nTwo\n\nd"


def test_what_a_formula_draws_without_a_result_is_said(tmp_path: Path) -> None:
    drawn = BEGIN + says(" eq \\f(") + says("1,3) ") + END
    shown = BEGIN + says("EQ \\f(1,2)") + SEPARATE + r("½") + END
    bundle = read_word(tmp_path, f"<w:p>{r('a')}{drawn}{shown}{BEGIN}{says('PAGE')}{END}</w:p>")
    assert bundle.documents[0].text == "a½"
    assert "not carried: 1 formula made by a field" in sentences(bundle.report)


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r" eq \o\ac(○,1) ", "①"),
        (r"EQ \o\ac(○,三)", "㊂"),
        (r"EQ \o\ac(○,印)", "印"),
        (r' EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(hàn),汉) ', "汉"),
        (r' SYMBOL 254 \f "Wingdings" \s 12 ', "☑"),
        (r" SYMBOL 0x61 \f Symbol ", "α"),
        (r' SYMBOL 233 \f "Arial" ', "é"),
        (r" SYMBOL 8364 \u ", "€"),
        (r" SYMBOL 9999999 ", "\ufffd"),
    ],
)
def test_what_a_field_draws_by_its_instruction_alone(tmp_path: Path, instruction: str, text: str) -> None:
    run = "".join(map(says, instruction.partition("(")))  # instructions are often split over runs
    bundle = read_word(tmp_path, f"<w:p>{r('a')}{BEGIN}{run.replace('<w:instrText>', KEEPING)}{END}{r('b')}</w:p>")
    assert bundle.documents[0].text == f"a{text}b"
    assert ("not carried: 1 phonetic guide" in sentences(bundle.report)) == (text == "汉")


def test_what_a_field_draws_is_no_text_in_the_instruction_of_another(tmp_path: Path) -> None:
    tick = BEGIN + says("SYMBOL 254 \\f Wingdings") + END
    body = f"<w:p>{BEGIN}{says(' IF ')}{tick}{says(' = x yes no ')}{SEPARATE}{r('yes')}{tick}{END}</w:p>"
    assert text_of(tmp_path, body) == "yes☑"


def form(inner: str, *, result: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'
    return f"<w:p>{begin}{says('FORM')}{SEPARATE}{result}{END}{r('.')}</w:p>"


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        ('<w:default w:val="0"/><w:checked/>', "☒"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="0"/>', "☐"),
        ("", "☐"),
    ],
)
def test_boxes_of_forms_are_ticked_or_not(tmp_path: Path, box: str, sign: str) -> None:
    assert text_of(tmp_path, form(f"<w:checkBox>{box}</w:checkBox>")) == f"{sign}."


def test_lists_of_forms_show_what_was_chosen_once(tmp_path: Path) -> None:
    entries = '<w:listEntry w:val="rural"/><w:listEntry w:val="urban"/>'
    assert text_of(tmp_path, form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')) == "urban."
    assert text_of(tmp_path, form(f"<w:ddList>{entries}</w:ddList>")) == "rural."
    assert text_of(tmp_path, form(f'<w:ddList><w:result w:val="9"/>{entries}</w:ddList>')) == "."
    shown = form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', result=r("urban"))
    assert text_of(tmp_path, shown) == "urban."
