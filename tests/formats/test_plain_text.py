"""Plain text and Markdown files, their encodings and their headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.base import ReadOptions
from qualcode.formats.decoding import decode
from qualcode.formats.plain import TextReader

CHINESE = "访谈者：您什么时候开始用这个平台？\n受访者：去年，县里统一要求的，系统经常卡顿。\n"


def written(folder: Path, raw: bytes, name: str = "interview.txt") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, codec: str, said: str) -> None:
    bundle = read(written(tmp_path, CHINESE.encode(codec)))
    assert bundle.documents[0].text == CHINESE
    assert f"read: {len(CHINESE)} characters, {said}" in sentences(bundle.report)


def test_the_document_keeps_the_file_as_it_came(tmp_path: Path) -> None:
    raw = "\ufeffone\r\ntwo\r".encode()
    document = read(written(tmp_path, raw)).documents[0]
    assert (document.name, document.text, document.original) == ("interview", "one\ntwo\n", raw)
    assert (document.source_type, document.media_type) == ("text", "text/plain")


def test_what_was_changed_is_said(tmp_path: Path) -> None:
    changed = read(written(tmp_path, "\ufeffone\r\ntwo\r\n".encode())).report.of("changed")
    assert [finding.sentence for finding in changed] == [
        "1 byte-order mark was removed.",
        "2 line ends were written as LF.",
    ]


def test_a_said_encoding_goes_before_all_guessing(tmp_path: Path) -> None:
    path = written(tmp_path, "中文".encode("big5"))
    assert read(path, encoding="big5").documents[0].text == "中文"


def test_an_unknown_encoding_is_wrong_use(tmp_path: Path) -> None:
    path = written(tmp_path, b"text")
    for encoding in ("klingon", "base64", ""):
        with pytest.raises(WrongUse):
            read(path, encoding=encoding)


def test_bytes_that_mean_nothing_are_refused_with_their_line(tmp_path: Path) -> None:
    path = written(tmp_path, b"one\ntwo \xff\xff three")
    with pytest.raises(UnreadableInput, match=r"near line 2.*--encoding"):
        read(path, encoding="utf-8")


def test_utf8_with_a_damaged_byte_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    raw = bytearray((CHINESE * 3).encode())
    raw[len(raw) // 2] = 0xFF
    bundle = read(written(tmp_path, bytes(raw)))
    assert bundle.report.encoding == "utf-8"
    assert bundle.documents[0].text.count("\ufffd") >= 1
    assert bundle.documents[0].text.startswith(CHINESE)
    [said] = [finding.sentence for finding in bundle.report.of("warning")]
    assert "became U+FFFD" in said and "near line" in said


def test_a_file_cut_off_in_a_character_is_read_to_there(tmp_path: Path) -> None:
    for raw in (CHINESE.encode()[:-2], ("a\n" + CHINESE).encode("utf-16")[:-1]):
        bundle = read(written(tmp_path, raw))
        assert bundle.documents[0].text.endswith("\ufffd")
        assert len(bundle.report.of("warning")) == 1


def test_damage_is_not_mended_in_an_encoding_that_a_person_said_nor_in_tables_of_names() -> None:
    with pytest.raises(UnreadableInput, match="cannot be read as utf-8"):
        decode(CHINESE.encode()[:-2], "names.csv")
    with pytest.raises(UnreadableInput, match="cannot be read as utf-8"):
        decode(CHINESE.encode()[:-2], "talk.txt", "utf-8", mend=True)


def test_underlined_headings_of_markdown_are_sections(tmp_path: Path) -> None:
    said = "---\ntitle: x\n---\nOne\n===\n\n二\n---\na\nb\n---\n\n- c\n---\n```\n\nd\n===\n```\n"
    path = tmp_path / "made.md"
    path.write_text(said, encoding="utf-8")
    sections = read(path).documents[0].sections
    assert [(it.level, it.label, said[it.start : it.end]) for it in sections] == [(2, "二", "二")]


@pytest.mark.parametrize("raw", [b"", b"   \n\n", b"\xef\xbb\xbf", "\u3000\n".encode("utf-16")])
def test_a_file_without_text_is_empty(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(UnreadableInput, match="is empty"):
        read(written(tmp_path, raw))


@pytest.mark.parametrize("raw", [bytes(range(32)) * 20, b"\0\1\2" * 300, b"text" + b"\0" * 40])
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(UnreadableInput):
        read(written(tmp_path, raw))


def test_colours_of_a_terminal_do_not_make_utf8_something_else(tmp_path: Path) -> None:
    assert read(written(tmp_path, f"\x1b[31m{CHINESE}".encode())).documents[0].text == f"\x1b[31m{CHINESE}"


def test_a_single_nul_is_mended_and_said(tmp_path: Path) -> None:
    bundle = read(written(tmp_path, CHINESE.encode() + b"\0"))
    assert bundle.documents[0].text == CHINESE + "\ufffd"
    assert len(bundle.report.of("changed")) == 1


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(UnreadableInput, match="larger than 100 MB"):
        TextReader().read(path, ReadOptions())


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_a_text_or_a_clear_refusal(raw: bytes) -> None:
    try:
        decoded = decode(raw, "any.txt")
    except UnreadableInput as refused:
        assert refused.message and refused.hint
    else:
        assert raw.decode(decoded.encoding) == decoded.text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_always_taken_for_utf8(text: str) -> None:
    assert decode(text.encode(), "any.txt").text == text


def test_headings_of_markdown_are_sections(tmp_path: Path) -> None:
    text = "# Title #\n\ntext # no heading\n### 问：  \n#no space\n####### seven\n##\n```\n# code\n```\n ## Last\n"
    document = read(written(tmp_path, text.encode(), "notes.md")).documents[0]
    assert document.text == text
    assert [(s.level, s.label, document.text[s.start : s.end]) for s in document.sections] == [
        (1, "Title", "# Title #"),
        (3, "问：", "### 问：  "),
        (2, "Last", " ## Last"),
    ]
    assert (document.source_type, document.media_type) == ("markdown", "text/markdown")


def test_every_turn_of_real_markdown_is_a_section(corpora: Path) -> None:
    path = corpora / "tang-digital-government" / "zh-Hant" / "2018-02-26-政府數位服務準則（草案）專家諮詢會議.md"
    document = read(path).documents[0]
    assert len(document.text) == 58803
    assert sum(section.level == 3 for section in document.sections) == 763


def test_one_text_in_many_encodings_is_one_text(corpora: Path) -> None:
    folder = corpora / "encodings-udhr"
    # The English UTF-16 files are another edition than the English UTF-8 one, so they have no twin.
    compared = [
        path for path in sorted(folder.glob("UDHR_*.txt")) if "UTF-8" not in path.name and "UTF-16" not in path.name
    ]
    unsure = []
    for path in compared:
        twin = folder / f"{'_'.join(path.name.split('_')[:2])}_UTF-8.txt"
        bundle = read(path)
        assert bundle.documents[0].text == read(twin).documents[0].text, path.name
        if bundle.report.of("warning"):
            unsure.append(path.name)
    assert len(compared) == 20
    assert not unsure


def test_utf16_is_told_with_and_without_a_mark(corpora: Path) -> None:
    folder = corpora / "encodings-udhr"
    assert read(folder / "IndianTreaty_English_UTF-16LE.txt").documents[0].text.startswith("WHEREAS, the Sisseton")
    little, big = (read(folder / f"UDHR_English_UTF-16{order}.txt").documents[0].text for order in ("LE", "BE"))
    assert little == big
    assert little.startswith("Universal Declaration of Human Rights\nPreamble")


def test_real_big5_and_gb18030_files_are_their_utf8_twins(corpora: Path) -> None:
    tang, laws = corpora / "tang-digital-government", corpora / "cn-laws-social-assistance-egov"
    pairs = [
        (path, tang / "zh-Hant" / path.name.replace(".big5.txt", ".md")) for path in (tang / "derived-big5").iterdir()
    ]
    pairs += [
        (path, next((laws / "utf8").glob(path.name.replace(".gb18030.txt", ".*"))))
        for path in (laws / "derived-gb18030").iterdir()
    ]
    assert len(pairs) == 5
    for path, twin in pairs:
        assert read(path).documents[0].text == read(twin).documents[0].text, path.name
