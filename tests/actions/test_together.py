"""Objectives by instruments: counted within units for each government, against counting by hand; and what must hold before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import projects
from qualcode.actions import coders, codes, coding
from qualcode.actions.comparing.together import together
from qualcode.actions.comparing.together_tables import LONG_COLUMNS, Ask
from qualcode.actions.material import cases, documents
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project
from qualcode.text.span import Span

PARAGRAPHS = ("First aim and first means.", "Second aim, no means here.", "Third is about something.")
TEXT = "\n".join(PARAGRAPHS)
STARTS = [TEXT.index(paragraph) for paragraph in PARAGRAPHS]
ISSUED = {"A1": ["City bureau"], "A2": ["City bureau", "County"], "A3": ["County"], "A4": []}
CODED = {  # document, paragraph: codes
    ("A1", 0): ["aims/open", "means/platform"], ("A1", 1): ["aims/open/wide", "means/funds"],
    ("A1", 2): ["aims/order"], ("A2", 0): ["aims/open", "aims/order", "means/platform"],
    ("A2", 1): ["means/funds"], ("A3", 0): ["aims/order", "means/funds", "means/platform"], ("A4", 0): ["aims/open"],
}  # fmt: skip


@pytest.fixture
def policies(file_project: Project) -> Iterator[Project]:
    with file_project.write("Anna") as work:
        cases.add(work, "City")
        cases.add(work, "City bureau", parent="City")
        cases.add(work, "County", parent="City")
        for path in ("aims", "aims/open", "aims/open/wide", "aims/order", "means", "means/platform", "means/funds"):
            codes.add(work, path)
        projects.add_documents(work, *(projects.read_text(name, f"{TEXT}\n{name}") for name in ISSUED))
        for name, issuers in ISSUED.items():
            documents.set_fields(work, name, {"kind": "observation"})
            for case in issuers:
                cases.link(work, name, case, role="issuer")
            coders.assign(work, name, "Anna", of_record=True, done=True)
        for (name, paragraph), held in CODED.items():
            start = STARTS[paragraph]
            coding.apply(work, name, Span(start, start + len(PARAGRAPHS[paragraph])), held)
    yield file_project


def table(project: Project, **options):
    with project.read("Anna") as view:
        return together(view, Ask("aims", "means", **options))


def by_hand(of_unit) -> dict[tuple[str, str, str], int]:
    """The units of each issuer with a row and a column, found by going through all of them."""
    counted: dict[tuple[str, str, str], set] = {}
    for (name, paragraph), held in CODED.items():
        tops = {"/".join(code.split("/")[:2]) for code in held}
        for issuer in ISSUED[name]:
            for row in (it for it in tops if it.startswith("aims")):
                for column in (it for it in tops if it.startswith("means")):
                    counted.setdefault((issuer, row, column), set()).add(of_unit(name, paragraph))
    return {place: len(units) for place, units in counted.items()}


def test_a_block_for_each_issuer_counts_units_with_both(policies: Project) -> None:
    made = table(policies, by="issuers", unit="paragraph")
    counted = {tuple(row[:3]): row[3] for row in made.long().rows if row[3]}
    assert counted == by_hand(lambda name, paragraph: (name, paragraph))
    assert made.long().columns == LONG_COLUMNS
    rows = {row[:2]: row[2:] for row in made.square().rows}
    assert made.square().columns == ("group", "row", "units", "platform", "funds", "alone")
    assert rows["City bureau", "open"] == (3, 2, 1, 0)
    assert rows["City bureau", "order"] == (2, 1, 0, 1)
    assert rows["County", "order"] == (2, 2, 1, 0)
    notes = "\n".join(made.notes)
    assert "1 document is in several groups and counts in each." in notes
    assert "3 documents are in no group and left out." in notes  # A4, N01, P01


def test_documents_and_shares_and_levels(policies: Project) -> None:
    rolled = table(policies, by="issuers", unit="paragraph", case_level=1)
    assert {row[0] for row in rolled.square().rows} == {"City"}
    documents_ = {
        row[:2]: row[3:] for row in table(policies, by="issuers", unit="paragraph", value="documents").square().rows
    }
    assert documents_["City bureau", "open"] == (2, 1, 0)
    shares = {row[:2]: row[3:] for row in table(policies, unit="paragraph", value="share").square().rows}
    assert shares["all", "open"] == (2 / 4, 1 / 4, 1 / 4)


def test_only_the_documents_asked_for_are_counted_and_grouped(policies: Project) -> None:
    every = table(policies, by="issuers", unit="paragraph")
    chosen = table(policies, by="issuers", unit="paragraph", among='case = "County"')
    of_county = [name for name, issuers in ISSUED.items() if "County" in issuers]
    assert set(chosen.blocks) == {issuer for name in of_county for issuer in ISSUED[name]}
    assert {row[:2]: row[2] for row in chosen.square().rows}["City bureau", "open"] == 1  # of A2 alone
    assert [row for row in chosen.square().rows if row[0] == "County"] == [
        row for row in every.square().rows if row[0] == "County"
    ]
    assert not any("in no group" in note for note in chosen.notes)


def test_a_query_chooses_the_codings_that_count(policies: Project) -> None:
    counted = table(policies, unit="paragraph", where='code != "means/funds"').long()
    units = {row[1:3]: row[3] for row in counted.rows}
    assert units["aims/order", "means/funds"] == 0 < units["aims/order", "means/platform"]


def test_the_document_as_a_unit_brings_all_of_it_together(policies: Project) -> None:
    rows = {row[:2]: row[2:] for row in table(policies, by="issuers", unit="document", touch="any").square().rows}
    assert rows["City bureau", "order"] == (2, 2, 2, 0)


def test_two_coders_are_not_put_together(policies: Project) -> None:
    with policies.write("Ben") as work:
        coding.apply(work, "A1", Span(STARTS[2], STARTS[2] + 20), "means/funds")
    with policies.read("Anna") as view:
        made = together(view, Ask("aims", "means", unit="paragraph", layer="all"))
    assert {tuple(row[1:3]): row[3] for row in made.long().rows}["aims/order", "means/funds"] == 1


def test_alternatives_on_one_unit_are_reported(policies: Project) -> None:
    assert any("is marked as having alternatives" in note for note in table(policies, unit="paragraph").notes)
    with policies.write("Anna") as work:
        codes.describe(work, "aims", alternatives=True)
    notes = table(policies, unit="paragraph").notes
    assert any(
        note.startswith(
            "Warning: 1 time codes that exclude each other stand on one paragraph: A2 0–26, Anna: aims/open, aims/order"
        )
        for note in notes
    )
    with policies.write("Anna") as work:
        coding.remove(work, [it.guid for it in coding.matching(work, document="A2", code="aims/order")])
    assert (
        "No paragraph holds two codes that are alternatives of each other." in table(policies, unit="paragraph").notes
    )


def test_agreement_stands_before_the_counts(policies: Project) -> None:
    assert any("was not asked" in note for note in table(policies).notes)
    alone = table(policies, unit="paragraph", least=0.8)
    (warning,) = [note for note in alone.notes if note.startswith("Warning:")]
    assert "alpha is undefined for aims/open, aims/order, means/platform, means/funds" in warning
    with policies.write("Ben") as work:
        for (name, paragraph), held in CODED.items():
            start = STARTS[paragraph]
            span = Span(start, start + len(PARAGRAPHS[paragraph]))
            coding.apply(work, name, span, [code for code in held if code != "means/platform"] or ["means/funds"])
    with policies.write("Anna") as work:
        for name in ISSUED:
            coders.assign(work, name, "Ben", done=True)
    notes = "\n".join(table(policies, unit="paragraph", least=0.8).notes)
    assert "aims/open 1.000" in notes and "aims/order 1.000" in notes
    assert "Warning: alpha is below 0.8 for means/platform." in notes
    chosen = "\n".join(table(policies, unit="paragraph", least=0.8, among="document = A3").notes)
    assert chosen != notes and "aims/order 1.000" in chosen and "aims/open –" in chosen  # nobody has it in A3


def test_headings_that_were_used_and_wrong_names_are_said(policies: Project) -> None:
    with policies.write("Anna") as work:
        coding.apply(work, "A3", Span(STARTS[2], STARTS[2] + 20), "aims")
    assert any("1 unit holds aims itself" in note for note in table(policies, unit="paragraph").notes)
    with policies.read("Anna") as view:
        with pytest.raises(WrongUse, match="two branches"):
            together(view, Ask("aims", "aims/open"))
        with pytest.raises(NotFound):
            together(view, Ask("aims", "meens"))
        with pytest.raises(WrongUse, match="does not group"):
            together(view, Ask("aims", "means", by="coders"))
        with pytest.raises(WrongUse, match="nothing to count"):
            Ask("aims", "means", value="cases")
        assert together(view, Ask("aims/open/wide", "means", unit="paragraph")).rows == ["aims/open/wide"]
