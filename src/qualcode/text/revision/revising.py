"""A text revised, and where its spans are afterwards.

``compare`` finds how an old text became a new one. Lines that stand only once are anchors; between them words are compared
(Latin words, single Han characters; width, case and white space aside), between those marks and letters
(alignment.py, comparing.py, seams.py). What was put in or taken out is put where a person would have done it: whole lines
rather than parts of them, whole sentences, whole words (sliding.py). What was taken out in one place and put in at another
is a move (moving.py). Only what *surely* stayed lies outside the edits: words that two texts of this length share by chance
do not count, and where two like sentences stood of which one is left, neither is said to have stayed.

``place`` follows spans through such a map. In this order:

1. A span whose letters all stayed, or all moved together, is where they are: "unchanged" or "moved", letter by letter.
2. Else the letters that survived and still follow each other are put together: those that stayed or moved, those of words
   that were spelt anew, and names that were replaced by the same name again and again. At least half of the span's letters
   must be among them, hardly any elsewhere. Then the span reaches from the first of them to the last: "edited".
3. Its ends, where letters were changed there: what was put in exactly at a border stays outside, what replaced the letters at
   a border is inside, time stamps are always outside. Where a replacement reaches over the border, or says more than what it
   replaced, the border is not sure (borders.py).
4. Whatever is not sure is left to a person, as "unsure", or "gone" where nothing is left, with the places that come near.

No span is put on other words than its own because they read the same: one of fifty like answers is told from the others by
what stands around it, or not at all.

Time goes with the length of both texts and the number of edits. Where the texts have nothing in common, or repeat
themselves, the search for anchors stops after a fixed number of looks, and tables are only filled for short stretches.
"""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.text.revision.comparing import edits
from qualcode.text.revision.moving import moves
from qualcode.text.revision.placing import Placement, Places
from qualcode.text.revision.substitutions import parted
from qualcode.text.revision.textmap import Edit, TextMap
from qualcode.text.span import Span

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
    """``old`` with each of ``places``, which are apart, replaced by what stands there afterwards; and the known map.

    In a known map a span that was replaced is on what replaced it, and one that begins or ends within takes all of it in.
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
