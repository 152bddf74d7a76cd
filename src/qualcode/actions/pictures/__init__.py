"""Pictures of tables: what each command draws, and the file it goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.pictures import curves, estimates, files, matrices, networks, portraits, rows, words

    __all__ = ["curves", "estimates", "files", "matrices", "networks", "portraits", "rows", "words"]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
