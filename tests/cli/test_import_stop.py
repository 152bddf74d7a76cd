"""Ctrl-C, a closed terminal or a system that shuts down stop an import wherever it is, and leave nothing of it behind."""

import os
import pty
import signal
import subprocess
import sys

import pytest

from qualcode.actions import checks
from qualcode.actions.material import documents
from qualcode.cli import stopping
from qualcode.project import create_project, open_project

FILES = 1500
TALK = "Interviewer: And then?\nMrs Li: Then came form number {n}, and we filled it in by hand.\n" * 10


@pytest.fixture(autouse=True)
def signals():
    """Stop signals mean what they usually do: whoever runs the tests in the background may have switched them off."""
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler),
        signal.SIGHUP: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    }
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def study(alone):
    """A project, and a folder with so many files that there is time to stop."""
    with create_project(alone / "study.qualcode", coder="Anna"):
        pass
    (alone / "field").mkdir()
    for n in range(FILES):
        (alone / "field" / f"{n:04}.txt").write_text(TALK.format(n=n))
    return alone / "study.qualcode"


def stopped_at(program: str, sign: str, how: signal.Signals) -> tuple[int, str]:
    """Run the import at a terminal, stop it when ``sign`` appears; its exit code and what the screen showed."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([program, "import", "field"], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    screen, stopped = b"", False
    try:
        while part := os.read(ours, 65536):
            screen += part
            if not stopped and sign.encode() in screen:
                child.send_signal(how)
                stopped = True
    except OSError:  # how Linux says that nobody is at the other end any more
        pass
    os.close(ours)
    return child.wait(60), screen.decode()


@pytest.mark.parametrize(
    ("sign", "how"),
    [
        ("Reading", signal.SIGINT),
        ("Bringing in", signal.SIGINT),
        ("Reading", signal.SIGTERM),
        ("Bringing in", signal.SIGHUP),
    ],
)
def test_it_stops_at_once_and_nothing_is_half_imported(study, program, sign, how):
    began = study.read_bytes()
    exit_code, screen = stopped_at(program, sign, how)
    assert (exit_code, screen.splitlines()[-1]) == (130, "Interrupted."), screen
    assert not list(study.parent.glob("*.lock"))
    with open_project(study) as project, project.read() as view:
        assert documents.listing(view).rows == []
        assert checks.findings(view) == []
    assert study.read_bytes() == began


def test_a_stop_before_anything_has_begun_is_quiet():
    lines = "import os, signal, sys; sys.argv[0] = '/usr/bin/qualcode'; import qualcode.cli; os.kill(os.getpid(), signal.SIGINT)"
    ended = subprocess.run([sys.executable, "-c", lines], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (-signal.SIGINT, b"")


def test_who_imports_the_command_line_keeps_her_own_way_to_stop():
    lines = "import signal, qualcode.cli; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    ended = subprocess.run([sys.executable, "-c", lines], capture_output=True, check=True)
    assert ended.stdout.strip() == b"True"


def test_a_stop_while_what_is_done_is_written_comes_too_late():
    with stopping.held():
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
