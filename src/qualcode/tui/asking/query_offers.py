"""What a query could go on with: codes, fields, the values of a field, words of the language."""

from __future__ import annotations

import re
from functools import cache

from qualcode.actions.querying.vocabulary import chinese_fields, vocabulary
from qualcode.messages import language
from qualcode.text.match import Matcher
from qualcode.tui.asking.questions import Choice
from qualcode.tui.project.desk import Desk
from qualcode.tui.widgets.line_panel import Offer

_VALUE = re.compile(r"""((?:\w+\s*[.．]\s*)?(?:\w+|"[^"]+"))\s*(?:!?=|＝)\s*(["“']?[^=＝]*)$""")
_WORD = re.compile(r"""["“']?[^\s(（,，"“']*$""")
_OPERATORS: tuple[str, ...] = (
    "and ",
    "or ",
    "not ",
    "within ",
    "overlaps ",
    "co-occurs with ",
    "near ",
    "follows ",
    "precedes ",
)
_CONDITIONS: tuple[str, ...] = ('text contains "', 'memo contains "', "memo is not missing", "any")

# What an input method can write without being switched off. The query language reads both.
_CHINESE_OPERATORS = ("且 ", "或 ", "非 ", "位于 ", "重叠 ", "共现 ", "邻近 ", "跟随 ", "先于 ")
_CHINESE_CONDITIONS = ("文本 包含 “", "备忘录 包含 “", "备忘录 is not missing", "任意")

_JOINING = ("and", "or", "not", "且", "或", "非")
_OF_DOCUMENTS = ("document", "case", "kind", "language", "set", "period")  # fields of a query that chooses documents


class Offers:
    """Offers ways to go on with a query of the project on a desk, as it was when the query was begun; with ``documents`` one
    that chooses documents and asks nothing of codings."""

    def __init__(self, desk: Desk, documents: bool = False) -> None:
        with desk.project.read(desk.coder) as view:
            words = vocabulary(view)
        self._words = words
        self._english = chinese_fields()
        asked = [it for it in words.fields if not documents or it.partition(".")[0] in _OF_DOCUMENTS]
        fields, operators, conditions = [f"{it} = " for it in asked], _OPERATORS, _CONDITIONS
        if language() == "zh":
            fields = [*(f"{self._in_chinese(it)} = " for it in asked), *fields]
            operators, conditions = (*_CHINESE_OPERATORS, *operators), (*_CHINESE_CONDITIONS, *conditions)
        joining = [it for it in operators if it.strip() in _JOINING] if documents else operators
        self._beginnings = (*fields, *joining) if documents else (*words.codes, *conditions, *fields, *joining)
        self._matcher = cache(self._matcher_of)

    def __call__(self, typed: str) -> list[Offer]:
        """What is shown, and the whole query when it is taken."""
        value = _VALUE.search(typed)
        field = self._in_english(value[1]) if value else ""
        if value and field in self._words.values:
            return self._fitting(field, typed[: value.start(2)], value[2])
        word = _WORD.search(typed)
        assert word is not None  # the last word may be empty
        before = typed[: word.start()]
        return self._fitting("", before, word[0]) if word[0] or not before.strip() else []

    def _in_chinese(self, field: str) -> str:
        """What a field is called in Chinese; the name of an attribute stays as it is."""
        of, dot, name = field.partition(".")
        return next((chinese for chinese, english in self._english.items() if english == of), of) + dot + name

    def _in_english(self, field: str) -> str:
        """A field that was typed as the query language writes it."""
        of, dot, name = re.sub(r"\s*[.．]\s*", ".", field).partition(".")
        return self._english.get(of, of) + dot + name

    def _fitting(self, field: str, before: str, begun: str) -> list[Offer]:
        found = self._matcher(field).best(begun.strip("\"“' "), 50)
        return [(match.key.strip(), before + match.key) for match in found if match.key != begun]

    def _matcher_of(self, field: str) -> Matcher:
        words = self._words.values[field] if field else self._beginnings
        return Matcher([Choice(word, tuple(word.strip(' "=').split("/"))) for word in dict.fromkeys(words)])
