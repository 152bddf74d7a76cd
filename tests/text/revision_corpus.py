"""Two hundred realistic revisions of invented texts, and where each of their spans is afterwards.

The truth comes from the edits (revision_draft.py), never from a comparison.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.text.span import Span
from text import revision_edits_en as en
from text import revision_edits_zh as zh
from text import revision_texts as texts
from text.revision_draft import Draft, Step, after, cut, marked, rename, stamped, swap

_QUESTIONS = ["您知道这项政策吗", "您办理过低保吗", "窗口排队吗", "材料齐全吗", "有人帮您吗", "手机会用吗", "系统好用吗", "等了很久吗", "结果满意吗", "还会再去吗"]  # fmt: skip
_FORM = "".join(f"访谈者：第{number}问，{_QUESTIONS[number % 10]}？\n受访者：对。\n" for number in range(1, 51))
_FORM_SPANS = [f"第{number}问，{_QUESTIONS[number % 10]}？\n受访者：⟨对。⟩\n" for number in range(1, 51, 5)] + [
    "访谈者：⟨第20问，您知道这项政策吗？\n受访者：对。⟩\n",
    "第33问，材料齐全吗？",
]
_FORM_EDITS = [
    [cut("访谈者：第17问，等了很久吗？\n受访者：对。\n")],
    [after("第30问，您知道这项政策吗？\n受访者：对。\n", "访谈者：真的吗？\n受访者：对。\n")],
    [swap("第11问，您办理过低保吗？\n受访者：对。\n", "第11问，您办理过低保吗？\n受访者：没有。\n")],
    [stamped()],
    [rename("受访者", "李某")],
    [cut("访谈者：第2问，窗口排队吗？\n受访者：对。\n"), after("第44问，有人帮您吗？\n受访者：对", "，有的")],
    [swap("第46问，系统好用吗？\n受访者：对。\n", "第46问，系统好用吗？\n受访者：对。对。\n")],
    [cut("受访者：对。\n访谈者：第8问，结果满意吗？\n")],
]


@dataclass(frozen=True)
class Revised:
    """One span of a revised text: where it is now, None where it is gone; where ``is_open``, it may be left unplaced."""

    case: str
    old: str
    new: str
    spans: tuple[Span, ...]
    truth: tuple[Span | None, ...]
    open_ones: frozenset[int]


def revised(case: str, text: str, spans: list[str], steps: list[Step]) -> Revised:
    """``text`` after ``steps``."""
    places = marked(text, spans)
    draft = Draft(text, list(places))
    for step in steps:
        step(draft)
    truth = tuple(_trimmed(draft.text, mark) for mark in draft.marks)
    return Revised(case, text, draft.text, tuple(Span(*place) for place in places), truth, frozenset(draft.open_ones))


def _trimmed(text: str, mark: tuple[int, int] | None) -> Span | None:
    """A mark without the spaces that an edit left at its ends; None where nothing else is left."""
    words = text[slice(*mark)] if mark else ""
    if not mark or not words.strip():
        return None
    start = mark[0] + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def corpus() -> Iterator[Revised]:
    """All revisions."""
    for module in (zh, en):
        for name in [name for name in vars(texts) if hasattr(module, name) and name.isupper()]:
            for number, steps in enumerate(getattr(module, name)):
                yield revised(f"{name} {number}", getattr(texts, name), getattr(texts, f"{name}_SPANS"), steps)
    for number, steps in enumerate(_FORM_EDITS):
        yield revised(f"FORM {number}", _FORM, _FORM_SPANS, steps)
