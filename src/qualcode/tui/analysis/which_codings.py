"""Whose and which codings the figures of a screen count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class WhichCodings:
    """The layer, what a query leaves ("" for everything), and the level of the codebook to which codes are rolled up."""

    layer: str = "record"
    where: str = ""
    code_level: int | None = None

    @property
    def shared(self) -> dict[str, Any]:
        """The same as the actions that make tables call it."""
        return {"layer": self.layer, "where": self.where or None, "code_level": self.code_level}
