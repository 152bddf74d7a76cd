"""Whether the search index says of each text what stands in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sqlalchemy import select

from qualcode.messages import _
from qualcode.store.models import SearchBlock
from qualcode.store.search.upkeep import Segment, state, texts
from qualcode.store.view import View


def findings(view: View) -> Iterator[str]:
    """What is wrong with the index, a sentence for each part of it."""
    for segment in state(view.connection).segments:
        if segment.present and not _is_right(view, segment):
            yield _("the search index does not fit the texts it was made from: it may miss or invent hits")


def _is_right(view: View, segment: Segment) -> bool:
    """Whether each place of each present text is there once, under the gram that begins there."""
    import numpy as np

    from qualcode.store.search import grams, postings

    codes = np.zeros(segment.length, dtype=np.uint32)
    known = np.zeros(segment.length, dtype=np.bool_)
    starts = dict(zip(segment.ids, segment.starts, strict=True))
    for row_id, text, _digest in texts(view.connection, sorted(segment.present)):
        start, end = starts[row_id], starts[row_id] + len(text)
        if end > segment.length:
            return False
        codes[start:end] = grams.folded_codes(text)
        known[start:end] = True
    keys, seen = grams.keys_of(codes), np.zeros(segment.length, dtype=np.bool_)
    found = select(SearchBlock.content).where(SearchBlock.search_segment_id == segment.id)
    for content in view.connection.scalars(found):
        try:
            gram, place = postings.everything_in(bytes(content))
        except (ValueError, IndexError, zlib.error):
            return False
        if len(place) and (place.min() < 0 or place.max() >= segment.length):
            return False
        if seen[place].any() or (keys[place] != gram)[known[place]].any():
            return False
        seen[place] = True
    return bool(seen[known].all())
