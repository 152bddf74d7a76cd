"""Choosing cases within strata: every rule against a second way of finding who must be chosen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from qualcode.actions import codes, coding
from qualcode.actions.comparing import selecting
from qualcode.actions.comparing.selecting import Ask, per, select
from qualcode.actions.material import attributes, cases, sets
from qualcode.analysis import case_choice
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project
from qualcode.text.span import Span

CODES = ("a", "b", "c")
COUNTIES = {  # region, how often each code, how many words of text
    "E1": ("east", (4, 0, 0), 40), "E2": ("east", (2, 2, 0), 30), "E3": ("east", (1, 1, 2), 20),
    "E4": ("east", (0, 0, 4), 10), "E5": ("east", (0, 0, 0), 50), "W1": ("west", (1, 0, 3), 25),
    "W2": ("west", (3, 1, 0), 35), "W3": ("west", None, 0),
}  # fmt: skip


@pytest.fixture
def counties(file_project: Project) -> Iterator[Project]:
    """Counties with a text and codings each, one without codings and one without a document; a person within E1."""
    with file_project.write("Anna") as work:
        for code in CODES:
            codes.add(work, code)
        attributes.define(work, "region", "text")
        attributes.define(work, "rank", "text")
        cases.add(work, "Province")
        for name, (region, counts, words) in COUNTIES.items():
            cases.add(work, name, parent="Province")
            cases.set_values(work, name, {"region": region, "rank": "county"})
            if counts is None:
                continue
            projects.add_documents(work, projects.read_text(f"D{name}", "word " * words))
            cases.link(work, f"D{name}", name, role="site")
            spans = iter(range(0, 100, 2))
            for code, times in zip(CODES, counts, strict=True):
                for _time in range(times):
                    start = next(spans)
                    coding.apply(work, f"D{name}", Span(start, start + 2), code)
        cases.add(work, "Clerk", parent="E1")
        cases.set_values(work, "Clerk", {"rank": "clerk"})
        cases.link(work, "DE1", "Clerk")
    yield file_project


def selected(project: Project, **options) -> selecting.Selection:
    given = {"strata": ("region",), "least": 1, "most": 2, "only": {"rank": "county"}} | options
    with project.read("Anna") as view:
        return select(view, Ask(**given))


def names(selection: selecting.Selection) -> list[str]:
    return [it.name for it in selection.chosen]


def share(name: str) -> list[float]:
    counts = COUNTIES[name][1]
    return [count / sum(counts) for count in counts]


def test_most_material_comes_first_and_a_case_without_any_is_never_chosen(counties: Project) -> None:
    found = selected(counties, most=9)
    assert names(found) == ["E5", "E1", "E2", "E3", "E4", "W2", "W1"]
    assert [it.name for it in found.candidates if not it.chosen] == ["W3"]
    rows = {row["case"]: row for row in found.table().records()}
    assert (rows["E1"]["stratum"], rows["E1"]["documents"], rows["E1"]["words"], rows["E1"]["codings"]) == (
        "east",
        1,
        40,
        4,
    )
    assert rows["E1"]["coded"] == round(8 / 200, 6)
    assert rows["W3"]["reason"] == "no material: no document is tied to it"
    assert rows["E5"]["reason"] == "most material: 50 words in 1 documents (place 1 of 5)"


def test_typical_is_nearest_to_the_mean_of_the_stratum(counties: Project) -> None:
    known = [name for name in COUNTIES if name.startswith("E") and name != "E5"]
    mean = [sum(column) / len(known) for column in zip(*map(share, known))]
    wanted = sorted(known, key=lambda name: math.dist(share(name), mean))
    found = selected(counties, prefer="typical", most=5)
    assert [name for name in names(found) if name.startswith("E")] == [*wanted, "E5"]
    scores = {it.name: it.score for it in found.candidates}
    assert scores[wanted[0]] == pytest.approx(math.dist(share(wanted[0]), mean))
    assert next(it.reason for it in found.chosen if it.name == "E5").startswith("taken to fill the stratum")


def test_extreme_is_farthest_from_the_mean_of_all_in_standard_deviations(counties: Project) -> None:
    known = [name for name, (_region, counts, _words) in COUNTIES.items() if counts and sum(counts)]
    columns = list(zip(*map(share, known)))
    means = [sum(column) / len(known) for column in columns]
    spreads = [math.sqrt(sum((x - m) ** 2 for x in column) / (len(known) - 1)) for column, m in zip(columns, means)]

    def standard(name: str) -> float:
        return math.sqrt(sum(((x - m) / s) ** 2 for x, m, s in zip(share(name), means, spreads)))

    found = selected(counties, prefer="extreme", most=1)
    assert names(found) == [max((n for n in known if n[0] == region), key=standard) for region in "EW"]
    assert found.chosen[0].score == pytest.approx(standard(found.chosen[0].name))


def test_maximum_variation_takes_the_farthest_from_those_taken(counties: Project) -> None:
    found = selected(counties, prefer="variation", most=3)
    assert names(found)[:2] in (["E1", "E4"], ["E4", "E1"])  # shares (1,0,0) and (0,0,1) differ most
    assert {"E1", "E2", "E4"} == set(names(found)[:3]) or {"E1", "E3", "E4"} == set(names(found)[:3])


def test_a_draw_is_repeated_by_its_seed_and_differs_by_another(counties: Project) -> None:
    draws = {seed: names(selected(counties, prefer="random", seed=seed, most=3)) for seed in range(8)}
    assert draws[3] == names(selected(counties, prefer="random", seed=3, most=3))
    assert len({tuple(sorted(it)) for it in draws.values()}) > 1
    assert all("W3" not in it for it in draws.values())


def test_strata_with_too_few_are_said_and_kept(counties: Project) -> None:
    found = selected(counties, least=3, most=4)
    assert found.short == ["west"]
    assert Counter(it.stratum for it in found.chosen) == {"east": 4, "west": 2}
    note = "Too few cases: 1 stratum has fewer than 3 with material, and all of them were taken: west (2)."
    assert note in found.notes and note in found.method
    assert "3 to 4 in each of 2 strata of region" in found.method
    assert "Chosen: 4 of 5 in east, 2 of 2 in west." in found.method


def test_a_selection_becomes_a_set_with_reasons(counties: Project) -> None:
    found = selected(counties, prefer="typical")
    with counties.write("Anna") as work:
        assert selecting.keep(work, "sites", found) == 4
        with pytest.raises(Refused, match="already"):
            selecting.keep(work, "Sites", found)
    with counties.read("Anna") as view:
        assert sets.listing(view).column("note") == [found.method]
        rows = list(sets.show(view, "sites").records())
        again = select(view, Ask(("region",), 1, 1, of_set="sites"))
    assert {row["member"]: row["note"] for row in rows} == {
        it.name: f"{it.stratum}: {it.reason}" for it in found.chosen
    }
    assert len(again.candidates) == 4


def test_a_query_narrows_codings_and_candidates(counties: Project) -> None:
    found = selected(counties, where="c", most=9)
    assert set(names(found)) == {"E3", "E4", "W1"}
    assert {it.name: it.codings for it in found.chosen} == {"E3": 2, "E4": 4, "W1": 3}
    assert any("5 cases without a coding that counts are no candidates." in note for note in found.notes)


def test_cases_below_inherit_and_a_warning_tells_of_nested_choices(counties: Project) -> None:
    found = selected(counties, strata=("region", "rank"), only={}, most=9)
    assert {it.stratum for it in found.candidates} == {"east / county", "east / clerk", "west / county"}
    assert any("Clerk in E1" in note for note in found.notes)
    with counties.write("Anna") as work:
        cases.set_values(work, "Province", {"rank": "province"})
    again = selected(counties, strata=("region", "rank"), only={})
    assert any("1 case has not all of region, rank and is in no stratum: Province." in note for note in again.notes)


def test_without_strata_all_are_one(counties: Project) -> None:
    found = selected(counties, strata=(), least=2, most=2)
    assert {it.stratum for it in found.candidates} == {"all"}
    assert names(found) == ["E5", "E1"]


def test_what_is_wrong_is_said(counties: Project) -> None:
    assert (per("5"), per("4-6"), per("4–6")) == ((5, 5), (4, 6), (4, 6))
    for text in ("0", "6-4", "some", "", "-3"):
        with pytest.raises(WrongUse):
            per(text)
    with pytest.raises(NotFound, match="regoin"):
        selected(counties, strata=("regoin",))
    with pytest.raises(NotFound, match="no set"):
        selected(counties, of_set="none")
    with pytest.raises(WrongUse, match="no rule"):
        selected(counties, prefer="best")
    nothing = selected(counties, only={"rank": "king"})
    assert nothing.table().rows == [] and "There is no case to choose from." in nothing.notes
    with counties.write("Anna") as work, pytest.raises(Refused, match="nothing to keep"):
        selecting.keep(work, "none", nothing)


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=1, max_size=8), st.integers(1, 8))
def test_those_who_differ_most_are_taken_one_after_the_other(counts, number) -> None:
    shares = case_choice.profiles(np.array(counts, dtype=float))
    taken, at = case_choice.spread_out(shares, number)
    known = [row for row, all_ in enumerate(counts) if sum(all_)]
    assert len(taken) == len(set(taken)) == min(number, len(known))
    for place in range(1, len(taken)):
        nearest = {
            one: min(math.dist(shares[one], shares[other]) for other in taken[:place])
            for one in known
            if one not in taken[:place]
        }
        assert nearest[taken[place]] == pytest.approx(max(nearest.values()))
        assert at[place] == pytest.approx(nearest[taken[place]])
