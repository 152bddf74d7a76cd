"""What panels tell whoever shows them. What has to be done before the next key counts is called, not told: see app.py."""

from __future__ import annotations

from textual.message import Message


class CodeLookedAt(Message):
    """Another code is highlighted in the codebook, by its guid; None when the codebook is left."""

    def __init__(self, code: str | None) -> None:
        super().__init__()
        self.code = code


class PlaceChanged(Message):
    """The caret, the selection, the codings or the document are others than before."""
