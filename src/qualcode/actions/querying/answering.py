"""What conditions on codings share: values by their place, what is asked of them, and names that are not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from qualcode.errors import NotFound
from qualcode.messages import _, listed
from qualcode.text.names import name_key, nearest

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray, IntArray
    from qualcode.analysis.query.comparing import Asks
    from qualcode.analysis.query.tree import Compare
    from qualcode.text.values import Value

EXACT = ("=", "!=", "in", "not in")
"""The operators that name something, which has to be there."""

ALSO = {
    "field note": "observation",
    "policy text": "policy",
    "participant": "respondent",
    "访谈": "interview",
    "焦点小组": "focus group",
    "田野笔记": "observation",
    "观察": "observation",
    "政策文本": "policy",
    "问卷": "questionnaire",
    "文献": "literature",
    "帖文": "post",
    "电子邮件": "email",
    "邮件": "email",
    "其他": "other",
    "受访者": "respondent",
    "访谈者": "interviewer",
    "访员": "interviewer",
    "观察者": "observer",
    "暂定": "provisional",
    "已定": "settled",
    "确定": "settled",
}
"""Kinds, roles and states as people say them, and what is stored for them."""

_SHOWN = 8


def asks(kind: str, condition: Compare) -> Asks:
    """What a condition asks of values of a kind (see ``comparing.asking``)."""
    from qualcode.analysis.query.comparing import asking

    field = f"{condition.field}.{condition.attribute}" if condition.attribute else condition.field
    return asking(kind, condition.operator, condition.values, field)


def answered(index: IntArray, values: Sequence[Sequence[Value]], asked: Asks) -> BoolArray:
    """What is asked of values, for each coding; ``index`` says which values it has, -1 that it has none."""
    import numpy as np

    return np.array([*map(asked, values), asked(())], dtype=np.bool_)[index]


def among(condition: Compare, known: Sequence[str]) -> Compare:
    """The condition in the words that are known. Raises NotFound for another word."""
    if condition.operator not in EXACT:
        return condition
    words = [name_key(value).replace("-", " ") for value in condition.values]
    stored = {name.replace("-", " ").replace("_", " "): name for name in known}
    meant = (ALSO.get(word, word) for word in words)
    made = replace(condition, values=tuple(stored.get(word, word) for word in meant))
    require_known(made, known, _("{name!r} is no {field}."))
    return made


def require_known(condition: Compare, known: Iterable[str], message: str) -> None:
    """Raise NotFound, with the nearest names, for a value that is none of those known."""
    names = sorted(set(known))
    keys = {name_key(name) for name in names}
    for value in condition.values:
        if name_key(value) not in keys:
            _missing(message.format(name=value, field=condition.field), value, names)


def _missing(message: str, name: str, known: Sequence[str]) -> NoReturn:
    close = nearest(name, known)
    if close:
        raise NotFound(message, _("Did you mean {names}?", names=listed(close)), close)
    shown = known[:_SHOWN]
    raise NotFound(message, _("There are: {names}", names=listed(shown)) if shown else _("There are none."), shown)
