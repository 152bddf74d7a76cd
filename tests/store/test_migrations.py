"""The models and the migrations say the same, and a migration loses nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine

import projects
from qualcode.actions import coding
from qualcode.errors import IntegrityProblem, Refused
from qualcode.project import Project, open_project
from qualcode.resources import resource
from qualcode.store import migrate
from qualcode.store.engine import is_url, server_engine
from qualcode.store.models import Base


def engine_on(place: str) -> Engine:
    return server_engine(place) if is_url(place) else create_engine(f"sqlite:///{place}")


def test_migrations_lead_to_the_models(place: str) -> None:
    engine = engine_on(place)
    migrate.upgrade(engine, resource("migrations"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert migrate.schema_of(connection) == migrate.HEAD
    engine.dispose()


def test_a_new_file_equals_a_migrated_one(tmp_path: Path, file_project: Project) -> None:
    """Constraints too, which the comparison of models does not see."""
    engine = engine_on(str(tmp_path / "migrated"))
    migrate.upgrade(engine, resource("migrations"))
    engine.dispose()
    assert file_project.path is not None
    assert schema(tmp_path / "migrated") == schema(file_project.path)


def schema(path: Path) -> dict[str, list[str]]:
    """For each table and index its parts, in no particular order."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT IN ('alembic_version', 'sqlite_sequence')"
        )
        return {name: sorted(re.split(r",\s*(?![^()]*\))", _plain(sql)[:-1].strip())) for name, sql in rows}


def _plain(sql: str) -> str:
    """Without line breaks, and without the quotation marks a rebuilt table has around its name."""
    return re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", re.sub(r"\s+", " ", sql))


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"


def test_the_head_is_the_newest_revision() -> None:
    files = sorted(path.name.split("_")[0] for path in resource("migrations").glob("versions/*.py"))
    assert tuple(files) == migrate.REVISIONS


NEXT_REVISION = '''
"""A test revision that rebuilds tables others refer to."""
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{head}"


def upgrade() -> None:
    for table in ("document", "code", "coder"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("extra", sa.Text()))
    {more}
'''


@pytest.fixture
def next_revision(tmp_path: Path) -> Path:
    """A copy of the migrations to which a test adds a revision."""
    return shutil.copytree(resource("migrations"), tmp_path / "migrations")


def test_rebuilding_a_table_leaves_its_children_alone(file_project: Project, next_revision: Path) -> None:
    (next_revision / "versions" / "9998_test.py").write_text(NEXT_REVISION.format(head=migrate.HEAD, more=""))
    with file_project.read() as view:
        before = coding.listing(view)
    store = file_project._store
    migrate.upgrade(store.engine, next_revision)
    with file_project.read() as view:
        assert coding.listing(view) == before
        assert view.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_upgrade_that_would_orphan_rows_changes_nothing(file_project: Project, next_revision: Path) -> None:
    more = 'op.execute("DELETE FROM document")'
    (next_revision / "versions" / "9998_test.py").write_text(NEXT_REVISION.format(head=migrate.HEAD, more=more))
    with file_project.read() as view:
        before = projects.dump(view)
    with pytest.raises(IntegrityProblem, match="without what they refer to"):
        migrate.upgrade(file_project._store.engine, next_revision)
    with file_project.read() as view:
        assert projects.dump(view) == before
        assert migrate.schema_of(view.connection) == migrate.HEAD


def test_a_newer_project_is_refused_untouched(file_project: Project) -> None:
    path = file_project.path
    assert path is not None
    file_project.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(Refused, match="newer qualcode"):
        open_project(path)
    assert path.read_bytes() == before


def test_an_older_project_is_copied_and_then_upgraded(
    file_project: Project, next_revision: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_project.path
    assert path is not None
    head = migrate.HEAD
    file_project.close()
    (next_revision / "versions" / "9998_test.py").write_text(NEXT_REVISION.format(head=migrate.HEAD, more=""))
    monkeypatch.setattr(migrate, "REVISIONS", (*migrate.REVISIONS, "9998"))
    monkeypatch.setattr(migrate, "HEAD", "9998")
    monkeypatch.setattr("qualcode.project.resource", lambda name: next_revision)
    with open_project(path) as upgraded, upgraded.read() as view:
        assert migrate.schema_of(view.connection) == "9998"
        assert len(coding.listing(view)) == 3
    (copy,) = (path.parent / "backups").glob("*before upgrade*")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (head,)


OPENING = """
import sys
from pathlib import Path
import qualcode.project
from qualcode.store import migrate

migrate.REVISIONS, migrate.HEAD = (*migrate.REVISIONS, "9998"), "9998"
qualcode.project.resource = lambda name: Path(sys.argv[2])
sys.stdin.readline()
qualcode.project.open_project(sys.argv[1]).close()
"""


def test_several_programs_that_open_an_older_project_at_once_all_get_it(
    file_project: Project, next_revision: Path
) -> None:
    path = file_project.path
    assert path is not None
    file_project.close()
    (next_revision / "versions" / "9998_test.py").write_text(NEXT_REVISION.format(head=migrate.HEAD, more=""))
    command = [sys.executable, "-c", OPENING, str(path), str(next_revision)]
    opening = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in opening:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [(process.communicate()[1], process.returncode) for process in opening] == [("", 0)] * 3
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9998",)
