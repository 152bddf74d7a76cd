"""Whose and which codings the figures of a screen count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.actions.pictures.words import scope


@dataclass(frozen=True)
class WhichCodings:
    """The layer, which codings and which documents two queries leave ("" for all), and the level of the codebook to which codes are rolled up."""

    layer: str = "record"
    where: str = ""
    among: str = ""
    code_level: int | None = None

    @property
    def said(self) -> str:
        """In words what is not as it is at first."""
        return scope(**self.shared | {"layer": None if self.layer == "record" else self.layer})

    @property
    def shared(self) -> dict[str, Any]:
        """The same as the actions that make tables call it."""
        which = {"layer": self.layer, "where": self.where or None, "among": self.among or None}
        return {**which, "code_level": self.code_level}
