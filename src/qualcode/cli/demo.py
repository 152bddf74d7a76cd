"""The sample study from import to results, each command printed as it is run."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path
from shutil import which

import click

from qualcode import actions, messages
from qualcode.cli import app
from qualcode.cli.options import Command, chosen, chosen_coder
from qualcode.cli.output import say
from qualcode.messages import _

PROJECT = "study.qualcode"
FILES = "study files"
TABLES = "tables"
KINDS = {
    "interviews": "interview",
    "notes": "observation",
    "policies": "policy",
    "questionnaires": "questionnaire",
    "emails": "email",
    "posts": "post",
    "summaries": "other",
    "literature": "literature",
}
STUDY = "reliability"
READERS = ("Min", "Jonas", "Ren")
PILOT = ("I01 city data bureau", "I02 东麓县民政局", "I03 西峦县民政局", "I04 石渡镇 clerk")
FRESH = ("I09 东麓县数据局", "I11 竹笕村", "I12 云汇科技公司")


def _each(option: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words that give an option once for each name."""
    return tuple(word for name in names for word in (option, name))


STEPS = (
    ("codebook", "import", f"{FILES}/codebook.yaml"),
    *(("import", f"{FILES}/{folder}", "--kind", kind) for folder, kind in KINDS.items()),
    ("cases", "import", f"{FILES}/cases.csv"),
    ("documents", "set", "--from", f"{FILES}/documents.csv"),
    ("codings", "import", f"{FILES}/codings.csv", "--create-coders"),
    ("documents", "assign", "--from", f"{FILES}/assignments.csv"),
    ("study", "new", STUDY, "--unit", "turn", "--keep", *_each("--by", READERS), *_each("--document", PILOT)),
    ("documents", "assign", PILOT[-1], "--to", READERS[-1], "--not-done"),
    ("study", "close", STUDY, "--unfinished", "-o", f"{TABLES}/round 1.csv"),
    ("study", "next", STUDY, "--keep", *_each("--document", FRESH)),
    ("study", "close", STUDY, "-o", f"{TABLES}/round 2.csv"),
    ("study", "report", STUDY, "-o", f"{TABLES}/rounds.csv"),
    ("documents", "list"),
    ("frequencies",),
    ("frequencies", "-o", f"{TABLES}/frequencies.csv"),
    ("matrix", "codes", "attribute:region", "-o", f"{TABLES}/codes by region.csv"),
    ("matrix", "codes", "attribute:level", "-o", f"{TABLES}/codes by level.csv"),
    ("matrix", "codes", "attribute:level", "--value", "cases", "-o", f"{TABLES}/cases by level.csv"),
    ("cooccurrence", "-o", f"{TABLES}/cooccurrence.csv"),
    ("cooccurrence", "--long", "-o", f"{TABLES}/cooccurring pairs.csv"),
    ("agreement", "--unit", "turn", "-o", f"{TABLES}/agreement.csv"),
    ("disagreements", "--unit", "turn", "-o", f"{TABLES}/disagreements.csv"),
    ("codings", "export", f"{TABLES}/codings.csv"),
    ("check",),
)


@click.command(
    "demo",
    cls=Command,
    help=_(
        "Build the sample study in FOLDER (“qualcode demo” unless named) and walk through it, from import to agreement, "
        "printing each command as it goes."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), default="qualcode demo")
def demo(folder: Path) -> int:
    """Stop at the first command that fails, with its exit code."""
    actions.demo.require_empty(folder)
    actions.demo.make_files(folder / FILES)
    (folder / TABLES).mkdir()
    say(_("The files of the sample study are in {folder}.", folder=folder / FILES))
    click.echo(f"$ cd {shlex.quote(str(folder))}")
    with chdir(folder):
        for step in (("new", PROJECT, "--name", _("Sample study")), *STEPS):
            if code := _run(step):
                return code
    _say_what_next(folder)
    return 0


def _say_what_next(folder: Path) -> None:
    say("")
    say(
        _("The project is {project}, and the tables are in {tables}.", project=folder / PROJECT, tables=folder / TABLES)
    )
    say(_("Go on there:"))
    # In an environment that make has set up, the program is not found by its name alone.
    program = "qualcode" if which("qualcode") else shlex.quote(str(Path(sys.argv[0]).absolute()))
    for line in (f"cd {shlex.quote(str(folder))}", *(f"{program} {rest}" for rest in ("open", "read R06", "--help"))):
        say(f"  {line}")


def _run(step: tuple[str, ...]) -> int:
    """Print a command and run it in this process, whatever project and language the surroundings name."""
    click.echo(f"\n$ qualcode {shlex.join(step)}")
    options = ["--lang", messages.language(), "--coder", chosen_coder(), *(["--quiet"] if chosen().quiet else [])]
    return app.run([*options, "--project", PROJECT, *step])
