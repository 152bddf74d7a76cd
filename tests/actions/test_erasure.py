"""What is erased is gone: from every table, from the journal, from what quoted it, from every byte of the file."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from sqlalchemy import select

import projects
from qualcode.actions import codes, coding, history, memos
from qualcode.actions.importing import new_versions
from qualcode.actions.material import cases, documents
from qualcode.actions.privacy import erasure
from qualcode.actions.revising import revisions
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project, open_project
from qualcode.store.checks import findings
from qualcode.store.images import unpack
from qualcode.store.models import Change, Document, DocumentOriginal, Speaker, Tombstone
from qualcode.text.span import Span

GROUP = (
    "主持人：大家怎么看这个平台？\n"
    "李卫国：我从来没有在手机上申请过救助，都是女儿替我填的表。\n"
    "王秀英：我觉得还可以。\n"
    "李卫国：后来他们连我的残疾证号码都要拍照上传，我不愿意。\n"
    "王秀英：是的，照片要拍三次。"
)
SAID = ("都是女儿替我填的表", "残疾证号码都要拍照上传")


@pytest.fixture
def group(project: Project) -> Project:
    """A group interview with codings of both speakers, one across the two, and memos that quote."""
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("G01", GROUP))
    with project.write("Anna") as work:
        hers = GROUP.index("我觉得还可以")
        his = GROUP.index("我从来没有")
        coding.apply(work, "G01", Span(his, his + 12), "pressure")
        coding.apply(work, "G01", Span(hers, hers + 6), "paper")
        coding.apply(work, "G01", Span(his, hers + 6), "data entry")
        coding.apply(work, "G01", Span(GROUP.index("照片要"), len(GROUP) - 1), "paper")
        memos.add(work, "他说“都是女儿替我填的表”，很典型。", title="代办")
        memos.add(work, "李卫国 is the one to ask again.", title="Next")
        codes.describe(work, "pressure", examples=["后来他们连我的残疾证号码都要拍照上传"])
    with project.write("Anna") as work:
        codes.describe(work, "pressure", definition="“连我的残疾证号码都要拍照上传，我不愿意”")
    return project


def erase(project: Project, *what: str, document: str | None = None) -> list[tuple[object, ...]]:
    with project.read() as view:
        wanted = erasure.plan(view, *what, document)  # type: ignore[arg-type]
    with project.write("Anna") as work:
        left = erasure.erase(work, wanted)
    project.compact()
    return [tuple(row) for row in left.rows]


def all_words(project: Project) -> str:
    """Everything a project holds, as text: all rows of all tables, with what is compressed unpacked."""
    with project.read() as view:
        from qualcode.store.models import Base

        found = []
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


def spans(project: Project, name: str) -> list[tuple[str, str]]:
    with project.read() as view:
        text = documents.open_document(view, name).text
        return [(row.code, text[row.start : row.end]) for row in coding.of_document(view, name)]


def test_one_speaker_of_a_group_goes_and_the_others_stay(group: Project) -> None:
    assert any(word in all_words(group) for word in SAID)
    left = erase(group, "speaker", "李卫国")
    with group.read() as view:
        document = documents.open_document(view, "G01")
        assert document.text == (
            "主持人：大家怎么看这个平台？\n[erased]\n王秀英：我觉得还可以。\n[erased]\n王秀英：是的，照片要拍三次。"
        )
        assert [(turn.speaker, documents.speech(document.text, turn)) for turn in document.turns] == [
            ("主持人", "大家怎么看这个平台？"),
            (None, "[erased]"),
            ("王秀英", "我觉得还可以。"),
            (None, "[erased]"),
            ("王秀英", "是的，照片要拍三次。"),
        ]
        assert list(findings(view)) == []
    assert spans(group, "G01") == [
        ("work/data entry", "\n王秀英：我觉得还可以"),
        ("work/paper", "我觉得还可以"),
        ("work/paper", "照片要拍三次"),
    ]
    words = all_words(group)
    assert not [word for word in (*SAID, "我从来没有在手机上", "我不愿意") if word in words]
    assert "王秀英：我觉得还可以" in words
    assert ("still named in the memo", "Next", 1) in left
    assert ("quotations taken out", "code", 1) in left
    assert ("quotations taken out", "memo", 1) in left


def test_no_byte_of_it_is_left_in_the_file(file_project: Project, tmp_path: Path) -> None:
    with file_project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("G01", GROUP))
    assert file_project.path is not None
    erase(file_project, "document", "G01")
    file_project.close()
    left = b"".join(path.read_bytes() for path in file_project.path.parent.iterdir() if path.is_file())
    for piece in ("女儿替我填", "残疾证", "李卫国", "我觉得还可以", "G01"):
        assert piece.encode() not in left
    with open_project(file_project.path) as again:
        assert "残疾证" not in all_words(again)


def test_a_document_leaves_only_a_tombstone(group: Project) -> None:
    with group.read() as view:
        guid = documents.open_document(view, "G01").guid
    left = erase(group, "document", "G01")
    with group.read() as view:
        assert not view.connection.execute(select(Document).where(Document.name == "G01")).first()
        buried = {(row.table, row.guid.hex) for row in view.connection.execute(select(Tombstone.table, Tombstone.guid))}
        assert ("document", guid) in buried
        assert {"coding", "speaker", "turn"} <= {table for table, _guid in buried}
        assert list(findings(view)) == []
    words = all_words(group)
    assert not [
        word
        for word in (*SAID, "我觉得还可以", "照片要拍三次", "G01", "李卫国 is")
        if word in words and word != "李卫国 is"
    ]
    assert left


def test_undo_refuses(group: Project) -> None:
    erase(group, "document", "G01")
    with pytest.raises(Refused, match="gone for good"), group.write("Anna") as work:
        history.undo(work)
    with group.write("Anna") as work:
        codes.add(work, "later")
    with group.write("Anna") as work:
        history.undo(work)
    with group.read() as view:
        assert "later" not in [code.path for code in codes.listing(view)]


def test_another_coders_change_of_what_was_erased_cannot_be_undone(group: Project) -> None:
    with group.write("Ben") as work:
        coding.apply(work, "G01", Span(0, 3), "pressure")
        coding.apply(work, "N01", Span(0, 3), "pressure")
    erase(group, "document", "G01")
    with pytest.raises(Refused, match=r"erased for good|changed since"), group.write("Ben") as work:
        history.undo(work)


def test_a_case_goes_with_her_documents_and_her_turns_in_shared_ones(group: Project) -> None:
    with group.write("Anna") as work:
        projects.add_documents(work, projects.read_text("S01", "李卫国：这是我一个人的访谈记录，只有我自己。"))
        for name in ("李卫国", "王秀英"):
            cases.add(work, name)
            cases.link(work, "G01", name)
        cases.link(work, "S01", "李卫国")
        speaker = work.connection.scalars(select(Speaker.id).where(Speaker.name == "李卫国")).first()
        assert speaker is not None
        work.journal.update(
            Speaker, speaker, case_id=work.connection.scalar(select(cases.Case.id).where(cases.Case.name == "李卫国"))
        )
    erase(group, "case", "李卫国")
    with group.read() as view:
        assert documents.listing(view).column("document") == ["G01", "N01", "P01"]
        assert "李卫国" not in cases.listing(view).column("case")
        assert "王秀英" in cases.listing(view).column("case")
        assert "女儿替我填" not in documents.open_document(view, "G01").text
    assert "只有我自己" not in all_words(group)


def test_a_case_whose_words_in_a_group_are_not_known_is_refused(group: Project) -> None:
    with group.write("Anna") as work:
        for name in ("李卫国", "王秀英"):
            cases.add(work, name)
            cases.link(work, "G01", name)
    with group.read() as view, pytest.raises(Refused, match="which words are those of 李卫国"):
        erasure.plan(view, "case", "李卫国")


def test_a_site_is_erased_without_the_documents_about_it(project: Project) -> None:
    with project.write("Anna") as work:
        cases.add(work, "西峦县")
        cases.link(work, "P01", "西峦县", role="site")
    erase(project, "case", "西峦县")
    with project.read() as view:
        assert documents.listing(view).column("document") == ["N01", "P01"]
        assert "西峦县" not in cases.listing(view).column("case")


def test_earlier_texts_and_originals_go_too(group: Project) -> None:
    with group.write("Anna") as work:
        revisions.revise(work, "G01", GROUP.replace("女儿替我填的表", "女儿代我填写的表格"))
    erase(group, "speaker", "李卫国")
    words = all_words(group)
    assert "女儿替我填" not in words
    assert "女儿代我填写" not in words
    with group.read() as view:
        kept = view.connection.scalars(select(DocumentOriginal.document_id)).all()
        assert len(kept) == 2


def test_what_cannot_be_erased(group: Project) -> None:
    with group.read() as view:
        with pytest.raises(NotFound):
            erasure.plan(view, "document", "G02")
        with pytest.raises(NotFound):
            erasure.plan(view, "speaker", "李卫")
        with pytest.raises(Refused, match="cases within"):
            erasure.plan(view, "case", "东麓县")
        wanted = erasure.plan(view, "document", "G01")
    with group.write("Anna") as work:
        projects.add_documents(work, projects.read_text("G02", GROUP.replace("平台", "系统")))
    with group.read() as view, pytest.raises(WrongUse, match="2 documents have a speaker"):
        erasure.plan(view, "speaker", "李卫国")
    with group.write("Anna") as work, pytest.raises(WrongUse, match="no reason"):
        erasure.erase(work, wanted, "whim")


def test_a_speakers_name_goes_from_documents_revisions_and_the_history(group: Project) -> None:
    with group.write("Anna") as work:
        documents.rename(work, "G01", "李卫国 and others")
    with group.write("Anna") as work:
        new = new_versions.replace_words(work, "李卫国 and others", {"平台": "系统"}, "李卫国 asked")
        assert new.change
    with group.write("Anna") as work:
        memos.edit(work, next(memo.guid for memo in memos.listing(work) if memo.title == "Next"), text="Ask again.")
    left = erase(group, "speaker", "李卫国")
    with group.read() as view:
        assert "[erased] and others" in documents.listing(view).column("document")
    assert "李卫国" not in all_words(group)
    assert not [row for row in left if str(row[0]).startswith("still named")]


def test_what_may_be_a_quotation_is_told_and_goes_from_the_history(group: Project) -> None:
    with group.write("Anna") as work:
        note = memos.add(work, "替我填的 is his phrase", title="short")
        memos.add(work, "上传照片的问题", title="other")
    with group.read() as view:
        wanted = erasure.plan(view, "speaker", "李卫国")
    with group.rehearse("Anna") as work:
        told = [(row[0], row[1]) for row in erasure.erase(work, wanted).rows]
    assert ("may still quote: memo", "short") in told
    assert ("may still quote: memo", "other") not in told
    with group.write("Anna") as work:
        memos.edit(work, note, text="a phrase of his")
    erase(group, "speaker", "李卫国")
    assert "替我填的" not in all_words(group)


def test_two_who_spoke_in_one_document_are_erased_one_after_the_other(group: Project) -> None:
    with group.write("Anna") as work:
        revisions.revise(
            work, "G01", GROUP.replace("女儿替我填的表", "女儿代填的表").replace("还可以。", "真的还算可以吧。")
        )
    erase(group, "speaker", "李卫国")
    erase(group, "speaker", "王秀英")
    words = all_words(group)
    assert not [
        word for word in ("替我填", "代填的表", "我觉得还可以", "真的还算可以", "照片要拍三次") if word in words
    ]
    with group.read() as view:
        assert list(findings(view)) == []


def test_reports_on_what_was_erased_go(group: Project) -> None:
    with group.write("Anna") as work:
        new_versions.replace_words(work, "G01", {"我觉得还可以": "我看还行"})
    with group.write("Anna") as work:
        documents.rename(work, "G01", "G02")
    assert "我看还行" in all_words(group)
    erase(group, "document", "G02")
    assert not [word for word in ("我看还行", "还可以", "G01", "G02") if word in all_words(group)]


def test_a_part_is_nobodys_name(project: Project) -> None:
    with project.read() as view:
        wanted = erasure.plan(view, "speaker", "受访者")
    assert wanted.names == ()
