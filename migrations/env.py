"""How a revision is run: on the engine the program hands over, every constraint named, foreign keys off around the transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from qualcode.errors import IntegrityProblem
from qualcode.messages import _
from qualcode.store.models import Base


def run() -> None:
    """Run the revisions that are asked for."""
    engine = context.config.attributes.get("engine") or create_engine(
        context.config.get_main_option("sqlalchemy.url", "")
    )
    with engine.execution_options(writer=True).connect() as connection:
        is_file = connection.dialect.name == "sqlite"
        if is_file:
            # Rebuilding a table drops the old one, and with foreign keys on that would silently empty its children.
            # The switch does nothing inside a transaction, so it is turned on the bare connection, before one begins.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        _migrate(connection, is_file)
        if is_file:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


def _migrate(connection: Connection, is_file: bool) -> None:
    with connection.begin():
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=is_file,
            compare_type=True,
        )
        context.run_migrations()
        if is_file and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise IntegrityProblem(
                _("The upgrade would have left rows without what they refer to."),
                _("Nothing was changed. Keep the project as it is and report this."),
            )


run()
