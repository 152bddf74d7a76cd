"""SPSS files: what they say of their variables is kept beside the values."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.bundle import Bundle, ChoiceDraft
from qualcode.formats.questionnaires.reader import QuestionnaireOptions, read_questionnaire


def write_sav(path: Path, values: dict[str, list[Any]], **said: Any) -> Path:
    import pandas
    import pyreadstat

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyreadstat.write_sav(pandas.DataFrame(values), path, **said)
    return path


def read(path: Path, encoding: str | None = None, **options: Any) -> Bundle:
    return read_questionnaire(path, QuestionnaireOptions(**options), encoding)


def choices(bundle: Bundle, name: str) -> list[ChoiceDraft]:
    return next(list(it.choices) for it in bundle.questions if it.name == name)


def column(bundle: Bundle, name: str) -> list[tuple[str, ...] | None]:
    return [it.answers.get(name) for it in bundle.respondents]


def test_labels_missing_codes_and_kinds(tmp_path: Path) -> None:
    path = write_sav(
        tmp_path / "a.sav",
        {
            "sex": [1.0, 2.0, 9.0, None],
            "age": [34.0, 58.0, 999.0, 120.0],
            "rate": [1.0, 5.0, 3.0, 4.0],
            "w": [0.5, 1, 1, 1],
        },
        column_labels={"sex": "性别", "age": "How old are you?"},
        variable_value_labels={"sex": {1: "男", 2: "女", 9: "拒答"}, "rate": {1: "bad", 5: "good"}},
        missing_ranges={"sex": [9], "age": [999, {"lo": 110, "hi": 130}]},
        variable_measure={"rate": "scale"},
    )
    bundle = read(path)
    assert [(it.name, it.kind, it.label) for it in bundle.questions] == [
        ("sex", "choice", "性别"),
        ("age", "integer", "How old are you?"),
        ("rate", "integer", ""),
        ("w", "decimal", ""),
    ]
    assert choices(bundle, "sex") == [ChoiceDraft("1", "男"), ChoiceDraft("2", "女"), ChoiceDraft("9", "拒答", True)]
    assert sorted(it.value for it in choices(bundle, "age") if it.missing) == ["120", "999"]
    assert choices(bundle, "rate") == [ChoiceDraft("1", "bad"), ChoiceDraft("5", "good")]
    assert column(bundle, "sex") == [("1",), ("2",), ("9",), None]
    assert column(bundle, "w") == [("0.5",), ("1",), ("1",), ("1",)]


def test_a_code_that_nobody_declared_is_no_missing_answer(tmp_path: Path) -> None:
    bundle = read(write_sav(tmp_path / "a.sav", {"age": [34.0, 99.0, -9.0]}))
    assert choices(bundle, "age") == []
    assert column(bundle, "age") == [("34",), ("99",), ("-9",)]


def test_dates_times_quarters_and_weeks_are_written_as_people_do(tmp_path: Path) -> None:
    from datetime import date

    seconds = float((date(2014, 12, 15) - date(1582, 10, 14)).days * 86400)
    formats = {"q": "QYR8", "m": "MOYR8", "w": "WKYR10", "t": "DATETIME20", "d": "SDATE10", "h": "TIME8", "f": "F8.2"}
    values = {name: [seconds + 3723 if name == "t" else seconds] for name in formats} | {"h": [3723.0], "f": [2.50]}
    path = write_sav(tmp_path / "a.sav", values, variable_format=formats)
    bundle = read(path)
    assert {it.name: (it.kind, column(bundle, it.name)[0]) for it in bundle.questions} == {
        "q": ("text", ("4 Q 2014",)),
        "m": ("date", ("2014-12",)),
        "w": ("text", ("50 WK 2014",)),
        "t": ("text", ("2014-12-15 01:02:03",)),
        "d": ("date", ("2014-12-15",)),
        "h": ("text", ("01:02:03",)),
        "f": ("decimal", ("2.5",)),
    }


def test_answers_in_words_are_documents_headed_by_the_label(tmp_path: Path) -> None:
    words = ["希望以后多开几个窗口，不用再排队", "审核走到哪一步发个短信", "没有什么意见，挺好的"]
    path = write_sav(
        tmp_path / "a.sav", {"编号": ["甲", "乙", "丙"], "q7": words}, column_labels={"q7": "您有什么意见和建议？"}
    )
    bundle = read(path)
    assert [it.name for it in bundle.respondents] == ["甲", "乙", "丙"]
    assert [it.text for it in bundle.documents] == [f"您有什么意见和建议？\n{it}" for it in words]


def in_chinese(path: Path, named: str) -> Path:
    """The file with Chinese in its old encoding; ``named`` is the encoding that the file says it is in."""
    raw = path.read_bytes()
    for placeholder, text in {b"ZSEX": "性别", b"ZMAN": "男人", b"ZWOM": "女人"}.items():
        assert placeholder in raw
        raw = raw.replace(placeholder, text.encode("gbk"))
    name, number = struct.pack("<4i5s", 7, 20, 1, 5, b"UTF-8"), struct.pack("<i", 65001)
    assert (raw.count(name), raw.count(number)) == (1, 1)
    if named == "GBK":
        raw = raw.replace(name, struct.pack("<4i5s", 7, 20, 1, 5, b"GBK  "))
    elif named == "1252":  # as a number only, as programs did before there was a record for the name
        raw = raw.replace(name, struct.pack("<4i5s", 7, 99, 1, 5, b"UTF-8")).replace(number, struct.pack("<i", 1252))
    path.write_bytes(raw)
    return path


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return write_sav(
        tmp_path / "a.sav",
        {"sex": [1.0, 2.0]},
        column_labels={"sex": "ZSEX"},
        variable_value_labels={"sex": {1: "ZMAN", 2: "ZWOM"}},
    )


@pytest.mark.parametrize(("named", "kind"), [("GBK", []), ("1252", ["changed"]), ("UTF-8", ["warning"])])
def test_chinese_in_its_old_encoding_is_read_and_a_guess_is_said(plain: Path, named: str, kind: list[str]) -> None:
    bundle = read(in_chinese(plain, named))
    assert bundle.questions[0].label == "性别"
    assert [it.label for it in choices(bundle, "sex")] == ["男人", "女人"]
    assert [it.kind for it in bundle.report.findings if "read as GB18030" in it.sentence] == kind


def test_the_encoding_can_be_said(plain: Path) -> None:
    assert read(in_chinese(plain, "UTF-8"), "gb18030").questions[0].label == "性别"
    with pytest.raises(WrongUse, match="no encoding 'klingon'"):
        read(plain, "klingon")


def test_western_marks_are_not_taken_for_chinese() -> None:
    from qualcode.formats.questionnaires.spss import _is_chinese

    assert not _is_chinese(["élève", "naïve", "Müßiggang"])
    assert not _is_chinese(["plain"])
    assert _is_chinese(["性别".encode("gbk").decode("cp1252")])


@pytest.mark.parametrize("ending", [".sav", ".zsav", ".por"])
@pytest.mark.parametrize("raw", [b"", b"hello, world\n" * 40, b"$FL2@(#) SPSS DATA FILE"])
def test_what_is_no_spss_file_is_one_clear_line(tmp_path: Path, ending: str, raw: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(raw)
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_a_file_without_rows_holds_no_answers(tmp_path: Path) -> None:
    path = write_sav(tmp_path / "a.sav", {"sex": [1.0]})
    write_sav(path, {"sex": []})
    with pytest.raises(UnreadableInput, match="no answers"):
        read(path)
