"""What is written as BibTeX, RIS and CSL JSON is read back as it was, whatever letters it is made of."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.base import ReadOptions
from qualcode.formats.bibliography.bibtex_entries import read_bibtex
from qualcode.formats.bibliography.latex import escaped, escaped_address, plain
from qualcode.formats.bibliography.writing import writer_for
from qualcode.formats.registry import reader_for

SIGNS = "abz Zé王数字—–-'`\"~^_$%&#{}\\@=,.;:/()[]<>|*+?!“”…ß 1"
WORDS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=25).map(lambda text: " ".join(text.split())).filter(bool)
NAME = st.text(st.sampled_from("abzé王-'"), min_size=1, max_size=8)
PERSON = st.fixed_dictionaries({"family": NAME, "given": NAME}) | st.builds(lambda it: {"literal": it}, NAME)
DATE = st.dates().map(lambda it: [max(it.year, 1400), it.month, min(it.day, 28)])
FIELDS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["article-journal", "book", "chapter", "thesis", "report", "paper-conference"]),
        "title": WORDS,
    },
    optional={
        "container-title": WORDS,
        "author": st.lists(PERSON, min_size=1, max_size=3),
        "editor": st.lists(PERSON, min_size=1, max_size=2),
        "issued": st.builds(lambda parts, n: {"date-parts": [parts[:n]]}, DATE, st.integers(1, 3)),
        "volume": st.integers(1, 99).map(str),
        "page": st.builds(lambda a, b: f"{a}-{a + b}", st.integers(1, 99), st.integers(1, 99)),
        "publisher": WORDS,
        "abstract": st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
        "keyword": st.lists(
            WORDS.map(lambda it: it.replace(";", "").strip()).filter(bool), min_size=1, max_size=3, unique=True
        ).map("; ".join),
        "DOI": st.from_regex(r"10\.[0-9]{4}/[a-z0-9_()%#]{1,9}", fullmatch=True),
        "URL": st.from_regex(r"https://[a-z]{1,5}/[a-z_~%?=&#0-9]{0,9}", fullmatch=True),
        "note": WORDS,
        "edition": WORDS,
        "language": st.sampled_from(["en", "中文"]),
    },
)


def through(
    ending: str, entries: list[tuple[str, dict[str, Any]]]
) -> tuple[list[tuple[str, dict[str, Any]]], list[str]]:
    """What comes back of entries, and what could not be held."""
    with TemporaryDirectory() as folder:
        file = Path(folder, f"all{ending}")
        left_out = writer_for(file)(entries, file)
        bundle = reader_for(file).read(file, ReadOptions())
    assert not bundle.report.of("error")
    return [(it.publication.key, it.publication.fields) for it in bundle.documents if it.publication], left_out


@pytest.mark.parametrize("ending", [".bib", ".ris", ".json"])
@given(st.lists(FIELDS, min_size=1, max_size=3))
def test_all_fields_come_back(ending: str, fields: list[dict[str, Any]]) -> None:
    entries = [(f"key{number}", it) for number, it in enumerate(fields)]
    assert through(ending, entries) == (entries, [])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_latex_says_what_was_written(text: str) -> None:
    assert plain(escaped(text)) == text
    assert plain(escaped_address(text), verbatim=True) == text.replace("\u00a0", "~")


@given(st.text(st.sampled_from('@{}(),="#\\\n abc article string comment%'), max_size=80))
def test_any_letters_are_read_without_a_fault(text: str) -> None:
    found = read_bibtex(text)
    assert all(entry.raw in text for entry in found.entries)
