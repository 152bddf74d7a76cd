"""The command report: one file, and what is said of it."""

import re

import pytest


@pytest.mark.parametrize("ending", ["html", "docx", "md"])
def test_a_report_is_written_and_told_of(qualcode, study, alone, ending):
    file = alone / f"out.{ending}"
    ended = qualcode("report", file, "--matrix", "codes kinds", "--cooccurrence", "--quotes", 1, "--memos")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert re.search(r"written: 8 sections, 4 tables, 2 passages quoted, \d+ KB", ended.stderr)
    assert "not carried over: 2 codes have no definition." in ended.stderr
    assert file.stat().st_size > 1000


def test_it_is_in_the_language_of_messages(qualcode, study, alone):
    assert qualcode("report", "out.html", "--lang", "zh").exit_code == 0
    assert '<html lang="zh-Hans">' in (alone / "out.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (["out.pdf"], 2, "Use one of .html .docx .md"),
        (["out.html", "--matrix", "codes"], 2, "does not name a matrix"),
        (["out.html", "--matrix", "codes attribute:levle"], 4, "Did you mean level?"),
        (["out.html", "--where", "paper and ("], 2, "^"),
        (["nowhere/out.html"], 6, "cannot be written"),
    ],
)
def test_what_cannot_be_is_said(qualcode, study, alone, line, exit_code, sentence):
    ended = qualcode("report", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert not list(alone.glob("out*"))


def test_a_query_restricts_what_counts_and_the_title_is_ones_own(qualcode, study, alone):
    ended = qualcode("report", "out.md", "--where", "paper", "--title", "Appendix *B*")
    assert ended.exit_code == 0
    text = (alone / "out.md").read_text("utf-8")
    assert text.startswith("# Appendix \\*B\\*\n")
    assert "- **Query:** paper\n" in text
    assert "work/data entry" in text
    assert "| work/data entry | 0 |" in text
