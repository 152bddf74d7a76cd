"""What people hand in by mistake: one sentence and a hint, the right exit code, and nothing changed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document

HEADER = "document,start,end,code,coder,text\n"


def truncated_word_file() -> bytes:
    document = Document()
    document.add_paragraph("Interviewer: When did it begin?")
    document.save("whole.docx")
    return Path("whole.docx").read_bytes()[:-1000]


FILES = {
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "empty.txt": b"",
    "blank.txt": b"  \n\n",
    "noise.txt": bytes(range(1, 32)) * 20,
    "cycle.csv": b"code,parent\na,b\nb,a\n",
    "twice.csv": b"code,parent\nwork,\npaper,work\nPaper,work\n",
    "broken.yaml": b"codes:\n  - name: [\n",
    "headless.csv": b"a,b\n1,2\n",
    "quote.csv": b'document,start,end,code,coder,text\nP01,0,3,paper,Anna,"open\n',
    "unknown code.csv": f"{HEADER}P01,0,3,papr,Anna,\n".encode(),
    "unknown coder.csv": f"{HEADER}P01,0,3,paper,An,\n".encode(),
    "unknown document.csv": f"{HEADER}P1,0,3,paper,Anna,\n".encode(),
    "beyond.csv": f"{HEADER}P01,0,999,paper,Anna,\n".encode(),
    "other words.csv": f"{HEADER}P01,0,3,paper,Anna,受访者\n".encode(),
    "known.csv": f"{HEADER}P01,32,39,paper,Anna,\n".encode(),
    "heading.csv": f"{HEADER}P01,0,3,work,Anna,\n".encode(),
    "no case.csv": b"name\nsomewhere\n",
    "bad value.csv": b"case,age:integer\nx,old\n",
    "circle.csv": "case,parent\n东麓县,P01 woman\n".encode(),
}

BAD = [
    ("import picture.png", 3, "picture.png"),
    ("import old.doc", 3, "old.doc"),
    ("import empty.txt", 3, "empty.txt is empty"),
    ("import blank.txt", 3, "blank.txt is empty"),
    ("import noise.txt", 3, "noise.txt is not a text file"),
    ("import cut.docx", 3, "cut.docx is damaged"),
    ("import nowhere", 3, "There is no file nowhere."),
    ("import blank.txt --encoding utf-9", 2, "There is no encoding 'utf-9'."),
    ("import empty.txt --kind poem", 2, "Kinds are: interview"),
    ("import plain.txt --speakers (", 2, "("),
    ("codebook import cycle.csv", 5, "codes lie within each other: a → b → a"),
    ("codebook import twice.csv", 5, "both hold the code work/Paper"),
    ("codebook import broken.yaml", 3, "Line 3 of the codebook"),
    ("codebook import headless.csv", 3, "no column 'code'"),
    ("codebook import picture.png", 3, "Codebooks are .yaml or .csv files."),
    ("codebook import nowhere.csv", 3, "nowhere.csv cannot be read"),
    ("codings import headless.csv", 3, "no column 'document'"),
    ("codings import quote.csv", 3, "no table from line 2 on"),
    ("codings import noise.txt", 3, "noise.txt is not a text file"),
    ("codings import empty.txt", 3, "empty.txt is empty"),
    ("codings import unknown_code.csv", 4, "There is no code 'papr'. Did you mean work/paper"),
    ("codings import unknown_coder.csv", 4, "There is no coder 'An'. Did you mean Anna?"),
    ("codings import unknown_document.csv", 4, "There is no document 'P1'. Did you mean P01"),
    ("codings import beyond.csv", 5, "line 2: the span 0–999 is not within 'P01', which has"),
    ("codings import other_words.csv", 5, "line 2: the document says '访谈者' at 0–3, the file says '受访者'"),
    ("codings import known.csv", 5, "line 2: Anna has 'paper' on these very words already"),
    ("codings import heading.csv", 5, "'work' is a heading"),
    ("cases import no_case.csv", 3, "has no column named case"),
    ("cases import bad_value.csv", 2, "'old' is not a value of 'age'"),
    ("cases import circle.csv", 5, "cannot be within itself"),
    ("documents set --from headless.csv", 3, "no column 'document'"),
    ("documents assign --from headless.csv", 3, "no column 'document'"),
    ("documents show P02", 4, "Did you mean P01"),
    ("documents show 问卷", 4, "There are: P01, N01"),
    ("codes remove 政策", 4, "There are: work, work/paper, work/data entry"),
    ("frequencies --layer Zed", 4, "There are: Anna, Ben"),
    ("cases remove 西城", 4, "There are: 东麓县, P01 woman"),
    ("words --attribute level", 2, "For instance: level=county\n"),
    ("cases set 东麓县 level", 2, "An empty value takes one away: level="),
    ("new study", 5, "study.qualcode exists already."),
    ("new nowhere/study", 2, "The folder nowhere does not exist."),
    ("info -p folder", 3, "folder is a folder, not a project."),
    ("info -p noise.txt", 3, "noise.txt is not a qualcode project."),
    ("info -p none.qualcode", 4, "There is no project at none.qualcode."),
    ("info -p newer.bak", 5, "was made by a newer qualcode"),
    ("info -p damaged.bak", 7, "damaged.bak is damaged."),
    ("info -p postgresql://nobody@127.0.0.1:1/none", 6, "cannot be reached"),
    ("codings export codings.odt", 2, "The ending of codings.odt says no format."),
    ("codings export nowhere/codings.csv", 6, "cannot be written"),
    ("codebook export codebook.txt", 3, "Choose .yaml or .csv."),
    ("documents export P01 nowhere/text.txt", 3, "nowhere/text.txt"),
    ("frequencies -o frequencies.csv --format json", 2, "contradict each other"),
]


@pytest.fixture
def desk(study):
    """The folder of the project with every bad file in it."""
    for name, content in FILES.items():
        Path(name.replace(" ", "_")).write_bytes(content)
    Path("cut.docx").write_bytes(truncated_word_file())
    Path("plain.txt").write_text("Plain words.")
    Path("folder").mkdir()
    for name in ("newer.bak", "damaged.bak"):
        shutil.copy(study, name)
    with closing(sqlite3.connect("newer.bak")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    content = Path("damaged.bak").read_bytes()
    Path("damaged.bak").write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])
    return study


def test_of_many_names_some_are_said(qualcode, study):
    for name in "一二三四五六七八九":
        assert qualcode("cases", "add", name).exit_code == 0
    ended = qualcode("cases", "remove", "nobody")
    assert "There are 东麓县, P01 woman, 一, 二, 三, 四, 五, 六 and 3 more." in ended.stderr


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cases add --in X", None),
        ("cases add --parnet X y", "'--parent'"),
        ("frequencies --codelevel 2", "'--code-level'"),
    ],
)
def test_an_unknown_option_is_answered_with_those_like_it(qualcode, study, line, offered):
    ended = qualcode(*line.split())
    assert ended.exit_code == 2
    assert "--lang" not in ended.stderr
    assert offered in ended.stderr if offered else "Did you mean" not in ended.stderr


@pytest.mark.parametrize(("line", "exit_code", "sentence"), BAD, ids=[line for line, *_ in BAD])
def test_it_is_said_in_a_sentence_and_nothing_is_changed(qualcode, desk, line, exit_code, sentence):
    before = desk.read_bytes()
    ended = qualcode(*line.split())
    assert (ended.exit_code, ended.stdout) == (exit_code, "")
    assert sentence in ended.stderr
    assert "Internal error" not in ended.stderr
    assert len(ended.stderr.splitlines()) <= 3
    assert desk.read_bytes() == before
    assert not Path("study.qualcode-wal").exists()


def test_a_row_that_stands_twice_comes_in_once(qualcode, study):
    Path("twice.csv").write_text(f"{HEADER}N01,0,3,paper,Anna,The\nN01,0,3,paper,Anna,The\n")
    ended = qualcode("codings", "import", "twice.csv")
    assert ended.exit_code == 1
    assert "error: Anna has 'paper' on these very words already (line 3)" in ended.stderr
    assert len(qualcode("codings", "list", "--document", "N01").rows) == 1


def test_a_second_writer_is_told_who_writes(process, study):
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(study)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holding.stdout.readline() == "held\n"
    before = study.read_bytes()
    ended = process("codes", "add", "new", QUALCODE_PATIENCE="0.2")
    holding.communicate("go\n", timeout=60)
    assert (ended.exit_code, ended.stdout) == (6, "")
    assert "study.qualcode is being written by another program. It is Ben on" in ended.stderr
    assert study.read_bytes() == before
    assert process("codes", "add", "new").exit_code == 0


HOLD = """
import sys
from qualcode.project import open_project
with open_project(sys.argv[1]) as project, project.write("Ben"):
    print("held", flush=True)
    sys.stdin.readline()
"""

AS_NOBODY = """
import os, sys
from qualcode.cli.app import run
for line in (["codes", "add", "new"], ["info", "--quiet"]):  # all modules are imported while they can be read
    assert run(["-p", sys.argv[1], *line]) == 0
if os.getuid() == 0:
    os.setuid(65534)
print(run(["-p", sys.argv[2], "info", "--quiet"]), run(["-p", sys.argv[2], "codes", "add", "new"]))
print(run(["new", os.path.join(os.path.dirname(sys.argv[2]), "another")]))
"""


def test_without_permission_to_write_one_may_look(study):
    with TemporaryDirectory() as folder:
        locked = Path(shutil.copy(study, folder))
        locked.chmod(0o444)
        locked.parent.chmod(0o555)
        before = locked.read_bytes()
        environment = os.environ | {"QUALCODE_CONFIG": f"{folder}/settings.toml"}
        command = [sys.executable, "-c", AS_NOBODY, study, locked]
        run = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert locked.read_bytes() == before
        locked.parent.chmod(0o755)
    assert run.stdout.splitlines()[-2:] == ["0 6", "6"]
    assert f"Error: {locked} cannot be written: no permission.\n" in run.stderr
    assert f"Error: You may not write in {locked.parent}.\n" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("line", ["codes add new", "documents done P01", "undo"])
def test_an_unknown_coder_is_an_error_everywhere(qualcode, study, line):
    before = study.read_bytes()
    ended = qualcode(*line.split(), "-c", "Ana")
    assert ended.exit_code == 4
    assert "Did you mean Anna?" in ended.stderr
    assert study.read_bytes() == before


@pytest.mark.parametrize("line", ["codes move pressure --under work", "documents rename P01 P9", "coders add Li"])
def test_a_command_that_fails_half_way_through_saying_so_is_undone_as_one(qualcode, study, state, line):
    before = state(study)
    assert qualcode(*line.split()).exit_code == 0
    assert state(study) != before
    assert qualcode("undo").exit_code == 0
    assert state(study) == before
