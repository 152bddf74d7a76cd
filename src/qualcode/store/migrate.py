"""Which schema a project has, and how an older one is brought up to date.

Alembic is imported only to upgrade: a new project is made from the models, which a test compares with the migrations.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from qualcode.errors import IntegrityProblem, Refused
from qualcode.messages import _
from qualcode.store.models import Base

REVISIONS = ("0001", "0002", "0003", "0004")
HEAD = REVISIONS[-1]


def create_schema(connection: Connection) -> None:
    """Make all tables of the newest schema in an empty database."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version (version_num) VALUES ('{HEAD}')")


def schema_of(connection: Connection) -> str | None:
    """The revision of the schema in a database, None when it holds no project at all."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def needs_upgrade(revision: str | None, place: str) -> bool:
    """Whether a project of ``revision`` is older than this program. Raises Refused for a newer, IntegrityProblem for no schema."""
    if revision is None:
        raise IntegrityProblem(
            _("{place} holds no qualcode project.", place=place),
            _("Make a project with: qualcode new {place}", place=place),
        )
    if revision not in REVISIONS:
        raise Refused(
            _(
                "{place} was made by a newer qualcode (schema {revision}, this one knows {head}).",
                place=place,
                revision=revision,
                head=HEAD,
            ),
            _("Update qualcode to open it. Nothing was changed."),
        )
    return revision != HEAD


def upgrade(engine: Engine, scripts: Path) -> None:
    """Bring a database to the newest schema; ``scripts`` is the folder of the migrations. The caller has made a copy first."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
