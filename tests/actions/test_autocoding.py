"""Coding by words: what is coded, what is left alone, and that nothing is doubled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import projects
from qualcode.actions import coding, history
from qualcode.actions.autocoding import Proposal, Rule, autocode, propose, read_rules, with_interviewers
from qualcode.actions.words.selected_text import Selection
from qualcode.errors import NotFound, Refused, UnreadableInput, WrongUse
from qualcode.project import Project, create_project
from qualcode.text.span import Span


def coded(project: Project, *rules: Rule, selection: Selection | None = None, coder: str = "Anna") -> Proposal:
    with project.write(coder) as work:
        return autocode(work, rules, selection)


def texts(project: Project, code: str, coder: str = "Anna") -> list[str]:
    with project.read("Anna") as view:
        found = coding.matching(view, code=code, coder=coder)
        return [row.document + ":" + projects_text(row.document)[row.start : row.end] for row in found]


def projects_text(name: str) -> str:
    return {"P01": projects.INTERVIEW, "N01": projects.NOTE}[name]


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("hit", ["P01:数据"]),
        ("sentence", ["P01:因为上面要看数据，we had no choice 👩‍🌾。"]),
        ("paragraph", ["P01:因为上面要看数据，we had no choice 👩‍🌾。"]),
        ("turn", ["P01:因为上面要看数据，we had no choice 👩‍🌾。"]),
    ],
)
def test_the_unit_around_the_words_is_coded(file_project: Project, unit: str, words: list[str]) -> None:
    coded(file_project, Rule("数据", "pressure", unit))
    assert texts(file_project, "pressure") == words


def test_with_a_query_only_hits_inside_what_it_means_are_coded(file_project: Project) -> None:
    every = coded(file_project, Rule("纸", "pressure", "hit"))
    inside = coded(file_project, Rule("纸", "work/data entry", "hit"), selection=Selection(where="paper", layer="Ben"))
    spans = [(row[1], row[2]) for row in inside.hits]
    assert spans == [(row[1], row[2]) for row in every.hits if row[0] == "P01" and 30 <= row[1] < 45]
    assert spans
    assert coded(file_project, Rule("纸", "work/paper", "hit"), selection=Selection(where="round > 7")).hits == []


def test_a_unit_with_two_hits_is_coded_once(file_project: Project) -> None:
    found = coded(file_project, Rule("clerks", "pressure"), Rule("paper form*", "pressure"))
    assert texts(file_project, "pressure") == ["N01:Two clerks typed what a third read from paper forms."]
    assert [row[5] for row in found.hits] == ["clerks", "paper forms"]
    assert found.codes == {"pressure": 1}


def test_interviewers_words_are_left_alone_unless_asked_for(file_project: Project) -> None:
    coded(file_project, Rule("补录", "pressure", "turn"))
    assert texts(file_project, "pressure") == ["P01:去年春天。一开始大家都用纸，后来才补录。"]
    coded(file_project, Rule("补录", "pressure", "turn"), selection=with_interviewers(Selection()))
    assert len(texts(file_project, "pressure")) == 2


def test_what_is_there_already_is_not_doubled(file_project: Project) -> None:
    first = coded(file_project, Rule("clerks", "pressure"))
    again = coded(file_project, Rule("clerks", "pressure"), Rule("nine", "pressure"))
    assert (len(first.rows), len(again.rows)) == (1, 1)
    assert [row[-1] for row in again.hits] == [False, True]
    assert "1 coding is there already and stays." in again.notes
    assert len(coded(file_project, Rule("clerks", "pressure"), coder="Ben").rows) == 1


def test_one_undo_takes_all_of_it_back(file_project: Project) -> None:
    with file_project.read("Anna") as view:
        before = projects.dump(view)
    coded(file_project, Rule("clerks", "pressure"), Rule("数据", "data entry", "hit"))
    with file_project.write("Anna") as work:
        history.undo(work)
    with file_project.read("Anna") as view:
        assert projects.dump(view) == before


def test_a_rehearsal_changes_nothing(file_project: Project) -> None:
    with file_project.rehearse("Anna") as work:
        assert autocode(work, [Rule("clerks", "pressure")]).codes == {"pressure": 1}
    assert texts(file_project, "pressure") == []


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        (Rule("clerks", "presure"), NotFound),
        (Rule("clerks", "work"), Refused),
        (Rule("clerks", "pressure", "page"), WrongUse),
        (Rule(" ", "pressure"), WrongUse),
    ],
)
def test_rules_that_mean_nothing_change_nothing(file_project: Project, rule: Rule, error: Any) -> None:
    with pytest.raises(error):
        coded(file_project, Rule("nine", "pressure"), rule)
    assert texts(file_project, "pressure") == []


def test_rules_are_read_from_a_table(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("Code,Phrase,unit\npressure,上面要看,turn\nwork/paper,paper form*,\n", encoding="utf-8-sig")
    assert read_rules(file, "hit") == [
        Rule("上面要看", "pressure", "turn"),
        Rule("paper form*", "work/paper", "hit"),
    ]
    for text, error in (
        ("code,word\n", UnreadableInput),
        ("code\nx\n", UnreadableInput),
        ("code,word\nx,\n", WrongUse),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(error, match=r"words\.csv"):
            read_rules(file)


@settings(max_examples=25)
@given(text=st.text("ab。 \n", min_size=1, max_size=60), word=st.sampled_from(["a", "ab", "b a"]))
def test_every_unit_with_the_words_is_coded_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, text: str, word: str
) -> None:
    from qualcode.actions import codes
    from qualcode.text.folding import folded
    from qualcode.text.phrases import Phrase
    from qualcode.text.units import units

    with create_project(tmp_path_factory.mktemp("any") / "a.qualcode", "A", "Anna") as project:
        with project.write("Anna") as work:
            projects.add_documents(work, projects.read_text("D", f"first\n{text}"))
            codes.add(work, "c")
            autocode(work, [Rule(word, "c")])
        with project.read("Anna") as view:
            spans = [Span(row.start, row.end) for row in coding.matching(view, code="c")]
    stored = f"first\n{text}"
    small = folded(stored)
    assert spans == [it for it in units(stored, "sentence") if any(Phrase(word).find(small, it.start, it.end))]


def test_places_that_are_left_out_are_not_coded(file_project: Project) -> None:
    rule = Rule("纸", "pressure", "hit")
    with file_project.read("Anna") as view:
        every = propose(view, [rule])
    first = every.hits[0]
    with file_project.write("Anna") as work:
        found = autocode(work, [rule], without={(str(first[0]), int(str(first[1])), int(str(first[2])))})
    assert found.hits == every.hits[1:]
    assert found.codes.total() == every.codes.total() - 1


def test_a_proposal_changes_nothing_and_needs_no_coder_yet(file_project: Project) -> None:
    with file_project.read("Nobody") as view:
        assert propose(view, [Rule("纸", "pressure", "hit")]).codes.total() > 0
    assert texts(file_project, "pressure") == []
