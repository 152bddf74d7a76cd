"""Folding changes no length, whatever is folded."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.folding import folded


@given(st.text())
def test_every_code_point_stays_at_its_place(text):
    assert len(folded(text)) == len(text)
    assert [folded(character) for character in text if character not in "Σς"] == [
        small for character, small in zip(text, folded(text), strict=True) if character not in "Σς"
    ]


def test_width_case_and_apostrophes_make_no_difference():
    assert folded("ＡＩ Don’t ΟΔΟΣ １２") == folded("ai don't οδοσ 12")
    assert folded("İzmir") == "izmir"
