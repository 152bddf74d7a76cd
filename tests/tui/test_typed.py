"""Keys as the terminal brings them: what comes in one go is what was typed."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from textual import events

from qualcode.tui.typed import Painter, TypedKeys, meant
from tui.conftest import Start


def keys(typed: str, writing: bool = False) -> list[str]:
    parser = TypedKeys()
    tokens = [*parser.feed(typed), *parser.feed("")]
    return [key.key for token in tokens if isinstance(token, events.Key) for key in meant(token, writing)]


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
        ("\x1bb", ["escape", "b"]),
        ("\x1bf)", ["escape", "f", "right_parenthesis"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1b]", ["escape", "right_square_bracket"]),
        ("\x1bO", ["escape", "O"]),
        ("\x1b]x", ["escape", "right_square_bracket", "x"]),
        ("c\n", ["c", "enter"]),
        ("c\r", ["c", "enter"]),
        ("é你", ["é", "你"]),
        ("\x1b[1;2Q\x1b[1;2R\x1b[15;2~", ["shift+f2", "shift+f3", "shift+f5"]),
        ("\x1b[25~\x1b[34~", ["shift+f5", "shift+f12"]),
    ],
)
def test_a_key_right_behind_esc_is_a_key_of_its_own(typed: str, meant: list[str]) -> None:
    assert keys(typed) == meant


def test_the_linux_console_writes_shift_with_f_keys_by_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    assert keys("\x1b[25~\x1b[28~\x1b[34~") == ["shift+f1", "shift+f3", "shift+f8"]


def test_while_a_text_is_written_alt_and_an_arrow_move_by_words() -> None:
    assert keys("\x1bb\x1bfx", writing=True) == ["ctrl+left", "ctrl+right", "x"]
    assert keys("\x1bx", writing=True) == ["escape", "x"]


@pytest.mark.parametrize("said", ["\x1b[<35;12;3M", "\x1b[?2026;2$y", "\x1b[24;80R", "\x1b[1;2C"])
def test_what_the_terminal_says_in_pieces_is_never_taken_for_keys(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its digits would put codes on the text."""
    now = [0.0]
    for module in ("qualcode.tui.typed", "textual._parser"):
        monkeypatch.setattr(f"{module}.get_time", lambda: now[0])
    whole = [type(token) for token in TypedKeys().feed(said)]
    for cut in range(3, len(said)):
        parser, tokens = TypedKeys(), []
        for piece in (said[:cut], said[cut:]):
            tokens += [*parser.feed(piece)]
            now[0] += 1.5
            tokens += [*parser.tick()]
        assert [type(token) for token in tokens] == whole
        tokens = [*parser.feed(said[:cut])]
        now[0] += 3
        tokens += [*parser.tick(), *parser.feed("c")]
        assert [token.key for token in tokens if isinstance(token, events.Key)] == ["c"]


def test_what_is_painted_when_the_terminal_is_gone_keeps_nobody_waiting() -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        painter = Painter(terminal)
        painter.start()
        os.close(ours)
        painting = threading.Thread(target=lambda: [painter.write("x" * 9000) for _ in range(100)], daemon=True)
        painting.start()
        painting.join(20)
        assert not painting.is_alive()
        painter.stop()
        with suppress(OSError):
            terminal.close()


def test_a_drawer_is_left_and_the_next_keys_are_for_the_text(start: Start, place: Path) -> None:
    terminal = start(place, "Anna", "P01", size=(120, 30))
    terminal.wait_for("? help")
    terminal.burst("c", *"press", "Escape", ")", "m", *"seen", "F2")
    terminal.wait_for("The memo is saved.")
