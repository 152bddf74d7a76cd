"""Blind means blind: nothing that any command prints or writes depends on what another coder does in a blind round.

Two projects differ in one thing alone: in the second, Ben has coded and written memos in a blind round. Every command of the
command table is run in both; what it prints and writes must be the same. Commands that print a table are found in the command
table and tried by themselves, with every yes-or-no option, every layer and Ben named wherever a coder can be; all others stand in
``RUNS``, and a command that is neither fails the test.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import click
import pytest

import projects
import studying
from qualcode.actions import coders, coding, history, memos, overview
from qualcode.actions.concepts import claims, evidence
from qualcode.actions.concepts import links as code_links
from qualcode.actions.literature import screening
from qualcode.actions.quotes import picking
from qualcode.actions.revising import unplaced
from qualcode.actions.studies import course
from qualcode.actions.tables import crossings
from qualcode.cli.commands import all_commands, resolve
from qualcode.project import create_project, open_project
from qualcode.text.span import Span

SECRET = "Ben alone thinks so of this"
HIDDEN = [(0, 30, "data entry"), (32, 70, "paper"), (5, 12, "pressure")]
NEW_CODINGS = "document,start,end,code,coder\nN01,0,30,work/data entry,Ben\nN01,2,9,pressure,Anna\n"
RUNS: dict[str, list[str]] = {
    "new": ["new other.qualcode"],
    "check": ["check"],
    "share": ["share copy.qualcode", "share copy.qualcode --for Anna", "share copy.qualcode --pseudonymised"],
    "backup": ["backup copy.qualcode"],
    "import": ["import new.txt", "import N01.txt", "import N01.txt --new-versions", "import codings.csv"],
    "documents set": ["documents set N01 --place hall"],
    "documents revise": ["documents revise N01 N01.txt", "documents revise N01 N01.txt --dry-run"],
    "documents place": ["documents place 1 --let-go"],
    "documents rename": ["documents rename N01 note"],
    "documents remove": ["documents remove N01", "documents remove N01 --dry-run"],
    "documents export": ["documents export N01 out.txt"],
    "documents assign": ["documents assign N01 --to Ben"],
    "documents done": ["documents done N01"],
    "pseudonymise": ["pseudonymise --table key.csv"],
    "links find": ["links find"],
    "links confirm": ["links confirm --all"],
    "links reject": ["links reject P01 N01"],
    "links add": ["links add P01 N01 --kind cites"],
    "links remove": ["links remove P01 N01"],
    "speakers detect": ["speakers detect N01"],
    "speakers set": ["speakers set P01 受访者 --role respondent"],
    "speakers join": ["speakers join P01 访谈者 --into 受访者"],
    "speakers remove": ["speakers remove P01 访谈者"],
    "speakers turn": ["speakers turn P01 1 --unknown"],
    "speakers split": ["speakers split P01 8 --speaker 受访者"],
    "speakers merge": ["speakers merge P01 2"],
    "read": ["read N01 --plain"],
    "cases add": ["cases add new"],
    "cases set": ["cases set 东麓县 level=city"],
    "cases move": ["cases move 东麓县 --top"],
    "cases link": ["cases link N01 东麓县"],
    "cases unlink": ["cases unlink P01 'P01 woman'"],
    "cases define": ["cases define age --kind integer"],
    "cases import": ["cases import cases.csv"],
    "cases remove": ["cases remove 东麓县"],
    "cases consent": ["cases consent", "cases consent 东麓县"],
    "codebook import": ["codebook import codebook.csv"],
    "codebook export": ["codebook export out.csv"],
    "codebook check": ["codebook check"],
    "codes add": ["codes add new"],
    "codes describe": ["codes describe pressure --color #112233"],
    "codes settle": ["codes settle pressure"],
    "codes unsettle": ["codes unsettle pressure"],
    "codes rename": ["codes rename pressure strain"],
    "codes move": ["codes move pressure --under work"],
    "codes merge": ["codes merge pressure --into paper", "codes merge pressure --into paper --dry-run"],
    "codes split": ["codes split paper --by coder", "codes split paper --by coder --dry-run"],
    "codes remove": ["codes remove pressure", "codes remove pressure --dry-run"],
    "codings add": ["codings add N01 0 30 work/data\\ entry"],
    "codings remove": ["codings remove N01 0 30 work/data\\ entry"],
    "codings extend": ["codings extend N01 0 30 work/data\\ entry --to 0 20"],
    "codings split": ["codings split N01 0 30 work/data\\ entry --at 10"],
    "codings weigh": ["codings weigh N01 0 30 work/data\\ entry --weight 50"],
    "codings recode": ["codings recode paper --code pressure", "codings recode paper --by Ben --dry-run"],
    "codings import": ["codings import codings.csv"],
    "codings export": ["codings export out.csv"],
    "concepts link": ["concepts link paper contradicts pressure"],
    "concepts change": ["concepts change paper leads\\ to pressure --turn"],
    "concepts unlink": ["concepts unlink paper leads\\ to pressure"],
    "concepts import": ["concepts import links.csv"],
    "concepts paper": ["concepts paper theory paper.md"],
    "concepts evidence add": ["concepts evidence add theory:1 --for --at N01 4 8 --where any --layer all"],
    "concepts evidence change": [],  # need the identifier of evidence, which nobody is told
    "concepts evidence remove": [],
    "concepts claims add": ["concepts claims add theory new"],
    "concepts claims reword": ["concepts claims reword theory:1 new"],
    "concepts claims move": ["concepts claims move theory:1 1"],
    "concepts claims remove": ["concepts claims remove theory:1"],
    "concepts kinds add": ["concepts kinds add mine"],
    "concepts kinds describe": ["concepts kinds describe part\\ of --circles"],
    "concepts kinds rename": ["concepts kinds rename part\\ of within"],
    "concepts kinds remove": ["concepts kinds remove causes"],
    "memos add": ["memos add thought --on-document N01"],
    "memos show": [],  # needs the identifier of a memo, which nobody is told: see the Python interface below
    "memos edit": [],
    "memos remove": [],
    "study new": ["study new other --by Anna --by Ben --sample 1"],
    "study next": ["study next pilot"],
    "study assign": ["study assign pilot --document P01 --to Ben"],
    "study intra": ["study intra pilot Ben --rounds 1 2", "study intra pilot Anna --rounds 1 2"],
    "study close": ["study close pilot"],  # refused: not all have finished
    "study adjudicate": ["study adjudicate pilot", "study adjudicate pilot --export out.csv"],
    "coders add": ["coders add Chen"],
    "coders rename": ["coders rename Ben Benno"],
    "coders retire": ["coders retire Ben"],
    "undo": ["undo"],
    "redo": ["redo"],
    "erase document": ["erase document N01 --dry-run"],
    "erase case": ["erase case P01\\ woman --dry-run"],
    "erase speaker": ["erase speaker 受访者 --dry-run"],
    "autocode": ["autocode clerks --code pressure", "autocode clerks --code pressure --dry-run"],
    "explain": ["explain pressure --layer Ben"],
    "sets add": ["sets add some N01 P01", "sets add some paper --of codes"],
    "sets remove": ["sets remove some"],
    "queries save": ["queries save mine pressure"],
    "queries remove": ["queries remove mine"],
    "references show": ["references show nothing"],
    "references export": ["references export out.bib", "references export out.json --where document.screening=exclude"],
    "references attach": ["references attach nothing N01"],
    "screen": [
        "screen N01 --stage title --exclude",
        "screen --where document.screening=exclude --stage title --include",
    ],
    "quotes pick": ["quotes pick --at N01 3 9", "quotes pick --where any --layer all --dry-run"],
    "quotes drop": ["quotes drop 1"],
    "quotes order": ["quotes order 1"],
    "quotes word": ["quotes word 1 […]"],
    "quotes note": ["quotes note 1 new"],
    "quotes translate": ["quotes translate 1 new"],
    "quotes export": ["quotes export out.csv", "quotes export out.md --context {document}"],
    "periods add": ["periods add stay --from 2022"],
    "periods set": ["periods set stay --from 2022"],
    "periods remove": ["periods remove stay"],
    "summaries set": ["summaries set P01\\ woman paper text"],
    "summaries remove": ["summaries remove P01\\ woman paper"],
    "summaries export": ["summaries export out.xlsx --layer all", "summaries export out.xlsx --layer Ben"],
    "summaries import": ["summaries import s.xlsx", "summaries import s.xlsx --dry-run"],
    "report": [
        "report out.html --cooccurrence --memos --layer all",
        "report out.md --matrix codes*coders\\ documents --layer Ben",
    ],
    "open": [],  # the workbench: what it reads is tried below
    "serve": [],  # the same in a browser
    "demo": [],  # no project of anybody's
    "doctor": [],
}


#: What stands for an argument of a command that prints a table, by its name.
ARGUMENTS = {
    "document": "N01",
    "code": "paper",
    "query": "pressure",
    "word": "clerks",
    "text": "clerks",
    "rows": "codes",
    "columns": "documents",
    "name": "pilot",
    "dimension": "documents",
    "group": "N01",
}
#: The values tried of options that say whose work is meant; Ben is who must not be told of.
WHOSE = {"--layer": ("all", "Ben"), "--by": ("Ben", "coders"), "--document": ("N01",)}
#: More of the commands that are found by themselves.
MORE = [
    "together work pressure --by kinds --layer all --agreement 0.8",
    "evidence-table --layer all",
    "triangulate paper --layer all --show all",
    "cases select --per 1-2 --layer all --prefer extreme",
    "matrix coders documents --layer all",
    "matrix segments codes",
    "cooccurrence --long --unit sentence --across-coders --layer all",
    "agreement --by Ben --by Anna --as nvivo",
    "agreement --include-unfinished --measure gamma",
    "codings list --code paper",
    r"retrieve memo\ is\ not\ missing --layer all",
    r"retrieve any\ near\ any --layer all",
    "retrieve round=1 --layer all",
    "frequencies --where coder=Ben --layer all",
    "codings list --where any",
    "codings list --document N01 --plot portrait.svg",
    "matrix codes coders --layer all --plot cells.svg",
    "frequencies --layer all --plot bars.html",
    "network --layer all --plot network.svg",
    "history --limit 3",
    "study status pilot --round 1",
    "documents unplaced N01",
]


def leaves() -> dict[str, click.Command]:
    """Every command of the table, the verbs of a noun each."""
    found: dict[str, click.Command] = {}
    for name, entry in all_commands().items():
        found |= below(name, resolve(entry.place))
    return found


def below(name: str, command: click.Command) -> dict[str, click.Command]:
    """A command by its name, or what stands under it."""
    if not isinstance(command, click.Group):
        return {name: command}
    found = {name: command} if command.invoke_without_command else {}
    for verb, one in command.commands.items():
        found |= below(f"{name} {verb}", one)
    return found


def found_by_themselves(name: str, command: click.Command) -> list[str]:
    """Lines that try a command which prints a table, or says whose work it counts; none for any other."""
    options = {option: one for one in command.params if isinstance(one, click.Option) for option in one.opts}
    if name in RUNS or not {"--format", "--layer"} & options.keys():
        return []
    needed = [one for one in command.params if isinstance(one, click.Argument) and one.required]
    line = " ".join([name, *(ARGUMENTS[str(one.name)] for one in needed)])
    flags = [one.opts[0] for one in options.values() if one.is_flag and one.name not in EVERYWHERE]
    whose = [f"{option} {value}" for option, values in WHOSE.items() if option in options for value in values]
    return [line, *(f"{line} {more}" for more in [*dict.fromkeys(flags), *whose])]


#: Options that change how things are printed, not what.
EVERYWHERE = {"excel", "quiet", "verbose", "debug", "help", "version"}
FOUND = [lines for name, command in leaves().items() if (lines := found_by_themselves(name, command))]
PLAIN = {lines[0] for lines in FOUND} | set(MORE)
READ = [line for lines in FOUND for line in lines] + MORE


def test_every_command_is_tried() -> None:
    tried = {name for name, command in leaves().items() if found_by_themselves(name, command)}
    assert leaves().keys() == RUNS.keys() | tried


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The project with a blind round open over N01, and the same one in which Ben has been at work."""
    folder = tmp_path_factory.mktemp("blind")
    quiet, busy = folder / "quiet.qualcode", folder / "busy.qualcode"
    with create_project(quiet, "Study", "Anna") as project:
        projects.fill(project)
        with project.write("Anna") as work:
            coders.add(work, "Lena", role="lead")
        with project.write("Lena") as work:
            code_links.link(work, "paper", "leads to", "pressure")
            memos.add(work, "Paper comes first.", title="theory", kind="theory")
            claims.add(work, "theory", ["It does."])
            course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"]))
        studying.code(project, "Anna", "N01", [(0, 30, "data entry")])
    shutil.copy(quiet, busy)
    with open_project(busy) as project:
        work_blindly(project)
    return quiet, busy


def work_blindly(project) -> None:
    studying.code(project, "Ben", "N01", HIDDEN)
    with project.write("Ben") as work:
        found = coding.matching(work, document="N01", coder="Ben")
        assert len(found) == len(HIDDEN)
        memos.add(work, SECRET, target=memos.Target(coding=found[0].guid))
    with project.write("Ben") as work:
        memos.add(work, SECRET, target=memos.Target(document="N01", span=Span(3, 9)))
        memos.add(work, SECRET, target=memos.Target(document="N01"))
        memos.add(work, SECRET, target=memos.Target(code="pressure"))
        coding.weigh(work, found[1].guid, 70)
        picking.pick(work, [("N01", Span(3, 9)), ("P01", Span(5, 9))], note=SECRET)
        screening.decide(work, ["N01"], "title", "exclude", SECRET)
        evidence.add(work, ["paper", "leads to", "pressure"], "for", [("N01", Span(3, 9))], note=SECRET)
        (claim,) = claims.add(work, "theory", [SECRET])
        evidence.add(work, [claim], "against", [("N01", Span(20, 30)), ("P01", Span(20, 30))])
    with project.write("Ben") as work:
        coding.remove(work, [found[2].guid])
    with project.write("Ben") as work:
        history.undo(work)


def inputs(folder: Path) -> None:
    """The files that commands read."""
    (folder / "new.txt").write_text("A new text.")
    (folder / "N01.txt").write_text(projects.NOTE.replace("hall", "office"))
    (folder / "codings.csv").write_text(NEW_CODINGS)
    (folder / "key.csv").write_text("name,stand_in\nclerks,writers\n")
    (folder / "cases.csv").write_text("case,level\n东麓县,city\n")
    (folder / "codebook.csv").write_text("code\nnew\n")
    (folder / "links.csv").write_text("from,kind,to\npressure,cause,paper\n")


def without_moments(text: str, folder: Path) -> str:
    """What is printed, without what differs between any two files: the time, the place, identifiers, the size."""
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d:?\d\d(\+00:00)?", "TIME", text.replace(str(folder), "."))
    text = re.sub(r"\b[0-9a-f]{32}\b", "GUID", text)
    return re.sub(r"^(bytes,\d+|\d+,TIME)", "NUMBER", text, flags=re.MULTILINE)


def prepared(folder: Path, original: Path) -> Path:
    """A folder with a copy of the project and the files that commands read."""
    folder.mkdir()
    shutil.copy(original, folder / "study.qualcode")
    inputs(folder)
    return folder


def contents(path: Path) -> str:
    """What a file says; of a workbook its parts, but for the one that says when it was made."""
    if not is_zipfile(path):
        return path.read_text("utf-8")
    with ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist() if name != "docProps/core.xml")


def run_in(qualcode, folder: Path, viewer: str, line: str, monkeypatch) -> list[object]:
    monkeypatch.chdir(folder)
    arguments = [part.replace("\0", " ") for part in line.replace("\\ ", "\0").split()]
    given = [] if arguments[0] == "new" else ["-p", "study.qualcode"]
    ended = qualcode(*arguments, *given, "-c", viewer)
    assert "Traceback" not in ended.stderr
    written = {
        path.name: without_moments(contents(path), folder)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".qualcode", ".lock") and "-wal" not in path.name
    }
    return [ended.exit_code, without_moments(ended.stdout, folder), without_moments(ended.stderr, folder), written]


@pytest.fixture(scope="session")
def to_read(both, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Both projects in a folder each, for commands that change nothing."""
    folder = tmp_path_factory.mktemp("reading")
    return [prepared(folder / path.stem, path) for path in both]


@pytest.mark.parametrize("line", READ)
def test_no_table_tells_of_anothers_work(qualcode, to_read, monkeypatch, line: str) -> None:
    before = [(folder / "study.qualcode").read_bytes() for folder in to_read]
    for viewer in ("Anna", "Lena"):
        quiet, busy = (run_in(qualcode, folder, viewer, line, monkeypatch) for folder in to_read)
        assert busy == quiet
        assert SECRET not in str(busy)
        assert busy[0] != 2 or line not in PLAIN, f"not tried, as it is used wrongly: {busy[2]}"
    assert [(folder / "study.qualcode").read_bytes() for folder in to_read] == before


@pytest.mark.parametrize("viewer", ["Anna", "Lena"])
@pytest.mark.parametrize("line", [line for lines in RUNS.values() for line in lines])
def test_nothing_is_told_of_anothers_work(qualcode, alone, both, monkeypatch, viewer: str, line: str) -> None:
    folders = [prepared(alone / path.stem, path) for path in both]
    quiet, busy = (run_in(qualcode, folder, viewer, line, monkeypatch) for folder in folders)
    assert busy == quiet
    assert SECRET not in str(busy)


@pytest.mark.parametrize("viewer", ["Anna", ""])
def test_the_python_interface_and_the_workbench_tell_nothing(both, viewer: str) -> None:
    told = []
    for path in both:
        with open_project(path) as project, project.read(viewer) as view:
            reads = [
                coding.listing(view),
                coding.of_document(view, "N01"),
                memos.listing(view),
                memos.listing(view, "N01"),
                unplaced.waiting(view),
                coders.progress(view),
                coders.listing(view).rows,
                claims.listing(view),
                evidence.listing(view),
                code_links.listing(view),
                history.history(view).column("label"),
                crossings.codings_with_cases(view).rows,
                overview.overview(view, "").rows[8:14],
            ]
            frames = [
                project.frequencies(layer="all", viewer=viewer),
                project.matrix("codes", "documents", layer="all", viewer=viewer),
                project.cooccurrence(layer="all", viewer=viewer),
                project.retrieve("pressure", layer="all", viewer=viewer),
                project.agreement(viewer=viewer, method="none"),
            ]
            frames.append(project.segments(frames[1], "paper", "N01", viewer=viewer))
            told.append(
                (reads, [project.codings(viewer).to_csv(), *((it.to_csv(), str(it.definition)) for it in frames)])
            )
    assert told[0] == told[1]


def test_a_coder_of_the_round_sees_her_own_work_and_nobody_unknown_sees_any(both) -> None:
    with open_project(both[1]) as project:
        for viewer, number in (("Anna", 1), ("Ben", 3), ("Lena", 0), ("", 0)):
            with project.read(viewer) as view:
                assert len(coding.of_document(view, "N01")) == number


def test_memos_and_codings_of_others_are_not_found_by_their_identifiers(qualcode, alone, both) -> None:
    shutil.copy(both[1], alone / "study.qualcode")
    with sqlite3.connect(alone / "study.qualcode") as rows:
        hers = [guid for (guid,) in rows.execute("SELECT guid FROM memo WHERE text = ?", [SECRET])]
        codings = [guid for (guid,) in rows.execute("SELECT guid FROM coding WHERE round = 1 AND coder_id = 2")]
    assert hers and codings
    for guid in hers:
        assert qualcode("memos", "show", guid).exit_code == 4
        assert qualcode("memos", "remove", guid).exit_code == 4
    for guid in codings:
        assert qualcode("codings", "remove", "--guid", guid).exit_code == 4


def test_a_copy_for_a_coder_holds_nothing_of_the_others_work_to_the_last_byte(qualcode, alone, both) -> None:
    shutil.copy(both[1], alone / "study.qualcode")
    with sqlite3.connect(alone / "study.qualcode") as rows:
        statement = (
            "SELECT guid FROM coding WHERE round = 1 AND coder_id = 2 UNION SELECT guid FROM memo WHERE text = ?"
        )
        guids = [guid.encode() for (guid,) in rows.execute(statement, [SECRET])]
    (alone / "out").mkdir()
    ended = qualcode("share", "out/anna.qualcode", "--for", "Anna", "-c", "Lena")
    assert ended.exit_code == 0, ended.stderr
    held = (alone / "out/anna.qualcode").read_bytes()
    assert not [guid for guid in guids if guid in held]
    assert SECRET.encode() not in held
    with sqlite3.connect(alone / "out/anna.qualcode") as rows:
        assert rows.execute("SELECT count(*) FROM coding WHERE round = 1").fetchone() == (1,)
        assert rows.execute("SELECT count(*) FROM operation WHERE label LIKE '%coded N01%'").fetchone() == (0,)


def test_who_closes_the_round_sees_all(qualcode, alone, both) -> None:
    shutil.copy(both[1], alone / "study.qualcode")
    assert qualcode("study", "close", "pilot", "--unfinished", "-c", "Lena").exit_code == 0
    found = qualcode("codings", "list", "--document", "N01", "-c", "Lena").rows
    assert {row["coder"] for row in found} == {"Anna", "Ben"}
    assert SECRET in qualcode("memos", "list", "-c", "Lena").stdout


def test_undo_does_not_name_what_another_did(both, tmp_path) -> None:
    """Ben coded with what Anna had changed: her undo is refused, and not told why in his words."""
    from qualcode.errors import QualcodeError

    path = shutil.copy(both[1], tmp_path / "study.qualcode")
    with open_project(path) as project:
        for _ in range(3):
            try:
                with project.write("Anna") as work:
                    history.undo(work)
            except QualcodeError as error:
                assert "coded N01" not in str(error)
                return
    raise AssertionError("nothing stood in the way")
