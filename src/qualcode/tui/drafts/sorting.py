"""A sorting of cards that is not finished: kept for the coder alone until codes are made of it, whatever happens to the workbench.

Piles have the names she gave them; of the cards only the guids of codings are kept.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from qualcode.tui.analysis.piles import Piles
from qualcode.tui.project import whereabouts


class Sorting:
    """The piles of one code, as they were left."""

    def __init__(self, place: str, coder: str, code: str) -> None:
        self._path = whereabouts.state_file(place, coder, f"piles of {code}")

    def read(self) -> Piles | None:
        """The piles that were left, None where there are none."""
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
            names, lies = known["names"], known["lies"]
            if all(isinstance(it, str) for it in (*names, *lies, *lies.values())) and set(lies.values()) <= set(names):
                return Piles(tuple(names), dict(lies))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            pass  # nothing was left, or what was left makes no sense
        return None

    def keep(self, piles: Piles) -> None:
        """Keep piles, as far as that can be done; without a card on them there is nothing to keep."""
        with suppress(OSError):
            if piles.lies:
                _write(self._path, json.dumps(asdict(piles), ensure_ascii=False))
            else:
                self._path.unlink(missing_ok=True)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(content, encoding="utf-8")
    unfinished.replace(path)
