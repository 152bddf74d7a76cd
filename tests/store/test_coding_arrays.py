"""All codings as arrays: what stands in the rows, however wide the numbers and whichever rows are asked for."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import projects
from qualcode.actions import coding
from qualcode.project import Project, open_project
from qualcode.store.coding_arrays import coding_arrays
from qualcode.store.models import Coding
from qualcode.store.view import View
from qualcode.text.span import Span

Row = tuple[Any, ...]


def in_arrays(view: View, **chosen: list[int]) -> list[Row]:
    """The rows that the arrays stand for, sorted."""
    arrays = coding_arrays(view, **chosen)
    columns = arrays.document, arrays.start, arrays.end, arrays.code, arrays.coder, arrays.weight
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return sorted((*row[:5], None if math.isnan(row[5]) else row[5]) for row in rows)


def stored(view: View, **chosen: list[int]) -> list[Row]:
    """The same from the store itself."""
    columns = Coding.document_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id, Coding.weight
    statement = select(*columns)
    for name, ids in chosen.items():
        statement = statement.where({"documents": Coding.document_id, "codes": Coding.code_id}[name].in_(ids))
    return sorted(tuple(row) for row in view.connection.execute(statement))


def test_arrays_hold_what_the_rows_hold(project: Project) -> None:
    with project.read() as view:
        assert in_arrays(view) == stored(view)
        assert [row[5] for row in stored(view)].count(None) == 2, "some have a weight, some none"
        for row in stored(view):
            assert in_arrays(view, documents=[row[0]]) == stored(view, documents=[row[0]])
            assert in_arrays(view, codes=[row[3]]) == stored(view, codes=[row[3]])
        assert in_arrays(view, codes=[]) == []


def test_codings_without_any_weight(project: Project) -> None:
    with project.write("Anna") as work:
        for row in coding.listing(work):
            if row.weight is not None:
                coding.weigh(work, row.guid, None)
    with project.read() as view:
        assert in_arrays(view) == stored(view)
        assert {row[5] for row in stored(view)} == {None}


@pytest.mark.parametrize("wide", [2**20, 2**31, 2**40, 2**62])
def test_ids_may_be_as_large_as_the_database_lets_them(file_project: Project, wide: int) -> None:
    with file_project.write("Anna") as work:
        coding.apply(work, "N01", Span(len(projects.NOTE) - 1, len(projects.NOTE)), "pressure", weight=0)
    path = file_project.path
    assert isinstance(path, Path)
    file_project.close()
    with closing(sqlite3.connect(path)) as connection, connection:  # which leaves references unchecked
        for table, column in (("document", "document_id"), ("code", "code_id"), ("coder", "coder_id")):
            connection.execute(f"UPDATE coding SET {column} = {column} + ?", (wide,))
            connection.execute(f"UPDATE {table} SET id = id + ?", (wide,))
    with open_project(path) as project, project.read() as view:
        assert in_arrays(view) == stored(view)
        assert len(stored(view)) == 4
