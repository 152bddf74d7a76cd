"""A text revised, and where its spans are afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.text.comparing import edits
from qualcode.text.moving import moves
from qualcode.text.placing import Placement, Places
from qualcode.text.span import Span
from qualcode.text.substitutions import parted
from qualcode.text.textmap import Edit, TextMap

__all__ = ["Edit", "Placement", "TextMap", "compare", "place", "replacements"]


def compare(old: str, new: str) -> TextMap:
    """How ``old`` became ``new``, as far as that is sure; where it is not, the edits take in what may have stayed."""
    found = parted(old, new, edits(old, new))
    return TextMap(len(old), len(new), tuple(found), tuple(moves(old, new, found)))


def place(old: str, new: str, text_map: TextMap, spans: Sequence[Span]) -> list[Placement]:
    """Where each of ``spans`` of ``old`` is in ``new``, in their order."""
    places = Places(old, new, text_map)
    return [places.place(span) for span in spans]


def replacements(old: str, places: Sequence[tuple[Span, str]]) -> tuple[str, TextMap]:
    """``old`` with each of ``places``, which are apart, replaced by what stands there afterwards; and the exact map.

    Raises ValueError where two places overlap.
    """
    pieces: list[str] = []
    made: list[Edit] = []
    done = length = 0
    for span, words in sorted(places):
        if span.start < done:
            raise ValueError(f"two places overlap at {span.start}")
        length += span.start - done + len(words)
        pieces += [old[done : span.start], words]
        made.append(Edit(span.start, span.end, length - len(words), length))
        done = span.end
    new = "".join([*pieces, old[done:]])
    return new, TextMap(len(old), len(new), tuple(made), known=True)
