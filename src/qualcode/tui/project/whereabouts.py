"""Where a coder was in a project when she closed it: kept for the next time, outside the project, for her alone.

Documents and codes are noted by their guids, so that nothing of what the project holds can be read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from qualcode.tui.project import kept

_MOST = 500  # documents whose caret is kept, the latest ones


@dataclass(frozen=True)
class Whereabouts:
    """The document that was open, by guid; the caret in each; and what was shown how."""

    document: str = ""
    carets: Mapping[str, int] = field(default_factory=dict)
    """By document, the latest at the end."""
    folded: Sequence[str] | None = None
    """The codes that were folded, None where the codebook has not been shown yet."""
    panels: Mapping[str, bool] = field(default_factory=dict)
    """Panels shown or folded away by the person herself."""
    colors: str = "tint"
    names: bool = False
    only_mine: bool = False
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The codes used last, those used together, and those that have a number, in its order."""

    def caret(self, document: str) -> int:
        """Where the caret was in a document."""
        return self.carets.get(document, 0)

    def with_caret(self, document: str, caret: int) -> dict[str, int]:
        """The carets with that of a document, which is the latest by now."""
        carets = {name: place for name, place in self.carets.items() if name != document}
        return dict(list((carets | {document: caret}).items())[-_MOST:])


class Memory:
    """Keeps whereabouts in a file, as far as that can be done: nothing hangs on it. Without a path it keeps them for now."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self.last = _understood(kept.read(path)) if path else Whereabouts()

    def keep(self, now: Whereabouts) -> None:
        """Note where the coder is now, where that is another place."""
        if now != self.last:
            self.last = now
            if self._path is not None:
                kept.keep(self._path, asdict(now))


def memory_of(place: str, coder: str) -> Memory:
    """What is remembered of a coder in the project at a path or URL."""
    return Memory(kept.state_file(place, coder))


def _understood(known: Any) -> Whereabouts:
    """What makes sense of what was read; the file may be of another version, or damaged."""
    if not isinstance(known, dict):
        return Whereabouts()
    usual = Whereabouts(folded=())
    kinds = {each.name: type(getattr(usual, each.name)) for each in fields(Whereabouts)}
    kinds["folded"] = list
    values = {name: known[name] for name, kind in kinds.items() if isinstance(known.get(name), kind)}
    carets = {name: place for name, place in values.get("carets", {}).items() if type(place) is int}
    panels = {name: shown for name, shown in values.get("panels", {}).items() if type(shown) is bool}
    codes = {name: [*map(str, guids)] for name, guids in values.get("codes", {}).items() if isinstance(guids, list)}
    return Whereabouts(**values | {"carets": carets, "panels": panels, "codes": codes})
