"""The codebook: names, aliases, places, merging and removing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.actions import codes, coding, history, memos
from qualcode.errors import NotFound, QualcodeError, Refused, WrongUse
from qualcode.project import Project, Work
from qualcode.text.span import Span


def paths(project: Project) -> list[str]:
    with project.read() as view:
        return [code.path for code in codes.listing(view)]


def code(project: Project, path: str) -> codes.CodeRow:
    with project.read() as view:
        (found,) = [row for row in codes.listing(view) if row.path == path]
    return found


def test_the_root_is_never_shown(file_project: Project) -> None:
    assert paths(file_project) == ["work", "work/paper", "work/data entry", "pressure"]
    with file_project.write("Anna") as work, pytest.raises(NotFound):
        codes.describe(work, "", definition="everything")


@pytest.mark.parametrize("name", ["PRESSURE", " pressure ", "ｐｒｅｓｓｕｒｅ"])
def test_siblings_differ_in_more_than_case_and_width(file_project: Project, name: str) -> None:
    with pytest.raises(Refused, match="There is a code 'pressure' already"), file_project.write("Anna") as work:
        codes.add(work, name)
    with file_project.write("Anna") as work:
        assert codes.add(work, f"work/{name}") == f"work/{name.strip()}"


def test_a_slash_in_a_name_is_written_with_a_backslash(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        assert codes.add(work, r"work/in\/out") == r"work/in\/out"
        coding.apply(work, "N01", Span(0, 3), r"in\/out")
        codes.rename(work, r"work/in\/out", "both ways")
        codes.describe(work, r"work/in\/out", definition="found by what it was called")
    assert code(file_project, "work/both ways").definition == "found by what it was called"


def test_a_name_is_enough_where_it_is_unique(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.add(work, "pressure/paper")
        codes.add(work, "data entry/by night")
    assert "work/data entry/by night" in paths(file_project)
    with pytest.raises(WrongUse, match="Say which: work/paper, pressure/paper"), file_project.write("Anna") as work:
        coding.apply(work, "N01", Span(0, 3), "paper")


def test_aliases_are_found_whatever_their_width_and_case(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.describe(work, "pressure", aliases=["Druck", "压力"])
        for number, alias in enumerate(("ＤＲＵＣＫ", "压力")):
            coding.apply(work, "N01", Span(number, 9), alias)
    assert code(file_project, "pressure").codings == 2


def test_a_name_comes_before_an_alias(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.describe(work, "pressure", aliases=["paper"])
        coding.apply(work, "N01", Span(0, 3), "paper")
    assert code(file_project, "pressure").codings == 0


def test_an_old_name_and_an_old_path_still_find_the_code(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.rename(work, "work/paper", "on paper")
        coding.apply(work, "N01", Span(0, 3), "paper")
        coding.apply(work, "N01", Span(0, 4), "work/paper")
    assert code(file_project, "work/on paper").codings == 4
    assert code(file_project, "work/on paper").aliases == ("纸", "paper")
    with file_project.write("Anna") as work, pytest.raises(NotFound):
        codes.describe(work, "pressure/paper", definition="was never there")


def test_renaming_back_leaves_the_other_name_as_an_alias(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.rename(work, "pressure", "Pressure")
    assert code(file_project, "Pressure").aliases == ()
    with file_project.write("Anna") as work:
        codes.rename(work, "pressure", "from above")
        codes.rename(work, "from above", "pressure")
    assert code(file_project, "pressure").aliases == ("from above",)


def test_a_new_code_comes_last_also_after_others_have_gone(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        for name in ("a", "b", "c"):
            codes.add(work, name)
        codes.remove(work, "a")
        codes.remove(work, "b")
        codes.add(work, "d")
    assert paths(file_project)[-3:] == ["pressure", "c", "d"]


def test_moving_takes_the_branch_along_and_keeps_to_the_place_asked_for(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.move(work, "work", "pressure")
        assert [row.path for row in codes.listing(work)][1:3] == ["pressure/work", "pressure/work/paper"]
        codes.move(work, "data entry", None, position=0)
    assert paths(file_project) == ["data entry", "pressure", "pressure/work", "pressure/work/paper"]


REFUSED: list[tuple[Callable[[Work], object], type[QualcodeError], str]] = [
    (lambda work: codes.move(work, "work", "work"), Refused, "below itself"),
    (lambda work: codes.move(work, "work", "paper"), Refused, "below itself"),
    (lambda work: codes.move(work, "work", "nowhere"), NotFound, "no code 'nowhere'"),
    (lambda work: codes.merge(work, "work", "paper"), Refused, "the other way round"),
    (lambda work: codes.merge(work, "paper", "paper"), Refused, "into itself"),
    (lambda work: codes.merge(work, "paper", "work"), Refused, "is a heading"),
    (lambda work: codes.rename(work, "paper", "Data Entry"), Refused, "'work/data entry' already"),
    (lambda work: codes.rename(work, "paper", " "), WrongUse, "needs a name"),
    (lambda work: codes.add(work, "nowhere/new"), NotFound, "no code 'nowhere'"),
    (lambda work: codes.add(work, ""), WrongUse, "needs a name"),
    (lambda work: codes.add(work, "work//x"), WrongUse, "empty name"),
    (lambda work: codes.describe(work, "paper", colour="red"), WrongUse, "A code has no colour"),
    (lambda work: codes.describe(work, "paper", status="perfect"), Refused, "break a rule of the project"),
    (lambda work: codes.remove(work, "work"), Refused, "There are codes below 'work'"),
    (lambda work: codes.remove(work, "paper"), Refused, "is used in 2 codings"),
]


@pytest.mark.parametrize(("attempt", "error", "words"), REFUSED)
def test_what_cannot_be_is_said_and_changes_nothing(
    file_project: Project, attempt: Callable[[Work], object], error: type[QualcodeError], words: str
) -> None:
    with file_project.read() as view:
        before = codes.listing(view)
    with pytest.raises(error, match=words), file_project.write("Anna") as work:
        attempt(work)
    with file_project.read() as view:
        assert codes.listing(view) == before


def test_merging_leaves_one_coding_a_coder_on_the_same_words(project: Project) -> None:
    with project.write("Anna") as work:
        (twin,) = coding.apply(work, "P01", Span(32, 39), "pressure", weight=7)
        memos.add(work, "On the twin.", target=memos.Target(coding=twin))
        memos.add(work, "On the code.", target=memos.Target(code="work/paper"))
        codes.add(work, "work/paper/forms")
    with project.write("Anna") as work:
        assert codes.merge(work, "work/paper", "pressure") == 2
    with project.read() as view:
        found = [(it.coder, it.start, it.end, it.weight) for it in coding.matching(view, code="pressure")]
        assert found == [("Ben", 30, 45, None), ("Anna", 32, 39, 7)]
        memo_places = {(memo.text, memo.target, memo.on) for memo in memos.listing(view)}
        assert {("On the code.", "code", "pressure"), ("Again the paper first.", "coding", "P01 32–39")} < memo_places
        assert [memo.start for memo in memos.listing(view, "P01")] == [32, 32]
    assert code(project, "pressure").aliases == ("paper", "纸")
    assert paths(project) == ["work", "work/data entry", "pressure", "pressure/forms"]


def test_a_child_may_take_the_place_of_the_code_that_is_merged_away(project: Project) -> None:
    with project.write("Anna") as work:
        codes.add(work, "pressure/talk")
        codes.add(work, "pressure/talk/talk", definition="the inner one")
        codes.merge(work, "pressure/talk", "pressure")
    assert code(project, "pressure/talk").definition == "the inner one"
    with project.write("Anna") as work:
        history.undo(work)
    assert "pressure/talk/talk" not in paths(project)


def test_merging_is_refused_where_a_child_has_a_namesake_or_the_target_is_retired(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.add(work, "pressure/paper")
        codes.add(work, "new", is_codable=False)
        codes.add(work, "new/paper")
        codes.add(work, "old", retired=True)
    for into, words in (("pressure", "'pressure/paper' already"), ("old", "'old' is retired")):
        with pytest.raises(Refused, match=words), file_project.write("Anna") as work:
            codes.merge(work, "new", into)


def test_removing_a_code_takes_its_codings_and_memos_and_undo_brings_them_back(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        assert codes.remove(work, "work/paper", with_codings=True) == 2
    with file_project.read() as view:
        assert [row.code for row in coding.listing(view)] == ["work/data entry"]
        assert [memo.text for memo in memos.listing(view)] == ["Who reads these?"]
    with file_project.write("Anna") as work:
        history.undo(work)
    assert code(file_project, "work/paper").codings == 2


def test_a_code_restored_under_another_key_is_told_from_the_one_that_took_its_key(file_project: Project) -> None:
    """Keys inside are given again; what the journal keeps must not mistake a new code for the one that had its key."""
    with file_project.write("Anna") as work:
        codes.remove(work, "pressure")
        codes.add(work, "urgency")
        coding.apply(work, "N01", Span(0, 3), "urgency")
    with file_project.write("Anna") as work:
        history.undo(work)
    assert paths(file_project) == ["work", "work/paper", "work/data entry", "pressure"]
