"""Quotes for a paper: picked, worded, translated, and printed as far as consent allows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from qualcode.actions import coding, history, memos
from qualcode.actions.material import attributes, cases, documents, speakers
from qualcode.actions.privacy import consent
from qualcode.actions.quotes import opening, picked, picking, printing, wording
from qualcode.actions.quotes.printing import Wanted
from qualcode.actions.revising import revisions
from qualcode.errors import NotFound, WrongUse
from qualcode.formats.bundle import Report
from qualcode.project import Project
from qualcode.text.span import Span

SAID = projects.INTERVIEW.index("去年春天")
PAPER = Span(SAID, projects.INTERVIEW.index("\n访谈者：为什么"))


def pick(project: Project, *places: tuple[str, Span]) -> list[picked.Quote]:
    with project.write("Anna") as work:
        picking.pick(work, places or [("P01", PAPER)])
    with project.read("Anna") as view:
        return picked.quotes(view)


def tie(project: Project) -> None:
    """The participant is a case with a level and, at first, no region."""
    with project.write("Anna") as work:
        attributes.define(work, "region", "text")
        cases.set_values(work, "P01 woman", {"level": "county"})
        speakers.set_speaker(work, "P01", "受访者", case="P01 woman")


def printed(project: Project, file: Path, wanted: Wanted | None = None, today: date | None = None) -> Report:
    with project.read("Anna") as view:
        return printing.print_quotes(view, file, wanted, today)


def said(report: Report, kind: str) -> list[str]:
    return [finding.sentence for finding in report.findings if finding.kind == kind]


def test_a_passage_is_picked_once_and_dropped_with_its_segment(project: Project) -> None:
    (quote,) = pick(project)
    assert (quote.text, quote.number, quote.speaker) == (PAPER.of(projects.INTERVIEW), 1, "受访者")
    assert pick(project) == [quote]
    with project.write("Anna") as work:
        picking.drop(work, [quote.short])
    with project.read("Anna") as view:
        assert picked.quotes(view) == []
    with project.write("Anna") as work:
        history.undo(work)
    with project.read("Anna") as view:
        assert [it.short for it in picked.quotes(view)] == [quote.short]


def test_a_quote_is_hers_who_says_most_of_it(project: Project) -> None:
    mostly_hers = Span(SAID - 12, PAPER.end)  # begins with the end of the question
    mostly_asked = Span(PAPER.end - 2, PAPER.end + 12)
    found = {it.end: it.speaker for it in pick(project, ("P01", mostly_hers), ("P01", mostly_asked))}
    assert found == {mostly_hers.end: "受访者", mostly_asked.end: "访谈者"}


def test_quotes_are_put_in_order(project: Project) -> None:
    first, second, third = pick(project, ("N01", Span(0, 8)), ("P01", PAPER), ("N01", Span(9, 20)))
    with project.write("Anna") as work:
        picking.order(work, [third.short, "1"])
    with project.read("Anna") as view:
        assert [it.short for it in picked.quotes(view)] == [third.short, first.short, second.short]
    with pytest.raises(NotFound), project.write("Anna") as work:
        picking.order(work, ["9"])


@pytest.mark.parametrize(
    "words",
    [
        "The hall was full before nine.",
        "The hall was full […]",
        "[…] full before nine.",
        "The hall [...] nine.",
        "The hall …… before nine.",
        "The hall [of the office] was full before nine.",
        "[Here,] the hall was full".replace("the", "The") + " [...]",
        "The […] was (…) nine.",
        "  The   hall was\nfull before nine. ",
    ],
)
def test_a_wording_leaves_out_and_adds_with_a_mark(words: str) -> None:
    assert wording.difference(words, "The hall was full\nbefore nine.") is None


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("The hall was empty before nine.", "“empty before nine.”"),
        ("The hall was full", "leaves out without a mark"),
        ("full before nine.", "begins later"),
        ("The hall was before nine.", "“before nine.”"),
        ("The hall […] was was […]", "differs"),
        ("The hall [was full] nine.", "“nine.”"),
        ("Nothing of it.", "“Nothing of it.”"),
        ("nine. […] The hall", "begins later"),
    ],
)
def test_any_other_change_is_shown_where_it_is(words: str, where: str) -> None:
    assert where in (wording.difference(words, "The hall was full before nine.") or "")


@given(st.data(), st.text("ab中文 ，。[]", min_size=4, max_size=40).filter(lambda it: it.strip()))
def test_whatever_is_left_out_with_a_mark_fits(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert wording.difference(text[:start] + "[…]" + text[end:], text) is None


def test_a_wording_in_chinese(project: Project) -> None:
    pick(project)
    with project.write("Anna") as work:
        picking.word(work, "1", "去年春天。……后来才补录[旧档案]。")
    with pytest.raises(WrongUse, match="“不补录。”"), project.write("Anna") as work:
        picking.word(work, "1", "去年春天。……后来不补录。")
    with project.read("Anna") as view:
        assert picked.quotes(view)[0].words == "去年春天。……后来才补录[旧档案]。"


def test_a_translation_is_a_memo_beside_the_original(project: Project, tmp_path: Path) -> None:
    pick(project)
    for words in ("Last year.", "Last spring."):
        with project.write("Anna") as work:
            picking.translate(work, "1", words)
    with project.read("Anna") as view:
        (memo,) = [it for it in memos.listing(view) if it.kind == "translation"]
    assert memo.text == "Last spring."
    printed(project, tmp_path / "q.docx")
    (table,) = docx.Document(str(tmp_path / "q.docx")).tables
    assert [cell.text for cell in table.rows[0].cells] == [PAPER.of(projects.INTERVIEW), "Last spring."]
    printed(project, tmp_path / "q.html")
    assert '<div class="beside">' in (tmp_path / "q.html").read_text("utf-8")
    printed(project, tmp_path / "q.csv")
    assert "Last spring." in (tmp_path / "q.csv").read_text("utf-8")


def test_the_context_is_that_of_who_speaks(project: Project, tmp_path: Path) -> None:
    tie(project)
    (quote,) = pick(project)
    report = printed(project, tmp_path / "q.md", Wanted("{case}, {level}, {region}, {speaker}"))
    text = (tmp_path / "q.md").read_text("utf-8")
    assert "P01 woman, county, \\_\\_\\_\\_, 受访者; P01, revision 1, characters" in text
    assert quote.short in text
    assert any(it.startswith("no region is known of") for it in said(report, "warning"))


def test_an_interviewers_words_are_nobodys_case(project: Project, tmp_path: Path) -> None:
    tie(project)
    with project.write("Anna") as work:
        cases.link(work, "P01", "P01 woman")
        speakers.set_speaker(work, "P01", "访谈者", role="interviewer")
    pick(project, ("P01", Span(4, 10)))
    printed(project, tmp_path / "q.md", Wanted("[{level}]"))
    assert "county" not in (tmp_path / "q.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("pattern", "word"), [("{pseudonim}", "pseudonim"), ("{}", "{}"), ("{level", "brace"), ("level}", "brace")]
)
def test_a_pattern_that_means_nothing_is_refused_with_what_there_is(
    project: Project, tmp_path: Path, pattern: str, word: str
) -> None:
    tie(project)
    pick(project)
    with pytest.raises(WrongUse, match=word) as refused:
        printed(project, tmp_path / "q.md", Wanted(pattern))
    assert "{level}" in refused.value.hint
    assert not (tmp_path / "q.md").exists()


@pytest.mark.parametrize(
    ("agreed", "why"),
    [
        ({"status": "withdrawn"}, "withdrawn"),
        ({"quote": "no"}, "not agreed to"),
        ({"quote": "yes", "until": "2030-01-31"}, "over"),
    ],
)
@pytest.mark.parametrize("ending", [".md", ".docx", ".csv", ".html"])
def test_what_consent_does_not_allow_is_in_no_file(
    project: Project, tmp_path: Path, agreed: dict[str, str], why: str, ending: str
) -> None:
    tie(project)
    pick(project, ("P01", PAPER), ("N01", Span(0, 8)))
    with project.write("Anna") as work:
        consent.record(work, "P01 woman", agreed)
    report = printed(project, tmp_path / f"q{ending}", today=date(2031, 1, 1))
    assert said(report, "written") == ["1 quote"]
    assert said(report, "not carried") == [f"withheld, consent of P01 woman does not allow it: {why}"]
    file = tmp_path / f"q{ending}"
    text = (
        "\n".join(it.text for it in docx.Document(str(file)).paragraphs)
        if ending == ".docx"
        else file.read_text("utf-8")
    )
    assert "去年春天" not in text
    assert "The hall" in text


def test_names_in_the_words_are_told(project: Project, tmp_path: Path) -> None:
    with project.write("Anna") as work:
        cases.add(work, "clerks")
    pick(project, ("N01", Span(32, 60)))
    report = printed(project, tmp_path / "q.md", Wanted(names=["typed"]))
    (finding,) = [it for it in report.of("warning") if "may tell" in it.sentence]
    assert "clerks, typed" in finding.sentence


def test_each_quote_stands_once_under_the_code_that_fits_it_best(project: Project, tmp_path: Path) -> None:
    with project.write("Anna") as work:
        coding.apply(work, "N01", Span(0, 8), ["pressure"])
        coding.apply(work, "N01", Span(0, 30), ["paper"])
    pick(project, ("N01", Span(0, 8)), ("N01", Span(0, 30)))
    printed(project, tmp_path / "q.md")
    text = (tmp_path / "q.md").read_text("utf-8")
    assert text.count("> The hall") == 2
    assert text.index("## 1 work/paper") < text.index("> The hall was full before") < text.index("## 2 pressure")
    printed(project, tmp_path / "o.md", Wanted(by="order"))
    assert "pressure" not in (tmp_path / "o.md").read_text("utf-8")


def test_a_printed_quote_leads_back_to_its_passage(project: Project) -> None:
    (quote,) = pick(project)
    with project.read("Anna") as view:
        shown = opening.passage(view, quote.short)
        assert opening.passage(view, "P01") is None
        assert opening.passage(view, "0" * 8) is None
    assert shown is not None
    assert f"⟦{quote.text}⟧" in shown


def test_a_revision_takes_quotes_along_and_says_which_have_no_place(project: Project, tmp_path: Path) -> None:
    pick(project, ("P01", PAPER), ("N01", Span(0, 30)))
    with project.write("Anna") as work:
        picking.word(work, "2", "The hall was […] nine.")
    with project.write("Anna") as work:
        text = documents.open_document(work, "P01").text
        revisions.revise(work, "P01", text.replace(PAPER.of(text), ""))
        note = documents.open_document(work, "N01").text
        revisions.revise(work, "N01", "Before.\n\n" + note.replace("The hall was", "The hall is"))
    report = printed(project, tmp_path / "q.md")
    assert said(report, "written") == ["0 quotes"]
    wrong, waiting = said(report, "not carried")
    assert "its text was revised since" in wrong
    assert "1 quote has no place since a revision" in waiting


def test_no_quote_is_said_and_the_file_is_whole(project: Project, tmp_path: Path) -> None:
    for ending in (".md", ".docx", ".csv"):
        assert said(printed(project, tmp_path / f"q{ending}"), "written") == ["0 quotes"]
    assert (tmp_path / "q.csv").read_text("utf-8").startswith("quote,code,document")
    with pytest.raises(WrongUse, match="says no format"):
        printed(project, tmp_path / "q.pdf")
