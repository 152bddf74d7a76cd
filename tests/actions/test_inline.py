"""A document read with what is on it in its words: the marks can be told apart, and taken out they leave the text."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

import projects
from qualcode.actions import coding, inline, memos
from qualcode.actions.studies import course
from qualcode.project import Project
from qualcode.text.span import Span


def without_marks(told: str, brackets: int = 1) -> str:
    """What is left when the marks are taken out."""
    return re.sub(rf"⟦{{{brackets}}}\d+ .*?: | \d+⟧{{{brackets}}}", "", told)


def test_codings_are_opened_and_closed_by_number_the_longest_first(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        for end in (5, 12, 8):
            coding.apply(work, "N01", Span(2, end), "pressure")
    with file_project.read() as view:
        told = inline.reading(view, "N01")
    assert told.index(" 3⟧") < told.index(" 2⟧") < told.index(" 1⟧")
    assert without_marks(told) == projects.NOTE


def test_one_coder_alone_can_be_read(file_project: Project) -> None:
    with file_project.read() as view:
        told = inline.reading(view, "P01", by="Ben")
        assert "Ben" in told and "Anna" not in told
        assert without_marks(inline.reading(view, "P01")) == without_marks(told) == projects.INTERVIEW


def test_memos_stand_in_one_line_in_their_marks(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        memos.add(work, "第一：是这样\n\nNote: why?", target=memos.Target("N01", Span(3, 9)), title="想法")
        memos.add(work, "on all of it", target=memos.Target("N01"))
    with file_project.read() as view:
        told = inline.reading(view, "N01", with_memos=True)
    assert "memo “想法 – 第一：是这样 Note:\N{NO-BREAK SPACE}why?” · Anna: " in told
    assert told.startswith("⟦1 memo “on all of it” · Anna: ")
    assert told.endswith(" 1⟧")
    assert without_marks(told) == projects.NOTE


def test_a_blind_round_hides_the_others(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        memos.add(work, "mine", target=memos.Target("P01", Span(0, 2)))
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["P01"], keep=True))
    with file_project.read("Ben") as view:
        told = inline.reading(view, "P01", with_memos=True)
    assert "Anna" not in told and "mine" not in told


HOSTILE = st.text(st.sampled_from("a信 \n⟦⟧1:·“”│\u200d🏽"), min_size=1, max_size=30)
SPANS = st.lists(st.tuples(st.integers(0, 29), st.integers(1, 30), HOSTILE), min_size=1, max_size=8)


@given(HOSTILE, SPANS)
def test_marks_taken_out_leave_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    places = [(start % len(text), length, name) for start, length, name in spans]
    marks = [
        inline.Mark(start, -min(len(text), start + length), inline.one_line(name)) for start, length, name in places
    ]
    held = "\n".join([text, *(mark.said for mark in marks)])
    brackets = next(number for number in count(1) if "⟦" * number not in held and "⟧" * number not in held)
    assert without_marks(inline.marked(text, sorted(marks)), brackets) == text
