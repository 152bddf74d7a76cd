"""What waits on a shelf comes back as it was, whether in memory or not."""

import gc
import weakref

from hypothesis import given
from hypothesis import strategies as st

from qualcode.actions.importing.shelf import Shelf


@given(st.lists(st.text(max_size=20)), st.integers(0, 100))
def test_everything_comes_back_as_often_as_it_is_asked_for(texts: list[str], room: int) -> None:
    shelf = Shelf(in_memory=room)
    kept = [shelf.keep([text], 10) for text in texts]
    for _ in range(2):
        assert [fetch() for fetch in reversed(kept)] == [[text] for text in reversed(texts)]


class Heavy:
    """Something that says when it is no longer in memory."""


def test_what_has_no_room_is_let_go_of() -> None:
    shelf, thing = Shelf(in_memory=10), Heavy()
    fetch = shelf.keep(thing, 11)
    gone = weakref.ref(thing)
    del thing
    gc.collect()
    assert gone() is None
    assert isinstance(fetch(), Heavy)
