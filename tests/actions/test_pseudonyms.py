"""Names give way to stand-ins everywhere, codings stay on their words, and the clean copy holds nothing that tells."""

from __future__ import annotations

import zlib
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

import projects
import studying
from qualcode.actions import coders, codes, coding, history, memos
from qualcode.actions.material import cases, documents
from qualcode.actions.privacy import pseudonyms, sharing
from qualcode.actions.studies import course, figures
from qualcode.errors import Refused, WrongUse
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project, open_project
from qualcode.store.checks import findings
from qualcode.store.images import unpack
from qualcode.store.models import Base, Change, DocumentOriginal, Link, ProjectRow
from qualcode.text.span import Span

TALK = (
    "访谈者：李卫国先生，您好。\n"
    "李卫国：您好。我是东麓县的，Anna Berg 来过我家。\n"
    "访谈者：ANNA BERG 说了什么？\n"
    "李卫国：Annabel 没来。我的电话是 13800138000。"
)
KEY = {"李卫国": "受访者七", "Anna Berg": "P1", "东麓县": "D县"}


def key_table(rows: dict[str, str] = KEY) -> TextTable:
    return TextTable("key.csv", ("name", "stand_in"), list(rows.items()), list(range(2, 2 + len(rows))))


@pytest.fixture
def talk(project: Project) -> Project:
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("李卫国访谈", TALK))
    with project.write("Anna") as work:
        at = TALK.index("Anna Berg 来过")
        coding.apply(work, "李卫国访谈", Span(at, at + 12), "paper")
        coding.apply(work, "李卫国访谈", Span(TALK.index("Annabel"), TALK.index("Annabel") + 10), "pressure")
        memos.add(work, "李卫国 knows anna berg.", title="Who")
        cases.add(work, "李卫国")
    return project


def codings(project: Project, name: str) -> list[str]:
    with project.read() as view:
        text = documents.open_document(view, name).text
        return [text[row.start : row.end] for row in coding.of_document(view, name)]


def test_names_are_replaced_everywhere_and_codings_stay(talk: Project) -> None:
    with talk.read() as view:
        before = projects.dump(view)
    with talk.write("Anna") as work:
        done = pseudonyms.pseudonymise(work, pseudonyms.key_of(key_table()))
    with talk.read() as view:
        document = documents.open_document(view, "受访者七访谈")
        assert document.text == (
            "访谈者：受访者七先生，您好。\n受访者七：您好。我是D县的，P1 来过我家。\n"
            "访谈者：P1 说了什么？\n受访者七：Annabel 没来。我的电话是 13800138000。"
        )
        assert {turn.speaker for turn in document.turns} == {"访谈者", "受访者七"}
        assert ("受访者七 knows P1.", "Who") in [(memo.text, memo.title) for memo in memos.listing(view)]
        names = cases.listing(view).column("case")
        assert "受访者七" in names
        assert "D县" in names
        assert list(findings(view)) == []
    assert codings(talk, "受访者七访谈") == ["P1 来过", "Annabel 没来"]
    assert ("document", "受访者七访谈", 6) in [tuple(row) for row in done.rows]
    with talk.write("Anna") as work:
        history.undo(work)
    with talk.read() as view:
        assert projects.dump(view) == before


def test_names_are_replaced_in_the_codebook_sets_links_and_attributes(talk: Project) -> None:
    with talk.write("Anna") as work:
        codes.add(work, "李卫国的代码", definition="Anna Berg's words", aliases=["anna_berg"])
        cases.attributes.define(work, "东麓县 level", "choice", label="of 李 卫 国")
        cases.set_values(work, "李卫国", {"东麓县 level": "near Anna Berg"})
        made = [
            work.journal.insert(Link, from_table="code", from_guid=uuid4(), to_table="code", to_guid=uuid4(), kind="x")
        ]
        work.journal.update(Link, made[0], note="said by Anna\u00a0Berg")
        work.journal.update(ProjectRow, 1, description="李卫国 and others")
    with talk.write("Anna") as work:
        pseudonyms.pseudonymise(work, pseudonyms.key_of(key_table()))
    with talk.read() as view:
        (code,) = [row for row in codes.listing(view) if row.path == "受访者七的代码"]
        assert (code.definition, list(code.aliases)) == ("P1's words", ["P1"])
        assert "D县 level" in cases.listing(view).columns
        assert "near P1" in cases.listing(view).column("D县 level")
        assert view.connection.scalar(select(Link.note)) == "said by P1"
        assert view.connection.scalar(select(ProjectRow.description)) == "受访者七 and others"
        assert not [
            row
            for row in sharing.leads(view, pseudonyms.key_of(key_table())).rows
            if row[0] == sharing.NAME and "history" not in str(row[1])
        ]


def test_traces_of_names_are_told(talk: Project) -> None:
    with talk.write("Anna") as work:
        memos.add(work, "李主任来过，老李没来，卫国也在。Ms. BERG said no.", title="t")
        pseudonyms.pseudonymise(work, pseudonyms.key_of(key_table()))
    with talk.read() as view:
        perhaps = [
            row[2] for row in sharing.leads(view, pseudonyms.key_of(key_table())).rows if row[0] == "perhaps a name"
        ]
    assert {"李主任", "老李", "卫国", "BERG"} <= set(perhaps)
    assert "Annabel" not in perhaps


def test_those_who_wrote_comments_are_not_named_any_more(talk: Project) -> None:
    with talk.write("Anna") as work:
        coders.add(work, "Li Reviewer", kind="import")
        memos.add(work, "Look at this.", title="Comment by Li Reviewer, 2023-05-01")
        memos.add(work, "看看。", title="周审 的批注")
    with talk.write("Anna") as work:
        pseudonyms.forget_names(work)
    words = everything(talk)
    assert "Reviewer" not in words
    assert "周审" not in words
    with talk.read() as view:
        assert {"Comment, 2023-05-01", "Comment"} <= {memo.title for memo in memos.listing(view)}


def test_only_the_documents_asked_for(talk: Project) -> None:
    with talk.write("Anna") as work:
        done = pseudonyms.pseudonymise(work, pseudonyms.key_of(key_table()), ["P01"])
    assert codings(talk, "李卫国访谈") == ["Anna Berg 来过", "Annabel 没来"]
    assert [row[0] for row in done.rows if row[0] in ("document", "speaker")] == []


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ({"李卫国": ""}, "has no stand-in"),
        ({"李卫国": "李", "李": "甲"}, "itself replaced"),
        ({"Anna": "anna"}, "itself replaced"),
    ],
)
def test_a_key_that_cannot_be_used(rows: dict[str, str], problem: str) -> None:
    with pytest.raises(WrongUse, match=problem):
        pseudonyms.key_of(key_table(rows))


def test_a_key_without_its_columns() -> None:
    with pytest.raises(WrongUse, match="no column 'stand_in'"):
        pseudonyms.key_of(TextTable("key.csv", ("name", "code name"), [], []))


def everything(project: Project) -> str:
    found = []
    with project.read() as view:
        for table in Base.metadata.sorted_tables:
            for row in view.connection.execute(select(table)):
                for value in row:
                    if isinstance(value, bytes):
                        found.append(
                            str(unpack(value) if table is Change.__table__ else zlib.decompress(value).decode())
                        )
                    else:
                        found.append(str(value))
    return "\n".join(found)


def test_the_clean_copy_holds_no_name_no_original_and_no_earlier_text(file_project: Project, tmp_path: Path) -> None:
    project = file_project
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("李卫国访谈", TALK))
    key = pseudonyms.key_of(key_table())
    copy = project.share(tmp_path / "shared.qualcode", lambda work: sharing.clean(work, key), "Anna")
    for piece in ("李卫国", "Anna Berg", "ANNA BERG", "东麓"):
        assert piece.encode() not in copy.read_bytes()
    with open_project(copy) as shared:
        words = everything(shared)
        assert "李卫国" not in words
        assert "东麓" not in words
        with shared.read() as view:
            assert not view.connection.execute(select(DocumentOriginal)).first()
            assert documents.listing(view).column("document") == ["N01", "P01", "受访者七访谈"]
            assert list(findings(view)) == []
            leads = [tuple(row) for row in sharing.leads(view, key).rows]
        assert leads == [
            ("mobile number", "document: 受访者七访谈", "13800138000"),
        ]
        with pytest.raises(Refused), shared.write("Anna") as work:
            history.undo(work)
    with project.read() as view:
        assert "李卫国访谈" in documents.listing(view).column("document")


def test_what_studies_froze_names_nobody_in_the_clean_copy(file_project: Project, tmp_path: Path) -> None:
    project = file_project
    with project.write("Anna") as work:
        codes.describe(work, "paper", definition="As 李卫国 said.")
        codes.rename(work, "pressure", "pressure on 李卫国")
        course.new(work, "the 李卫国 pilot", course.Plan(["Anna", "Ben"], ["N01"], unit="sentence"))
    for coder in ("Anna", "Ben"):
        studying.code(project, coder, "N01", [(0, 9, "pressure on 李卫国")], done=True)
    with project.write("Anna") as work:
        course.close(work, "the 李卫国 pilot")
    key = pseudonyms.key_of(key_table())
    copy = project.share(tmp_path / "shared.qualcode", lambda work: sharing.clean(work, key), "Anna")
    with open_project(copy) as shared:
        assert "李卫国" not in everything(shared)
        with shared.read() as view:
            assert sharing.names_left(sharing.leads(view, key)) == 0
            assert "pressure on 受访者七" in figures.report(view, "the 受访者七 pilot", 1).column("code")
    assert "李卫国".encode() not in copy.read_bytes()


def test_a_copy_that_cannot_be_made_clean_is_not_kept(file_project: Project, tmp_path: Path) -> None:
    def refuse(_work: object) -> None:
        raise Refused("no")

    with pytest.raises(Refused):
        file_project.share(tmp_path / "shared.qualcode", refuse, "Anna")
    assert not (tmp_path / "shared.qualcode").exists()


def test_rare_combinations_of_attributes_are_told(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        cases.attributes.define(work, "post", "text")
        for number in range(8):
            cases.add(work, f"C{number}")
            cases.set_values(work, f"C{number}", {"level": "county" if number < 7 else "city", "post": "clerk"})
    with file_project.read() as view:
        rare = [row for row in sharing.leads(view, None).rows if row[0] == "rare combination"]
    assert [tuple(row) for row in rare] == [("rare combination", "C7", "level=city, post=clerk")]
