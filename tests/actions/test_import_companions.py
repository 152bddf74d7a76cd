"""What documents bring along: memos, attributes, cases and links, all in the one operation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import projects
from qualcode.actions import coders, history, memos
from qualcode.actions.importing import files
from qualcode.actions.importing.links import REFERS_TO
from qualcode.actions.material import attributes, cases, documents, links
from qualcode.formats.bundle import AttributeDraft, CaseDraft, DocumentDraft, LinkDraft, MemoDraft, Report
from qualcode.project import Project

TEXT = "One sentence about paper. Another one."


def bring(project: Project, *drafts: DocumentDraft, **options: Any) -> list[Report]:
    """Import documents, each from a file of its own."""
    chosen = files.ImportOptions(**options)
    reports = [Report(f"{draft.name}.docx") for draft in drafts]
    read = [files.understand(*pair, chosen) for pair in zip(drafts, map(Path, "abcdef"), reports)]
    with project.write("Anna") as work:
        files.add_documents(work, read, reports, chosen)
    return reports


def details(project: Project, name: str) -> list[tuple[Any, ...]]:
    with project.read() as view:
        rows = [tuple(row) for row in documents.details(view, name).rows]
    return rows[11:]  # after the fields every document has


def sentences(report: Report) -> list[str]:
    return [finding.sentence for finding in report.findings if finding.kind != "read"]


def memos_of(project: Project, name: str) -> list[tuple[Any, ...]]:
    with project.read() as view:
        return [(it.title, it.text, it.coder, it.start, it.end) for it in memos.listing(view, name)]


REMARKS = [
    MemoDraft("Which form?", "Prof. Li", 4, 12, at="2024-05-01T08:00:00Z"),
    MemoDraft("Sure?", "ben", 4, 12),
    MemoDraft("Good.", "Prof. Li", title="Overall"),
    MemoDraft("On nothing.", "", 3, 3),
    MemoDraft("  ", "Prof. Li", 1, 2),
]


def test_remarks_become_memos_of_who_brings_them_in_and_name_their_author(project: Project) -> None:
    bring(project, DocumentDraft("new", TEXT, memos=REMARKS))
    assert sorted(memos_of(project, "new"), key=str) == [
        ("", "On nothing.", "Anna", None, None),
        ("", "Sure?", "Ben", 4, 12),  # a coder of the project, however the name is spelled
        ("Comment by Prof. Li, 2024-05-01", "Which form?", "Anna", 4, 12),
        ("Overall (Comment by Prof. Li)", "Good.", "Anna", None, None),
    ]


def test_authors_of_remarks_become_coders_where_that_is_wanted(project: Project) -> None:
    bring(project, DocumentDraft("new", TEXT, memos=REMARKS), create_coders=True)
    assert ("", "Which form?", "Prof. Li", 4, 12) in memos_of(project, "new")
    assert ("Overall", "Good.", "Prof. Li", None, None) in memos_of(project, "new")
    with project.read() as view:
        made = {row[0]: row[2] for row in coders.listing(view).rows}
        (first, *_others) = [memo for memo in memos.listing(view, "new") if memo.text == "Which form?"]
    assert made == {"Anna": "person", "Ben": "person", "Prof. Li": "import"}
    assert first.created == "2024-05-01T08:00:00+00:00"


def test_attributes_are_defined_of_their_kind_and_may_have_several_values(project: Project) -> None:
    first = DocumentDraft(
        "one", TEXT, attributes=[AttributeDraft("to", ("A",)), AttributeDraft("pages", ("3",), "integer")]
    )
    second = DocumentDraft("two", TEXT + "!", attributes=[AttributeDraft("To", ("B", "C", "B"))])
    bring(project, first, second)
    assert details(project, "one") == [("to", "A"), ("pages", 3)]
    assert details(project, "two") == [("to", "B; C")]


def test_a_value_that_does_not_fit_is_told_and_left_out(project: Project) -> None:
    with project.write("Anna") as work:
        attributes.define(work, "pages", "integer", applies_to="document")
    drafts = [AttributeDraft("pages", ("many",)), AttributeDraft("pages", ("7", "8"))]
    (report,) = bring(project, DocumentDraft("one", TEXT, attributes=drafts))
    assert details(project, "one") == [("pages", 7)]
    assert sentences(report) == [
        "'many' is not a value of 'pages', which is of kind integer.",
        "1 more value of pages, which has one only",
    ]


def test_cases_are_made_where_they_are_new_and_tied_in_their_roles(project: Project) -> None:
    ties = [CaseDraft("东麓县", "site"), CaseDraft("Office", "issuer"), CaseDraft("office ", "addressee")]
    bring(project, DocumentDraft("one", TEXT, cases=[*ties, *ties]))
    assert sorted(details(project, "one")) == [("addressee", "Office"), ("issuer", "Office"), ("site", "东麓县")]
    with project.read() as view:
        assert cases.listing(view).column("case") == ["东麓县", "P01 woman", "Office"]


def links_of(project: Project) -> Sequence[tuple[Any, ...]]:
    with project.read() as view:
        return [tuple(row) for row in links.listing(view).rows]


def letter(name: str, identity: str, *answered: str) -> DocumentDraft:
    text = f"{name}: {TEXT}"
    drafts = [LinkDraft(it, "answers") for it in answered]
    return DocumentDraft(name, text, kind="email", turns=[], reference=identity, links=drafts)


def test_a_reply_is_linked_to_its_message_whichever_comes_first(project: Project) -> None:
    bring(project, letter("reply", "<2>", "<1>"), letter("question", "<1>"))
    assert links_of(project) == [("reply", "question", "answers", "confirmed")]
    bring(project, letter("again", "<4>", "<3>", "<4>"))
    assert (REFERS_TO, "answers <3>") in details(project, "again")
    bring(project, letter("late", "<3>", "<1>"))
    assert links_of(project) == [
        ("again", "late", "answers", "confirmed"),
        ("late", "question", "answers", "confirmed"),
        ("reply", "question", "answers", "confirmed"),
    ]


def test_a_document_may_be_referred_to_by_its_name(project: Project) -> None:
    bring(project, DocumentDraft("comment", TEXT, links=[LinkDraft("p01", "cites")]))
    assert links_of(project) == [("comment", "P01", "cites", "confirmed")]


POLICY = """关于做好临时救助工作的通知
民发〔2022〕14号
各县民政局：
一、提高认识。
二、根据《东麓县试点办法》办理。
东麓县民政局
2022年6月10日
"""


def test_policy_texts_say_where_they_come_from(project: Project) -> None:
    bring(project, DocumentDraft("东麓县试点办法", "东麓县试点办法\n第一条 试点。\n"), kind="policy")
    bring(project, DocumentDraft("notice", POLICY), kind="policy")
    assert details(project, "notice") == [("issuer", "东麓县民政局"), ("document number", "民发〔2022〕14号")]
    with project.read() as view:
        opened = documents.open_document(view, "notice")
        fields = dict(documents.details(view, "notice").rows)
    assert [section.label for section in opened.sections] == ["一、", "二、"]
    assert fields["occurred_on"] == "2022-06-10"
    assert links_of(project) == [("notice", "东麓县试点办法", "cites", "proposed")]


def test_all_of_it_is_one_operation_that_can_be_undone_and_redone(project: Project) -> None:
    def dump() -> dict[str, list[Any]]:
        with project.read() as view:
            return projects.dump(view)

    before = dump()
    draft = letter("new", "<2>", "<1>", "<9>")
    draft.memos, draft.cases = REMARKS, [CaseDraft("Office", "issuer")]
    bring(project, draft, letter("old", "<1>"), create_coders=True)
    after = dump()
    for expected, change in ((before, history.undo), (after, history.redo), (before, history.undo)):
        with project.write("Anna") as work:
            change(work)
        assert dump() == expected
