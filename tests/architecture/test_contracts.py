"""The arrows between the rooms, and what a small command may import."""

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli.commands import all_commands, resolve
from qualcode.cli.options import Command, Group

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "qualcode").rglob("*.py"))
HEAVY = {"alembic", "lxml", "numpy", "pandas", "rich", "rjieba", "sqlalchemy", "textual"}


def test_the_rooms_know_only_what_they_may():
    lint = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([lint, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["--help", "--lang", "zh"], ["serach"], ["--wrong"]])
def test_help_version_and_wrong_use_import_nothing_heavy(arguments):
    script = f"import sys\nfrom qualcode.cli.app import run\nrun({arguments})\nprint('', *sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported = set(ended.stderr.split())
    assert not imported & HEAVY
    commands = {entry.place.partition(":")[0] for entry in all_commands().values()}
    assert not imported & commands


def test_importing_the_package_imports_nothing_heavy():
    script = "import sys, qualcode\nprint(*sys.modules)"
    imported = set(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout.split())
    assert not imported & HEAVY


@pytest.mark.parametrize("name", all_commands())
def test_every_command_of_the_table_is_there(name):
    command = resolve(all_commands()[name].place)
    assert command.name == name
    assert isinstance(command, Command | Group)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_has_got_away(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400
