"""Whether the project can be written: what we lock ourselves is not locked by another program."""

from __future__ import annotations

from pathlib import Path

from qualcode.project import open_project
from qualcode.tui.project.door import Door


def test_a_lock_of_our_own_is_no_reason_to_say_that_another_program_writes(place: Path) -> None:
    with open_project(place) as project, open_project(place) as same_hands:
        door = Door(project, "Anna")
        with door.passing(), same_hands.write("Anna"):
            assert not door.look() and door.closed == ""
        assert not door.look() and door.closed == ""
        door.doubt()
        with same_hands.write("Anna"):  # another program's
            assert door.look() and door.closed == "busy"
        assert door.look() and door.closed == ""
