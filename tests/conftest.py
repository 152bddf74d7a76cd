"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url

import projects
from qualcode.project import Project, create_project, open_project

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the program
settings.load_profile("unhurried")

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files by others, kept beside the checkout and not part of it."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real files (../shared/data) is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def corpora(shared_data: Path) -> Path:
    """Real transcripts, surveys and codings."""
    return shared_data / "corpora"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new project may be made: a path, and a database of its own on a real server."""
    if request.param == "sqlite":
        yield str(tmp_path / "study.qualcode")
        return
    server = os.environ.get("QUALCODE_TEST_POSTGRESQL")
    if not server:
        pytest.skip("QUALCODE_TEST_POSTGRESQL names no PostgreSQL server")
    with database_on(server) as url:
        yield url


@contextmanager
def database_on(server: str) -> Iterator[str]:
    """The URL of a new, empty database on a server, dropped afterwards."""
    name = f"qualcode_test_{uuid4().hex}"
    on_server(server, f"CREATE DATABASE {name}")
    try:
        yield make_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def on_server(server: str, *statements: str) -> None:
    """Do what is done to databases as a whole."""
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with something of everything (see projects.py), to be copied and never changed."""
    path = tmp_path_factory.mktemp("filled") / "study.qualcode"
    with create_project(path, "Study", "Anna") as new:
        projects.fill(new)
    return path


@pytest.fixture(scope="session")
def filled_database() -> Iterator[str]:
    """The same in a database, to be copied and never changed."""
    with database_on(os.environ["QUALCODE_TEST_POSTGRESQL"]) as url:
        with create_project(url, "Study", "Anna") as new:
            projects.fill(new)
        yield url


@pytest.fixture
def project(place: str, request: pytest.FixtureRequest) -> Iterator[Project]:
    """A small project with something of everything: see projects.py."""
    if "://" in place:
        copied, empty = (make_url(url).database for url in (request.getfixturevalue("filled_database"), place))
        server = os.environ["QUALCODE_TEST_POSTGRESQL"]
        on_server(server, f"DROP DATABASE {empty}", f"CREATE DATABASE {empty} TEMPLATE {copied}")
    else:
        shutil.copy(request.getfixturevalue("filled_file"), place)
    with open_project(place) as copy:
        yield copy


@pytest.fixture
def file_project(tmp_path: Path, filled_file: Path) -> Iterator[Project]:
    """The same small project, as a file only."""
    with open_project(shutil.copy(filled_file, tmp_path / "study.qualcode")) as copy:
        yield copy
