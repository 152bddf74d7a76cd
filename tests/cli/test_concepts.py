"""Concepts by commands: what is typed, what is printed, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import projects
from qualcode.project import create_project


@pytest.fixture
def study(alone: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder of its own, with a link and a theory memo of one claim."""
    with create_project(alone / "study.qualcode", "Study", "Anna") as project:
        projects.fill(project)
    monkeypatch.chdir(alone)
    monkeypatch.setenv("QUALCODE_CODER", "Anna")
    return alone


def lines(ended) -> list[str]:
    assert ended.exit_code == 0, ended.stderr
    return ended.stdout.splitlines()


@pytest.fixture
def begun(study: Path, qualcode) -> Path:
    lines(qualcode("concepts", "link", "paper", "leads to", "pressure", "--note", "after P01"))
    lines(qualcode("memos", "add", "Numbers come first.", "--title", "capacity", "--kind", "theory"))
    lines(qualcode("concepts", "claims", "add", "capacity", "上面要看数据"))
    return study


def test_links_are_a_table_with_agreed_columns(begun: Path, qualcode) -> None:
    lines(qualcode("concepts", "evidence", "add", "paper", "导致", "pressure", "--for", "--at", "P01", "32", "39"))
    lines(qualcode("concepts", "evidence", "add", "paper", "导致", "pressure", "--against", "--where", '"data entry"'))
    assert lines(qualcode("concepts", "links")) == [
        "from,kind,to,for,against,note",
        "work/paper,leads to,pressure,1,1,after P01",
    ]
    assert lines(qualcode("concepts", "links", "data entry")) == ["from,kind,to,for,against,note"]
    header, row, *_more = lines(qualcode("concepts", "evidence", "list", "paper", "leads to", "pressure"))
    assert header == "about,stance,document,start,end,speaker,quote,note,coder,evidence"
    assert row.startswith("work/paper —leads to→ pressure,for,P01,32,39,受访者,都用纸，后来才,,Anna,")


def test_a_circle_is_one_line_and_a_way_out(begun: Path, qualcode) -> None:
    lines(qualcode("concepts", "link", "paper", "part of", "pressure"))
    ended = qualcode("concepts", "link", "pressure", "属于", "paper")
    assert ended.exit_code == 5
    assert ended.stderr.startswith(
        "Error: Links of the kind 'part of' would lead in a circle: paper → pressure → paper."
    )
    assert "qualcode concepts unlink" in ended.stderr
    lines(qualcode("concepts", "kinds", "describe", "part of", "--circles"))
    lines(qualcode("concepts", "link", "pressure", "属于", "paper"))


def test_a_rehearsal_shows_the_passages_and_changes_nothing(begun: Path, qualcode) -> None:
    add = ("concepts", "evidence", "add", "capacity:1", "--for", "--where", '"paper"', "--layer", "all")
    shown = qualcode(*add, "--dry-run")
    assert lines(shown)[0] == "document,start,end,text"
    assert "Nothing was changed" in shown.stderr
    assert len(lines(qualcode("concepts", "evidence", "list"))) == 1
    assert "2 segments speak for" in qualcode(*add).stderr
    assert "2 passages were there already" in qualcode(*add).stderr
    lines(qualcode("undo"))
    assert len(lines(qualcode("concepts", "evidence", "list"))) == 1


def test_what_waits_is_told_and_never_a_failure(begun: Path, qualcode) -> None:
    assert lines(qualcode("concepts", "check")) == [
        "what,name,finding,said",
        "claim,capacity:1: 上面要看数据,no evidence,no segment speaks for it",
        "link,work/paper —leads to→ pressure,no evidence,no segment speaks for it",
    ]
    lines(qualcode("concepts", "unlink", "paper", "leads to", "pressure"))
    lines(qualcode("concepts", "claims", "remove", "capacity:1"))
    nothing = qualcode("concepts", "check")
    assert lines(nothing) == ["what,name,finding,said"]
    assert "nothing else waits" in nothing.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["link", "papre", "leads to", "pressure"], "There is no code 'papre'"),
        (["link", "paper", "lead to", "pressure"], "There is no kind of link 'lead to'"),
        (["unlink", "paper", "cause", "pressure"], "There is no link work/paper —cause→ pressure"),
        (["evidence", "add", "capacity:1"], "Say whether they speak for it or against it"),
        (["evidence", "add", "capacity:1", "--for"], "Say which passages"),
        (["evidence", "add", "capacity:1", "--for", "--at", "P01", "5", "5000"], "beyond 'P01'"),
        (["evidence", "add", "paper", "pressure", "--for", "--at", "P01", "5", "9"], "named by its identifier, or by FROM"),
        (["evidence", "remove", "x"], "'x' is not the identifier of evidence"),
        (["claims", "list", "capacities"], "There is no memo 'capacities'"),
        (["claims", "reword", "capacity:7", "x"], "There is no claim capacity:7"),
        (["change", "paper", "leads to", "pressure"], "Nothing says what is to change"),
        (["kinds", "add", "导致"], "There is a kind of link 'leads to' already"),
        (["import", "nothing.csv"], "nothing.csv"),
        (["paper", "capacity", "capacity.pdf"], "says no format of reports"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_one_line(begun: Path, qualcode, line: list[str], said: str) -> None:
    ended = qualcode("concepts", *line)
    assert 2 <= ended.exit_code <= 5
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_memo_is_written_with_its_claims_and_their_words(begun: Path, qualcode) -> None:
    lines(qualcode("concepts", "evidence", "add", "capacity:1", "--for", "--at", "P01", "32", "39", "--note", "twice"))
    for name in ("capacity.md", "capacity.html", "capacity.docx"):
        lines(qualcode("concepts", "paper", "capacity", name))
    text = Path("capacity.md").read_text("utf-8")
    assert "Claim 1: 上面要看数据" in text
    assert "> 都用纸，后来才" in text
    assert "characters 32–39: twice" in text
    lines(qualcode("report", "report.md"))
    assert "1 claim and 1 link between codes" in Path("report.md").read_text("utf-8")
    lines(qualcode("cases", "consent", "P01 woman", "status=given", "quote=no"))
    lines(qualcode("concepts", "paper", "capacity", "capacity.md"))
    assert "都用纸" not in Path("capacity.md").read_text("utf-8")


def test_the_network_is_drawn_and_written(begun: Path, qualcode) -> None:
    lines(qualcode("concepts", "link", "data entry", "矛盾", "paper"))
    lines(qualcode("concepts", "evidence", "add", "paper", "leads to", "pressure", "--for", "--at", "P01", "32", "39"))
    assert lines(qualcode("network", "--from", "concepts", "--edges")) == [
        "source,target,kind,weight,first,last,source_kind,target_kind,for,against,symmetric,note",
        "work/paper,pressure,leads to,2,,,code,code,1,0,false,after P01",
        "work/data entry,work/paper,矛盾,1,,,code,code,0,0,true,",
    ]
    for name in ("net.graphml", "net.gexf", "net.dot", "net.mmd", "net.svg"):
        option = "--plot" if name.endswith("svg") else "-o"
        assert qualcode("network", "--from", "concepts", option, name).exit_code == 0
    assert 'n2 ---|"矛盾"| n1' in Path("net.mmd").read_text("utf-8")
    assert 'label="leads to +1"' in Path("net.dot").read_text("utf-8")
    assert 'dir="none"' in Path("net.dot").read_text("utf-8")
    assert 'type="undirected"' in Path("net.gexf").read_text("utf-8")
    assert qualcode("network", "--from", "concepts", "--kind", "contradicts").stdout.count("\n") == 3
    for more in (["--by", "kinds"], ["--layer", "all"], ["--kind", "cause"], ["--unit", "turn"]):
        assert qualcode("network", "--from", "concepts", *more).exit_code == 2


def test_codes_are_settled_and_that_travels_with_the_codebook(study: Path, qualcode) -> None:
    lines(qualcode("codes", "settle", "paper", "pressure"))
    shown = lines(qualcode("codebook", "show", "--status"))
    assert [line.rsplit(",", 1)[1] for line in shown] == ["status", "provisional", "settled", "provisional", "settled"]
    assert lines(qualcode("codebook", "show"))[0].endswith("documents,definition")
    for name in ("codebook.csv", "codebook.yaml"):
        lines(qualcode("codebook", "export", name))
        lines(qualcode("codes", "unsettle", "paper", "pressure"))
        lines(qualcode("codebook", "import", name))
        assert lines(qualcode("codebook", "show", "--status")) == shown
    assert "2 passages" in qualcode("retrieve", "code.status = 已定", "--layer", "all").stderr
    Path("codebook.csv").write_text("code,status\npaper,done\n")
    ended = qualcode("codebook", "import", "codebook.csv")
    assert "Line 2 of the codebook: status must be provisional or settled, not 'done'." in ended.stderr
