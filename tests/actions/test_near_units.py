"""Codes near each other in the units of real documents, against counting the characters of units written out by hand."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects
from qualcode.actions import codes, coding
from qualcode.actions.tables import crossings
from qualcode.project import create_project
from qualcode.text.span import Span

# Paragraphs of sentences of words: where units begin and end is known without cutting the text.
PARAGRAPHS = (
    (("Clerks", "typed", "late"), ("Nobody", "asked", "why")),
    (("Paper", "stayed"), ("It", "was", "quick"), ("We", "kept", "it")),
    (("Then", "screens", "came", "along"),),
)
CODES = ("a", "b", "c")


def written() -> tuple[str, dict[str, list[range]]]:
    """The text of PARAGRAPHS, and its units of each kind as ranges of characters."""
    text = ""
    units: dict[str, list[range]] = {"word": [], "sentence": [], "paragraph": []}
    for paragraph in PARAGRAPHS:
        begun = len(text)
        for number, sentence in enumerate(paragraph):
            text += " " if number else ""
            start = len(text)
            for place, word in enumerate(sentence):
                text += " " if place else ""
                units["word"].append(range(len(text), len(text) + len(word)))
                text += word
            text += "."
            units["sentence"].append(range(start, len(text)))
        units["paragraph"].append(range(begun, len(text)))
        text += "\n\n"
    text = text.rstrip()
    units["character"] = [range(place, place + 1) for place, letter in enumerate(text) if letter.strip()]
    return text, units


TEXT, UNITS_OF = written()
marks = st.tuples(st.sampled_from(CODES), st.integers(0, len(TEXT) - 1), st.integers(1, 25)).map(
    lambda it: (it[0], range(it[1], min(it[1] + it[2], len(TEXT))))
)


def alone(found: list[tuple[str, range]]) -> list[tuple[str, range]]:
    """The marks that do not overlap an earlier one of their code, so that none is joined to another."""
    kept: list[tuple[str, range]] = []
    for code, span in found:
        if TEXT[span.start : span.stop].strip() and not any(
            code == other and set(span) & set(mark) for other, mark in kept
        ):
            kept.append((code, span))
    return kept


def places(span: range, units: list[range]) -> list[int]:
    """The units of which the span holds half, or that hold half of it."""
    shared = [len(set(span) & set(unit)) for unit in units]
    return [
        number
        for number, (unit, common) in enumerate(zip(units, shared, strict=True))
        if common and (common >= len(unit) / 2 or common >= len(span) / 2)
    ]


@pytest.mark.parametrize("unit", ["character", "word", "sentence", "paragraph"])
@pytest.mark.parametrize("relation", ["near", "same-unit"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=st.lists(marks, min_size=2, max_size=7).map(alone), within=st.integers(0, 6))
def test_pairs_near_each_other_are_those_of_counting_units(relation, unit, found, within):
    units = UNITS_OF[unit]
    reach = within if relation == "near" else 0
    expected = dict.fromkeys(permutations(CODES, 2), 0)
    for (one, first), (other, second) in permutations(found, 2):
        apart = [abs(x - y) for x in places(first, units) for y in places(second, units)]
        if one != other and apart and min(apart) <= reach:
            expected[one, other] += 1
    with TemporaryDirectory() as folder, create_project(Path(folder) / "s.qualcode", "S", "Anna") as project:
        with project.write("Anna") as work:
            projects.add_documents(work, projects.read_text("D", TEXT))
            for name in CODES:
                codes.add(work, name)
            for code, span in found:
                coding.apply(work, "D", Span(span.start, span.stop), code)
        with project.read() as view:
            made = crossings.cooccurrence(view, relation=relation, within=within, unit=unit, layer="all")
    at = {name: made.codes.index(name) for name in CODES}
    assert {(a, b): int(made.count[at[a], at[b]]) for a, b in expected} == expected
