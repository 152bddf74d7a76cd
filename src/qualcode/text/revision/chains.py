"""The letters of a span that survived together: parts that follow each other in the new text as they did in the old one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from qualcode.text.revision.blocks import Gap, common_end, common_start
from qualcode.text.revision.ink import amount
from qualcode.text.revision.survivors import Part
from qualcode.text.span import Span

_NEAR = 40  # code points by which two parts may have drifted apart where one of them moved
_RECENT = 10  # chains
_TORN, _FAR = 0.25, 400  # an end with less than this share is not believed where it is further than this from the rest


@dataclass
class Chain:
    """Parts of a span in order, how many letters each has, and what else was taken in at its ends."""

    parts: list[Part] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    taken_in: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many letters it has."""
        return sum(self.sizes)

    @property
    def moved(self) -> bool:
        """Whether any of it is no longer in its place."""
        return any(part.kind == "moved" for part in self.parts)

    @property
    def image(self) -> Span:
        """From its first to its last letter in the new text."""
        return Span(self.parts[0].new_start, self.parts[-1].new_end)

    def goes_on(self, part: Part) -> bool:
        """Whether ``part`` is in the new text where one would look for it after the last one."""
        last = self.parts[-1]
        near = "moved" not in (last.kind, part.kind) or _drift(last, part) <= _NEAR
        return part.new_start >= last.new_end and near

    def stray(self, others: Iterable[Chain]) -> int:
        """How many letters are in ``others`` and were not taken in."""
        weighed = ((part.start, size) for other in others for part, size in zip(other.parts, other.sizes))
        return sum(size for at, size in weighed if not any(start <= at < end for start, end in self.taken_in))

    def is_torn(self, span: Span) -> bool:
        """Whether a little of the span is far from the rest: it may be a like word that was there before."""
        total, before = self.size, accumulate(self.sizes)
        return any(
            _drift(*pair) > _FAR + span.length and min(size, total - size) < _TORN * total
            for pair, size in zip(pairwise(self.parts), before)
        )

    def reach(self, old: str, new: str, span: Span) -> None:
        """Take in what is before or after it in ``span``, if that is the same up to the border, though it might have stayed elsewhere."""
        first = self.parts[0]
        room = Gap(span.start, first.start, 0, first.new_start)
        if first.kind != "became" and room.old_length and common_end(old, new, room) == room.old_length:
            before = room.old_length
            self.parts[0] = first._replace(start=span.start, new_start=first.new_start - before)
            self.sizes[0] += amount(old, span.start, first.start)
            self.taken_in.append((span.start, first.start))
        last = self.parts[-1]
        room = Gap(last.end, span.end, last.new_end, len(new))
        if last.kind != "became" and room.old_length and common_start(old, new, room) == room.old_length:
            self.parts[-1] = last._replace(end=span.end, new_end=last.new_end + room.old_length)
            self.sizes[-1] += amount(old, last.end, span.end)
            self.taken_in.append((last.end, span.end))


def chains(old: str, span: Span, parts: Iterable[Part]) -> list[Chain]:
    """The ``parts`` of ``span`` that have letters, those together that still follow each other; the largest chain first.

    In a span of nothing but marks and spaces these count as letters.
    """
    bare = not amount(old, span.start, span.end)
    found: list[Chain] = []
    for part in parts:
        size = part.end - part.start if bare else amount(old, part.start, part.end)
        if not size:
            continue
        likely = [*found[:1], *found[-_RECENT:]]  # in a text shuffled anew there are thousands
        chain = next((chain for chain in likely if chain.goes_on(part)), None)
        if chain is None:
            found.append(chain := Chain())
        chain.parts.append(part)
        chain.sizes.append(size)
    return sorted(found, key=lambda chain: chain.size, reverse=True)


def _drift(one: Part, other: Part) -> int:
    """By how much two parts are further apart than they were."""
    return (other.new_start - one.new_end) - (other.start - one.end)
