"""A node and its ties in lines of characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.analysis.ego import Tied, drawn
from qualcode.tui.view.width import cells

NAMES = st.text("ab 数据局", min_size=1, max_size=60)
TIES = st.lists(
    st.builds(Tied, st.just(0), NAMES, st.sampled_from(("1", "12", ".33")), st.floats(0.01, 1)), max_size=30
)


def lines(name: str, ties: list[Tied], at: int = 0, width: int = 60, height: int = 9) -> list[str]:
    return ["".join(words for words, _look in line).rstrip() for line in drawn(name, ties, at, width, height)]


def test_the_node_stands_in_the_middle_and_thickness_follows_the_weight() -> None:
    ties = [Tied(1, "审批", "9", 1.0), Tied(2, "costs", "5", 0.5), Tied(3, "trust", "1", 0.1)]
    assert lines("数据", ties) == [
        "      ┍━━━ 9 ━━━▸审批",
        "数据 ─┼─── 5 ─── costs",
        "      └╌╌╌ 1 ╌╌╌ trust",
    ]


def test_directions_and_a_single_tie() -> None:
    assert lines("a", [Tied(1, "b", "2", 1.0, "to")]) == ["a ─━━━━ 2 ━━▶▸b"]
    assert lines("a", [Tied(1, "b", "2", 1.0, "from")]) == ["a ─━◀━━ 2 ━━━▸b"]
    assert lines("a", []) == ["a  It has no tie."]


@given(NAMES, TIES, st.data(), st.integers(30, 120), st.integers(2, 20))
def test_it_fits_and_shows_the_marked_tie(
    name: str, ties: list[Tied], data: st.DataObject, width: int, height: int
) -> None:
    at = data.draw(st.integers(0, max(len(ties) - 1, 0)))
    shown = lines(name, ties, at, width, height)
    assert len(shown) <= height
    assert all(cells(line) <= width for line in shown)
    assert sum("▸" in line for line in shown) == bool(ties)
