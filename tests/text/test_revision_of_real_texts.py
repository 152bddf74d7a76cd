"""Real interviews, novels and laws, revised by chance and by their own authors."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from qualcode.text.revision.revising import compare, place
from qualcode.text.sentences import sentences
from qualcode.text.span import Span
from text.revision_draft import Draft
from text.revision_scripts import revise, spans_of

LENGTH = 15_000


@pytest.fixture(scope="module")
def texts(corpora: Path) -> list[str]:
    interviews = [
        *corpora.glob("tang-digital-government/zh-Hant/*.md"),
        *corpora.glob("tang-digital-government/en/*.md"),
    ]
    found = [path.read_text(encoding="utf-8") for path in sorted(interviews)]
    for path in sorted(corpora.glob("novels-three-coders/doccano/*.jsonl")):
        found.append("\n".join(json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()))
    return found


@pytest.mark.parametrize("edits", [1, 5, 30])
def test_spans_stay_on_their_words_whatever_is_done_to_the_rest(texts: list[str], edits: int):
    chance = random.Random(edits)
    seen: Counter[str] = Counter()
    for number, text in enumerate(texts):
        start = chance.randrange(max(len(text) - LENGTH, 1))
        old = text[start : start + LENGTH]
        spans = spans_of(old, chance, 40)
        draft = Draft(old, [(span.start, span.end) for span in spans])
        revise(draft, texts[number - 1], chance, edits, whole=number % 3 == 0)
        for number, placement in enumerate(place(old, draft.text, compare(old, draft.text), spans)):
            if number not in draft.open_ones:
                seen[_judged(old, draft, spans[number], draft.marks[number], placement.span)] += 1
    assert seen["right"] + seen["wrong"] + seen["not placed"] > 1000
    assert seen["right"] > 0.97 * (seen["right"] + seen["not placed"])
    assert seen["wrong"] <= 0.001 * seen["right"]  # one of two like labels, where both their turns moved


def _judged(old: str, draft: Draft, span: Span, mark: tuple[int, int] | None, found: Span | None) -> str:
    truth = draft.text[slice(*mark)].strip() if mark else ""
    if not truth:
        return "wrong" if found else "gone"
    if found is None:
        return "not placed"
    return (
        "right"
        if found.start == mark[0] + draft.text[slice(*mark)].index(truth) and found.of(draft.text).strip() == truth
        else "wrong"
    )


def test_a_law_and_its_later_version(corpora: Path):
    old, new = (
        next(corpora.glob(f"cn-laws-social-assistance-egov/utf8/上海市社会救助条例*{year}*")).read_text(
            encoding="utf-8"
        )
        for year in (2018, 2024)
    )
    spans = sentences(old)
    found = place(old, new, compare(old, new), spans)
    assert all(placement.span for placement in found)
    for span, placement in zip(spans, found):
        if span.of(old).startswith("第"):
            assert placement.span.of(new)[:4] == span.of(old)[:4]
    edited = [placement for placement in found if placement.certainty == "edited"]
    assert all(placement.span in sentences(new) for placement in edited)
