"""Cards on piles: a card lies on one pile at most, and nothing is put there that was not."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.analysis.piles import UNSORTED, Piles
from qualcode.tui.drafts.sorting import Sorting

CARDS = [f"card {number}" for number in range(6)]
NAMES = ["照片", "Counts", "counts ", "off the books"]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sets(st.sampled_from(CARDS)), st.sampled_from([UNSORTED, *NAMES])),
        st.tuples(st.just("renamed"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("without"), st.sampled_from(NAMES), st.none()),
        st.tuples(st.just("only"), st.sets(st.sampled_from(CARDS)), st.none()),
    ),
    max_size=12,
)


def after(steps: list[tuple[str, object, object]]) -> Piles:
    piles = Piles()
    for step, first, second in steps:
        piles = getattr(piles, step)(first, second) if second is not None else getattr(piles, step)(first)
    return piles


@given(STEPS)
def test_every_card_lies_on_one_pile_that_there_is(steps: list[tuple[str, object, object]]) -> None:
    piles = after(steps)
    assert set(piles.lies.values()) <= set(piles.names)
    assert len({name.casefold() for name in piles.names}) == len(piles.names)
    sorted_cards = [card for cards in piles.parts.values() for card in cards]
    assert sorted(sorted_cards) == sorted(piles.lies)
    assert sum(piles.count(name) for name in piles.names) == len(piles.lies)


@given(STEPS, st.sets(st.sampled_from(CARDS), min_size=1), st.sampled_from(NAMES))
def test_a_card_lies_where_it_was_put_last(steps: list[tuple[str, object, object]], cards: set[str], name: str) -> None:
    before = after(steps)
    piles = before.put(cards, name)
    assert {piles.pile_of(card).casefold() for card in cards} == {name.strip().casefold()}
    others = set(CARDS) - cards
    assert {card: piles.pile_of(card) for card in others} == {card: before.pile_of(card) for card in others}


def test_two_piles_of_one_name_are_one() -> None:
    piles = Piles().put(CARDS[:2], "照片").put(CARDS[2:3], "counts").renamed("counts", "照片")
    assert piles.parts == {"照片": CARDS[:3]}


@given(STEPS)
def test_what_was_left_is_found_again(steps: list[tuple[str, object, object]]) -> None:
    place = str(Path("study.qualcode"))
    piles = after(steps)
    Sorting(place, "Anna", "code").keep(piles)
    assert Sorting(place, "Anna", "code").read() == (piles if piles.lies else None)
    assert Sorting(place, "Ben", "code").read() is None
