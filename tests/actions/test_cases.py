"""Cases: nested, tied to documents, and brought in as a table."""

from __future__ import annotations

from typing import Any

import pytest

import projects
from qualcode.actions import history
from qualcode.actions.material import attributes, cases
from qualcode.errors import NotFound, QualcodeError, Refused, UnreadableInput, WrongUse
from qualcode.project import Project
from qualcode.table import Table


def listing(project: Project) -> Table:
    with project.read() as view:
        return cases.listing(view)


def parents(project: Project) -> dict[Any, Any]:
    table = listing(project)
    return dict(zip(table.column("case"), table.column("parent"), strict=True))


def import_table(project: Project, columns: tuple[str, ...], *rows: tuple[str, ...]) -> list[str]:
    """What the report says."""
    with project.write("Anna") as work:
        report = cases.import_table(work, columns, rows, "cases.csv")
    return [f"{finding.kind}: {finding.sentence}" for finding in report.findings]


def test_names_are_compared_by_their_keys(file_project: Project) -> None:
    with pytest.raises(Refused, match="already"), file_project.write("Anna") as work:
        cases.add(work, "Ｐ０１ WOMAN")
    with file_project.write("Anna") as work:
        cases.add(work, "second", parent="p01 Woman")
    assert parents(file_project)["second"] == "P01 woman"


def test_a_case_is_not_within_itself(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        cases.add(work, "inner", parent="P01 woman")
    for parent in ("东麓县", "P01 woman", "inner"):
        with pytest.raises(Refused, match="'东麓县' cannot be within itself"), file_project.write("Anna") as work:
            cases.move(work, "东麓县", parent)
    with file_project.write("Anna") as work:
        cases.move(work, "inner", None)
        cases.move(work, "东麓县", "inner")
    assert parents(file_project) == {"东麓县": "inner", "P01 woman": "东麓县", "inner": None}


def test_a_tie_has_a_role_and_is_made_once(project: Project) -> None:
    with project.write("Anna") as work:
        cases.link(work, "N01", "东麓县", role="site")
        cases.link(work, "N01", "东麓县", role="mentioned")
    with project.write("Anna") as work:
        cases.link(work, "n01", "东麓县", role="site")
        assert not work.journal.has_changes
    with pytest.raises(WrongUse, match="no role"), project.write("Anna") as work:
        cases.link(work, "N01", "东麓县", role="owner")


def test_removing_a_case_takes_its_values_and_undo_brings_them_back(file_project: Project) -> None:
    before = listing(file_project)
    with pytest.raises(Refused, match="There are cases within '东麓县'"), file_project.write("Anna") as work:
        cases.remove(work, "东麓县")
    with file_project.write("Anna") as work:
        cases.move(work, "P01 woman", None)
        cases.remove(work, "东麓县")
    assert listing(file_project).column("case") == ["P01 woman"]
    with file_project.write("Anna") as work:
        history.undo(work)
    assert set(listing(file_project).rows) == set(before.rows)


def test_a_table_brings_cases_with_kinds_and_parents_below_their_children(project: Project) -> None:
    said = import_table(
        project,
        ("Case", "parent", "age", "joined:date", "level"),
        ("P02", "石渡镇", "43", "2024-05", ""),
        ("石渡镇", "东麓县", "", "", "town"),
        ("东麓县", "", "", "", "city"),
    )
    assert said == ["read: attribute age of kind integer", "read: attribute joined of kind date", "read: 3 cases"]
    assert listing(project).rows == [
        ("东麓县", None, 0, "city", None, None),
        ("P01 woman", "东麓县", 1, None, None, None),
        ("P02", "石渡镇", 0, None, 43, "2024-05"),
        ("石渡镇", "东麓县", 0, "town", None, None),
    ]
    with project.write("Anna") as work:
        assert history.undo(work) == "imported the cases of cases.csv"
    assert listing(project).rows == [("东麓县", None, 0, "county"), ("P01 woman", "东麓县", 1, None)]


def test_a_table_may_turn_a_family_upside_down(file_project: Project) -> None:
    import_table(file_project, ("case", "parent"), ("东麓县", "P01 woman"), ("P01 woman", "new"), ("new", ""))
    assert parents(file_project) == {"东麓县": "P01 woman", "P01 woman": "new", "new": None}


def test_the_last_row_of_a_case_counts_and_that_is_said(file_project: Project) -> None:
    said = import_table(file_project, ("case", "age"), ("Anna", "3"), ("ANNA", "4"), ("Ａｎｎａ", ""))
    assert said[-2:] == ["warning: some cases stand in several rows; the last value counts", "read: 1 case"]
    assert listing(file_project).rows[-1] == ("Anna", None, 0, None, 4)


def test_empty_cells_leave_values_as_they_are(file_project: Project) -> None:
    import_table(file_project, ("case", "level"), ("东麓县", " "), ("P01 woman", "person"))
    assert listing(file_project).column("level") == ["county", "person"]


@pytest.mark.parametrize(
    ("columns", "row", "error", "words"),
    [
        (("name", "age"), ("new", "3"), UnreadableInput, "no column named case"),
        (("case", "age:integer"), ("new", "old"), WrongUse, "new: 'old' is not a value of 'age'"),
        (("case", "level:integer"), ("new", "3"), Refused, "'level' is of kind choice, not integer"),
        (("case", "parent"), ("new", "nowhere"), NotFound, "no case 'nowhere'"),
        (("case", "parent"), ("东麓县", "P01 woman"), Refused, "cannot be within itself"),
        (("case", "parent"), ("new", "NEW"), Refused, "'new' cannot be within itself"),
        (("case", "age"), (" ", "3"), WrongUse, "needs a name"),
    ],
)
def test_a_table_with_a_fault_changes_nothing(
    file_project: Project, columns: tuple[str, ...], row: tuple[str, ...], error: type[QualcodeError], words: str
) -> None:
    with file_project.read() as view:
        before = projects.dump(view)
    with pytest.raises(error, match=words):
        import_table(file_project, columns, row)
    with file_project.read() as view:
        assert projects.dump(view) == before


def test_a_table_of_thousands_is_undone_and_redone(file_project: Project) -> None:
    rows = [(f"case {n}", f"group {n % 7}", str(n), "yes") for n in range(1500)] + [
        (f"group {n}", "", "", "") for n in range(7)
    ]
    with file_project.read() as view:
        before = projects.dump(view)
    import_table(file_project, ("case", "parent", "age", "there"), *rows)
    with file_project.read() as view:
        after = projects.dump(view)
        assert len(cases.listing(view).rows) == 1509
    with file_project.write("Anna") as work:
        history.undo(work)
    with file_project.read() as view:
        assert projects.dump(view) == before
    with file_project.write("Anna") as work:
        history.redo(work)
    with file_project.read() as view:
        assert projects.dump(view) == after


def test_the_list_can_be_narrowed(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        attributes.define(work, "age", "integer")
    with file_project.read() as view:
        assert cases.listing(view, "ｐ0*").rows == [("P01 woman", "东麓县", 1, None, None)]
