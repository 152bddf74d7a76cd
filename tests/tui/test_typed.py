"""Keys as the terminal brings them: what comes in one go is what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from qualcode.tui.typed import TypedKeys
from tui.conftest import Start


def keys(typed: str) -> list[str]:
    parser = TypedKeys()
    tokens = [*parser.feed(typed), *parser.feed("")]
    return [token.key for token in tokens if isinstance(token, events.Key)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\x1bg", ["escape", "g"]),
        ("\x1bgd", ["escape", "g", "d"]),
        ("\x1bG", ["escape", "G"]),
        ("\x1b)", ["escape", "right_parenthesis"]),
        ("\x1b，", ["escape", "fullwidth_comma"]),
        ("\x1b1", ["escape", "1"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b", ["escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b[A", ["up"]),
        ("\x1bOP", ["f1"]),
        ("\x1b[1;2C", ["shift+right"]),
        ("\x1bb", ["ctrl+left"]),
        ("c\n", ["c", "enter"]),
        ("c\r", ["c", "enter"]),
        ("é你", ["é", "你"]),
    ],
)
def test_a_key_right_behind_esc_is_a_key_of_its_own(typed: str, meant: list[str]) -> None:
    assert keys(typed) == meant


def test_a_drawer_is_left_and_the_next_keys_are_for_the_text(start: Start, place: Path) -> None:
    terminal = start(place, "Anna", "P01", size=(120, 30))
    terminal.wait_for("? help")
    terminal.burst("c", *"press", "Escape", ")", "m", *"seen", "F2")
    terminal.wait_for("The memo is saved.")
