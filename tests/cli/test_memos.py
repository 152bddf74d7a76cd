"""Memos."""

import sys
from io import StringIO

import pytest


def test_the_columns_of_the_list(qualcode, study):
    ended = qualcode("memos", "list")
    assert ended.columns == "memo,title,text,kind,coder,created,target,on,document,start,end"
    assert [(row["text"], row["target"], row["on"]) for row in ended.rows] == [
        ("Again the paper first.", "coding", "P01 32–39"),
        ("Who reads these?", "segment", "N01 4–8"),
    ]
    assert len(qualcode("memos", "list", "--document", "N01").rows) == 1


@pytest.mark.parametrize(
    ("options", "target", "on"),
    [
        ([], "", ""),
        (["--on-project"], "project", "Study"),
        (["--on-document", "P01"], "document", "P01"),
        (["--on-document", "P01", "--span", "0", "3"], "segment", "P01 0–3"),
        (["--on-code", "paper"], "code", "work/paper"),
        (["--on-case", "东麓县"], "case", "东麓县"),
    ],
)
def test_a_memo_is_on_anything_or_nothing(qualcode, study, options, target, on):
    assert qualcode("memos", "add", "a thought", "--kind", "code-rule", "--title", "T", *options).exit_code == 0
    memo = qualcode("memos", "list").rows[-1]
    assert (memo["target"], memo["on"], memo["kind"], memo["title"]) == (target, on, "code rule", "T")


def test_a_memo_is_on_a_coding(qualcode, study):
    guid = qualcode("codings", "list", "--by", "Ben", "--guids").rows[0]["guid"]
    qualcode("memos", "add", "a thought", "--on-coding", guid)
    assert qualcode("memos", "list").rows[-1]["on"] == "P01 30–45"


def test_a_long_memo_comes_through_the_pipe(qualcode, study, monkeypatch):
    monkeypatch.setattr(sys, "stdin", StringIO("第一行\nsecond line\n"))
    qualcode("memos", "add", "-")
    memo = qualcode("memos", "list").rows[-1]["memo"]
    assert qualcode("memos", "show", memo).stdout == "第一行\nsecond line\n"


def test_removing_and_undoing(qualcode, study, state):
    before = state(study)
    memo = qualcode("memos", "list").rows[1]["memo"]
    assert qualcode("memos", "remove", memo).exit_code == 0
    assert len(qualcode("memos", "list").rows) == 1
    qualcode("undo")
    assert state(study) == before


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("add", " "), 2, "A memo needs some text."),
        (("add", "x", "--kind", "poem"), 2, "Kinds are: note, theory, method, code rule, reflection"),
        (("add", "x", "--on-code", "paper", "--on-project"), 2, "A memo is on one thing at most."),
        (("add", "x", "--span", "0", "3"), 2, "Name it with --on-document DOCUMENT."),
        (("add", "x", "--on-document", "P01", "--span", "0", "900"), 2, "reaches beyond 'P01'"),
        (("show", "7"), 2, "'7' is not the identifier of a memo."),
        (("remove", "0" * 32), 4, "qualcode memos list shows them."),
    ],
)
def test_what_cannot_be_is_said(qualcode, study, state, line, exit_code, sentence):
    before = state(study)
    ended = qualcode("memos", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert state(study) == before


def test_a_memo_is_changed_and_nothing_to_change_is_said(qualcode, study):
    memo = qualcode("memos", "list").rows[0]["memo"]
    assert qualcode("memos", "edit", memo, "Paper once more.", "--kind", "theory").exit_code == 0
    row = qualcode("memos", "list").rows[0]
    assert (row["text"], row["kind"], row["target"]) == ("Paper once more.", "theory", "coding")
    qualcode("memos", "edit", memo, "--title", "Paper")
    row = qualcode("memos", "list").rows[0]
    assert (row["text"], row["title"]) == ("Paper once more.", "Paper")
    assert qualcode("memos", "edit", memo).exit_code == 2
    qualcode("undo")
    assert qualcode("memos", "list").rows[0]["title"] == ""
