"""The words for units, apart from the rules that cut a text into them: those who only choose need not load these."""

from __future__ import annotations

UNITS = ("character", "word", "sentence", "clause", "paragraph", "turn", "answer", "document")
