"""Publications in a project: known again, screened, counted, exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications import AGAIN, FIRST, bring_in
from qualcode.actions import history
from qualcode.actions.importing import files
from qualcode.actions.literature import flow, references, screening
from qualcode.actions.material import documents
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project
from qualcode.store.view import View


def outcomes(read: files.ReadFiles) -> list[tuple[str, str]]:
    return [(it.outcome, it.name) for it in read.documents]


def keys(view: View) -> list[object]:
    return references.listing(view).column("key")


def test_an_entry_is_a_document_with_all_that_it_says(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.read("Anna") as view:
        row = next(references.listing(view, "lind*").records())
        opened = documents.open_document(view, "lind2021")
        entry = references.shown(view, "lind2021", as_it_stood=True)
    assert opened.text == "Data silos in county offices\n\nWe study silos.\n\nKeywords: silos; privacy"
    assert (row["author"], row["year"], row["abstract"], row["doi"]) == (
        "Lind, Ana; Okafor, Ada",
        2021,
        True,
        "10.5555/a",
    )
    assert entry == FIRST.split("\n@book")[0]


def test_the_same_file_changes_nothing_and_another_database_brings_duplicates(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.read("Anna") as view:
        before = history.history(view).rows
    assert outcomes(bring_in(project, tmp_path, "a.bib", FIRST)) == [("known", "lind2021"), ("known", "wang2019")]
    with project.read("Anna") as view:
        assert history.history(view).rows == before
    assert outcomes(bring_in(project, tmp_path, "b.ris", AGAIN)) == [
        ("duplicate", "lind2021"),
        ("imported", "chen2020"),
    ]
    assert outcomes(bring_in(project, tmp_path, "b.ris", AGAIN)) == [("duplicate", "lind2021"), ("known", "chen2020")]
    with project.read("Anna") as view:
        numbers = {row["what"]: row["documents"] for row in flow.flow(view).records()}
    assert numbers == {"found": 4, "duplicates": 1, "left to screen": 3}


def test_duplicates_alone_are_counted_once(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    for _ in range(2):
        bring_in(project, tmp_path, "b.ris", AGAIN.split("TY  - BOOK")[0])
    with project.read("Anna") as view:
        assert flow.flow(view).column("documents")[:2] == [3, 1]
        assert history.history(view).column("label")[0] == "left out a duplicate"


def test_all_copies_in_a_file_are_counted(project: Project, tmp_path: Path) -> None:
    other = FIRST.split("\n@book")[0].replace("5555/a", "5555/b").replace("silos in", "silos beyond")
    bring_in(project, tmp_path, "a.bib", "\n".join([FIRST, FIRST, FIRST, other, other]))
    with project.read("Anna") as view:
        assert flow.flow(view).column("documents")[:3] == [8, 5, 3]


def test_one_key_for_other_works_gets_a_letter(project: Project, tmp_path: Path) -> None:
    other = "@book{lind2021, title={Something else entirely, in two parts}, year=2021}\n" * 2
    bring_in(project, tmp_path, "a.bib", FIRST)
    read = bring_in(
        project,
        tmp_path,
        "c.bib",
        other.replace("parts", "parts ", 1) + "@misc{lind2021, title={A third of the name}, year=2021}",
    )
    assert outcomes(read) == [("imported", "lind2021b"), ("duplicate", "lind2021b"), ("imported", "lind2021c")]
    with project.read("Anna") as view:
        assert keys(view) == ["lind2021", "lind2021b", "lind2021c", "wang2019"]


def test_a_newer_abstract_is_offered_and_taken_over(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    newer = FIRST.replace("We study silos.", "We study silos in four counties.").replace(
        "year=2021", "year=2021, volume=7"
    )
    assert outcomes(bring_in(project, tmp_path, "a.bib", newer)) == [("new version", "lind2021"), ("known", "wang2019")]
    assert outcomes(bring_in(project, tmp_path, "a.bib", newer, "revise"))[0] == ("revised", "lind2021")
    with project.read("Anna") as view:
        assert "four counties" in documents.open_document(view, "lind2021").text
        assert "volume: 7" in references.shown(view, "lind2021")
    assert outcomes(bring_in(project, tmp_path, "a.bib", FIRST))[0] == (
        "known",
        "lind2021",
    )  # an old file offers nothing


def test_an_abstract_is_offered_to_an_entry_that_had_none(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    fuller = "TY  - BOOK\nTI  - 县域治理的数字化转型\nAU  - 王芳\nPY  - 2019\nAB  - 本书考察四个县。\nER  -\n"
    assert outcomes(bring_in(project, tmp_path, "cnki.ris", fuller)) == [("new version", "wang2019")]


def test_several_authors_are_kept_though_the_first_entry_has_one(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "one.bib", "@book{a, title={A book of one author alone}, author={王芳}, year=2019}")
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.read("Anna") as view:
        found = documents.listing(view)
        described = references.documents_meant(view, 'document.author = "Okafor, Ada"')
    assert len(described) == 1
    assert "lind2021" in found.column("document")


@pytest.mark.parametrize("ending", [".bib", ".ris", ".json"])
def test_what_is_exported_is_known_again(project: Project, tmp_path: Path, ending: str) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.read("Anna") as view:
        report = references.export(view, tmp_path / f"out{ending}")
        some = references.export(view, tmp_path / f"some{ending}", "document.year < 2020")
    assert "2 entries" in report.of("written")[0].sentence
    assert "1 entry" in some.of("written")[0].sentence
    read = files.read_files([tmp_path / f"out{ending}"], files.ImportOptions())
    with project.rehearse("Anna") as work:
        files.add_documents(work, read.documents, read.reports, files.ImportOptions())
    assert {it.outcome for it in read.documents} <= {"duplicate", "known"}


def test_export_refuses_what_it_cannot_write(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.read("Anna") as view:
        with pytest.raises(WrongUse, match="says no format"):
            references.export(view, tmp_path / "out.docx")
        with pytest.raises(NotFound, match="no reference"):
            references.export(view, tmp_path / "out.bib", keys=["lind2012"])
    assert not (tmp_path / "out.bib").exists()


def test_a_full_text_is_tied_to_its_entry(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.write("Anna") as work:
        references.attach(work, "lind2021", "N01")
    with project.read("Anna") as view:
        assert dict(zip(keys(view), references.listing(view).column("full_text"), strict=True)) == {
            "lind2021": "N01",
            "wang2019": None,
        }
    with project.write("Anna") as work, pytest.raises(Refused):
        references.attach(work, "lind2021", "lind2021")


def test_coders_decide_for_themselves_and_conflicts_are_seen(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    bring_in(project, tmp_path, "b.ris", AGAIN)
    with project.write("Anna") as work:
        screening.decide(work, ["lind2021", "chen2020"], "title", "include")
        screening.decide(work, ["wang2019"], "title", "exclude", "not on offices")
    with project.write("Ben") as work:
        screening.decide(work, ["lind2021"], "title", "include")
        screening.decide(work, ["wang2019"], "title", "exclude", "a book")
        screening.decide(work, ["chen2020"], "title", "maybe", "unclear")
    with project.read("Anna") as view:
        assert screening.conflicts(view).rows == [("chen2020", "title", "Anna", None, "Ben", "Ben: unclear")]
        (row,) = screening.agreement(view).records()
        numbers = [row[1:] for row in flow.flow(view).rows[3:]]
        chosen = references.listing(view, where="document.screening = include").column("key")
    # two of three alike; by hand: expected (2/3 * 1/3) + (1/3 * 1/3) = 1/3, so kappa = (2/3 - 1/3)/(2/3) = 1/2
    assert (row["documents"], row["decided_by_several"]) == (3, 3)
    assert row["percent"] == pytest.approx(2 / 3)
    assert row["kappa"] == pytest.approx(0.5)
    assert row["alpha"] == pytest.approx(1 - (2 / 6) / (22 / 30))
    assert numbers == [
        ("screened", None, 3), ("excluded", "not on offices", 1), ("excluded in all", None, 1), ("maybe", None, 0),
        ("conflict", None, 1), ("included", None, 1), ("not decided yet", None, 0),
    ]  # fmt: skip
    assert chosen == ["lind2021"]


def test_what_is_excluded_does_not_reach_the_next_stage(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.write("Anna") as work:
        screening.decide(work, ["wang2019"], "title", "exclude", "a book")
        screening.decide(work, ["lind2021"], "title", "include")
        screening.decide(work, ["lind2021"], "abstract", "maybe")
    with project.read("Anna") as view:
        rows = [row for row in flow.flow(view).rows if row[0] == "abstract"]
    assert ("abstract", "screened", None, 1) in rows
    assert ("abstract", "not decided yet", None, 0) in rows


def test_a_decision_gives_way_and_undo_brings_it_back(project: Project) -> None:
    for decision in ("include", "exclude"):
        with project.write("Anna") as work:
            screening.decide(work, ["N01"], "full-text", decision, "too short")
    with project.write("Anna") as work:
        history.undo(work)
    with project.read("Anna") as view:
        assert [row[3] for row in screening.listing(view).rows] == ["include"]


@pytest.mark.parametrize(
    ("stage", "decision", "reason"),
    [("titles", "include", ""), ("title", "perhaps", ""), ("full text", "exclude", " ")],
)
def test_what_is_no_decision_is_refused(project: Project, stage: str, decision: str, reason: str) -> None:
    with pytest.raises(WrongUse), project.write("Anna") as work:
        screening.decide(work, ["N01"], stage, decision, reason)


def test_removing_a_document_takes_its_record_and_decisions_along(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "a.bib", FIRST)
    with project.write("Anna") as work:
        screening.decide(work, ["lind2021"], "title", "include")
        references.attach(work, "lind2021", "N01")
    with project.write("Anna") as work:
        documents.remove(work, ["lind2021"])
    with project.read("Anna") as view:
        assert keys(view) == ["wang2019"]
        assert screening.listing(view).rows == []
    with project.write("Anna") as work:
        history.undo(work)
    with project.read("Anna") as view:
        assert references.listing(view, "lind*").column("full_text") == ["N01"]
