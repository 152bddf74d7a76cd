"""Damaged tables are refused in one sentence, or read as far as they make sense; nothing else ever happens."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.sheet_files import open_document, write_workbook
from formats.test_questionnaire import SURVEY
from qualcode.errors import QualcodeError
from qualcode.formats.questionnaires.reader import QuestionnaireOptions, read_questionnaire

DAMAGE = st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4), st.booleans()), min_size=1, max_size=12)


def whole(folder: Path, ending: str) -> Path:
    path = folder / f"a{ending}"
    rows = [line.split(",") for line in SURVEY.splitlines()]
    if ending == ".xlsx":
        return write_workbook(path, [(0, 0, 0, 1, "both")], S=rows)
    if ending == ".ods":
        cells = "<t:table-cell office:value-type='string'><text:p>x</text:p></t:table-cell>"
        return open_document(path, f"<t:table-row>{cells * 3}</t:table-row>" * 4)
    path.write_text(SURVEY, encoding="utf-8")
    return path


def damaged(raw: bytes, damage: list[tuple[float, bytes, bool]]) -> bytes:
    changed = bytearray(raw)
    for place, put, instead in damage:
        at = int(place * len(changed))
        changed[at : at + len(put) * instead] = put
    return bytes(changed)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods"])
@settings(max_examples=60, deadline=None)
@given(damage=DAMAGE, kept=st.floats(0.3, 1.5))
def test_damage_is_said_in_one_sentence(ending: str, damage: list[tuple[float, bytes, bool]], kept: float) -> None:
    with TemporaryDirectory() as folder:
        path = whole(Path(folder), ending)
        raw = damaged(path.read_bytes(), damage)
        path.write_bytes(raw[: int(kept * len(raw))])
        try:
            bundle = read_questionnaire(path, QuestionnaireOptions())
        except QualcodeError as error:
            assert error.message and "\n" not in error.message
        else:
            assert bundle.respondents or bundle.documents
