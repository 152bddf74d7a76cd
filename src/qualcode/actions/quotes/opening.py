"""The way back from a printed quote: its short identifier opens the passage in its document."""

from __future__ import annotations

import re

from qualcode.actions.material import documents
from qualcode.actions.quotes import picked
from qualcode.messages import _
from qualcode.store.view import View

_AROUND = 300  # characters before and behind


def passage(view: View, short: str) -> str | None:
    """The words of a quote where they stand, between ⟦ and ⟧, with what is around them; None where no quote is called so."""
    if not re.fullmatch(rf"[0-9a-f]{{{picked.SHORT}}}", short.strip().lower()):
        return None
    quote = next((it for it in picked.quotes(view) if it.short == short.strip().lower()), None)
    if quote is None:
        return None
    text = documents.open_document(view, quote.document).text
    before = text[max(quote.start - _AROUND, 0) : quote.start]
    behind = text[quote.end : quote.end + _AROUND]
    head = _("{where}, codes: {codes}", where=quote.where, codes=", ".join(quote.codes) or "–")
    return f"{head}\n\n{before}⟦{quote.text}⟧{behind}"
