"""A code seen from several sides, cell by cell against a second way of finding what must be in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

import projects
import studying
from qualcode.actions import coders, codes, coding, memos
from qualcode.actions.comparing import cells, periods
from qualcode.actions.comparing.table_files import write_paper_table
from qualcode.actions.comparing.triangulation import Triangulation, triangulate
from qualcode.actions.material import cases, documents, sets
from qualcode.actions.privacy import consent
from qualcode.actions.studies import course
from qualcode.errors import NotFound, WrongUse
from qualcode.project import Project
from qualcode.store import queries
from qualcode.store.models import Claim, CodeLink, Evidence, Segment
from qualcode.text.span import Span

TEXT = "The clerk says paper. The rule says system. Nobody knows why it is so."
KINDS = {"I1": "interview", "I2": "interview", "F1": "observation", "L1": "policy", "I3": "interview"}
TIES = [("I1", "Dong", "participant"), ("I2", "Dong", "participant"), ("F1", "Dong", "site"), ("L1", "Dong", "issuer")]
TIES += [("I3", "Xi", "participant"), ("L1", "Xi", "mentioned"), ("I1", "Dong", "site")]
CODED = [
    ("I1", 0, 21, "hidden"), ("I1", 0, 21, "evasion"), ("I1", 22, 43, "open"), ("I2", 0, 21, "evasion"),
    ("I3", 22, 43, "open"), ("F1", 44, 70, "compliance"), ("I1", 44, 70, "evasion"), ("L1", 0, 9, "unrelated"),
]  # fmt: skip


@pytest.fixture
def study(file_project: Project) -> Iterator[Project]:
    """Two counties under a city; hidden (below it evasion) and open exclude each other, compliance is linked as contradicting."""
    with file_project.write("Anna") as work:
        projects.add_documents(work, *(projects.read_text(name, f"{TEXT} {name}") for name in KINDS))
        for name, kind in KINDS.items():
            documents.set_fields(work, name, {"kind": kind, "occurred_on": "2022" if name == "I2" else "2020-05-01"})
        cases.add(work, "City")
        for case in ("Dong", "Xi", "Silent"):
            cases.add(work, case, parent="City")
        for document, case, role in TIES:
            cases.link(work, document, case, role=role)
        codes.add(work, "conduct", is_codable=False)
        codes.describe(work, "conduct", alternatives=True)
        for path in ("conduct/hidden", "conduct/hidden/evasion", "conduct/open", "compliance", "unrelated"):
            codes.add(work, path)
        tree = queries.code_tree(work)
        ends = {"from_code_id": tree.named("compliance").id, "to_code_id": tree.named("evasion").id}
        work.journal.insert(CodeLink, **ends, kind="矛盾")
        for document, start, end, code in CODED:
            coding.apply(work, document, Span(start, end), code)
        work.describe("fill", "filled")
    with file_project.write("Ben") as work:
        coding.apply(work, "I2", Span(0, 21), "evasion")
        for document in KINDS:
            coders_assign(work, document)
    yield file_project


def coders_assign(work, document: str) -> None:
    coders.assign(work, document, "Anna", of_record=True, done=True)


def seen_from(project: Project, by: str = "kinds", **options) -> Triangulation:
    with project.read("Anna") as view:
        return triangulate(view, "hidden", by, **options)


def by_hand(own: set[str], contrary: set[str], label_of: dict[tuple[str, str], set[str]], case_of=lambda case: case):
    """Each case and side: how many documents, passages and contradicting passages, found by going through all of them."""
    counted: dict[tuple[str, str], list[set]] = {}
    for document, case, _role in TIES:
        for side in label_of[document, case]:
            cell = counted.setdefault((case_of(case), side), [set(), set(), set()])
            cell[0].add(document)
            for where, start, end, code in CODED:
                if where == document and code in own | contrary:
                    cell[1 if code in own else 2].add((where, start, end))
    return {place: tuple(map(len, cell)) for place, cell in counted.items()}


def figures(seen: Triangulation) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {
        (seen.cases[case], seen.labels[side]): (len(cell.documents), len(cell.coded), len(cell.against))
        for (case, side), cell in seen.cells.items()
    }


OWN, CONTRARY = {"hidden", "evasion"}, {"open", "compliance"}


def test_cells_hold_passages_silence_and_contradiction(study: Project) -> None:
    seen = seen_from(study)
    kinds = {(document, case): {KINDS[document]} for document, case, _role in TIES}
    found = figures(seen)
    found.pop(("P01 woman", "interview"))
    assert found == by_hand(OWN, CONTRARY, kinds)
    states = {(seen.cases[case], seen.labels[side]): cell.state for (case, side), cell in seen.cells.items()}
    assert states["Dong", "interview"] == "coded and contradicted"
    assert states["Dong", "observation"] == "contradicted"
    assert states["Dong", "policy"] == states["Xi", "policy"] == "silent"
    assert states["Xi", "interview"] == "contradicted"
    assert "Silent" not in seen.cases and "City" not in seen.cases


def test_roles_and_case_levels_are_sides_and_rows_of_their_own(study: Project) -> None:
    roles = {
        (document, case): {role for d, c, role in TIES if (d, c) == (document, case)} for document, case, _ in TIES
    }
    found = figures(seen_from(study, "roles"))
    found.pop(("P01 woman", "participant"))
    assert found == by_hand(OWN, CONTRARY, roles)
    rolled = figures(seen_from(study, "kinds", case_level=1))
    kinds = {(document, case): {KINDS[document]} for document, case, _role in TIES}
    assert {key: it for key, it in rolled.items() if key[0] == "City"} == by_hand(
        OWN, CONTRARY, kinds, lambda case: "City"
    )


def test_periods_are_sides_also_those_without_material(study: Project) -> None:
    with study.write("Anna") as work:
        periods.add(work, "first stay", starts_on="2020", ends_on="2020")
        periods.add(work, "second stay", starts_on="2022", ends_on="2022")
        periods.add(work, "third stay", starts_on="2024", ends_on="2024")
    seen = seen_from(study, "period:fieldwork", match="Dong")
    assert seen.labels == ["first stay", "second stay", "third stay"]
    assert {key: it[0] for key, it in figures(seen).items()} == {("Dong", "first stay"): 3, ("Dong", "second stay"): 1}
    with study.read("Anna") as view:
        assert cells.square(view, seen).rows[0][3] is None


def test_the_code_alone_and_a_query_narrow_what_counts(study: Project) -> None:
    alone = figures(seen_from(study, alone=True))
    assert alone["Dong", "interview"][1] == 1
    assert figures(seen_from(study, where="document != I1"))["Dong", "interview"] == (2, 1, 0)


def test_a_square_shows_words_and_a_long_table_one_row_a_cell(study: Project) -> None:
    with study.read("Anna") as view:
        seen = triangulate(view, "hidden", match="Dong")
        square = {
            show: dict(next(cells.square(view, seen, show).records()))
            for show in ("first", "longest", "all", "2", "count")
        }
        rows = {(row["case"], row["side"]): row for row in cells.long(view, seen, "longest").records()}
    assert square["first"]["interview"] == (
        "3 passages\n“The clerk says paper.” (I1 0–21)\n[2 more passages]\n"
        "contradicts: 1 passage\n“The rule says system.” (I1 22–43; conduct/open (an alternative))"
    )
    assert "“Nobody knows why it is so.” (I1 44–70)\n[2 more passages]" in square["longest"]["interview"]
    assert square["all"]["interview"].count("“") == 4 and "more" not in square["all"]["interview"]
    assert "[1 more passage]" in square["2"]["interview"]
    assert square["count"]["interview"] == "3 passages\ncontradicts: 1 passage"
    assert square["first"]["policy"] == "silent: 1 document"
    assert "compliance (a link says that it contradicts)" in square["first"]["observation"]
    assert rows["Dong", "interview"]["state"] == "coded and contradicted"
    assert (rows["Dong", "interview"]["document"], rows["Dong", "interview"]["start"]) == ("I1", 44)
    with study.read("Anna") as view, pytest.raises(WrongUse, match="which passages"):
        cells.square(view, seen, "last")


def test_evidence_against_a_claim_on_the_code_contradicts_it(study: Project) -> None:
    with study.write("Anna") as work:
        memos.add(work, "It is everywhere.", target=memos.Target(code="hidden"), kind="theory")
        memo = work.connection.execute(
            queries.select(memos.Memo.id).where(memos.Memo.text == "It is everywhere.")
        ).scalar_one()
        now = {"coder_id": work.coder_id, "created_at": datetime.now(UTC)}
        claim = work.journal.insert(Claim, memo_id=memo, text="It is everywhere.", **now)
        place = {"document_id": queries.document_named(work, "L1").id, "start": 0, "end": 9, "coder_id": work.coder_id}
        segment = work.journal.insert(Segment, **place)
        work.journal.insert(Evidence, claim_id=claim, segment_id=segment, stance="against", **now)
        work.describe("evidence", "weighed")
    seen = seen_from(study)
    cell = seen.cell(seen.cases.index("Dong"), seen.labels.index("policy"))
    assert cell.state == "contradicted"
    assert cell.against[0].because == "evidence against a claim: It is everywhere."


def test_what_must_not_be_quoted_is_counted_and_not_shown(study: Project) -> None:
    with study.write("Anna") as work:
        consent.record(work, "Dong", {"quote": "no"})
    with study.read("Anna") as view:
        seen = triangulate(view, "hidden", match="Dong")
        row = next(cells.square(view, seen).records())
        long = next(it for it in cells.long(view, seen).records() if it["side"] == "interview")
    assert row["interview"] == (
        "3 passages\n[3 passages not to be quoted]\ncontradicts: 1 passage\n[1 passage not to be quoted]"
    )
    assert (long["passages"], long["passage"], long["document"]) == (3, None, None)
    assert any("Consent does not allow to quote Dong" in note for note in seen.notes)


def test_what_a_blind_round_hides_is_not_called_silent(study: Project) -> None:
    with study.write("Anna") as work:
        projects.add_documents(work, projects.read_text("N2", TEXT))
        cases.link(work, "N2", "Silent")
    assert seen_from(study, match="Silent").cells[0, 0].state == "silent"
    with study.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N2"]))
    studying.code(study, "Ben", "N2", [(0, 21, "hidden")])
    assert seen_from(study, match="Silent", layer="all").cells == {}


def test_silent_documents_that_nobody_has_read_are_named(study: Project) -> None:
    def warned() -> list[str]:
        return [note for note in seen_from(study).notes if note.startswith("Warning:")]

    assert warned() == []
    with study.write("Anna") as work:
        projects.add_documents(work, projects.read_text("N2", TEXT))
        cases.link(work, "N2", "Silent")
    (warning,) = warned()
    assert warning.endswith("nobody has marked it as done: N2.")


def test_a_cell_holds_no_more_words_than_a_sheet_takes(study: Project) -> None:
    with study.write("Anna") as work:
        projects.add_documents(work, projects.read_text("long", "word " * 8000))
        documents.set_fields(work, "long", {"kind": "interview"})
        cases.link(work, "long", "Silent")
        for start in (0, 10_000, 20_000):
            coding.apply(work, "long", Span(start, start + 10_000), "hidden")
        coders_assign(work, "long")
    with study.read("Anna") as view:
        (row,) = cells.square(view, triangulate(view, "hidden", match="Silent"), "all").records()
    assert len(row["interview"]) < 15_000 and row["interview"].endswith("[2 more passages]")


def test_speaker_roles_tell_apart_who_says_it(study: Project) -> None:
    with study.write("Anna") as work:
        coding.apply(work, "P01", Span(4, 9), "hidden")
        coding.apply(work, "P01", Span(30, 36), "hidden")
        coders_assign(work, "P01")
    found = figures(seen_from(study, "speaker-roles", match="P01*"))
    assert found["P01 woman", "interviewer"][1] == 1
    assert found["P01 woman", "respondent"][1] == 1
    dong = figures(seen_from(study, "speaker-roles", match="Dong"))
    assert dong == {("Dong", "no turn"): (4, 3, 2)}


def test_cases_are_chosen_by_set_and_what_is_wrong_is_said(study: Project) -> None:
    with study.write("Anna") as work:
        sets.add(work, "pair", ["Xi"], of="cases")
    assert list(seen_from(study, of_set="pair").cases) == ["Xi"]
    for wrong, options in ((NotFound, {"of_set": "none"}), (WrongUse, {"by": "codes"}), (WrongUse, {"by": "cases"})):
        with pytest.raises(wrong):
            seen_from(study, **options)
    with study.read("Anna") as view, pytest.raises(NotFound):
        triangulate(view, "hiden")


def test_a_table_for_a_paper_is_a_word_document_or_a_workbook(study: Project, tmp_path: Path) -> None:
    with study.read("Anna") as view:
        table = cells.square(view, triangulate(view, "hidden"), "all")
    for ending in (".docx", ".xlsx"):
        write_paper_table(table, tmp_path / f"t{ending}", "hidden by case and kind", ["case"])
    with ZipFile(tmp_path / "t.docx") as parts:
        body = parts.read("word/document.xml").decode()
    assert "The clerk says paper." in body and "hidden by case and kind" in body
    assert ("landscape" in body) == (len(table.columns) > 4)
    with ZipFile(tmp_path / "t.xlsx") as parts:
        assert "The clerk says paper." in parts.read("xl/sharedStrings.xml").decode()
