"""What a query could go on with: codes, fields, the values of a field, words of the language."""

from __future__ import annotations

import re
from functools import cache

from qualcode.actions.querying.vocabulary import vocabulary
from qualcode.text.match import Matcher
from qualcode.tui.asking.questions import Choice
from qualcode.tui.project.desk import Desk
from qualcode.tui.widgets.line_panel import Offer

_VALUE = re.compile(r"""(\w+)\s*(?:!?=|＝)\s*(["“']?[^=＝]*)$""")
_WORD = re.compile(r"""["“']?[^\s(（,，"“']*$""")
_OPERATORS = ("and ", "or ", "not ", "within ", "overlaps ", "co-occurs with ", "near ", "follows ", "precedes ")
_CONDITIONS = ('text contains "', 'memo contains "', "memo is not missing", "any")


class Offers:
    """Offers ways to go on with a query of the project on a desk, as it was when the query was begun."""

    def __init__(self, desk: Desk) -> None:
        with desk.project.read(desk.coder) as view:
            words = vocabulary(view)
        self._words = words
        self._matcher = cache(self._matcher_of)

    def __call__(self, typed: str) -> list[Offer]:
        """What is shown, and the whole query when it is taken."""
        value = _VALUE.search(typed)
        if value and value[1] in self._words.values:
            return self._fitting(value[1], typed[: value.start(2)], value[2])
        word = _WORD.search(typed)
        assert word is not None  # the last word may be empty
        before = typed[: word.start()]
        return self._fitting("", before, word[0]) if word[0] or not before.strip() else []

    def _fitting(self, field: str, before: str, begun: str) -> list[Offer]:
        found = self._matcher(field).best(begun.strip("\"“' "), 50)
        return [(match.key.strip(), before + match.key) for match in found if match.key != begun]

    def _matcher_of(self, field: str) -> Matcher:
        if field:
            words = self._words.values[field]
        else:
            words = (*self._words.codes, *_CONDITIONS, *(f"{it} = " for it in self._words.fields), *_OPERATORS)
        return Matcher([Choice(word, tuple(word.strip(' "=').split("/"))) for word in dict.fromkeys(words)])
