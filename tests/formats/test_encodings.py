"""Encodings are found out, or the doubt is said with how the text would read otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.decoding import decode
from qualcode.formats.encoding_candidates import candidates, reads_as_chinese, utf16_without_mark
from qualcode.formats.plain import TextReader

CHINESE = "访谈者：您什么时候开始用这个系统？\n受访者：去年春天。一开始大家都用纸，后来才补录。\n"
TRADITIONAL = "訪談者：您什麼時候開始用這個系統？\n受訪者：去年春天。一開始大家都用紙，後來才補錄。\n"
JAPANESE = "聞き手：いつからこの仕組みを使っていますか。\n話し手：去年の春からです。最初は紙だけでした。\n"
ENGLISH = "Interviewer: “When did it begin?”\nParticipant: Last spring — she said “now”.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-8-sig"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_found_out(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "talk.txt")
    assert decoded.text.lstrip("\ufeff") == text
    assert decoded.sure
    assert decoded.warnings() == []


def test_english_with_chinese_quotation_marks_is_a_guess_with_candidates(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(ENGLISH.encode("gb18030"))
    bundle = TextReader().read(path, ReadOptions())
    assert bundle.documents[0].text == ENGLISH
    assert bundle.report.encoding == "gb18030"
    first, *previews = [finding.sentence for finding in bundle.report.of("warning")]
    assert first.startswith("The encoding is a guess.")
    assert previews[0] == "As gb18030 it reads: viewer: “When did it begin?” Participant"
    assert any(preview.startswith("As cp1252 it reads: viewer: ¡°When") for preview in previews)


def test_accents_are_not_taken_for_chinese() -> None:
    decoded = decode("Il était une fois, déjà, à l'hôtel où Noël fut fêté.".encode("cp1252"), "conte.txt")
    assert "était" in decoded.text
    assert not reads_as_chinese("Il était déjà là".encode("cp1252"))
    assert reads_as_chinese("he said “now”".encode("gb18030"))


def test_what_cannot_be_told_is_refused_with_how_it_would_read() -> None:
    with pytest.raises(UnreadableInput, match="cannot be told") as refused:
        decode("정책".encode("johab"), "talk.txt")
    assert "--encoding" in refused.value.hint
    assert "\nIt would begin:\n    " in refused.value.hint


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("中文", "big5", "big5"),
        ("政策檔案", "gb18030", "gb18030"),
        ("政策", "cp932", "cp932"),
        ("한국어", "utf-16-le", "utf-16-le"),
        ("Привет", "utf-16-le", "utf-16-le"),
        ("café", "cp1252", "cp1252"),
        ("Müller café – “q”", "cp1252", "cp1252"),
        ("Müller café – “q”", "mac_roman", "mac_roman"),
        ("Größe", "latin-1", "cp1252"),
        ("Pracuję w urzędzie gminy od źle", "cp1250", "cp1250"),
        ("Интервьюер: Здравствуйте", "cp1251", "cp1251"),
        ("Интервьюер: Здравствуйте", "koi8-r", "koi8-r"),
        ("Привет", "cp866", "cp866"),
    ],
)
def test_short_texts_are_read_as_they_read_best(text: str, encoding: str, told: str) -> None:
    decoded = decode(text.encode(encoding), "talk.txt")
    assert (decoded.text, decoded.encoding) == (text, told)
    assert decoded.sure or decoded.candidates[0][0] == told


def test_english_with_nothing_foreign_but_quotation_marks_is_known() -> None:
    said = "The officer said “we don’t know” – and left. She wasn’t there.\n" * 3
    decoded = decode(said.encode("cp1252"), "talk.txt")
    assert (decoded.text, decoded.encoding, decoded.sure) == (said, "cp1252", True)


def test_a_few_bytes_are_never_sure() -> None:
    for encoding in ("gb18030", "big5", "cp932", "euc_jp"):
        assert not decode("中文".encode(encoding), "talk.txt").sure


def test_candidates_read_without_controls_and_differ() -> None:
    found = candidates(CHINESE.encode("gb18030"), "gb18030")
    assert found[0] == ("gb18030", CHINESE[:32].replace("\n", " "))
    assert len({sample for _encoding, sample in found}) == len(found) <= 5


def test_utf16_without_a_mark() -> None:
    assert utf16_without_mark(CHINESE.encode("utf-16-be")) == "utf-16-be"
    assert utf16_without_mark(CHINESE.encode("gb18030")) is None
    assert utf16_without_mark(b"abc") is None
