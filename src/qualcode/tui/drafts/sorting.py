"""A sorting of cards that is not finished: kept for the coder alone until codes are made of it, whatever happens to the workbench.

Piles have the names she gave them; of the cards only the guids of codings are kept.
"""

from __future__ import annotations

from dataclasses import asdict

from qualcode.tui.analysis.piles import Piles
from qualcode.tui.project import kept


class Sorting:
    """The piles of one code, as they were left."""

    def __init__(self, place: str, coder: str, code: str) -> None:
        self._path = kept.state_file(place, coder, f"piles of {code}")

    def read(self) -> Piles | None:
        """The piles that were left, None where there are none."""
        try:
            known = kept.read(self._path)
            names, lies = known["names"], known["lies"]
            if all(isinstance(it, str) for it in (*names, *lies, *lies.values())) and set(lies.values()) <= set(names):
                return Piles(tuple(names), dict(lies))
        except (TypeError, KeyError, AttributeError):
            pass  # nothing was left, or what was left makes no sense
        return None

    def keep(self, piles: Piles) -> None:
        """Keep piles, as far as that can be done; without a card on them there is nothing to keep."""
        if piles.lies:
            kept.keep(self._path, asdict(piles))
        else:
            kept.drop(self._path)
