"""What the journal keeps of one row, of thousands, and of rows made in bulk."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from sqlalchemy import func, select

import projects
from qualcode.actions import coding, coding_files, history
from qualcode.formats.bundle import CodingDraft, Report
from qualcode.project import Project, Work
from qualcode.store import queries
from qualcode.store.images import unpack
from qualcode.store.models import Assignment, Change, Code, Coding, Operation
from qualcode.store.removal import remove
from qualcode.store.types import now


def changes(work: Work) -> list[Any]:
    """What the operation being written has recorded so far: table, one row or many, how many before and after."""
    statement = select(Change).where(Change.operation_id == work.journal.operation_id).order_by(Change.ordinal)
    return [
        (row.table, row.guid is not None, size(row.before), size(row.after))
        for row in work.connection.execute(statement.with_only_columns(*Change.__table__.columns))
    ]


def size(packed: bytes | None) -> Any:
    kept = None if packed is None else unpack(packed)
    return len(kept) if isinstance(kept, list) else kept and kept.get("ids", 1)


def codings(work: Work, number: int) -> list[CodingDraft]:
    spans = [(start, end) for start in range(50) for end in range(start + 1, start + 52)]
    return [CodingDraft("P01", start, end, "pressure", "Anna") for start, end in spans[:number]]


def test_many_rows_are_kept_a_thousand_at_a_time(project: Project) -> None:
    with project.write("Anna") as work:
        coding_files.import_codings(work, codings(work, 2001), Report("file"))
        ((table, single, before, after),) = changes(work)
        assert (table, single, before, after[1] - after[0]) == ("coding", False, None, 2001)
    with project.write("Anna") as work:
        ids = [row.id for row in queries.codings(work, code_id=queries.code_tree(work).named("pressure").id)]
        work.describe("test", "weighed all")
        work.journal.update_many(Coding, ids, weight=7)
        assert changes(work) == [("coding", False, n, n) for n in (1000, 1000)] + [("coding", True, 1, 1)]
    before_removal = state(project)
    with project.write("Anna") as work:
        work.describe("test", "removed all")
        assert remove(work.journal, Coding, ids)["coding"] == 2001
        assert changes(work) == [("coding", False, n, None) for n in (1000, 1000)] + [("coding", True, 1, None)]
    for _again in range(2):
        with project.write("Anna") as work:
            history.undo(work)
        assert state(project) == before_removal
        with project.write("Anna") as work:
            history.redo(work)


def state(project: Project) -> dict[str, list[Any]]:
    with project.read() as view:
        return projects.dump(view)


def test_only_rows_that_really_changed_are_kept(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        work.describe("test", "weighed all")
        ids = [row.id for row in queries.codings(work)]
        work.journal.update_many(Coding, ids, weight=50)  # one of the three has this weight
        assert changes(work) == [("coding", False, 2, 2)]
        work.journal.update_each(Coding, {row_id: {"weight": 50 + n} for n, row_id in enumerate(ids)})
        assert changes(work)[1:] == [("coding", False, 2, 2)]
        work.journal.update_many(Coding, ids)
        work.journal.update_each(Coding, {})
        assert len(changes(work)) == 2
    assert {row["weight"] for row in state(file_project)["coding"]} == {50, 51, 52}


def test_rows_made_in_bulk_that_do_not_say_who_made_them_are_kept_as_they_are(project: Project) -> None:
    before = state(project)
    with project.write("Anna") as work:
        work.describe("test", "shared out")
        document = queries.document_named(work, "N01").id
        rows = [{"document_id": document, "coder_id": row.id, "assigned_at": now()} for row in queries.coders(work)]
        work.journal.insert_many(Assignment, rows)
        assert changes(work) == [("assignment", False, None, 2)]
    with project.write("Anna") as work:
        history.undo(work)
    assert state(project) == before


def test_the_order_in_which_rows_name_their_columns_does_not_matter(file_project: Project) -> None:
    with file_project.rehearse("Anna") as work:
        root = queries.code_tree(work).root_id
        rows = [
            {"name": "a", "name_key": "a key", "parent_id": root},
            {"parent_id": root, "name_key": "b key", "name": "b"},
        ]
        work.journal.insert_many(Code, rows)
        made = work.connection.execute(select(Code.name, Code.name_key).where(Code.name.in_(["a", "b"]))).all()
        assert sorted(tuple(row) for row in made) == [("a", "a key"), ("b", "b key")]


def test_ids_given_in_bulk_and_ids_given_by_the_database_do_not_meet(project: Project) -> None:
    with project.write("Anna") as work:
        coding_files.import_codings(work, codings(work, 3), Report("file"))
        coding.apply(work, "N01", projects.Span(0, 3), "paper")
        coding_files.import_codings(work, codings(work, 5)[3:], Report("file"))
        coding.apply(work, "N01", projects.Span(0, 4), "paper")
        ids = work.connection.scalars(select(Coding.id)).all()
    assert len(ids) == len(set(ids)) == 3 + 7


def test_more_rows_than_one_statement_can_name_are_removed(file_project: Project) -> None:
    """How many values a statement takes differs from one build of the database to another; some take 32,766."""
    with file_project.rehearse("Anna") as work:
        document, code = queries.document_named(work, "P01"), queries.code_tree(work).named("pressure")
        row = {"document_id": document.id, "code_id": code.id, "coder_id": work.coder_id, "weight": None}
        rows = [{**row, "start": n // 300, "end": n // 300 + n % 300 + 1, "created_at": now()} for n in range(5000)]
        ids = work.journal.insert_many(Coding, rows)
        driver = work.connection.connection.driver_connection
        assert driver is not None
        driver.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 3000)
        assert remove(work.journal, Coding, ids)["coding"] == 5000


def test_an_operation_says_what_it_does(file_project: Project) -> None:
    with pytest.raises(AssertionError, match="without saying"), file_project.write("Anna") as work:
        work.journal.insert(Code, name="x", name_key="x", parent_id=queries.code_tree(work).root_id)
    with file_project.read() as view:
        unnamed = select(func.count()).select_from(Operation).where(Operation.label == "")
        assert view.connection.execute(unnamed).scalar_one() == 0
