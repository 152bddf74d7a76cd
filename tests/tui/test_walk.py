"""What the lead's screen is made of: the way through the disputes, what coders are called, rules in one text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.actions.agreement.overview import CodeLine, Dispute, Overview, _named
from qualcode.actions.codes import CodeRow
from qualcode.errors import WrongUse
from qualcode.tui.disputes.calling import Calling
from qualcode.tui.disputes.walk import Walk
from qualcode.tui.drafts.decisions import RuleDraft

CODE = CodeRow(
    "g", "a/b", ("a", "b"), True, "", "what it is\nin two lines", "this", "", (), (), "", False, (), False, 0, 0
)


def overview(*codes: str) -> Overview:
    disputes = tuple(Dispute(code, "P", number, number + 1, ("Anna",), ("Ben",)) for number, code in enumerate(codes))
    lines = [CodeLine(code, None, None, None, None, None, "", {}, 1, "") for code in ("one", "two", "(all codes)")]
    return Overview(None, "turn", "all", "half", ("Anna", "Ben"), {}, 9, tuple(lines), disputes, {}, {}, (), ())


def test_decisions_lead_from_passage_to_passage_and_on_to_the_next_code() -> None:
    walk = Walk(overview("one", "two", "one"))
    walk.begin(None, at_change=False)
    places = []
    while walk.current is not None and not walk.current.decision:
        places.append((walk.current.code, walk.current.start))
        walk.decide(walk.current, "keep", "why")
    assert places == [("one", 0), ("one", 2), ("two", 1)]
    assert walk.decided == 3


def test_over_all_codes_the_walk_follows_the_cost() -> None:
    walk = Walk(overview("one", "two", "one"))
    walk.look_at("(all codes)")
    assert [it.start for it in walk.here] == [0, 1, 2]
    walk.step(-1)
    assert walk.current is not None and walk.current.start == 2


def test_a_walk_is_taken_up_where_it_was_or_where_a_decision_was_taken_back() -> None:
    found = overview("one", "two", "one")
    before = Walk(found)
    before.look_at("two")
    before.decide(found.disputes[2], "keep", "why")
    after = Walk(found)
    after.begin(before, at_change=False)
    assert after.current == found.disputes[1]
    after.begin(before, at_change=True)
    assert after.current == found.disputes[2]


def test_letters_drawn_by_lot_say_nothing_of_the_order_of_coders() -> None:
    names = [f"coder {number}" for number in range(26)]
    drawn = {tuple(map(Calling(names, anonymous=True).letter, names)) for _ in range(5)}
    assert len(drawn) > 1
    calling = Calling(["Anna", "Ben"], anonymous=True)
    assert [calling.letter(name) for name in calling.ordered(["Ben", "Anna"])] == ["A", "B"]
    assert calling.introduced("Anna") == calling.called("Anna") == calling.letter("Anna")
    assert Calling(["Anna", "Ben"]).introduced("Ben") == "B Ben"


def test_coders_are_found_in_a_list_of_their_names() -> None:
    coders = ("Min", "Minna", "Lee, Ann", "Ann")
    for wanted in ((), ("Min",), ("Minna",), ("Min", "Lee, Ann"), ("Lee, Ann", "Ann"), coders):
        assert _named(", ".join(wanted), coders) == wanted


def test_a_rule_comes_back_from_its_text_as_it_was() -> None:
    draft = RuleDraft(CODE)
    assert draft.fields(draft.text) == {"definition": CODE.definition, "include": "this", "exclude": ""}
    assert draft.text[: draft.caret].endswith("in two lines")
    empty = RuleDraft(replace(CODE, definition="", include=""))
    assert set(empty.fields(empty.text).values()) == {""}


@pytest.mark.parametrize(
    "edited", ["", "── definition ──\nwords", "above\n── definition ──\n── include ──\n── exclude ──"]
)
def test_a_rule_without_its_headings_is_refused(edited: str) -> None:
    with pytest.raises(WrongUse):
        RuleDraft(CODE).fields(edited)
