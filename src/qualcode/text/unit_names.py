"""The words for units, apart from the rules that cut a text into them: those who only choose need not load these."""

from __future__ import annotations

from qualcode.messages import _

UNITS = ("character", "word", "sentence", "clause", "paragraph", "turn", "answer", "document")


def unit_word(unit: str) -> str:
    """What a unit is called in a sentence, or several with a slash between them; in English by the words that choose them."""
    words = {
        "character": _("character"), "word": _("word"), "sentence": _("sentence"), "clause": _("clause"),
        "paragraph": _("paragraph"), "turn": _("turn"), "answer": _("answer"), "document": _("document"),
    }  # fmt: skip
    return " / ".join(words.get(part, part) for part in unit.split(" / "))
