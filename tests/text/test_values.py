"""What is written in a table, as values of the narrowest kind that gives them back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.store.models.cases import ATTRIBUTE_KINDS
from qualcode.text.values import KINDS, guess_kind


def test_the_kinds_are_those_a_project_knows() -> None:
    assert KINDS == ATTRIBUTE_KINDS


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["1", "-20", "0"], "integer"),
        (["1", "2.50"], "decimal"),
        (["2024", "2023"], "integer"),
        (["2024-05", "2023"], "date"),
        (["2024-05-31"], "date"),
        (["yes", "否"], "boolean"),
        (["yes", "perhaps"], "text"),
        (["007", "12"], "text"),
        (["1e5"], "text"),
        (["1_000"], "text"),
        (["+1"], "text"),
        (["110101199003070011"], "text"),
        (["4２"], "text"),
        (["2024-0５"], "text"),
        (["1.5", "NaN"], "text"),
        (["inf"], "text"),
        (["2024-13"], "text"),
        ([], "text"),
    ],
)
def test_the_narrowest_kind_that_gives_back_what_was_written(texts: list[str], kind: str) -> None:
    assert guess_kind(texts) == kind


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_integer_is_guessed_as_one(number: int) -> None:
    assert guess_kind([str(number)]) == "integer"


@given(st.lists(st.text(min_size=1), min_size=1))
def test_what_is_guessed_can_be_read(texts: list[str]) -> None:
    kind = guess_kind(texts)
    if kind == "integer":
        assert [str(int(text)) for text in texts] == texts
