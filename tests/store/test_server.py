"""The team server: one writer at a time, and readers who see one moment."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import make_url

import projects
from conftest import database_on, on_server
from qualcode.actions import codes, coding, history
from qualcode.actions.material import documents
from qualcode.actions.querying import search
from qualcode.actions.tables import crossings
from qualcode.errors import IntegrityProblem, Refused, Unreachable
from qualcode.project import create_project, open_project
from qualcode.store import engine
from qualcode.store.checks import findings
from qualcode.text.span import Span


@pytest.fixture
def url() -> Iterator[str]:
    """A project on a server of its own."""
    server = os.environ.get("QUALCODE_TEST_POSTGRESQL")
    if not server:
        pytest.skip("QUALCODE_TEST_POSTGRESQL names no PostgreSQL server")
    with database_on(server) as place:
        with create_project(place, "Study", "Anna") as new:
            projects.fill(new)
        yield place


def test_writers_who_come_at_once_write_one_after_the_other(url: str) -> None:
    together = Barrier(4)

    def write(coder: str, start: int) -> None:
        with open_project(url) as project:
            together.wait()
            for number in range(8):
                with project.write(coder, patience=60) as work:
                    codes.add(work, f"{coder} {start + number}")
                    coding.apply(work, "N01", Span(0, start + number + 1), f"{coder} {start + number}")

    with ThreadPoolExecutor(4) as threads:
        started = [threads.submit(write, coder, start) for coder in ("Anna", "Ben") for start in (0, 20)]
        for thread in started:
            thread.result()
    with open_project(url) as project, project.read() as view:
        paths = [code.path for code in codes.listing(view)]
        assert len(paths) == len(set(paths)) == 4 + 32
        assert len(coding.matching(view, document="N01")) == 32
        made = [
            str(it) for it in reversed(history.history(view).column("label")) if str(it).startswith("added the code")
        ]
        assert [f"added the code {path}" for path in paths[4:]] == made
        assert list(findings(view)) == []


@pytest.mark.parametrize("patience", [0.2, 0])
def test_who_waits_too_long_is_told_and_has_changed_nothing(url: str, patience: float) -> None:
    holding, done = Event(), Event()

    def hold() -> None:
        with open_project(url) as project, project.write("Ben") as work:
            codes.add(work, "slow")
            holding.set()
            done.wait(60)

    with ThreadPoolExecutor(1) as threads, open_project(url) as project:
        holder = threads.submit(hold)
        try:
            assert holding.wait(60)
            written = pytest.raises(Unreachable, match="is being written by somebody else")
            with written, project.write("Anna", patience=patience) as work:
                codes.add(work, "mine")
            with project.read() as view:  # readers never wait
                assert "slow" not in [code.path for code in codes.listing(view)]
        finally:
            done.set()
        holder.result(60)
        with project.write("Anna") as work:
            codes.add(work, "mine")
        with project.read() as view:
            assert [code.path for code in codes.listing(view)][-2:] == ["slow", "mine"]


def test_a_reader_sees_one_moment_whatever_others_do_meanwhile(url: str) -> None:
    with open_project(url) as ours, open_project(url) as theirs, ours.read() as view:
        before = documents.listing(view).rows
        with theirs.write("Ben") as work:
            codes.add(work, "meanwhile")
            coding.apply(work, "N01", Span(0, 3), "meanwhile")
            documents.rename(work, "N01", "N02")
        assert "meanwhile" not in [code.path for code in codes.listing(view)]
        assert len(coding.listing(view)) == 3
        assert documents.listing(view).rows == before
        assert sum(row[1] for row in crossings.frequencies(view, layer="all").rows) == 3  # type: ignore[misc]


def test_the_texts_are_indexed_and_searched(url: str) -> None:
    with open_project(url) as project:
        project.index_texts()
        with project.write("Anna") as work:
            projects.add_documents(work, projects.read_text("long", "All of the disclosure. " * 5_000))
        project.index_texts()
        with project.read() as view:
            assert len(search.search(view, search.Wanted("THE disclosure")).rows) == 5_000


def test_a_second_project_in_the_same_database_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="holds a project already"):
        create_project(url, "Other", "Ben")


def test_a_database_without_a_project_and_one_that_is_not_there(url: str) -> None:
    with (
        database_on(os.environ["QUALCODE_TEST_POSTGRESQL"]) as empty,
        pytest.raises(IntegrityProblem, match="holds no"),
    ):
        open_project(empty)
    nowhere = make_url(url).set(password="secret", database="not_there").render_as_string(hide_password=False)
    with pytest.raises(Unreachable, match="cannot be reached") as caught:
        open_project(nowhere)
    assert "secret" not in str(caught.value)


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """As behind a line that is dead and says nothing: nobody is to wait before a frozen screen for ever."""
    monkeypatch.setitem(engine._LOST_AFTER, "connect_timeout", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable, match="cannot be reached"):
        open_project(f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/none")


def test_a_database_whose_tables_are_gone_is_said(url: str) -> None:
    with open_project(url) as project:
        on_server(url, "DROP TABLE operation CASCADE")
        with pytest.raises(IntegrityProblem, match="holds no project any more"), project.read() as view:
            history.latest_operation(view)
