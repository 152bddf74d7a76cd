"""The guides do what they say: their commands exist, and print what is shown."""

import re
import shutil
from pathlib import Path

import click
import pytest

from docs import guides
from qualcode import messages

GUIDES = guides.pages()
PAGES = [guides.ROOT / "README.md", *sorted((guides.ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


def name(page: Path) -> str:
    return page.relative_to(guides.ROOT).as_posix()


@pytest.fixture(autouse=True)
def a_person(monkeypatch):
    """Min, who reads English and has settled nothing."""
    for variable in list(guides.os.environ):
        if variable not in guides.alone():
            monkeypatch.delenv(variable)
    for variable, value in guides.alone().items():
        monkeypatch.setenv(variable, value)
    messages.use("en")
    yield
    messages.use("en")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """The sample study, to be copied and never changed."""
    folder = tmp_path_factory.mktemp("demo") / "study"
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in guides.alone().items():
            patch.setenv(variable, value)
        guides.build_study(folder)
    return folder


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_what_a_guide_shows_is_what_its_commands_print(page, pristine, tmp_path, monkeypatch):
    monkeypatch.chdir(shutil.copytree(pristine, tmp_path / "study"))
    found = [
        f"line {block.line} shows\n{shown}\nbut it is\n{printed}" for block, shown, printed in guides.surprises(page)
    ]
    assert not found, "\n\n".join([*found, "If this is right: python tests/docs/guides.py"])


@pytest.mark.parametrize("page", [page for page in GUIDES if page.parent in guides.STUDIES], ids=name)
def test_every_figure_in_the_paragraph_of_a_paper_is_printed_on_the_page(page):
    assert guides.NUMBER.search(guides.quoted(page)), (
        "a guide to a study ends with a paragraph of the paper, quoted with >"
    )
    assert guides.figures_without_source(page) == []


@pytest.mark.parametrize(
    ("paragraph", "lost"),
    [
        ("12 of 40", []),
        ("13 of 40", ["13"]),
        ("0.70", []),
        ("0.7", []),
        ("0.71", ["0.71"]),
        ("3", ["3"]),
        ("69.57 %", []),
        ("70 %", ["70 %"]),
    ],
)
def test_a_figure_that_nothing_printed_is_found(paragraph, lost, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"13\n```console\n$ count 13\n12 of 40, 0.6957, 3.2\n```\n> {paragraph}\n", encoding="utf-8")
    assert guides.figures_without_source(page) == lost


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_a_page_tells_to_type_is_one(page):
    wrong = []
    for step in (step for block in guides.blocks(page) for step in guides.steps(block)):
        typed = guides.words(step.command)
        if typed[:1] == ["qualcode"]:
            try:
                guides.parsed(typed[1:])
            except click.UsageError as error:
                wrong.append(f"line {step.line}: {step.command}\n{error.format_message()}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    lost = [link for link in LINK.findall(text) if "://" not in link and not leads_somewhere(page, link)]
    assert not lost


def leads_somewhere(page: Path, link: str) -> bool:
    place, _hash, heading = link.partition("#")
    target = page.parent / place if place else page
    return target.exists() and (not heading or heading in anchors(target))


def anchors(page: Path) -> set[str]:
    """What GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        ("one\ntwo\n", "one\ntwo\n", False),
        ("one\n…\n", "one\ntwo\nthree\n", False),
        ("one\n…\nfour\n", "one\nfour\n", False),
        ("at … by Min\n", "at 2025-03-11 by Min\n", False),
        ("a long li …\n", "a long line\n", False),
        ("one   \n", "one\n", False),
        ("one\n", "one\ntwo\n", True),
        ("one\n…\nfour\n", "one\ntwo\n", True),
        ("", "one\n", True),
        ("a.b\n", "acb\n", True),
    ],
)
def test_three_dots_stand_for_anything_and_nothing_else_does(shown, printed, expected):
    assert guides.differs(shown, printed) is expected
