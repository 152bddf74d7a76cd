"""The search for garbage goes on once something has been read in one go, also when reading fails."""

from __future__ import annotations

import gc

import pytest

from qualcode.tui.project.in_one_go import in_one_go


@in_one_go
def outer(fails: bool) -> bool:
    inner()
    if fails:
        raise ValueError
    return gc.isenabled()


@in_one_go
def inner() -> bool:
    return gc.isenabled()


def test_nothing_is_searched_while_reading_and_all_is_as_before_afterwards() -> None:
    assert not outer(False)
    assert gc.isenabled()
    with pytest.raises(ValueError):
        outer(True)
    assert gc.isenabled()
