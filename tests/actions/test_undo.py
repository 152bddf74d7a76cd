"""Whatever a person does can be taken back and done again, to the last row."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects
import qualcode.actions
from qualcode.actions import (
    autocoding,
    code_groups,
    codebooks,
    coders,
    codes,
    coding,
    coding_files,
    history,
    memos,
    splitting,
)
from qualcode.actions.comparing import periods, selecting, summaries, summary_reading, summary_sheets
from qualcode.actions.concepts import claims, evidence, kinds, link_files
from qualcode.actions.concepts import links as code_links
from qualcode.actions.importing import files, questionnaires, sheets
from qualcode.actions.literature import references, screening
from qualcode.actions.material import attributes, cases, documents, links, sets, speakers, turns
from qualcode.actions.privacy import consent, pseudonyms
from qualcode.actions.querying import saved
from qualcode.actions.quotes import picked, picking
from qualcode.actions.registry import ACTIONS
from qualcode.actions.revising import revisions, unplaced
from qualcode.actions.studies import adjudication, course
from qualcode.errors import QualcodeError, Refused
from qualcode.formats.bundle import (
    AttributeDraft,
    Bundle,
    CaseDraft,
    Codebook,
    CodeDraft,
    CodingDraft,
    DocumentDraft,
    LinkDraft,
    MemoDraft,
    PublicationDraft,
    QuestionDraft,
    Report,
    RespondentDraft,
)
from qualcode.formats.tables.framework_sheet import FrameworkSheet, write_framework_sheet
from qualcode.formats.tables.reading import TextTable
from qualcode.project import Project, create_project, open_project
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.text.span import Span

DOCUMENTS = ("P01", "N01")
CODES = ("work/paper", "work/data entry", "pressure", "work")
NAMES = st.text("ab /码 é", min_size=0, max_size=6)
Draw = Callable[[st.SearchStrategy[Any]], Any]


def a_document(draw: Draw) -> str:
    return draw(st.sampled_from(DOCUMENTS))


def a_code(draw: Draw) -> str:
    return draw(st.sampled_from(CODES))


def a_case(draw: Draw) -> str:
    return draw(st.sampled_from(["东麓县", "P01 woman"]))


def take_a_case_off(draw: Draw, work: Work) -> None:
    document, case = a_document(draw), a_case(draw)
    cases.link(work, document, case, role="site")
    cases.unlink(work, document, case, role=draw(st.sampled_from([None, "site"])))


def a_coder(draw: Draw) -> str:
    return draw(st.sampled_from(["Anna", "Ben"]))


def a_span(draw: Draw) -> Span:
    start = draw(st.integers(0, 60))
    return Span(start, start + draw(st.integers(1, 20)))


def a_coding(draw: Draw, work: View) -> str:
    return draw(st.sampled_from(coding.listing(work))).guid


def a_memo(draw: Draw, work: View) -> str:
    return draw(st.sampled_from(memos.listing(work))).guid


def a_target(draw: Draw, work: View) -> memos.Target:
    return draw(
        st.sampled_from(
            [
                memos.Target(),
                memos.Target(project=True),
                memos.Target(document="N01"),
                memos.Target(document="N01", span=a_span(draw)),
                memos.Target(code=a_code(draw)),
                memos.Target(coding=a_coding(draw, work)),
                memos.Target(case=a_case(draw)),
            ]
        )
    )


def some_drafts(draw: Draw) -> list[CodingDraft]:
    drafts = []
    for _ in range(draw(st.integers(1, 5))):
        span = a_span(draw)
        coder = draw(st.sampled_from(["Anna", "Ben", "Chen"]))
        drafts.append(CodingDraft(a_document(draw), span.start, span.end, draw(st.sampled_from(CODES[:3])), coder))
    return drafts


def a_link_kind(draw: Draw) -> str:
    return draw(st.sampled_from(["part of", "导致", "矛盾"]))


def some_links(draw: Draw, work: Work) -> list[str]:
    """A link or two with evidence on the first, and what names that one."""
    named = ["work/paper", a_link_kind(draw), "pressure"]
    code_links.link(work, *named)
    code_links.link(work, "pressure", "导致", a_code(draw))
    evidence.add(work, named, draw(st.sampled_from(["for", "against"])), [(a_document(draw), a_span(draw))])
    return named


def some_claims(draw: Draw, work: Work) -> str:
    """A memo of three claims with evidence on the first; what names the memo."""
    memo = a_memo(draw, work)
    first, *_rest = claims.add(work, memo, ["one", "two", "three"], position=draw(st.sampled_from([None, 0])))
    evidence.add(work, [first], "for", [(a_document(draw), a_span(draw)), ("N01", Span(4, 8))])
    return memo


def a_table_of_links(draw: Draw) -> TextTable:
    rows = [(a_code(draw), draw(st.sampled_from(["part of", "导致", "new"])), a_code(draw), "why") for _ in range(4)]
    return TextTable("links.csv", ("from", "kind", "to", "note"), rows, [2, 3, 4, 5])


def a_codebook(draw: Draw) -> Codebook:
    names = draw(st.lists(st.sampled_from(["work", "new", "码"]), min_size=1, max_size=2, unique=True))
    below = [CodeDraft("child", (name,), definition="of " + name) for name in names]
    return Codebook([CodeDraft(name, definition="said") for name in names] + below)


def a_sheet(draw: Draw) -> TextTable:
    rows = [
        (a_document(draw), draw(st.sampled_from(["", "policy", "focus-group"])), draw(NAMES), a_case(draw)),
        ("N01", "", "2024-05", draw(st.sampled_from(["", "东麓县"]))),
    ]
    return TextTable("sheet", ("document", "kind", "occurred_on", "case"), rows, [2, 3])


def a_questionnaire(draw: Draw) -> Bundle:
    """Answers of a respondent who is a case already, and of one who is not, to questions old and new."""
    level = QuestionDraft("level", kind=draw(st.sampled_from(["choice", "text"])), many=draw(st.booleans()))
    answers = {"level": tuple(draw(st.lists(NAMES, max_size=2))), "age": ("3",)}
    respondents = [RespondentDraft(a_case(draw), answers), RespondentDraft("new", {"level": ("county",)})]
    return Bundle(Report("survey"), questions=[level, QuestionDraft("age", kind="integer")], respondents=respondents)


def a_new_document(draw: Draw, work: Work) -> None:
    name = draw(st.sampled_from(["P01", "P02", "新"]))
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30)) + "\nQ: a\nA: b\nQ: c\nA: d"
    draft = DocumentDraft(
        name,
        text,
        memos=[MemoDraft("remark", "Chen", 0, 1), MemoDraft("on all of it")],
        attributes=[AttributeDraft("pages", (draw(st.sampled_from(["3", "many"])),), "integer")],
        cases=[CaseDraft(a_case(draw), "site"), CaseDraft("somebody new", "issuer")],
        links=[LinkDraft(a_document(draw), "cites"), LinkDraft("not here", "answers")],
    )
    options = files.ImportOptions(create_coders=draw(st.booleans()))
    read = files.understand(draft, Path("new.txt"), Report("new.txt"), options)
    files.add_documents(work, [read], [read.report], options)


def find_links(work: Work) -> None:
    """Two policy papers, one citing the other, that come in and are linked in one operation."""
    papers = {
        "方案": "救助方案\n甲政〔2022〕1号\n为了便民。\n",
        "细则": "试点细则\n根据《救助方案》（甲政〔2022〕1号）。\n",
    }
    projects.add_documents(work, *(projects.read_text(name, text) for name, text in papers.items()))
    for name in papers:
        documents.set_fields(work, name, {"kind": "policy"})
    links.propose(work)


def confirm_found_links(work: Work) -> None:
    find_links(work)
    links.confirm_all(work)


def decide_a_link(draw: Draw, work: Work) -> None:
    links.add(work, "P01", "N01", "answers")
    links.decide(work, "P01", "N01", confirmed=draw(st.booleans()))


def remove_a_link(draw: Draw, work: Work) -> None:
    links.add(work, "N01", "P01", "translates")
    links.remove(work, "N01", "P01", draw(st.sampled_from([None, "translates"])))


def revise_a_document(draw: Draw, work: Work) -> None:
    name = a_document(draw)
    text, span = documents.open_document(work, name).text, a_span(draw)
    words = draw(st.sampled_from(["", "x", "\n访谈者：然后呢？\n受访者：没有了。\n"]))
    moved = draw(st.sampled_from(["", text[:20]]))
    revisions.revise(work, name, text[len(moved) : span.start] + words + text[span.end :] + moved, reason=draw(NAMES))


def place_what_has_no_place(draw: Draw, work: Work) -> None:
    """Two codings lose their words; a third, on the words chosen for them, may be one of the same code."""
    if draw(st.booleans()):
        coding.apply(work, "P01", Span(0, 3), "paper")
    text = documents.open_document(work, "P01").text
    assert revisions.revise(work, "P01", text[:25] + text[50:]).unplaced
    numbers = [row.number for row in unplaced.waiting(work)]
    choice = draw(st.sampled_from([{"span": Span(0, 3)}, {"let_go": True}]))
    unplaced.place(work, numbers[: draw(st.integers(1, 2))], **choice)


def a_speaker(draw: Draw) -> str:
    return draw(st.sampled_from(["访谈者", "受访者"]))


def remove_a_silent_speaker(draw: Draw, work: Work) -> None:
    turns.assign(work, "P01", 1, "新", create=True)
    turns.assign(work, "P01", 1, a_speaker(draw))
    turns.remove(work, "P01", ["新"])


def speakers_of_a_table(draw: Draw, work: Work) -> None:
    rows = [("P01", "访谈者", "observer", "", draw(NAMES)), ("", "受访者", "", a_case(draw), "")]
    speakers.describe(work, TextTable("sheet", ("document", "speaker", "role", "case", "name"), rows, [2, 3]))


def a_plan(draw: Draw) -> course.Plan:
    documents = draw(st.lists(st.sampled_from(["P01", "N01"]), max_size=2))
    sample = draw(st.sampled_from([None, course.Sample(1)]))
    return course.Plan(["Anna", "Ben"], documents, sample, "sentence", keep=draw(st.booleans()))


def a_purpose(draw: Draw) -> course.Purpose:
    return draw(st.sampled_from(["reliability", "dialogue"]))


def assign_in_a_study(draw: Draw, work: Work) -> None:
    course.new(work, "read", course.Plan(["Anna", "Ben"], ["N01"]))
    course.assign(work, "read", [a_document(draw)], [a_coder(draw)], take_away=draw(st.booleans()))


def close_a_round(draw: Draw, work: Work) -> None:
    course.new(work, "read", course.Plan(["Anna", "Ben"], ["P01"]), purpose=a_purpose(draw))
    coding.apply(work, "P01", a_span(draw), "pressure")
    for coder in ("Anna", "Ben"):
        coders.assign(work, "P01", coder, done=draw(st.booleans()))
    course.close(work, "read", unfinished_too=True)


def adjudicate_a_round(draw: Draw, work: Work) -> None:
    plan = course.Plan(["Anna", "Ben"], ["N01"], unit="sentence", blind=False)
    course.new(work, "read", plan)
    coding.apply(work, "N01", a_span(draw), "pressure")
    for coder in ("Anna", "Ben"):
        coders.assign(work, "N01", coder, done=True)
    course.close(work, "read")
    found = adjudication.disputed(work, "read").records()
    choices = [
        adjudication.Choice(it["document"], it["start"], it["end"], it["code"], outcome, "because")
        for it in found
        for outcome in draw(st.sampled_from([["keep"], ["drop"], ["keep", "drop"]]))
    ]
    adjudication.adjudicate(work, "read", choices, notes=draw(st.booleans()))


def open_the_next_round(draw: Draw, work: Work) -> None:
    close_a_round(draw, work)
    course.next_round(work, "read", a_plan(draw))


def name_periods(draw: Draw, work: Work) -> None:
    periods.add(work, draw(NAMES), starts_on=draw(st.sampled_from(["", "2022", "2023-02"])), ends_on="2024-05-01")
    periods.add(work, "first stay", note=draw(NAMES))


def change_a_period(draw: Draw, work: Work) -> None:
    periods.add(work, "first stay")
    periods.change(work, "first stay", new_name=draw(NAMES), ends_on=draw(st.sampled_from(["", "2024"])))


def remove_a_period(draw: Draw, work: Work) -> None:
    name_periods(draw, work)
    periods.remove(work, "first stay")


def take_away_a_summary(draw: Draw, work: Work) -> None:
    place = a_case(draw), a_code(draw)
    summaries.write(work, *place, "Paper first.")
    summaries.write(work, *place, draw(st.sampled_from(["Paper first.", "Paper last."])))
    summaries.remove(work, *place)


def read_a_summary_sheet(draw: Draw, work: Work) -> None:
    place = a_case(draw), a_code(draw)
    if draw(st.booleans()):
        summaries.write(work, *place, "Paper first.")
    with TemporaryDirectory() as folder:
        file = Path(folder, "s.xlsx")
        summary_sheets.write_sheet(work, file, "Anna")
        write_framework_sheet(FrameworkSheet("Anna", [place[0]], [place[1]], {place: draw(NAMES)}), file)
        summary_reading.read_sheet(work, file)


def a_publication(draw: Draw, work: Work) -> None:
    fields = {"type": "book", "title": "Data silos in county offices", "issued": {"date-parts": [[2020]]}}
    draft = DocumentDraft(
        "lin2020", f"Data silos{draw(NAMES)}", turns=[], attributes=[AttributeDraft("author", ("Lin",))]
    )
    draft.publication = PublicationDraft("lin2020", fields, f"@book{{lin2020, {draw(NAMES)}}}")
    options = files.ImportOptions(new_versions="revise")
    read = files.understand(draft, Path("a.bib"), Report("a.bib"), options)
    files.add_documents(work, [read], [read.report], options)


def a_full_text(draw: Draw, work: Work) -> None:
    a_publication(draw, work)
    for _ in range(2):
        references.attach(work, "lin2020", a_document(draw))


def a_decision(draw: Draw, work: Work) -> str:
    stage = draw(st.sampled_from(screening.STAGES))
    decision = draw(st.sampled_from(screening.DECISIONS))
    screening.decide(work, [a_document(draw), "N01"], stage, decision, "because" + draw(NAMES))
    return stage


def some_quotes(draw: Draw, work: Work) -> list[str]:
    picking.pick(work, [("N01", Span(0, 20)), (a_document(draw), a_span(draw))], note=draw(NAMES))
    return [quote.short for quote in picked.quotes(work)]


A_KEY = pseudonyms.key_of(
    TextTable(
        "key",
        ("name", "stand_in"),
        [("受访者", "R1"), ("东麓县", "D"), ("paper", "sheet"), ("P01", "P7")],
        [2, 3, 4, 5],
    )
)
SITUATIONS: dict[str, Callable[[Draw, Work], Any]] = {
    "references.attach": a_full_text,
    "screening.decide": lambda draw, work: (a_decision(draw, work), a_decision(draw, work)),
    "screening.clear": lambda draw, work: screening.clear(work, ["N01"], a_decision(draw, work)),
    "quotes.pick": some_quotes,
    "quotes.drop": lambda draw, work: picking.drop(work, some_quotes(draw, work)[:1]),
    "quotes.order": lambda draw, work: picking.order(work, some_quotes(draw, work)[::-1]),
    "quotes.word": lambda draw, work: picking.word(
        work, some_quotes(draw, work)[0], draw(st.sampled_from(["", "The hall […]"]))
    ),
    "quotes.note": lambda draw, work: picking.note(work, some_quotes(draw, work)[-1], draw(NAMES)),
    "quotes.translate": lambda draw, work: [
        picking.translate(work, "1", words) for words in ("大厅", draw(NAMES)) if some_quotes(draw, work)
    ],
    "cases.select": lambda draw, work: selecting.keep(
        work, draw(NAMES), selecting.select(work, selecting.Ask(draw(st.sampled_from([(), ("level",)])), 1, 2))
    ),
    "periods.add": name_periods,
    "periods.set": change_a_period,
    "periods.remove": remove_a_period,
    "summaries.set": lambda draw, work: summaries.write(work, a_case(draw), a_code(draw), draw(NAMES)),
    "summaries.remove": take_away_a_summary,
    "summaries.import": read_a_summary_sheet,
    "attributes.define": lambda draw, work: attributes.define(
        work, draw(NAMES), draw(st.sampled_from(["text", "date"]))
    ),
    "cases.add": lambda draw, work: cases.add(work, draw(NAMES), parent=a_case(draw)),
    "cases.consent": lambda draw, work: consent.record(
        work, a_case(draw), {"status": draw(st.sampled_from(consent.STATUSES)), "share": "yes", "until": "2034"}
    ),
    "cases.import": lambda draw, work: cases.import_table(
        work, ("case", "parent", "level", "age"), [("东麓县", "", "city", "3"), ("new", "东麓县", "x", draw(NAMES))]
    ),
    "cases.unlink": take_a_case_off,
    "cases.link": lambda draw, work: cases.link(work, a_document(draw), a_case(draw), role="site"),
    "cases.move": lambda draw, work: cases.move(work, a_case(draw), draw(st.sampled_from([None, "P01 woman"]))),
    "cases.remove": lambda draw, work: cases.remove(work, a_case(draw)),
    "cases.set": lambda draw, work: cases.set_values(work, a_case(draw), {"level": draw(NAMES)}),
    "codebook.import": lambda draw, work: codebooks.import_codebook(work, a_codebook(draw)),
    "coders.add": lambda draw, work: coders.add(work, draw(NAMES)),
    "coders.assign": lambda draw, work: coders.assign(
        work, a_document(draw), a_coder(draw), done=draw(st.booleans()), of_record=draw(st.booleans())
    ),
    "coders.assign_many": lambda draw, work: sheets.assign(
        work,
        TextTable("sheet", ("document", "coder", "done"), [("P01", "Ben", "yes"), ("N01", a_coder(draw), "")], [2, 3]),
    ),
    "coders.rename": lambda draw, work: coders.rename(work, "Ben", draw(NAMES)),
    "coders.retire": lambda draw, work: coders.retire(work, "Ben"),
    "codes.add": lambda draw, work: codes.add(work, draw(NAMES), definition="new"),
    "codes.describe": lambda draw, work: codes.describe(work, a_code(draw), definition=draw(NAMES), examples=["e"]),
    "codes.describe_all": lambda draw, work: code_groups.describe_all(
        work, [a_code(draw), a_code(draw)], color="#0072B2"
    ),
    "codes.merge_all": lambda draw, work: code_groups.merge_all(work, [a_code(draw), a_code(draw)], a_code(draw)),
    "codes.move_all": lambda draw, work: code_groups.move_all(
        work, [a_code(draw), a_code(draw)], draw(st.sampled_from([None, *CODES])), position=draw(st.integers(0, 2))
    ),
    "codes.remove_all": lambda draw, work: code_groups.remove_all(
        work, [a_code(draw), a_code(draw)], with_codings=True
    ),
    "codes.split": lambda draw, work: splitting.split(
        work,
        "paper",
        {draw(NAMES): [row.guid for row in coding.matching(work, code="paper")][: draw(st.integers(0, 2))]},
    ),
    "codes.merge": lambda draw, work: (some_links(draw, work), codes.merge(work, a_code(draw), a_code(draw))),
    "codes.move": lambda draw, work: codes.move(
        work, a_code(draw), draw(st.sampled_from([None, *CODES])), position=draw(st.integers(0, 2))
    ),
    "codes.remove": lambda draw, work: codes.remove(work, a_code(draw), with_codings=True),
    "codes.rename": lambda draw, work: codes.rename(work, a_code(draw), draw(NAMES)),
    "coding.autocode": lambda draw, work: autocoding.autocode(
        work,
        [
            autocoding.Rule(
                draw(st.sampled_from(["paper", "数据"])), "work/paper", draw(st.sampled_from(autocoding.UNITS))
            )
        ],
    ),
    "coding.apply": lambda draw, work: coding.apply(work, a_document(draw), a_span(draw), [a_code(draw), "pressure"]),
    "coding.apply_to_all": lambda draw, work: coding.apply_to_all(
        work, [(a_document(draw), a_span(draw)), ("N01", Span(0, 5))], [a_code(draw), "pressure"]
    ),
    "coding.extend": lambda draw, work: coding.extend(work, a_coding(draw, work), a_span(draw)),
    "coding.recode": lambda draw, work: coding.recode(work, [a_coding(draw, work)], a_code(draw)),
    "coding.remove": lambda draw, work: coding.remove(work, [row.guid for row in coding.listing(work)]),
    "coding.split": lambda draw, work: coding.split(work, a_coding(draw, work), draw(st.integers(0, 60))),
    "coding.weigh": lambda draw, work: coding.weigh(work, a_coding(draw, work), draw(st.sampled_from([None, 0, 71.5]))),
    "codings.import": lambda draw, work: coding_files.import_codings(
        work, some_drafts(draw), Report("file"), create_coders=True
    ),
    "concepts.change": lambda draw, work: code_links.change(
        work, some_links(draw, work), kind=a_link_kind(draw), note="why", turned=draw(st.booleans())
    ),
    "concepts.claims.add": some_claims,
    "concepts.claims.move": lambda draw, work: claims.move(
        work, f"{some_claims(draw, work)}:{draw(st.integers(1, 3))}", draw(st.integers(0, 3))
    ),
    "concepts.claims.remove": lambda draw, work: claims.remove(work, [f"{some_claims(draw, work)}:1"]),
    "concepts.claims.reword": lambda draw, work: claims.reword(work, f"{some_claims(draw, work)}:2", draw(NAMES)),
    "concepts.evidence.add": some_links,
    "concepts.evidence.change": lambda draw, work: evidence.change(
        work, [row.guid for row in evidence.listing(work, some_links(draw, work))], stance="against", note="no"
    ),
    "concepts.evidence.remove": lambda draw, work: evidence.remove(
        work, [row.guid for row in evidence.listing(work, some_links(draw, work))]
    ),
    "concepts.import": lambda draw, work: link_files.import_links(work, a_table_of_links(draw)),
    "concepts.kinds.add": lambda draw, work: kinds.add(work, draw(NAMES), acyclic=draw(st.booleans()), note="n"),
    "concepts.kinds.describe": lambda draw, work: (
        some_links(draw, work),
        code_links.link(work, "pressure", "条件", "paper"),
        code_links.link(work, "paper", "条件", "pressure"),
        kinds.describe(work, "condition", symmetric=draw(st.booleans())),
    ),
    "concepts.kinds.remove": lambda draw, work: (kinds.add(work, "mine"), kinds.remove(work, "mine")),
    "concepts.kinds.rename": lambda draw, work: kinds.rename(work, some_links(draw, work)[1], draw(NAMES)),
    "concepts.link": lambda draw, work: code_links.link(work, a_code(draw), a_link_kind(draw), a_code(draw)),
    "concepts.unlink": lambda draw, work: code_links.unlink(work, [some_links(draw, work)]),
    "documents.describe": lambda draw, work: sheets.describe_documents(work, a_sheet(draw)),
    "documents.import": a_new_document,
    "documents.place": place_what_has_no_place,
    "documents.pseudonymise": lambda draw, work: pseudonyms.pseudonymise(work, A_KEY),
    "documents.remove": lambda draw, work: documents.remove(work, [a_document(draw)]),
    "documents.rename": lambda draw, work: documents.rename(work, a_document(draw), draw(NAMES)),
    "documents.revise": revise_a_document,
    "documents.set": lambda draw, work: documents.set_fields(work, a_document(draw), {"place": draw(NAMES)}),
    "links.add": lambda draw, work: links.add(work, "P01", "N01", draw(st.sampled_from(links.KINDS))),
    "links.decide": decide_a_link,
    "links.decide_all": lambda draw, work: confirm_found_links(work),
    "links.find": lambda draw, work: find_links(work),
    "links.remove": remove_a_link,
    "memos.add": lambda draw, work: memos.add(work, "thought", target=a_target(draw, work)),
    "memos.edit": lambda draw, work: memos.edit(work, a_memo(draw, work), text="other"),
    "memos.remove": lambda draw, work: memos.remove(work, a_memo(draw, work)),
    "questionnaires.import": lambda draw, work: questionnaires.bring_in(
        work, a_questionnaire(draw), replace=draw(st.booleans())
    ),
    "saved_queries.remove": lambda draw, work: (
        saved.save(work, "mine", "paper"),
        saved.remove(work, "MINE"),
        saved.save(work, "mine", "any"),
    ),
    "saved_queries.save": lambda draw, work: (
        saved.save(work, draw(NAMES.filter(str.strip)), "paper or any"),
        saved.save(work, "mine", "paper"),
        saved.save(work, "mine", "pressure", replaced=True),
    ),
    "sets.add": lambda draw, work: (
        sets.add(work, "some", [a_document(draw)], note=draw(NAMES)),
        sets.add(work, "some", [a_code(draw), "work/*"], of="codes"),
        sets.add(work, "SOME", ["*"]),
    ),
    "sets.remove": lambda draw, work: (
        sets.add(work, "some", ["东麓县/*"], of="cases"),
        sets.remove(work, "some", [a_case(draw)]),
        sets.remove(work, "some"),
    ),
    "speakers.describe": speakers_of_a_table,
    "study.adjudicate": adjudicate_a_round,
    "study.assign": assign_in_a_study,
    "study.close": close_a_round,
    "study.new": lambda draw, work: course.new(work, draw(NAMES), a_plan(draw), purpose=a_purpose(draw)),
    "study.next": open_the_next_round,
    "speakers.detect": lambda draw, work: turns.detect(
        work, a_document(draw), draw(st.sampled_from(["auto", "none", r"(?P<speaker>受访者|The|Two)"]))
    ),
    "speakers.join": lambda draw, work: speakers.join(work, "P01", [a_speaker(draw)], a_speaker(draw)),
    "speakers.merge": lambda draw, work: turns.merge(work, "P01", draw(st.integers(1, 4))),
    "speakers.remove": remove_a_silent_speaker,
    "speakers.set": lambda draw, work: speakers.set_speaker(
        work, "P01", a_speaker(draw), name=draw(NAMES), role="observer", case=draw(st.sampled_from(["", "东麓县"]))
    ),
    "speakers.split": lambda draw, work: turns.split(
        work, "P01", draw(st.integers(0, 100)), draw(st.sampled_from([None, "访谈者", "新"])), create=True
    ),
    "speakers.turn": lambda draw, work: turns.assign(
        work, "P01", draw(st.integers(1, 5)), draw(st.sampled_from([None, "访谈者", "新"])), create=draw(st.booleans())
    ),
}


def test_every_action_is_tried() -> None:
    for module in pkgutil.iter_modules(qualcode.actions.__path__):
        importlib.import_module(f"qualcode.actions.{module.name}")
    assert SITUATIONS.keys() == ACTIONS.keys()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project to copy: making it anew for every example would take most of the time."""
    path = tmp_path_factory.mktemp("filled") / "study.qualcode"
    with create_project(path, "Study", "Anna") as project:
        projects.fill(project)
    return path


@contextmanager
def a_copy(filled: Path) -> Iterator[Project]:
    with TemporaryDirectory() as folder:
        copy = shutil.copy(filled, folder)
        with open_project(copy) as project:
            yield project


def dump_of(project: Project) -> dict[str, Any]:
    with project.read("Anna") as view:
        return projects.dump(view)


def latest(project: Project) -> int:
    with project.read("Anna") as view:
        return history.latest_operation(view)


@pytest.mark.parametrize("name", sorted(SITUATIONS))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_undo_and_redo_restore_everything(filled: Path, name: str, data: st.DataObject) -> None:
    with a_copy(filled) as project:
        check_undo_and_redo(project, SITUATIONS[name], data.draw)


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_undo_and_redo_on_either_database(project: Project, name: str) -> None:
    """The first of each strategy's values, on every database there is."""

    def first(strategy: st.SearchStrategy[Any]) -> Any:
        from hypothesis import find

        return find(strategy, lambda _: True, settings=settings(database=None, max_examples=1))

    check_undo_and_redo(project, SITUATIONS[name], first)


def check_undo_and_redo(project: Project, situation: Callable[[Draw, Work], Any], draw: Draw) -> None:
    before, number = dump_of(project), latest(project)
    try:
        with project.write("Anna") as work:
            situation(draw, work)
    except QualcodeError:
        assert dump_of(project) == before
        assert latest(project) == number
        return
    after = dump_of(project)
    if latest(project) == number:  # nothing to do is no operation
        assert after == before
        return
    for _ in range(2):
        undo(project)
        assert dump_of(project) == before
        redo(project)
        assert dump_of(project) == after


def undo(project: Project, coder: str = "Anna") -> str:
    with project.write(coder) as work:
        return history.undo(work)


def redo(project: Project, coder: str = "Anna") -> str:
    with project.write(coder) as work:
        return history.redo(work)


def test_a_chain_is_undone_to_the_start_and_redone(project: Project) -> None:
    states = [dump_of(project)]
    for number in range(4):
        with project.write("Anna") as work:
            codes.add(work, f"code {number}")
            coding.apply(work, "N01", Span(number, 9), f"code {number}")
        states.append(dump_of(project))
    for state in reversed(states[:-1]):
        undo(project)
        assert dump_of(project) == state
    for state in states[1:]:
        redo(project)
        assert dump_of(project) == state
    with pytest.raises(Refused, match="nothing of yours to redo"):
        redo(project)


def test_a_redo_that_is_refused_says_so_in_its_own_words(project: Project) -> None:
    with project.write("Anna") as work:
        codes.add(work, "one")
    undo(project)
    with project.write("Ben") as work:
        codes.add(work, "one")
    with pytest.raises(Refused, match=r"can no longer be done again: .* changed since by “added the code one”"):
        redo(project)


def test_what_an_undo_would_change_is_told_before(project: Project) -> None:
    with project.write("Anna") as work:
        codes.add(work, "one")
        coding.apply(work, "N01", Span(0, 9), "one")
    with project.read("Anna") as view:
        step = history.next_step(view)
        assert step is not None and step.label == "added the code one"
        assert dict(step.rows) == {"code": 1, "coding": 1}
        assert history.next_step(view, again=True) is None
    undo(project)
    with project.read("Anna") as view:
        assert history.next_step(view, again=True) == step


def test_doing_something_new_ends_redo(project: Project) -> None:
    with project.write("Anna") as work:
        codes.add(work, "one")
    undo(project)
    with project.write("Anna") as work:
        codes.add(work, "two")
    with pytest.raises(Refused, match="nothing of yours to redo"):
        redo(project)


def test_undo_takes_back_only_the_coders_own_work(project: Project) -> None:
    with project.write("Anna") as work:
        coding.apply(work, "N01", Span(0, 3), "pressure")
    with project.write("Ben") as work:
        coding.apply(work, "N01", Span(0, 3), "paper")
    undo(project, "Anna")
    with project.read("Anna") as view:
        assert [(row.coder, row.code) for row in coding.of_document(view, "N01")] == [("Ben", "work/paper")]


def test_undo_is_refused_when_a_row_has_changed_since_and_names_the_later_operation(project: Project) -> None:
    with project.write("Anna") as work:
        codes.describe(work, "pressure", definition="from above")
    with project.write("Ben") as work:
        codes.describe(work, "pressure", definition="from anywhere")
    state = dump_of(project)
    with pytest.raises(Refused, match="described the code pressure"):
        undo(project)
    assert dump_of(project) == state


def test_undo_is_refused_while_others_build_on_what_was_made(project: Project) -> None:
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("P09", "One sentence."))
    with project.write("Ben") as work:
        coding.apply(work, "P09", Span(0, 3), "pressure")
    with pytest.raises(Refused, match="coded P09 with pressure"):
        undo(project)


def test_rows_made_in_bulk_and_changed_since_are_not_removed_by_undo(project: Project) -> None:
    with project.write("Anna") as work:
        projects.add_documents(work, projects.read_text("P09", "One sentence."))
    with project.write("Ben") as work:
        documents.set_fields(work, "P09", {"place": "hall"})
    with pytest.raises(Refused, match="described P09"):
        undo(project)
    undo(project, "Ben")
    undo(project)
    with project.read("Anna") as view:
        assert "P09" not in documents.listing(view).column("document")


def test_removing_a_document_brings_back_its_memos_and_codings(project: Project) -> None:
    before = dump_of(project)
    with project.write("Anna") as work:
        gone = documents.remove(work, ["P01"])
    assert gone["coding"] == 3
    assert gone["memo"] == 1
    undo(project)
    assert dump_of(project) == before


def test_many_rows_at_once_are_kept_in_batches(project: Project) -> None:
    drafts = [
        CodingDraft("P01", start, end, "pressure", "Anna")
        for start in range(50)
        for end in range(start + 1, start + 51)
    ]
    with project.write("Anna") as work:
        coding_files.import_codings(work, drafts[:2500], Report("file"))
    before = dump_of(project)
    with project.write("Anna") as work:
        codes.remove(work, "pressure", with_codings=True)
    after = dump_of(project)
    undo(project)
    assert dump_of(project) == before
    redo(project)
    assert dump_of(project) == after
