"""What a person sees as one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.graphemes import boundaries, next_boundary, previous_boundary, snap
from qualcode.text.span import Span

PIECES = [
    *("a", "你", ".", " ", "\n", "\r", "\x01", "가", "ᄀ", "ᅡ", "ᆨ", "안", "ก", "ำ", "क", "्", "ष", "\u0903", "\u0600"),
    *("👩", "🏽", "🇨", "🇳", "葛", "\u0301", "\u200d", "\ufe0f", "\u20e3", "\U000e0100"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)

WHOLE = ["👨\u200d👩\u200d👧", "e\u0301", "🇨🇳", "1\ufe0f\u20e3", "葛\U000e0100", "각", "क्ष"]


@pytest.mark.parametrize("cluster", WHOLE)
def test_a_cluster_is_never_split(cluster):
    text = f"a{cluster}b"
    assert boundaries(text) == [0, 1, 1 + len(cluster), 2 + len(cluster)]
    for inside in range(1, 1 + len(cluster)):
        assert snap(text, Span(inside, inside + 1)) == Span(1, 1 + len(cluster))


@given(TEXTS)
def test_steps_go_from_edge_to_edge(text):
    edges = boundaries(text)
    for position in range(len(text)):
        assert next_boundary(text, position) == min(edge for edge in edges if edge > position)
        assert previous_boundary(text, position + 1) == max(edge for edge in edges if edge <= position)


@given(TEXTS, st.data())
def test_snapping_widens_to_the_nearest_edges(text, data):
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    edges = boundaries(text)
    snapped = snap(text, span)
    assert snapped.start == max(edge for edge in edges if edge <= span.start)
    assert snapped.end == min(edge for edge in edges if edge >= span.end)
    assert snap(text, snapped) == snapped


def test_the_ends_of_the_text_are_the_last_steps():
    assert (previous_boundary("ab", 0), next_boundary("ab", 2), boundaries("")) == (0, 2, [0])


def test_edges_of_a_part_are_positions_of_the_whole():
    assert boundaries("ab👩🏽c", 2, 4) == [2, 4]
