"""Labels whose mark was forgotten or mistyped among labels that are surely known: "Interviewer So …", "R; No."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.text.turns.label_shapes import Label
from qualcode.text.turns.parts import part_of

_MOST = 30  # names looked for
_SURE = 3  # labels of one spelling that make a line a likely slip


def with_slips(text: str, labels: Sequence[Label]) -> list[Label]:
    """The ``labels``, which are in order, and those between them that lack their mark.

    A semicolon is taken for a colon after every known name; nothing at all, or a full stop, only after a part that means
    nothing else and before a capital letter or a Chinese word. Only names with a colon behind them are looked for.
    """
    counts = Counter(label.name for label in labels if label.shape.mark == ":" and not label.shape.time)
    names = [name for name, n in counts.most_common(_MOST) if n >= _SURE]
    if not names:
        return list(labels)
    taken = {text.rfind("\n", 0, label.start) + 1 for label in labels}
    found = []
    for match in _pattern(names).finditer(text, labels[0].start):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if line_start not in taken:
            name = match["marked"] or match["bare"]
            found.append(Label(match.start("label"), match.end("label"), name, labels[0].shape))
    return sorted([*labels, *found], key=_start) if found else list(labels)


def _start(label: Label) -> int:
    return label.start


def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """What opens a line with a known name and another mark than its own."""
    firm = [name for name in names if (part := part_of(name)) and part.firm]
    bare = rf"|(?P<bare>{_any_of(firm)})\.?(?=[ \u3000]+[^\W\d_a-z])" if firm else "|(?P<bare>(?!))"
    return re.compile(
        rf"^[ \t\u3000]*(?P<label>(?:(?P<marked>{_any_of(names)})[ ]?[;；](?=[\s\u3400-\u9fff]){bare}))", re.M
    )


def _any_of(names: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
