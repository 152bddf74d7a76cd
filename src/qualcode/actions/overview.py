"""What a project holds, in figures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from qualcode.actions.revising import unplaced
from qualcode.store import migrate, queries, rounds
from qualcode.store.models import Case, Coder, Coding, Document, Memo
from qualcode.store.view import View
from qualcode.table import Cell, Table


def overview(view: View, place: str) -> Table:
    """Property and value: what the project is called, where it lies (``place``), how much it holds, how it is kept."""
    project = queries.project(view)
    rows: list[tuple[Cell, ...]] = [
        ("name", project.name),
        ("place", place),
        ("created", project.created_at.isoformat(timespec="seconds")),
        ("schema", migrate.schema_of(view.connection)),
        ("documents", _count(view, Document)),
        ("characters", view.connection.scalar(select(func.coalesce(func.sum(Document.length), 0)))),
        ("words", view.connection.scalar(select(func.coalesce(func.sum(Document.words), 0)))),
        ("codes", len(queries.code_tree(view).rows)),
        ("codings", _count(view, Coding)),
        ("coders", _count(view, Coder)),
        ("cases", _count(view, Case)),
        ("memos", _count(view, Memo)),
        ("unplaced", unplaced.count(view)),
        *_keeping(view),
    ]
    return Table(("property", "value"), rows)


def _count(view: View, model: Any) -> int:
    counted = select(func.count()).select_from(model).where(*rounds.shown(view, model))
    return view.connection.execute(counted).scalar_one()


def _keeping(view: View) -> list[tuple[Cell, ...]]:
    """The database behind the project, its size in bytes and, of a file, its journal mode."""

    def answer(statement: str) -> Cell:
        cell: Cell = view.connection.exec_driver_sql(statement).scalar()
        return cell

    if view.connection.dialect.name != "sqlite":
        return [("database", "postgresql"), ("bytes", answer("SELECT pg_database_size(current_database())"))]
    size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    return [("database", "sqlite"), ("bytes", answer(size)), ("journal_mode", answer("PRAGMA journal_mode"))]
