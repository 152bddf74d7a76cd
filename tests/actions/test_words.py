"""Word lists of a project: whose words count, and by what they are sorted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import projects
from qualcode.actions import coders, coding
from qualcode.actions.material import cases, documents, speakers
from qualcode.actions.words.counts import keyness, words
from qualcode.actions.words.selected_text import Selection
from qualcode.actions.words.wording import Wording
from qualcode.errors import NotFound, UnreadableInput, WrongUse
from qualcode.project import Project
from qualcode.table import Table
from qualcode.text.span import Span

PLAIN = Wording(stopwords=False, numbers=True)


def listed(project: Project, wording: Wording = PLAIN, *, by: str | None = None, **selection: Any) -> Table:
    with project.read("Anna") as view:
        return words(view, Selection(**selection), wording, by=by)


def count_of(table: Table, word: str) -> int:
    return next((int(row[1] or 0) for row in table.rows if row[0] == word), 0)


def test_what_interviewers_ask_is_left_out_unless_asked_for(file_project: Project) -> None:
    usual = listed(file_project)
    assert (count_of(usual, "补录"), count_of(usual, "为什么")) == (1, 0)
    assert (count_of(usual, "访谈者"), count_of(usual, "受访者")) == (0, 0)  # labels are no words
    assert (
        "Text: what others than interviewers say, and documents without turns; no labels, no headings." in usual.notes
    )
    everybody = listed(file_project, roles=["all"])
    assert (count_of(everybody, "补录"), count_of(everybody, "为什么")) == (2, 1)
    asked = listed(file_project, roles=["interviewer"])
    assert (count_of(asked, "补录"), count_of(asked, "the")) == (1, 0)
    assert "1 document does not say who speaks and is left out." in asked.notes
    assert count_of(listed(file_project, speakers=["访谈者"]), "为什么") == 1


def test_each_word_says_how_often_where_and_how_much(file_project: Project) -> None:
    table = listed(file_project, documents=["N01"])
    assert table.columns == ("word", "count", "documents", "share")
    assert table.rows[0] == ("a", 1, 1, 1 / 16)
    assert len(table.rows) == 16
    assert listed(file_project).column("share")[0] == pytest.approx(
        int(listed(file_project).rows[0][1] or 0) / sum(int(row[1] or 0) for row in listed(file_project).rows)
    )


def test_stop_words_and_numbers_leave_the_list_but_not_the_shares(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("N02", "The 3 clerks typed 3.5 forms"))
    built_in = listed(file_project, Wording(), documents=["N02"])
    assert built_in.rows == [("clerks", 1, 1, 1 / 6), ("forms", 1, 1, 1 / 6), ("typed", 1, 1, 1 / 6)]
    assert count_of(listed(file_project, documents=["N02"]), "3.5") == 1


def test_a_persons_own_lists(file_project: Project, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("上面要看\nTwo Clerks\n", encoding="utf-8-sig")
    stop = tmp_path / "stop.txt"
    stop.write_text("a\nWHAT\n", encoding="utf-8")
    table = listed(file_project, Wording(dictionary=own, stopwords=stop))
    assert (count_of(table, "上面要看"), count_of(table, "two clerks"), count_of(table, "clerks")) == (1, 1, 0)
    assert (count_of(table, "a"), count_of(table, "what"), count_of(table, "from")) == (0, 0, 1)
    with pytest.raises(UnreadableInput):
        listed(file_project, Wording(dictionary=tmp_path / "missing.txt"))


def test_runs_of_words_stop_at_punctuation_and_speakers(file_project: Project) -> None:
    table = listed(file_project, Wording(ngram=2, stopwords=False), roles=["all"])
    assert (count_of(table, "had no"), count_of(table, "two clerks"), count_of(table, "nine two")) == (1, 1, 0)
    with pytest.raises(WrongUse):
        Wording(ngram=0)


def test_only_what_is_coded(file_project: Project) -> None:
    coded = listed(file_project, code="paper")
    assert coded.column("word") == ["后来", "才", "用纸", "都"]
    assert count_of(listed(file_project, code="work"), "才") == count_of(listed(file_project, code="data entry"), "才")
    assert "Only what is coded with work/paper or a code below it." in coded.notes
    assert any(note.startswith("Layer: of record") for note in coded.notes)
    with pytest.raises(NotFound):
        listed(file_project, code="papre")


@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("by", [None, "documents", "speakers", "codes"])
def test_text_without_words_makes_an_empty_table(file_project: Project, size: int, by: str | None) -> None:
    table = listed(file_project, Wording(ngram=size), by=by, documents=["N01"], roles=["respondent"])
    assert table.rows == []
    assert "There are no words to list." in table.notes


def test_only_what_a_query_means(file_project: Project) -> None:
    queried = listed(file_project, where="work/paper")
    assert queried.rows == listed(file_project, code="paper").rows
    assert listed(file_project, code="paper", where="pressure").rows == []


def test_a_word_that_a_coding_only_grazes_does_not_count(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        coding.apply(work, "N01", Span(4, 14), "pressure")  # "hall was f"
    table = listed(file_project, code="pressure")
    assert set(table.column("word")) == {"hall", "was"}
    assert any(note.startswith("A coding touches a unit (word) when it covers at least half") for note in table.notes)


def test_documents_are_chosen_by_name_kind_and_attribute(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        documents.set_fields(work, "N01", {"kind": "observation"})
        cases.set_values(work, "P01 woman", {"level": "county"})
    assert listed(file_project, kinds=["observation"]).rows == listed(file_project, documents=["N01"]).rows
    assert listed(file_project, attributes={"level": "COUNTY"}).rows == listed(file_project, documents=["P01"]).rows
    for wrong in ({"documents": ["N1"]}, {"attributes": {"level": "contry"}}, {"attributes": {"lvl": "x"}}):
        with pytest.raises(NotFound):
            listed(file_project, **wrong)
    for unknown in ({"kinds": ["novel"]}, {"roles": ["king"]}):
        with pytest.raises(WrongUse):
            listed(file_project, **unknown)
    with pytest.raises(NotFound) as caught:
        listed(file_project, speakers=["受访"])
    assert caught.value.nearest == ("受访者",)


def crossed(project: Project, by: str, word: str, **selection: Any) -> dict[str, Any]:
    table = listed(project, by=by, **selection)
    return next(row for row in table.records() if row["word"] == word)


def test_words_are_crossed_with_whatever_they_belong_to(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        documents.set_fields(work, "N01", {"kind": "observation", "occurred_on": "2024-05"})
        coding.apply(work, "N01", Span(0, 12), ["pressure", "paper"])
    assert crossed(file_project, "documents", "the") == {"word": "the", "N01": 1, "P01": 0}
    assert crossed(file_project, "kinds", "the") == {"word": "the", "interview": 0, "observation": 1}
    assert crossed(file_project, "speakers", "补录") == {"word": "补录", "访谈者": 1, "受访者": 1}
    assert crossed(file_project, "roles", "补录") == {"word": "补录", "interviewer": 1, "respondent": 1}
    assert crossed(file_project, "cases", "补录")["P01 woman"] == 1
    assert crossed(file_project, "period:year", "the") == {"word": "the", "2024": 1}
    assert any(note.startswith("Layer: of record") for note in listed(file_project, by="codes").notes)
    by_code = crossed(file_project, "codes", "hall")
    assert (by_code["pressure"], by_code["work/paper"], by_code["work/data entry"]) == (1, 1, 0)
    assert crossed(file_project, "kinds*roles", "补录") == {
        "word": "补录",
        "interview * interviewer": 1,
        "interview * respondent": 1,
        "observation * interviewer": 0,
        "observation * respondent": 0,
    }
    for wrong in ("coders", "kinds*segments"):
        with pytest.raises(WrongUse):
            listed(file_project, by=wrong)


def test_a_blind_rounds_codings_are_hidden_from_words_too(file_project: Project) -> None:
    from qualcode.actions.studies import course

    with file_project.write("Anna") as work:
        course.new(work, "read", course.Plan(["Anna", "Ben"], ["P01"]))
    with file_project.write("Ben") as work:
        coding.apply(work, "P01", Span(53, 57), "pressure")
        coders.assign(work, "P01", "Ben", done=True)
    assert listed(file_project, code="pressure", layer="all").rows == []


def test_what_tells_groups_apart(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("N02", "paper paper paper forms"))
        projects.add_documents(work, projects.read_text("N03", "forms and screens"))
    with file_project.read("Anna") as view:
        only = Selection(documents=["N02", "N03"])
        rows = {row["word"]: row for row in keyness(view, "documents", "N02", None, only, PLAIN).records()}
        pair = keyness(view, "documents", "N02", "N03", None, PLAIN)
        coded = keyness(view, "codes", "work", None, None, PLAIN)
    assert (rows["paper"]["count"], rows["paper"]["reference_count"], rows["paper"]["share"]) == (3, 0, 0.75)
    assert rows["screens"]["log_ratio"] < 0 < rows["paper"]["log_ratio"]
    assert {row["word"]: row for row in pair.records()} == rows
    assert "Groups: documents N02 against N03." in pair.notes
    assert any(note.startswith("Layer: of record") for note in coded.notes)
    assert {row[0] for row in coded.rows if row[1]} == {"后来", "用纸", "都", "才", "补录"}
    with file_project.read("Anna") as view, pytest.raises(NotFound):
        keyness(view, "documents", "N9")


def test_roles_said_later_change_whose_words_count(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        speakers.set_speaker(work, "P01", "受访者", role="interviewer")
    assert count_of(listed(file_project), "补录") == 0
