"""Opening, reading and writing a project."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event

import projects
from qualcode.actions import codes, history
from qualcode.errors import NotFound, Refused, Unreachable, UnreadableInput, WrongUse
from qualcode.project import Project, create_project, open_project
from qualcode.store.checks import findings
from qualcode.store.engine import APPLICATION_ID


def test_a_project_file_says_what_it_is(file_project: Project) -> None:
    with file_project.read() as view:
        pragmas = {name: view.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert pragmas == PRAGMAS


PRAGMAS = {
    "application_id": APPLICATION_ID,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
}


def test_closing_leaves_one_file(file_project: Project) -> None:
    assert file_project.path is not None
    file_project.close()
    assert [path.name for path in file_project.path.parent.iterdir()] == [file_project.path.name]


def test_writers_lock_at_once_and_readers_do_not(file_project: Project) -> None:
    said: list[str] = []
    event.listen(file_project._store.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    with file_project.read() as view:
        codes.listing(view)
    with file_project.write("Anna") as work:
        codes.add(work, "new")
    assert [sentence for sentence in said if sentence.startswith("BEGIN")] == ["BEGIN", "BEGIN IMMEDIATE"]


def test_an_error_leaves_nothing_behind(project: Project) -> None:
    with project.read() as view:
        before, number = projects.dump(view), history.latest_operation(view)
    with pytest.raises(Refused), project.write("Anna") as work:
        codes.add(work, "half done")
        codes.add(work, "pressure")
    with project.read() as view:
        assert (projects.dump(view), history.latest_operation(view)) == (before, number)


def test_doing_nothing_is_no_operation(project: Project) -> None:
    with project.read() as view:
        number = history.latest_operation(view)
    with project.write("Anna") as work:
        codes.describe(work, "pressure", examples=["上面要看数据"])
    with project.read() as view:
        assert history.latest_operation(view) == number


def test_a_label_given_by_the_front_comes_first(project: Project) -> None:
    with project.write("Anna", label="code the first interview") as work:
        codes.add(work, "new")
    with project.read() as view:
        assert history.history(view, 1).column("label") == ["code the first interview"]


def test_an_unknown_coder_is_not_made_up(project: Project) -> None:
    with pytest.raises(NotFound, match="no coder 'Ana'") as caught, project.write("Ana"):
        pass
    assert caught.value.nearest == ("Anna",)


def test_the_login_name_joins_at_its_first_write(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "Dora")
    with project.write("Dora") as work:
        codes.add(work, "hers")
    assert work.notices == ["Dora was added to the project's coders."]
    with project.write("Dora") as work:
        assert history.undo(work) == "added the code hers"
        assert work.notices == []


def test_an_account_without_a_name_is_no_hindrance(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    with project.write("Anna") as work:
        codes.add(work, "hers")
    with pytest.raises(NotFound, match="no coder 'Dora'"), project.write("Dora"):
        pass


def test_half_a_character_is_said_and_changes_nothing(project: Project) -> None:
    """As an argument comes that was typed in another encoding than the terminal's."""
    with pytest.raises(WrongUse, match=r"A character of “a\\udcffb” cannot be stored"), project.write("Anna") as work:
        codes.add(work, "a\udcffb")
    with project.read() as view:
        assert len(codes.listing(view)) == 4


def test_a_reader_sees_one_moment(file_project: Project) -> None:
    assert file_project.path is not None
    with file_project.read() as view:
        before = len(codes.listing(view))
        with open_project(file_project.path) as other, other.write("Ben") as work:
            codes.add(work, "meanwhile")
        assert len(codes.listing(view)) == before
    with file_project.read() as view:
        assert len(codes.listing(view)) == before + 1


HOLD = """
import sys
from qualcode.project import open_project
from qualcode.actions import codes
with open_project(sys.argv[1]) as project, project.write("Ben") as work:
    codes.add(work, "slow")
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_holds_the_project(file_project: Project) -> None:
    assert file_project.path is not None
    command = [sys.executable, "-c", HOLD, str(file_project.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holding\n"
        told = pytest.raises(Unreachable, match=f"Ben on .* \\(process {other.pid}\\)")
        with told, file_project.write("Anna", patience=0.2) as work:
            codes.add(work, "mine")
        with file_project.read() as view:
            assert "slow" not in [code.path for code in codes.listing(view)]
        other.communicate("")
    with file_project.write("Anna", patience=5) as work:
        codes.add(work, "mine")
    assert not file_project.path.with_name(file_project.path.name + ".lock").exists()


def test_a_writer_waits_for_another_to_finish(file_project: Project) -> None:
    assert file_project.path is not None
    many = "import sys\nfrom qualcode.project import open_project\nfrom qualcode.actions import codes\n"
    many += "with open_project(sys.argv[1]) as project:\n  for n in range(20):\n"
    many += "    with project.write(sys.argv[2]) as work: codes.add(work, f'{sys.argv[2]} {n}')\n"
    writers = [
        subprocess.Popen([sys.executable, "-c", many, str(file_project.path), coder])
        for coder in ("Anna", "Ben", "Anna")
    ]
    outcomes = [writer.wait() for writer in writers]
    with file_project.read() as view:
        paths = [code.path for code in codes.listing(view)]
        assert list(findings(view)) == []
    assert outcomes.count(0) >= 2  # the third meets names the first has made
    assert {f"Ben {n}" for n in range(20)} | {f"Anna {n}" for n in range(20)} <= set(paths)


def test_a_stale_note_is_not_believed(file_project: Project) -> None:
    assert file_project.path is not None
    note = file_project.path.with_name(file_project.path.name + ".lock")
    note.write_text(json.dumps({"host": "gone", "pid": 1, "coder": "Nobody", "since": "2020"}))
    with file_project.write("Anna") as work:
        codes.add(work, "new")
    assert not note.exists()


def test_making_a_project_over_something_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    path.write_text("precious")
    with pytest.raises(Refused, match="exists already"):
        create_project(path, coder="Anna")
    assert path.read_text() == "precious"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="does not exist"):
        create_project(tmp_path / "nowhere" / "study.qualcode", coder="Anna")


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (None, NotFound, "no project at"),
        (b"", UnreadableInput, "is not a qualcode project"),
        (b"Dear diary", UnreadableInput, "is not a qualcode project"),
        (b"SQLite format 3\0" + bytes(84), UnreadableInput, "is not a qualcode project"),
    ],
)
def test_what_is_no_project_is_said(tmp_path: Path, content: bytes | None, error: type[Exception], words: str) -> None:
    path = tmp_path / "study.qualcode"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=words):
        open_project(path)


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="is a folder"):
        open_project(tmp_path)


AS_NOBODY = """
import os, sys
from qualcode.project import open_project
from qualcode.actions import codes
from qualcode.errors import Unreachable

def look(path):
    with open_project(path) as project, project.read() as view:
        return len(codes.listing(view))

look(sys.argv[1])  # all modules are imported while they can be read
if os.getuid() == 0:
    os.setuid(65534)
print(look(sys.argv[2]))
try:
    with open_project(sys.argv[2]) as project, project.write("Anna") as work:
        codes.add(work, "new")
except Unreachable as error:
    print(error.message)
"""


def test_a_project_that_may_not_be_written_can_be_read(file_project: Project) -> None:
    assert file_project.path is not None
    file_project.close()
    with TemporaryDirectory() as folder:
        locked = Path(shutil.copy(file_project.path, folder))
        locked.chmod(0o444)
        locked.parent.chmod(0o555)
        command = [sys.executable, "-c", AS_NOBODY, str(file_project.path), str(locked)]
        run = subprocess.run(command, capture_output=True, text=True)
        locked.parent.chmod(0o755)
    assert run.stdout == f"4\n{locked} cannot be written: no permission.\n", run.stderr


def test_a_damaged_file_is_found(file_project: Project) -> None:
    path = file_project.path
    assert path is not None
    with file_project.write("Anna") as work:
        work.connection.exec_driver_sql("UPDATE document SET text = 'x' WHERE name = 'P01'")
        work.connection.exec_driver_sql('UPDATE coding SET "end" = 9999 WHERE weight = 50')
        codes.add(work, "cover")
    with file_project.read() as view:
        found = list(findings(view))
    assert any("the text of 'P01' is not the text that was imported" in sentence for sentence in found)
    assert any("a coding of 'P01' lies at 32–9999" in sentence for sentence in found)


def test_a_sound_project_has_no_findings(project: Project) -> None:
    with project.read() as view:
        assert list(findings(view)) == []


def test_the_backup_is_one_sound_file(file_project: Project, tmp_path: Path) -> None:
    from qualcode.store.backup import back_up

    assert file_project.path is not None
    copy = tmp_path / "copy.qualcode"
    back_up(file_project.path, copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with open_project(copy) as other, other.read() as theirs, file_project.read() as ours:
        assert projects.dump(theirs) == projects.dump(ours)
        assert list(findings(theirs)) == []
    with pytest.raises(Refused, match="exists already"):
        back_up(file_project.path, copy)


WRITE_ELSEWHERE = """
import sys
from qualcode.actions import codes
from qualcode.project import open_project
with open_project(sys.argv[1]) as project, project.write("Anna") as work:
    codes.add(work, "theirs")
"""


def test_opening_a_project_twice_in_one_process_gives_up_no_lock_on_it(file_project: Project) -> None:
    file_project.stay()
    open_project(file_project.place).close()
    subprocess.run([sys.executable, "-c", WRITE_ELSEWHERE, file_project.place], check=True)
    # Another process tidies the log away when it takes itself for the last: it must know of us.
    assert Path(f"{file_project.place}-wal").exists()
    with file_project.read() as view:
        assert "theirs" in {code.name for code in codes.listing(view)}
    file_project.rest()
