"""Tables: a row is a line, its cells are set apart by tabs, and a cell of several lines ends with a line."""

from __future__ import annotations

from pathlib import Path

from formats.word_files import p, paragraph, part, read_word, row, sentences, table, text_of

GRID = table(row(p("1"), p("2")), row(p("3"), p("4")))


def test_a_row_of_short_cells_is_one_line(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, p("before") + GRID + p("after"))
    assert bundle.documents[0].text == "before\n1\t2\n3\t4\nafter"
    assert "changed: 1 table was written row by row, its cells set apart by tabs or line ends." in sentences(
        bundle.report
    )


def test_a_table_at_the_very_start_and_one_right_after_it(tmp_path: Path) -> None:
    assert text_of(tmp_path, GRID + GRID) == "1\t2\n3\t4\n1\t2\n3\t4"


def test_a_cell_of_several_lines_ends_with_a_line(tmp_path: Path) -> None:
    speech = row(p("Anna:"), p("one") + p("two"), p("00:10"))
    assert text_of(tmp_path, table(speech, row(p("Ben:"), p("three"), p("00:20")))) == (
        "Anna:\tone\ntwo\n00:10\nBen:\tthree\t00:20"
    )
    broken = row("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", p("c"))
    assert text_of(tmp_path, table(broken)) == "a\nb\nc"


def test_empty_cells_keep_their_column(tmp_path: Path) -> None:
    assert text_of(tmp_path, table(row(p("a"), p(), p("c")), row(p(), p(), p("f")))) == "a\t\tc\n\t\tf"


def test_merged_cells_are_not_doubled(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'.format(p("wide"))
    tall = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{}</w:tc>'.format(p("tall"))
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    rows = f"<w:tr>{wide}</w:tr><w:tr>{tall}<w:tc>{p('x')}</w:tc></w:tr><w:tr>{below}<w:tc>{p('y')}</w:tc></w:tr>"
    assert text_of(tmp_path, f"<w:tbl>{rows}</w:tbl>") == "wide\ntall\tx\n\ty"


def test_a_table_in_a_cell_begins_a_line_of_its_own(tmp_path: Path) -> None:
    assert text_of(tmp_path, table(row(p("a"), GRID + p(), p("b")))) == "a\n1\t2\n3\t4\n\nb"
    assert text_of(tmp_path, table(row(GRID + p(), p("b")), row(p("c"), p("d") + GRID + p()))) == (
        "1\t2\n3\t4\n\nb\nc\td\n1\t2\n3\t4\n"
    )


def test_rows_and_cells_in_content_controls(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = f"<w:tc>{p('b')}</w:tc>"
    rows = control.format(f"<w:tr><w:tc>{control.format(p('a'))}</w:tc>{control.format(cell)}</w:tr>")
    assert text_of(tmp_path, f"<w:tbl>{rows}{row(p('c'), p('d'))}</w:tbl>") == "a\tb\nc\td"


def test_a_text_box_in_a_cell_stays_in_it(tmp_path: Path) -> None:
    boxed = f"<w:p><w:r><w:t>a</w:t><w:pict><w:txbxContent>{p('box')}</w:txbxContent></w:pict></w:r></w:p>"
    assert text_of(tmp_path, table(row(boxed, p("b")))) == "a\nbox\nb"


def test_a_new_page_at_the_end_of_a_cell_is_no_line(tmp_path: Path) -> None:
    paged = '<w:p><w:r><w:t>a</w:t><w:br w:type="page"/></w:r></w:p>'
    assert text_of(tmp_path, table(row(paged, p("b")))) == "a\tb"


def test_cells_that_break_the_rules(tmp_path: Path) -> None:
    assert (
        text_of(tmp_path, "<w:tbl><w:tr><w:tc/><w:tc>" + p("b") + "</w:tc></w:tr><w:tr/></w:tbl>" + p("c")) == "\tb\nc"
    )


def test_a_heading_in_a_cell_ends_with_the_cell(tmp_path: Path) -> None:
    heading = paragraph('<w:pStyle w:val="Heading2"/>', "Topic")
    document = read_word(tmp_path, table(row(heading, p("said")), row(p("x"), heading))).documents[0]
    assert document.text == "Topic\tsaid\nx\tTopic"
    assert [document.text[section.start : section.end] for section in document.sections] == ["Topic", "Topic"]


def test_tables_in_notes_are_read_in_the_line_of_the_note(tmp_path: Path) -> None:
    notes = part("footnotes", f'<w:footnote w:id="1">{p("see")}{GRID}</w:footnote>')
    body = '<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert read_word(tmp_path, body, footnotes=notes).documents[0].text == "a[^1]\n[^1] see 1\t2 3\t4"
