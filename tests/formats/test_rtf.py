"""RTF as Word, LibreOffice, WPS and TextEdit write it: every character, in the right encoding, and nothing that is not text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft
from qualcode.formats.rtf.reader import RtfReader
from qualcode.formats.rtf.text import RtfText

FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset134 SimSun;}{\f2\fcharset2 Symbol;}{\f3\fcharset204 Cyr;}}"


def rtf(folder: Path, body: str, head: str = r"\ansi\ansicpg1252\deff0", end: str = "}") -> Path:
    path = folder / "made.rtf"
    path.write_bytes((rf"{{\rtf1{head}{FONTS}" + body + end).encode("latin-1"))
    return path


def document(folder: Path, body: str, head: str = r"\ansi\ansicpg1252\deff0", **options: str) -> DocumentDraft:
    return RtfReader().read(rtf(folder, body, head), ReadOptions(**options)).documents[0]  # type: ignore[arg-type]


def text(folder: Path, body: str, head: str = r"\ansi\ansicpg1252\deff0", **options: str) -> str:
    return document(folder, body, head, **options).text


def hexed(words: str, encoding: str) -> str:
    return "".join(rf"\'{byte:02x}" for byte in words.encode(encoding))


# Characters


def test_a_paragraph_is_a_line(tmp_path: Path) -> None:
    assert text(tmp_path, "one\\par two\\par\r\n\\par four") == "one\ntwo\n\nfour"
    assert text(tmp_path, r"one\par}{\par outside}") == "one"


def test_bytes_are_read_as_their_font_says(tmp_path: Path) -> None:
    body = rf"{{\f1 {hexed('访谈', 'gb18030')}}} caf\'e9 {{\f3 {hexed('Да', 'cp1251')}}}\par"
    assert text(tmp_path, body) == "访谈 café Да"


@pytest.mark.parametrize(
    ("page", "encoding", "words"),
    [
        (936, "gb18030", "受访者说：“好”"),
        (950, "cp950", "受訪者說"),
        (932, "cp932", "こんにちは"),
        (1251, "cp1251", "Привет"),
    ],
)
def test_bytes_without_a_telling_font_are_read_as_the_code_page_says(
    tmp_path: Path, page: int, encoding: str, words: str
) -> None:
    assert text(tmp_path, rf"\f9 {hexed(words, encoding)}", rf"\ansi\ansicpg{page}") == words


def test_chinese_in_a_font_said_to_be_western_is_chinese(tmp_path: Path) -> None:
    assert text(tmp_path, rf"\f0 {hexed('中文', 'gbk')} caf\'e9", r"\ansi\ansicpg936") == "中文 café"


def test_a_font_may_name_its_code_page(tmp_path: Path) -> None:
    head = r"\ansi\ansicpg1252{\fonttbl{\f8\fnil\cpg936 Song;}}"
    assert text(tmp_path, rf"\f8 {hexed('县', 'gbk')}", head) == "县"


def test_the_two_bytes_of_a_character_may_be_set_apart(tmp_path: Path) -> None:
    assert text(tmp_path, "\\f1 \\'d6\r\n\\'d0{\\'ce}\\'c4") == "中文"
    for second in (0x41, 0x5C, 0x7B, 0x7D):
        raw = bytes([0x81, second])
        written = {0x41: "A", 0x5C: "\\\\", 0x7B: "\\{", 0x7D: "\\}"}[second]
        assert text(tmp_path, rf"\f1 \'81{written}!") == raw.decode("gb18030") + "!"


def test_raw_bytes_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "made.rtf"
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg936 " + "访谈".encode("gbk") + b"}")
    assert read(path).documents[0].text == "访谈"
    path.write_bytes("{\\rtf1\\ansi\\ansicpg936 访谈 ｗ}".encode())
    assert read(path).documents[0].text == "访谈 ｗ"


def test_unicode_comes_with_a_repetition_that_is_skipped(tmp_path: Path) -> None:
    assert text(tmp_path, r"\u20013?\u25991\'ce b") == "中文 b"
    assert text(tmp_path, r"\uc2\u20013\'d6\'d0\u25991\'ce\'c4 b") == "中文 b"
    assert text(tmp_path, r"\uc0\u20013\u25991 b{\uc1\u8220\'93}") == "中文b“"
    assert text(tmp_path, r"\u8209\_\u8226\bullet\u8217\rquote x") == "\u2011•’x"


def test_a_missing_repetition_costs_no_word(tmp_path: Path) -> None:
    assert text(tmp_path, r"\u20013\u25991\par next") == "中文\nnext"


def test_negative_numbers_and_pairs_of_units_are_characters(tmp_path: Path) -> None:
    assert text(tmp_path, r"\u-4051?\u-217?") == "\ufffd\uff27"
    assert text(tmp_path, r"\uc0\u-10179\u-8703 \uc1\u-10179?\u-8703?") == "\U0001f601" * 2
    assert text(tmp_path, r"a\u-10179?b") == "a\ufffdb"


def test_signs_stand_for_themselves_and_for_characters(tmp_path: Path) -> None:
    body = r"a\~b\-c\_d\{e\}f\\g\tab h\line i\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet j"
    assert text(tmp_path, body) == "a\u00a0b\u00adc\u2011d{e}f\\g\th\ni—–‘’“”•j"


def test_symbol_fonts_show_what_is_known(tmp_path: Path) -> None:
    assert text(tmp_path, r"{\f2 a\'61} a") == "αα a"


def test_bytes_that_cannot_be_stored_are_not(tmp_path: Path) -> None:
    assert text(tmp_path, r"a\'0d\'0ab\'00c\'0dd") == "a\nb\ufffdc\nd"


def test_a_persons_choice_goes_before_the_code_page(tmp_path: Path) -> None:
    assert text(tmp_path, hexed("访谈", "gbk"), encoding="gbk") == "访谈"
    with pytest.raises(WrongUse):
        text(tmp_path, "a", encoding="none-such")


def written(words: str, wide: bool) -> str:
    """RTF for a text: bytes where GBK has them, numbers where it has not."""
    made = []
    for character in words:
        units = character.encode("utf-16-le")
        if character == "\n":
            made.append(r"\par ")
        elif character in "\\{}":
            made.append(f"\\{character}")
        elif character.isascii():
            made.append(character)
        elif wide and len(character.encode("gb18030")) == 2:
            made.append(hexed(character, "gb18030"))
        else:
            numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
            made += [rf"\u{number}?" for number in numbers]
    return "".join(made)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufeff")
TEXTS = st.text(st.one_of(st.sampled_from("\n\\{} 访谈é"), LETTERS), min_size=1, max_size=60)


@given(TEXTS, st.booleans())
def test_what_is_written_is_read(words: str, wide: bool) -> None:
    source = rf"{{\rtf1\ansi\ansicpg936{FONTS}\f1 {written(words, wide)}x}}"
    read_back = RtfText(source, False, None, False).flow.story.finish().text
    assert read_back == words + "x"


# What is not text


def test_instructions_styles_and_information_are_no_text(tmp_path: Path) -> None:
    body = (
        r"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\title T}{\author A}}{\*\generator G;}{\*\unknown{\par U}}"
        r"{\*\bkmkstart B}here{\*\bkmkend B}{\xe\v entry}{\field{\*\fldinst HYPERLINK {\ul x}}{\fldrslt{\ul a link}}}\par"
    )
    assert text(tmp_path, body) == "herea link"


def test_pictures_are_counted(tmp_path: Path) -> None:
    binary = "{\\pict\\wmetafile8\\bin5 }{\\}}x"[: len("{\\pict\\wmetafile8\\bin5 ")] + "}{\\}}" + "}"
    body = rf"a{{\*\shppict{{\pict\pngblip 89504e47}}}}{{\nonshppict{{\pict 00}}}}b{binary}c\par"
    bundle = RtfReader().read(rtf(tmp_path, body), ReadOptions())
    assert bundle.documents[0].text == "abc"
    assert "not carried: 2 pictures, charts or drawings" in sentences(bundle.report)


def test_headers_are_left_out_hidden_text_is_kept_and_both_are_said(tmp_path: Path) -> None:
    body = r"{\header\pard Head {\b bold}\par}{\footerl\pard  \par}a{\v hidden}b\v  more\v0 c\par"
    bundle = RtfReader().read(rtf(tmp_path, body), ReadOptions())
    assert bundle.documents[0].text == "ahiddenb morec"
    assert {"not carried: 1 header or footer", "changed: 2 hidden passages are in the text."} <= set(
        sentences(bundle.report)
    )


def test_unicode_alternatives_are_read_once(tmp_path: Path) -> None:
    assert text(tmp_path, r"{\upr{old}{\*\ud{\uc0\u20013}}} b") == "中 b"


def test_text_boxes_follow_their_paragraph_once(tmp_path: Path) -> None:
    body = (
        r"before {\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt \pard In the box\par}}{\shprslt{\*\do{\dptxbxtext In the box\par}}}}"
        r"after\par last\par"
    )
    assert text(tmp_path, body) == "before after\nIn the box\nlast"


def test_fields_without_a_result_show_what_they_mean(tmp_path: Path) -> None:
    assert text(tmp_path, r'{\field{\*\fldinst SYMBOL 97 \\f "Symbol"}{\fldrslt}}b') == "αb"
    assert (
        text(tmp_path, r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt}}") == "☒"
    )
    ruby = r"{\field{\*\fldinst EQ \\* jc2 \\o\\ad(\\s\\up 9(kan),\u28450?)}{\fldrslt}}"
    assert text(tmp_path, ruby) == "漢"


# Structure


def test_list_labels_are_read_as_they_were_shown(tmp_path: Path) -> None:
    body = r"{\listtext\pard\plain 1.\tab}Apple\par{\pntext\f2\'b7\tab}Pear\par{\listtext\uc0\u19968\u12289\tab}总"
    assert text(tmp_path, body.replace("总", r"\u24635?")) == "1.\tApple\n• Pear\n一、\t总"


def test_headings_are_told_by_level_or_style(tmp_path: Path) -> None:
    styles = (
        rf"{{\stylesheet{{\s0 Normal;}}{{\s1 heading 1;}}{{\s2\sbasedon1 Mine;}}{{\s3\f1 {hexed('标题 2', 'gbk')};}}"
        r"{\*\cs4 Character;}}"
    )
    body = (
        styles
        + r"\pard\s1 One\par\pard\s2 Two\par\pard\s3 Three\par\pard\outlinelevel3 Four\par\pard\s1\outlinelevel9 no\par"
    )
    found = document(tmp_path, body)
    assert [(it.level, it.label, found.text[it.start : it.end]) for it in found.sections] == [
        (1, "One", "One"), (1, "Two", "Two"), (2, "Three", "Three"), (4, "Four", "Four"),
    ]  # fmt: skip


def test_the_cells_of_a_row_are_set_apart(tmp_path: Path) -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell\pard\intbl {}\cell\row"
    rows = "".join(row.format(*cells) for cells in (("a", "b"), (r"c\par d", "e"), ("", "f")))
    assert text(tmp_path, rf"\pard before\par{rows}\pard after\par") == "before\na\tb\nc\nd\ne\n\tf\nafter"


def test_a_table_in_a_cell_is_read_in_its_place(tmp_path: Path) -> None:
    body = (
        r"\trowd\pard\intbl outer\par\pard\intbl\itap2 x\nestcell{\nonesttables\par}\pard\intbl\itap2 y\nestcell"
        r"{\*\nesttableprops\trowd\cellx1\nestrow}\pard\intbl\itap1 behind\cell\pard\intbl right\cell\row\pard after"
    )
    assert text(tmp_path, body) == "outer\nx\ty\nbehind\nright\nafter"


def test_cells_need_not_say_that_they_are_in_a_table(tmp_path: Path) -> None:
    assert text(tmp_path, r"\trowd\cellx1\pard a\cell\pard b\cell\row\pard c") == "a\tb\nc"


def test_notes_stand_at_the_end_and_know_their_mark(tmp_path: Path) -> None:
    body = (
        r"One{\super\chftn}{\footnote\pard\plain{\super\chftn} First \par note.}, "
        r"two{\super\chftn}{\*\footnote\ftnalt\chftn\tab End.}, three{\footnote Third.}\par Last\par"
    )
    found = document(tmp_path, body)
    assert found.text == "One[^1], two[^e1], three[^2]\nLast\n[^1] First  note.\n[^2] Third.\n[^e1] End."
    assert [(it.kind, found.text[it.start : it.end].split()[0], it.anchor) for it in found.sections] == [
        ("note", "[^1]", 3), ("note", "[^2]", 24), ("note", "[^e1]", 12),
    ]  # fmt: skip


def test_marks_that_the_text_has_itself_are_not_used(tmp_path: Path) -> None:
    assert text(tmp_path, r"see [^1]{\footnote Mine.}") == "see [^1][^^1]\n[^^1] Mine."


def comment(number: int, words: str) -> str:
    return (
        rf"{{\*\atnid AB}}{{\*\atnauthor Anna}}\chatn{{\*\annotation{{\*\atnref {number}}}{{\*\atndate 1738740428}}"
        rf"\pard {{\chatn}}{words}}}"
    )


def test_comments_become_memos_on_their_words(tmp_path: Path) -> None:
    body = rf"She {{\*\atrfstart 1}}left\par the{{\*\atrfend 1}}{comment(1, 'Why?')} room\par"
    found = document(tmp_path, body)
    (memo,) = found.memos
    assert found.text[memo.start : memo.end] == "left\nthe"
    assert (memo.text, memo.author, memo.at) == ("Why?", "Anna", "2022-03-02T11:12:00")


def test_a_comment_without_a_range_is_on_the_word_beside_it(tmp_path: Path) -> None:
    body = r"Some words{\*\atnauthor A}\chatn{\*\annotation here}\par more\par"
    found = document(tmp_path, body)
    assert [found.text[it.start : it.end] for it in found.memos] == ["words"]


def test_comments_without_words_are_counted(tmp_path: Path) -> None:
    bundle = RtfReader().read(rtf(tmp_path, rf"a{comment(3, '')}\par"), ReadOptions())
    assert bundle.documents[0].memos == []
    assert "not carried: 1 comment without words" in sentences(bundle.report)


def test_tracked_changes_are_accepted_or_taken_back(tmp_path: Path) -> None:
    body = r"a {\deleted old }{\revised new }b{\deleted\par}\deleted0 c\par"
    bundle = RtfReader().read(rtf(tmp_path, body), ReadOptions())
    assert bundle.documents[0].text == "a new bc"
    assert "changed: Tracked changes were taken as accepted: insertions 1, deletions 1." in sentences(bundle.report)
    assert text(tmp_path, body, track_changes="original") == "a old b\nc"


def test_a_page_break_ends_a_line_but_makes_none(tmp_path: Path) -> None:
    assert text(tmp_path, r"a\page b\par\page\sect c\par") == "a\nb\nc"


def test_textedit_files_are_read(tmp_path: Path) -> None:
    head = r"\ansi\ansicpg936\cocoartf2639" + "\n" + r"\cocoatextscaling0\cocoaplatform0"
    body = (
        "\n{\\colortbl;\\red255\\green255\\blue255;}\n{\\*\\expandedcolortbl;;}\n\\pard\\tx560\\pardirnatural\\partightenfactor0\n\n"
        "\\f1\\fs24 \\cf0 \\'b7\\'c3\\'cc\\'b8\\\n\\f0 Second line\\\n\\\n\\uc0\\u8232 \\f1\\'ba\\'c3"
    )
    assert text(tmp_path, body, head) == "访谈\nSecond line\n\n\u2028好"


# Files that are not what they should be


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableInput) as caught:
        RtfReader().read(path, ReadOptions())
    assert caught.value.hint
    return caught.value.message


def test_what_is_no_rtf_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "made.rtf"
    path.write_bytes(b"")
    assert refusal(path) == "made.rtf is empty: it holds not a single byte."
    path.write_bytes(b"only words")
    assert refusal(path) == "made.rtf is not in Rich Text Format, although its name says so."
    path.write_bytes(b"\x89PNG")
    assert "picture" in refusal(path)


def test_a_file_named_doc_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = rtf(tmp_path, "a").rename(tmp_path / "letter.doc")
    assert read(path).report.format == "rtf"


def test_a_file_that_was_cut_off_is_read_with_a_warning(tmp_path: Path) -> None:
    bundle = RtfReader().read(rtf(tmp_path, r"first\par{\b sec", end=""), ReadOptions())
    assert bundle.documents[0].text == "first\nsec"
    assert any("cut off" in sentence for sentence in sentences(bundle.report))


def test_groups_without_end_are_refused(tmp_path: Path) -> None:
    assert "nested too deep" in refusal(rtf(tmp_path, "{" * 10_000))


def test_damage_gives_a_document_or_a_clear_refusal(corpora: Path, tmp_path: Path) -> None:
    raw = (corpora / "textreadr-transcripts" / "trans7.rtf").read_bytes()
    rng = random.Random(4)
    path = tmp_path / "made.rtf"
    for _time in range(60):
        at = rng.randrange(len(raw))
        path.write_bytes(raw[:at] + rng.randbytes(rng.randrange(4)) + raw[at + rng.randrange(40) :])
        assert _read_or_refused(path)


def test_shuffled_words_give_a_document_or_a_clear_refusal(tmp_path: Path) -> None:
    pieces = (
        r"{\field {\*\fldinst X } {\fldrslt \u-10178 ? }} {\footnote \ftnalt n } \trowd \intbl \itap2 x \nestcell \cell \row"
        r" {\*\nesttableprops \nestrow } {\shp {\*\shpinst {\shptxt b\par }}} {\listtext 1. } \'81 \par \deleted \v0 {\*\atrfstart 1 }"
        r" {\*\annotation {\*\atnref 1 } c } \bin3 abc \upr { a } {\*\ud b } {\stylesheet {\s1 h ;}} \s1 \outlinelevel0 {\pict 00 }"
    )
    words = pieces.split(" ")
    rng = random.Random(5)
    for _time in range(400):
        chosen = rng.choices(words, k=rng.randint(1, 60))
        assert _read_or_refused(rtf(tmp_path, " ".join(chosen)))


def _read_or_refused(path: Path) -> bool | Bundle:
    try:
        return RtfReader().read(path, ReadOptions())
    except UnreadableInput as refused:
        return bool(refused.message and refused.hint)
