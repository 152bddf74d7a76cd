"""Two workbenches in two processes on one project, in a file and on a server: what one does, the other sees."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from conftest import database_on, on_server
from qualcode.actions import codes
from qualcode.actions.material import documents
from qualcode.project import open_project
from tui.conftest import Start
from tui.terminals import Terminal


@pytest.fixture(params=["file", "server"])
def shared(request: pytest.FixtureRequest, place: Path) -> Iterator[str]:
    """The small project of projects.py, in a file and in a database on a real server."""
    if request.param == "file":
        yield str(place)
        return
    server = os.environ.get("QUALCODE_TEST_POSTGRESQL")
    if not server:
        pytest.skip("QUALCODE_TEST_POSTGRESQL names no PostgreSQL server")
    filled = request.getfixturevalue("filled_database")
    with database_on(server) as url:
        empty, full = (make_url(it).database for it in (url, filled))
        on_server(server, f"DROP DATABASE {empty}", f"CREATE DATABASE {empty} TEMPLATE {full}")
        yield url


@pytest.fixture
def two(start: Start, shared: str) -> tuple[Terminal, Terminal]:
    """Anna and Ben at the same document."""
    return both(start, shared)


def both(start: Start, shared: str) -> tuple[Terminal, Terminal]:
    anna, ben = start(shared, "Anna", "P01", size=(120, 30)), start(shared, "Ben", "P01", size=(120, 30))
    anna.wait_for("? help")
    ben.wait_for("? help")
    anna.press(")")
    ben.press(")")
    anna.wait_for("at 4 %")
    ben.wait_for("at 4 %")
    return anna, ben


def test_codings_codes_memos_and_marks_of_the_other_appear_and_the_caret_stays(
    two: tuple[Terminal, Terminal],
) -> None:
    anna, ben = two
    anna.press("v", "Right", "Right")
    anna.wait_for("2 characters selected")
    anna.come_to_rest()
    caret = anna.caret
    ben.press("c", *"delay", "Enter")
    ben.wait_for("Coded with delay.")
    anna.wait_for("delay  Ben")
    anna.wait_for("█ delay")
    ben.press("m", *"Slow.", "F2")
    ben.wait_for("The memo is saved.")
    anna.wait_for("Ben: Slow.")
    assert anna.caret == caret
    assert "2 characters selected" in anna.screen
    anna.press("Escape", "g", "d")
    anna.wait_for("done by you")
    ben.press("D")
    ben.wait_for("You have marked this document as done.")
    anna.wait_for("✓Ben")
    ben.press("u", "u", "u")
    anna.press("Escape")
    anna.wait_for("? help")
    ben.wait_for("Undone: coded P01")
    anna.until(lambda: "delay" not in anna.screen)


def test_news_come_while_a_memo_is_written_and_while_codes_are_chosen(two: tuple[Terminal, Terminal]) -> None:
    anna, ben = two
    anna.press("m", *"half a th")
    anna.wait_for("half a th")
    ben.press("c", *"delay", "Enter")
    anna.wait_for("delay  Ben")
    anna.press(*"ought", "F2")
    anna.wait_for("The memo is saved.")
    ben.wait_for("Anna: half a thought")
    anna.press("c", *"press")
    anna.wait_for("█ pressure")
    ben.press("D")
    ben.wait_for("You have marked this document as done.")
    ben.press(")", ".")
    anna.until(lambda: re.search(r"█ delay +2", anna.screen) is not None)
    anna.press("Enter")
    anna.wait_for("Coded with pressure.")


def test_the_table_of_segments_follows_and_keeps_its_row(two: tuple[Terminal, Terminal]) -> None:
    anna, ben = two
    anna.press("g", "s")
    anna.wait_for("▸")
    anna.press("Down")
    anna.wait_for("2 of ")
    row = [line for line in anna.screen.splitlines() if line.startswith("▸")]
    ben.press("c", *"delay", "Enter")
    ben.wait_for("Coded with delay.")
    anna.wait_for(" delay ")
    assert [line for line in anna.screen.splitlines() if line.startswith("▸")] == row


def test_a_code_that_somebody_removes_while_it_is_highlighted_cannot_be_put_on(
    two: tuple[Terminal, Terminal], shared: str
) -> None:
    anna, _ben = two
    with open_project(shared) as project, project.write("Ben") as work:
        codes.add(work, "fleeting")
    anna.wait_for("█ fleeting")
    anna.press("c", *"fleet")
    anna.wait_for("─Codes")
    anna.come_to_rest()
    with open_project(shared) as project, project.write("Ben") as work:
        codes.remove(work, "fleeting")
    anna.press("Enter")
    anna.wait_for("This code is no longer in the codebook. Choose another.")
    with open_project(shared) as project, project.read() as view:
        assert "fleeting" not in {code.name for code in codes.listing(view)}


def test_a_document_that_is_renamed_and_one_that_is_removed_are_said(
    two: tuple[Terminal, Terminal], shared: str
) -> None:
    anna, ben = two
    caret = anna.caret
    with open_project(shared) as project, project.write("Ben") as work:
        documents.rename(work, "P01", "P01 new")
    anna.wait_for("Somebody has renamed P01: it is P01 new now.")
    assert anna.caret == caret
    ben.wait_for("P01 new")
    with open_project(shared) as project, project.write("Ben") as work:
        documents.remove(work, ["P01 new"])
    anna.wait_for("Somebody has removed P01 new. Its text stays here.")
    anna.wait_for("removed by somebody")
    anna.press("c")
    anna.wait_for("Esc leave")
    anna.press(*"press")
    anna.wait_for("new code “press”")
    anna.press("Enter")
    anna.wait_for("Its text stays here. Nothing was changed.")


def test_a_project_that_goes_away_or_is_another_one_is_said_and_comes_back(start: Start, place: Path) -> None:
    anna, _ben = both(start, str(place))
    away = place.with_name("away.qualcode")
    place.rename(away)
    anna.wait_for("cannot be opened or read")
    anna.press("g", "s")
    anna.come_to_rest()
    anna.press("Escape")
    away.rename(place)
    anna.wait_for("The project can be read again.")
    place.rename(away)
    from qualcode.project import create_project

    create_project(place, "Another", "Anna").close()
    anna.wait_for("There is another project at")
    anna.press("c", *"press", "Enter")
    anna.wait_for("There is another project at")
    with open_project(place) as project, project.read() as view:
        assert [code.name for code in codes.listing(view)] == []
    for file in place.parent.glob(f"{place.name}*"):
        file.unlink()
    shutil.move(away, place)
    anna.wait_for("The project can be read again.")


def test_a_project_locked_by_another_program_is_read_and_the_title_says_so(
    start: Start, place: Path, put: Callable[..., None]
) -> None:
    anna, _ben = both(start, str(place))
    with open_project(place) as other, other.write("Ben"):
        anna.press("c", *"press", "Enter")
        anna.wait_for("is being written by another program. It")
        assert "being written by another program" in anna.wait_for("being written by another program ·").splitlines()[0]
        anna.press("Escape", ")")
        late = start(str(place), "Anna", "P01", size=(120, 30))
        late.wait_for("being written by another program ·")
    anna.wait_for("The project can be written again.")
    anna.press("c", *"press", "Enter")
    anna.wait_for("Coded with pressure.")
