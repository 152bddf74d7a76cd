"""Sets of documents, cases and codes: made, shown, emptied, and asked for by queries."""

import pytest

from qualcode.actions.material import sets
from qualcode.actions.querying import retrieval
from qualcode.errors import NotFound, WrongUse


def test_a_set_is_made_filled_and_emptied(project):
    with project.write("Anna") as work:
        assert sets.add(work, "Ours", ["P01", "p01", "N*"], note="for the talk") == 2
        assert sets.add(work, "ours", ["N01"]) == 0
        assert sets.listing(work).rows == [("Ours", "documents", 2, "for the talk")]
        assert sets.show(work, "OURS").column("member") == ["N01", "P01"]
        assert sets.remove(work, "ours", ["P01"]) == 1
        assert sets.show(work, "ours").column("member") == ["N01"]
        assert sets.remove(work, "ours") == 1
        listed = sets.listing(work)
    assert list(listed.rows) == [] and "no sets" in listed.notes[0]


def test_sets_of_cases_and_codes_hold_what_is_below(project):
    with project.write("Anna") as work:
        assert sets.add(work, "s", ["work/*"], of="codes") == 3
        assert sets.add(work, "s", ["东麓县/*"], of="cases") == 2
        assert sets.show(work, "s", "codes").column("member") == ["work", "work/paper", "work/data entry"]
        with pytest.raises(WrongUse, match="codes"):
            sets.remove(work, "s")
        sets.remove(work, "s", of="cases")
    with project.read("Anna") as view:
        assert len(retrieval.retrieve(view, "set = S", layer="all").rows) == 3


@pytest.mark.parametrize(
    ("member", "of"), [("P9", "documents"), ("Z*", "documents"), ("nowhere/*", "cases"), ("x", "codes")]
)
def test_what_is_not_there_is_put_into_no_set(project, member, of):
    with pytest.raises(NotFound), project.write("Anna") as work:
        sets.add(work, "s", ["work" if of == "codes" else "P01", member] if of != "cases" else [member], of=of)
    with project.read("Anna") as view:
        assert not sets.listing(view).rows
        with pytest.raises(NotFound, match="no set"):
            sets.show(view, "s")
