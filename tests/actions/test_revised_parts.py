"""Turns, speakers, headings and clauses after a revision."""

from __future__ import annotations

from sqlalchemy import select

import projects
from qualcode.actions.importing import new_versions
from qualcode.actions.material import documents
from qualcode.actions.revising import revisions
from qualcode.actions.revising.revisions import NewVersion
from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.project import Project
from qualcode.store import queries
from qualcode.store.models import Speaker, Turn
from qualcode.text.sections import Section
from revising import dump, replace, revise, said, text_of, turns, undo


def test_a_new_turn_is_found_and_the_others_stay_as_they_were(project: Project) -> None:
    before = {image["guid"]: image for image in dump(project)["turn"]}
    text = text_of(project)
    revise(project, text.replace("访谈者：为什么", "旁听者：我补充一句。\n访谈者：为什么"), turns=None)
    assert [speaker for speaker, _words in turns(project)][:2] == ["访谈者", "受访者"]
    assert {image["guid"] for image in dump(project)["turn"]} >= before.keys()
    revise(project, text.replace("访谈者：为什么", "受访者：我再补充一句。\n访谈者：为什么"))
    assert ("受访者", "我再补充一句。") in turns(project)
    assert len(turns(project)) == 5
    assert {image["guid"] for image in dump(project)["turn"]} >= before.keys()


def test_a_turn_that_is_deleted_goes_and_words_added_to_one_belong_to_it(project: Project) -> None:
    text = text_of(project)
    third = "访谈者：为什么要补录？\n"
    revise(project, text.replace(third, "").replace("才补录。", "才补录。\n那时候很乱。"))
    assert [speaker for speaker, _words in turns(project)] == ["访谈者", "受访者", "受访者"]
    assert turns(project)[1][1] == "去年春天。一开始大家都用纸，后来才补录。\n那时候很乱。"


def test_a_speaker_renamed_everywhere_is_the_same_speaker(project: Project) -> None:
    with project.write("Anna") as work:
        (speaker,) = queries.rows(work, select(Speaker.__table__).where(Speaker.name == "受访者"))
        case = queries.case_named(work, "P01 woman")
        work.journal.update(Speaker, speaker.id, case_id=case.id, role="observer")
        work.describe("test", "tied a speaker")
    with project.write("Anna") as work:
        revised = new_versions.replace_words(work, "P01", {"受访者：": "王某："})
    (after,) = (image for image in dump(project)["speaker"] if image["guid"] == speaker.guid.hex)
    assert (after["name"], after["name_key"], after["role"], after["aliases"]) == ("王某", "王某", "observer", [])
    assert after["case_id"] == case.guid.hex
    assert [name for name, _words in turns(project)] == ["访谈者", "王某", "访谈者", "王某"]
    assert "受访者 is called 王某 now" in said(revised)


def test_turns_a_person_has_corrected_stay_as_corrected_where_the_text_is_as_it_was(project: Project) -> None:
    with project.write("Anna") as work:
        row = queries.turns(work, queries.document_named(work, "P01").id)[1]
        work.journal.update(Turn, row.id, speaker_id=None, end=row.end - 3)
        work.describe("test", "corrected a turn")
    replace(project, "为什么要", "那为什么要")
    assert turns(project)[1] == (None, "去年春天。一开始大家都用纸，后来才")
    assert turns(project)[2] == ("访谈者", "那为什么要补录？")


def test_a_document_without_turns_gets_none_unless_its_new_file_has_some(project: Project) -> None:
    text = "Q: one?\nA: two.\nQ: three?\nA: four.\n"
    revise(project, text, "N01")
    assert turns(project, "N01") == []
    draft = DocumentDraft("N01", text + "Q: five?\n")
    read = projects.read_text("N01", draft.text)
    with project.write("Anna") as work:
        revisions.revise_from(work, "N01", read)
    assert [speaker for speaker, _words in turns(project, "N01")] == ["Q", "A", "Q", "A", "Q"]


def test_headings_move_with_their_lines_and_take_new_words(project: Project) -> None:
    text = "第一章 总则\n第一条 为了便民。\n第二条 由县里办。\n第二章 办法\n第三条 按月发。\n"
    read = projects.read_text("办法", text)
    read.draft.sections = [
        Section(1, "第一章 总则", 0, 6),
        Section(2, "第一条", 7, 16, "clause"),
        Section(2, "第二条", 17, 26, "clause"),
        Section(1, "第二章 办法", 27, 33),
        Section(2, "第三条", 34, 42, "clause"),
    ]
    with project.write("Anna") as work:
        projects.add_documents(work, read)
    before = dump(project)
    new = text.replace("第二章 办法", "第二章 申请办法").replace("第三条", "第三条 先申请。\n第四条")
    revise(project, new, "办法")
    with project.read() as view:
        shown = [(it.kind, it.label, new[it.start : it.end]) for it in documents.open_document(view, "办法").sections]
    assert ("heading", "第二章 申请办法", "第二章 申请办法") in shown
    assert [(label, words) for kind, label, words in shown if kind == "clause"] == [
        ("第一条", "第一条 为了便民。"),
        ("第二条", "第二条 由县里办。"),
        ("第三条", "第三条 先申请。"),
        ("第四条", "第四条 按月发。"),
    ]
    kept = {image["guid"] for image in before["section"]} & {image["guid"] for image in dump(project)["section"]}
    assert len(kept) >= 4
    undo(project)
    assert dump(project) == before


def test_the_sections_of_a_new_file_take_the_place_of_the_old(project: Project) -> None:
    with project.write("Anna") as work:
        read = projects.read_text("H", "One\ntext\nTwo\ntext\n")
        read.draft.sections = [Section(1, "One", 0, 3), Section(1, "Two", 9, 12)]
        projects.add_documents(work, read)
    before = {image["label"]: image["guid"] for image in dump(project)["section"]}
    version = NewVersion(
        "text\nTwo\ntext\nThree\n", Report("h.docx"), sections=[Section(1, "Two", 5, 8), Section(2, "Three", 14, 19)]
    )
    with project.write("Anna") as work:
        revisions.revise_to(work, "H", version)
    after = {image["label"]: image["guid"] for image in dump(project)["section"]}
    assert after.keys() == {"Two", "Three"}
    assert after["Two"] == before["Two"]
