"""A word in its contexts, at exact places."""

from __future__ import annotations

from typing import Any

import pytest

from qualcode.actions.material import documents
from qualcode.actions.words.concordance import COLUMNS, Context, kwic
from qualcode.actions.words.selected_text import Selection
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project
from qualcode.table import Table


def looked_up(project: Project, word: str, context: Context | None = None, **selection: Any) -> Table:
    with project.read("Anna") as view:
        return kwic(view, word, Selection(**selection), context)


def test_a_row_holds_the_words_and_their_place(file_project: Project) -> None:
    table = looked_up(file_project, "用", Context(6))
    assert table.columns == COLUMNS
    with file_project.read() as view:
        text = documents.open_document(view, "P01").text
    for document, start, end, speaker, left, keyword, right in table.rows:
        assert (document, text[start:end]) == ("P01", keyword)
        assert (speaker, left, right) in {("访谈者", "候开始", "这个系"), ("受访者", "大家都", "纸，后")}
    assert "2 hits in 1 document." in table.notes


def test_every_place_is_found_but_labels(file_project: Project) -> None:
    assert looked_up(file_project, "访谈者").rows == []
    assert len(looked_up(file_project, "补录").rows) == 2  # the question too
    assert [row[3] for row in looked_up(file_project, "补录", roles=["respondent"]).rows] == ["受访者"]
    assert [row[3] for row in looked_up(file_project, "补录", speakers=["访谈者"]).rows] == ["访谈者"]


def test_context_stays_with_the_speaker(file_project: Project) -> None:
    (row,) = looked_up(file_project, "choice", Context(80)).rows
    assert (row[4], row[6]) == ("因为上面要看数据，we had no", "👩‍🌾。")
    (row,) = looked_up(file_project, "two clerks", Context(2, in_words=True)).rows
    assert (row[3], row[4], row[5], row[6]) == (None, "before nine.", "Two clerks", "typed what")


def test_only_hits_that_are_coded(file_project: Project) -> None:
    assert [row[3] for row in looked_up(file_project, "补录", code="data entry").rows] == ["受访者"]
    assert looked_up(file_project, "补录", code="paper").rows == []
    assert [row[5] for row in looked_up(file_project, "纸", code="work").rows] == ["纸"]
    with pytest.raises(NotFound):
        looked_up(file_project, "纸", code="wrok")


def test_nothing_found_is_said(file_project: Project) -> None:
    table = looked_up(file_project, "nowhere")
    assert table.rows == []
    assert table.notes[0].startswith("Found nowhere.")
    with pytest.raises(WrongUse):
        looked_up(file_project, " ")
