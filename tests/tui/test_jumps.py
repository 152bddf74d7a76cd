"""Jumps say where they have led, or that they lead nowhere; and “here” is what an action would work on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import projects
from qualcode.actions.coding import CodingRow
from qualcode.project import create_project
from qualcode.text.span import Span
from tui.conftest import Open

Codings = Callable[..., list[CodingRow]]
TALK = (
    "Interviewer: Why did you stay? Tell me.\nRespondent: Because I had to. It was so!\n"
    "Interviewer: Please go on.\nRespondent: Well, that is all."
)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A project with one short interview."""
    path = tmp_path / "talk.qualcode"
    with create_project(path, "Talk", "Anna") as project, project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("talk", TALK))
    return path


@pytest.mark.parametrize(
    ("keys", "caret", "said"),
    [
        ("n", 30, "Segment 1 of 2: paper"),
        ("nn", 32, "Segment 2 of 2: data entry, paper"),
        ("nnn", 32, "There is no other segment there."),
        ("p", 0, "There is no other segment there."),
        ("nnp", 30, "Segment 1 of 2: paper"),
        ("nN", 32, "paper: 2 of 2"),
        ("nNP", 30, "paper: 1 of 2"),
        ("nP", 30, "There is no other segment of paper there."),
        ("N", 0, "There is no code here. Go to a segment first, or select it."),
        ("z", 4, "Not coded: 1 of 2"),
        ("zzz", 47, "There is no other stretch there that is not coded."),
        ("zzZ", 4, "Not coded: 1 of 2"),
        ("y", 32, "Memo: 1 of 1"),
        ("yy", 32, "There is no other memo there."),
        ("f", 47, "访谈者: 2 of 2"),
        ("ff", 47, "There is no other turn of this speaker there."),
        ("fF", 4, "访谈者: 1 of 2"),
        (">F", 22, "受访者: 1 of 2"),
    ],
)
async def test_a_jump_says_where_it_has_led(workbench: Open, place: Path, keys: str, caret: int, said: str) -> None:
    async with workbench(place, "Anna", "P01") as bench:
        await bench.press(*keys)
        assert (bench.view.caret, bench.said) == (caret, said)


async def test_what_is_coded_from_a_speakers_name_is_here_and_the_next_sentence_comes_next(
    workbench: Open, talk: Path, codings_of: Codings
) -> None:
    async with workbench(talk, "Anna", "talk") as bench:
        assert bench.view.caret == 0  # on the name of who speaks
        await bench.press("c", *"theme", "enter", ")", ".")
        assert [Span(row.start, row.end).of(TALK) for row in codings_of(talk, "talk")] == [
            "Why did you stay?",
            "Tell me.",
        ]
        await bench.press("<")
        assert [coding.label for coding in bench.view.codings_here()] == ["theme"]
        await bench.press("x")
        assert bench.said == "Removed theme."


async def test_marks_and_names_alone_are_no_stretch_without_a_code(workbench: Open, talk: Path) -> None:
    async with workbench(talk, "Anna", "talk") as bench:
        bench.view.select(Span(TALK.index("Why"), TALK.index("?")))
        await bench.press("c", *"theme", "enter", "escape")
        await bench.press("<", "z")
        assert (bench.view.caret, bench.said) == (TALK.index("Tell"), "Not coded: 1 of 1")


async def test_at_the_very_end_it_is_still_known_who_speaks(workbench: Open, talk: Path) -> None:
    async with workbench(talk, "Anna", "talk") as bench:
        await bench.press(">")
        assert "Respondent" in bench.rows()[-2]
        await bench.press("F")
        assert bench.said == "Respondent: 1 of 2"
