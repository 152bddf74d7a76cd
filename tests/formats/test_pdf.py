"""The text layer of PDF files: lines become paragraphs, pages and notes keep their place, nothing goes in silence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.pdf_files import PdfPage, width_of, write_pdf
from formats.word_files import read, sentences, write_zip
from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft
from qualcode.formats.pdf import reader as pdf
from qualcode.formats.pdf.reader import PdfReader

SAID = (
    "the office received many applications from people who live in the county and wait for an answer about their allowance "
    "because nobody told them where to go or whom to ask when the letter came back without a stamp on it at last"
)
WORDS = SAID.split()
HAN = "社会救助申请人应当向户籍所在地乡镇人民政府提出书面请求并如实提供家庭经济状况材料由工作人员调查核实"


def bundle(folder: Path, *pages: PdfPage, outline: list[tuple[str, int]] | None = None) -> Bundle:
    return PdfReader().read(write_pdf(folder / "made.pdf", *pages, outline=outline or []), ReadOptions())


def document(folder: Path, *pages: PdfPage) -> DocumentDraft:
    return bundle(folder, *pages).documents[0]


def lines(folder: Path, *pages: PdfPage) -> list[str]:
    return document(folder, *pages).text.split("\n")


def paragraph(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count)).capitalize() + "."


def wrapped(text: str, width: float, indent: float = 0) -> list[str]:
    """A paragraph as lines that fit ``width``, the first with less room by ``indent``."""
    made = [""]
    for word in text.split(" "):
        longer = f"{made[-1]} {word}".strip()
        if width_of(longer, 10) <= width - (indent if len(made) == 1 else 0):
            made[-1] = longer
        else:
            made.append(word)
    return made


def wrapped_han(text: str, characters: int, indent: int = 2) -> list[str]:
    """A Chinese paragraph as lines, the first with room for fewer characters."""
    first = text[: characters - indent]
    rest = text[characters - indent :]
    return [first, *(rest[at : at + characters] for at in range(0, len(rest), characters))]


# Paragraphs


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    rng = random.Random(1)
    paragraphs = [paragraph(rng, rng.randint(3, 60)) for _number in range(9)]
    drawn = [line for text in paragraphs for line in [*wrapped(text, 320), ""]]
    assert lines(tmp_path, PdfPage().put_lines(drawn, 40, 570)) == paragraphs


def test_paragraphs_that_begin_to_the_right_need_no_space_between(tmp_path: Path) -> None:
    rng = random.Random(2)
    paragraphs = [paragraph(rng, rng.randint(20, 60)) for _number in range(8)]
    page, top = PdfPage(), 570.0
    for text in paragraphs:
        first, *rest = wrapped(text, 320, 20)
        page.put(first, 60, top).put_lines(rest, 40, top - 12)
        top -= 12 * (1 + len(rest))
    assert lines(tmp_path, page) == paragraphs


def test_a_little_space_parts_paragraphs_whose_last_line_is_full(tmp_path: Path) -> None:
    rng = random.Random(4)
    paragraphs = []
    while len(paragraphs) < 8:  # such as fill their last line
        text = paragraph(rng, rng.randint(30, 60))
        if width_of(wrapped(text, 320)[-1], 10) > 290:
            paragraphs.append(text)
    page, top = PdfPage(), 570.0
    for text in paragraphs:
        drawn = wrapped(text, 320)
        page.put_lines(drawn, 40, top)
        top -= 12 * len(drawn) + 2
    assert lines(tmp_path, page) == paragraphs


def test_chinese_lines_are_joined_without_a_space(tmp_path: Path) -> None:
    rng = random.Random(3)
    paragraphs = ["".join(rng.choices(HAN, k=rng.randint(20, 110))) + "。" for _number in range(7)]
    page, top = PdfPage(), 570.0
    for text in paragraphs:
        first, *rest = wrapped_han(text, 30)
        page.put(first, 60, top).put_lines(rest, 40, top - 12)
        top -= 12 * (1 + len(rest))
    assert lines(tmp_path, page) == paragraphs


def test_turns_of_a_transcript_stay_apart(tmp_path: Path) -> None:
    said = [
        "问：您好。",
        "答：我在乡政府工作，负责低保的申请和审核，有时候也要下村去看看。",
        "问：多久了？",
        "答：三年。",
    ]
    page = PdfPage().put_lines([part for turn in said for part in (turn[:20], turn[20:]) if part], 40, 570)
    assert lines(tmp_path, page) == said


def test_verse_and_lists_stay_as_they_are(tmp_path: Path) -> None:
    verse = [
        "There should be one way to do it.",
        "Although that way may not be obvious.",
        "Now is better than never.",
        "- one",
        "- two",
    ]
    assert lines(tmp_path, PdfPage().put_lines(verse, 40, 570)) == verse


def test_words_divided_at_a_line_end_are_joined_where_that_is_sure(tmp_path: Path) -> None:
    drawn = [
        "The applications came in spring, and the first applica-",
        "tions were read. Then the others, from well-known and un-",
        "known places, were put aside at once, and a new well-",
        "known clerk took the rest of the papers to his semi-",
        "official office in the second house of the street there.",
    ]
    found = bundle(tmp_path, PdfPage().put_lines(drawn, 40, 570))
    assert found.documents[0].text == (
        "The applications came in spring, and the first applications were read. Then the others, from well-known and un-known "
        "places, were put aside at once, and a new well-known clerk took the rest of the papers to his semi-official office in the second "
        "house of the street there."
    )
    said = sentences(found.report)
    assert "changed: 1 word divided at the end of a line was put together." in said
    assert any(sentence.startswith("warning: 2 words divided at the end of a line kept") for sentence in said)


def test_columns_are_read_one_after_the_other_however_they_are_drawn(tmp_path: Path) -> None:
    rng = random.Random(4)
    left, right = (wrapped(paragraph(rng, 110), 150) for _side in range(2))
    right = right[: len(left)] if len(right) > len(left) else right
    one_by_one = PdfPage().put_lines(left, 40, 550).put_lines(right, 210, 550)
    across = PdfPage()
    for ordinal, line in enumerate(left):
        across.put(line, 40, 550 - 12 * ordinal)
        if ordinal < len(right):
            across.put(right[ordinal], 210, 550 - 12 * ordinal)
    expected = " ".join([*left, *right])
    assert " ".join(lines(tmp_path, one_by_one)) == expected
    assert " ".join(lines(tmp_path, across)) == expected


def test_cells_of_a_table_are_set_apart(tmp_path: Path) -> None:
    page = PdfPage().put("The table:", 40, 570)
    for row, cells in enumerate((("姓名", "Age"), ("王芳", "41"), ("李雷", "39"))):
        page.put(cells[0], 40, 550 - 14 * row).put(cells[1], 200, 550 - 14 * row)
    assert lines(tmp_path, page) == ["The table:", "姓名\tAge", "王芳\t41", "李雷\t39"]


def test_superscripts_stay_on_their_line(tmp_path: Path) -> None:
    page = PdfPage().put("He left", 40, 570).put("1", 40 + width_of("He left", 10), 574, 6)
    page.put(" at once.", 40 + width_of("He left", 10) + width_of("1", 6), 570)
    assert lines(tmp_path, page) == ["He left1 at once."]


def test_chinese_spread_over_a_line_is_closed_up(tmp_path: Path) -> None:
    page = PdfPage().put_spread("社会救助暂行办法全文", 40, 570, 4).put("申 请 人 应 当 提 供 材 料", 40, 540)
    found = bundle(tmp_path, page)
    assert found.documents[0].text.replace("\n", "") == "社会救助暂行办法全文申请人应当提供材料"
    assert any("closed up" in sentence for sentence in sentences(found.report))


def test_a_space_that_programs_set_beside_chinese_is_none(tmp_path: Path) -> None:
    page = PdfPage().put("我用", 40, 570).put("Python", 62.2, 570).put("写字", 62.2 + width_of("Python", 10) + 2.2, 570)
    page.put("我用", 40, 540).put("Python", 63.3, 540)
    assert lines(tmp_path, page) == ["我用Python写字", "我用 Python"]


def test_ligatures_radicals_and_pictures_become_characters(tmp_path: Path) -> None:
    found = bundle(tmp_path, PdfPage().put("⼀⼆ﬁnd", 40, 570).put("\uf0b7\u3000item", 40, 540))
    assert found.documents[0].text == "一二find\n•\u3000item"
    assert "changed: 2 radicals became the characters they stand for." in sentences(found.report)


# Pages


def test_pages_are_sections_and_paragraphs_may_run_over_them(tmp_path: Path) -> None:
    rng = random.Random(5)
    text = paragraph(rng, 120)
    drawn = wrapped(text, 320)
    found = document(
        tmp_path, PdfPage().put_lines(drawn[:6], 40, 570), PdfPage().put_lines([*drawn[6:], "", "New."], 40, 570)
    )
    assert found.text == f"{text}\nNew."
    pages = [it for it in found.sections if it.kind == "page"]
    assert [it.label for it in pages] == ["page 1", "page 2"]
    assert found.text[pages[0].start : pages[0].end] == " ".join(drawn[:6])
    assert found.text[pages[1].start :] == " ".join(drawn[6:]) + "\nNew."


def body(number: int) -> list[str]:
    return [f"{word} of page {number} says something else" for word in ("First", "Second", "Third")]


def test_running_heads_and_page_numbers_are_left_out_and_named(tmp_path: Path) -> None:
    pages = [
        PdfPage().put("Report 2022", 40, 580, 8).put(f"Page {number} of 4", 180, 20, 8).put_lines(body(number), 40, 540)
        for number in range(1, 5)
    ]
    found = bundle(tmp_path, *pages)
    assert found.documents[0].text.split("\n") == [line for number in range(1, 5) for line in body(number)]
    said = sentences(found.report)
    assert "not carried: Head or foot on 4 pages: “Report 2022”" in said
    assert "not carried: Head or foot on 4 pages: “Page 1 of 4”" in said


def test_what_may_be_text_stays(tmp_path: Path) -> None:
    two = [PdfPage().put("Same head", 40, 580, 8).put_lines(body(number), 40, 540) for number in (1, 2)]
    assert lines(tmp_path, *two).count("Same head") == 2
    close = [PdfPage().put_lines(["Questions", *body(number)], 40, 580) for number in (1, 2, 3)]
    assert lines(tmp_path, *close).count("Questions") == 3
    jumping = [
        PdfPage().put(f"{number * number + 7}", 40, 580).put_lines(body(number), 40, 540) for number in (1, 2, 3)
    ]
    assert [line for line in lines(tmp_path, *jumping) if line.isdigit()] == ["8", "11", "16"]


def test_a_mark_across_every_page_is_left_out(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 4):
        page = PdfPage().put_lines(body(number), 40, 540)
        page.content.append("q 0.7 0.7 -0.7 0.7 100 200 cm")
        page.put("DRAFT 草稿件", 0, 0, 40)
        page.content.append("Q")
        pages.append(page)
    found = bundle(tmp_path, *pages)
    assert found.documents[0].text.split("\n") == [line for number in range(1, 4) for line in body(number)]
    assert "not carried: Head or foot on 3 pages: “DRAFT 草稿件”" in sentences(found.report)


def test_a_page_stored_turned_is_read_upright(tmp_path: Path) -> None:
    page = PdfPage(rotation=90)
    page.content.append("q 0 1 -1 0 400 0 cm")
    page.put_lines(["One line of text", "Another one"], 50, 300)
    page.content.append("Q")
    assert lines(tmp_path, page) == ["One line of text", "Another one"]


def test_the_outline_names_headings(tmp_path: Path) -> None:
    page = PdfPage().put("第一章总则", 40, 570, 14).put_lines(["Some text.", "", "Chapter Two"], 40, 540)
    found = bundle(tmp_path, page, outline=[("第一章 总则", 0), ("chapter  two", 0), ("not there", 0)]).documents[0]
    headings = [it for it in found.sections if it.kind == "heading"]
    assert [(it.level, it.label, found.text[it.start : it.end]) for it in headings] == [
        (1, "第一章总则", "第一章总则"), (1, "Chapter Two", "Chapter Two"),
    ]  # fmt: skip


def test_pages_that_are_pictures_are_reported_with_their_numbers(tmp_path: Path) -> None:
    scanned = [PdfPage(picture=True) for _number in range(3)]
    found = bundle(
        tmp_path,
        PdfPage(picture=True).put("Text", 40, 570),
        *scanned,
        PdfPage(),
        PdfPage().put("End", 40, 570),
        PdfPage(picture=True),
    )
    assert found.documents[0].text == "Text\nEnd"
    said = sentences(found.report)
    assert any(sentence.startswith("warning: Pages 2–4, 7 hold pictures only") for sentence in said)
    assert "not carried: 1 picture, chart or drawing" in said


# Notes on pages


def test_highlights_and_notes_become_memos_on_their_words(tmp_path: Path) -> None:
    page = PdfPage().put("She left the room at once.", 40, 570).put("受访者走了。", 40, 540)
    start = 40 + width_of("She ", 10)
    page.annotate(
        "Highlight", (start, 568, start + width_of("left the", 10), 580), "Why?", "王芳", "20220301101112+08'00'"
    )
    page.annotate("Highlight", (60, 538, 80, 550), "", "Anna", "20220301")
    page.annotate("Text", (300, 538, 310, 550), "A note\rbeside", "Anna", "")
    page.annotate("Link", (0, 0, 10, 10), "no", "", "")
    found = document(tmp_path, page)
    assert [(it.text, it.author, it.at, found.text[it.start : it.end]) for it in found.memos] == [
        ("Why?", "王芳", "2022-03-01T10:11:12", "left the"),
        ("Highlighted", "Anna", "2022-03-01T00:00:00", "者走"),
        ("A note\nbeside", "Anna", "", "受访者走了"),
    ]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "访谈", "低保。"]), min_size=2, max_size=40), st.data())
def test_every_memo_is_on_the_words_that_were_marked(tmp_path: Path, words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    drawn = [words[at : at + 5] for at in range(0, len(words), 5)]
    row, column = divmod(first, 5)
    left = 40 + width_of("".join(f"{word} " for word in drawn[row][:column]), 10)
    box = (left, 568.0 - 14 * row, left + width_of(words[first], 10), 578.0 - 14 * row)
    page = (
        PdfPage()
        .put_lines([" ".join(line) for line in drawn], 40, 570, pitch=14)
        .annotate("Highlight", box, "x", "", "")
    )
    found = document(tmp_path, page)
    assert [found.text[it.start : it.end] for it in found.memos] == [words[first]]


# Files that are not what they should be


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableInput) as caught:
        PdfReader().read(path, ReadOptions())
    assert caught.value.hint
    return caught.value.message


def test_a_file_of_pictures_asks_for_ocr(tmp_path: Path) -> None:
    assert "its pages are pictures" in refusal(write_pdf(tmp_path / "scan.pdf", PdfPage(picture=True)))
    assert refusal(write_pdf(tmp_path / "none.pdf", PdfPage())) == "none.pdf holds no text."


def test_what_is_no_pdf_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(b"")
    assert refusal(path) == "made.pdf is empty: it holds not a single byte."
    path.write_bytes(b"words")
    assert refusal(path) == "made.pdf is not a PDF, although its name says so."
    path.write_bytes(b"%PDF-1.7 ...")
    assert refusal(path) == "made.pdf is damaged: it cannot be read as a PDF."
    assert "archive" in refusal(write_zip(path, {"a.txt": "text"}))


LOCKED = b"""%%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
3 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> endobj
trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>
%%%%EOF""" % (b"41" * 32, b"42" * 32)


def test_a_locked_file_is_password_protected(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(LOCKED)
    assert refusal(path) == "made.pdf is password-protected."


def test_a_file_of_too_many_pages_is_to_be_split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    assert refusal(write_pdf(tmp_path / "made.pdf", PdfPage(), PdfPage())) == "made.pdf has more than 1 pages."


def test_a_file_that_was_cut_off_is_read_with_a_warning_or_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "made.pdf", PdfPage().put("Here", 40, 570))
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.index(b"startxref")])
    assert any("cut off" in sentence for sentence in sentences(read(path).report))
    path.write_bytes(raw[:200])
    assert refusal(path)


def test_damage_gives_a_document_or_a_clear_refusal(tmp_path: Path) -> None:
    page = PdfPage(picture=True).put_lines(["One 访谈", "Two", "Three"], 40, 570)
    page.annotate("Highlight", (40, 560, 80, 580), "x", "A", "20220301")
    raw = write_pdf(tmp_path / "whole.pdf", page, page, outline=[("Two", 0)]).read_bytes()
    rng = random.Random(8)
    path = tmp_path / "made.pdf"
    for _time in range(150):
        at = rng.randrange(9, len(raw))
        path.write_bytes(raw[:at] + rng.randbytes(rng.randrange(6)) + raw[at + rng.randrange(60) :])
        try:
            assert PdfReader().read(path, ReadOptions()).documents
        except UnreadableInput as refused:
            assert refused.message and refused.hint


def test_a_bullet_far_from_its_words_is_set_off_by_a_space(tmp_path: Path) -> None:
    made = PdfPage()
    for ordinal, words in enumerate(("first point", "second point")):
        made.put("•", 40, 500 - 20 * ordinal).put(words, 80, 500 - 20 * ordinal)
    assert lines(tmp_path, made) == ["• first point", "• second point"]
