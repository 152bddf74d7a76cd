"""How much two texts have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.likeness import containment, likeness

GUIDE = "Interviewer: When did it begin?\nInterviewer: And who decided that?\n"
MANY = "\n".join(f"Li: Answer number {n} is about the {n}th form, which we filled in by hand." for n in range(50))
TEXTS = st.text("ab.\n", max_size=20)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (MANY, MANY, 1, 1),
        (MANY, MANY.replace("number 7 ", "number seven "), 0.95, 0.999),
        (MANY, MANY.replace(" ", "  "), 1, 1),
        (MANY, MANY + "\n" + GUIDE, 0.9, 0.999),
        ("受访者：去年春天，大家都用纸。", "受访者：去年春天，大家都用紙。", 0.5, 0.8),
        (GUIDE + "Li: last spring.", GUIDE + "Wang: it was never decided; it came from above, by telephone.", 0.3, 0.8),
        (MANY, "Something else altogether.", 0, 0),
        ("", "", 0, 0),
        ("a", "", 0, 0),
    ],
)
def test_what_is_shared_counts_by_its_length(one, other, least, most):
    assert least <= likeness(one, other) <= most


@given(TEXTS, TEXTS)
def test_it_is_the_same_both_ways_and_a_share(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("Yes.", "Yes. Sent by phone.", 1),
        ("Yes, no", "No. Yes.", 0.6),
        ("Yes.", "No.", 0),
        ("", "Yes.", 0),
        ("", "", 0),
    ],
)
def test_what_the_shorter_text_shares_is_told_of_it_alone(one, other, share):
    assert containment(one, other) == containment(other, one) == share
