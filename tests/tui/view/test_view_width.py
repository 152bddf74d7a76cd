import sys
from unicodedata import category

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.text.graphemes import boundaries
from qualcode.tui.view import width
from tui.view.texts import lines


@pytest.mark.parametrize(
    ("cluster", "shown"),
    [
        ("你", "你"),
        ("e\u0301", "e\u0301"),
        ("👨‍👩‍👧", "👨"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("1️⃣", "1"),
        ("🇨🇳", "CN"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴"),
        ("\t", "    "),
        ("\x00", "␀"),
        ("\x1b", "␛"),
        ("\x7f", "␡"),
        ("\x85", "␦"),
        ("\u2028", "␤"),
        ("\u200b", "◌"),
        ("\u202e", "◌"),
        ("\u0301", "◌\u0301"),
        ("🏽", "◌"),
        ("🇨", "C"),
        ("\u3164", "◌"),
        ("हि", "हि"),
        ("\u093f", "◌\u093f"),
        ("e" + "\u0301" * 10**5, "e" + "\u0301" * 23),
    ],
)
def test_what_terminals_disagree_about_is_shown_safely(cluster: str, shown: str) -> None:
    assert width.shown(cluster) == shown


def test_every_plain_character_is_a_cluster_beside_any_other_and_has_a_width() -> None:
    plain = [chr(code) for code in range(sys.maxunicode + 1) if width.is_plain(chr(code))]
    assert len(plain) > 90_000
    pairs = "".join(f"a{character}{character}" for character in plain)
    assert all(match.end() - match.start() == 1 for match in regex.finditer(r"\X", pairs))
    assert {width.CELLS[character] for character in plain} == {1, 2}


@given(lines)
def test_widths_add_up_to_what_the_toolkit_measures_and_marks_that_only_terminals_do(line: str) -> None:
    units, drawn = width.clusters(line), width.show(line)
    assert "".join(units) == line
    assert width.cells(line) == sum(width.cluster_cells(unit) for unit in units)
    assert width.cells(line) == cell_len(drawn) + sum(category(character) == "Mc" for character in drawn)
    assert all(width.cluster_cells(unit) >= 1 for unit in units)


@given(lines)
def test_nothing_shown_can_move_the_cursor_or_vanish(line: str) -> None:
    assert all(character.isprintable() or character in "\u3000\u2028" for character in width.show(line))


@given(lines, st.data())
def test_cells_and_offsets_lead_back_to_each_other(line: str, data: st.DataObject) -> None:
    offset = data.draw(st.sampled_from(boundaries(line)))
    assert width.offset_at(line, width.cell_of(line, offset)) == offset


def test_every_cell_of_a_wide_cluster_belongs_to_it() -> None:
    line = "a你好b👨‍👩‍👧c"
    assert [width.offset_at(line, cell) for cell in range(10)] == [0, 1, 1, 2, 2, 3, 4, 4, 9, 10]


def test_cells_before_the_line_belong_to_its_start() -> None:
    assert width.offset_at("你好", -3) == 0
