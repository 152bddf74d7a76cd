"""words, kwic, keyness, autocode and saturation at the command line."""

import csv
import json
from io import StringIO

import pytest
from rich.cells import cell_len


def test_words_have_the_columns_of_the_contract(qualcode, study):
    ended = qualcode("words", "--no-stopwords", "--document", "N01", "--limit", 2)
    assert ended.columns == "word,count,documents,share"
    assert [row["word"] for row in ended.rows] == ["a", "before"]
    assert "14 rarer words are not shown." in ended.stderr
    assert "Chinese is cut by rjieba" in ended.stderr


def test_words_are_crossed(qualcode, study):
    ended = qualcode("words", "--by", "documents", "--min-count", 1)
    assert ended.columns == "word,N01,P01"


def test_words_in_json_are_numbers(qualcode, study):
    first = json.loads(qualcode("words", "--format", "json", "--limit", 1).stdout)[0]
    assert isinstance(first["count"], int)
    assert isinstance(first["share"], float)


def test_kwic_has_the_columns_of_the_contract(qualcode, study):
    ended = qualcode("kwic", "补录", "--context", 6, "--role", "respondent")
    assert ended.columns == "document,start,end,speaker,left,keyword,right"
    assert [tuple(row.values()) for row in ended.rows] == [("P01", "39", "41", "受访者", "后来才", "补录", "。")]
    assert qualcode("kwic", "forms", "--context-words", 2).rows[0]["left"] == "from paper"


@pytest.mark.parametrize("width", [70, 200])
def test_at_a_terminal_keywords_stand_below_each_other_one_line_a_hit(terminal, study, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = terminal("kwic", "补录", "--context", 60).stdout.splitlines()
    hits = [line.rstrip() for line in lines if line.startswith("P01")]
    assert len(hits) == 2
    assert len({cell_len(line[: line.index("   补录   ")]) for line in hits}) == 1
    assert max(map(cell_len, hits)) <= width
    assert any("才   补录" in line for line in hits)


def test_what_is_not_there_leaves_the_header(qualcode, study):
    ended = qualcode("kwic", "nowhere")
    assert (ended.exit_code, ended.stdout) == (0, "document,start,end,speaker,left,keyword,right\n")
    assert "Found nowhere." in ended.stderr
    assert qualcode("words", "--document", "N01", "--role", "respondent").stdout == "word,count,documents,share\n"


def test_a_label_where_there_are_none_is_answered_so(qualcode, alone):
    qualcode("new", "empty.qualcode")
    ended = qualcode("keyness", "kinds", "interview")
    assert (ended.exit_code, ended.stdout) == (4, "")
    assert "Nothing has 'interview' as kinds.\nThere are none." in ended.stderr


def test_keyness_names_its_measures(qualcode, study):
    ended = qualcode("keyness", "documents", "P01", "N01")
    assert ended.columns.startswith("word,count,reference_count,share,reference_share,expected,log_likelihood,p,p_holm")
    for source in ("Dunning 1993", "Rayson and Garside (2000)", "Hardie 2014", "Holm 1979", "Cochran 1954"):
        assert source in ended.stderr


def test_autocode_shows_first_and_codes_then(qualcode, study, state):
    before = state(study)
    shown = qualcode("autocode", "clerks", "--code", "pressure", "--dry-run")
    assert shown.columns == ("document,start,end,speaker,left,keyword,right,code,coded_start,coded_end,coded_already")
    assert [(row["keyword"], row["coded_already"]) for row in shown.rows] == [("clerks", "false")]
    assert "1 new coding: pressure ×1." in shown.stderr
    assert state(study) == before
    done = qualcode("autocode", "clerks", "--code", "pressure")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Done: coded 1 place by its words: pressure ×1." in done.stderr
    assert "There was nothing to change." in qualcode("autocode", "clerks", "--code", "pressure").stderr
    assert qualcode("undo").exit_code == 0
    assert qualcode("codings", "list", "--code", "pressure").rows == []


def test_autocode_by_a_dictionary(qualcode, study, alone):
    (alone / "d.csv").write_text("code,word,unit\npressure,上面,hit\npaper,补录,turn\n", encoding="utf-8")
    assert qualcode("autocode", "--dictionary", "d.csv", "--interviewers").exit_code == 0
    coded = csv.DictReader(StringIO(qualcode("codings", "list", "--by", "Anna").stdout))
    assert {row["text"] for row in coded} >= {"上面", "为什么要补录？", "去年春天。一开始大家都用纸，后来才补录。"}


def test_saturation_has_the_columns_of_the_contract(qualcode, study):
    ended = qualcode("saturation")
    assert ended.columns == "order,document,new_codes,cumulative_codes,codings"
    assert [tuple(row.values()) for row in ended.rows] == [("1", "P01", "2", "2", "2")]
    assert "Guest, Namey and Chen (2020)" in ended.stderr
    assert "Saturation is undefined: 1 document is too few for a base and a run of 6." in ended.stderr
    assert qualcode("saturation", "--permutations", 10, "--by", "kinds").columns.endswith("expected,low,high,group")


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("words", "--stopwords", "x", "--no-stopwords"), 2, "contradict"),
        (("words", "--ngram", 0), 2, "n-grams of 0"),
        (("words", "--dictionary", "missing.txt"), 3, "missing.txt"),
        (("words", "--by", "villages"), 2, "villages"),
        (("words", "--speaker", "受访"), 4, "Did you mean 受访者?"),
        (("words", "--attribute", "level"), 2, "ATTRIBUTE=VALUE"),
        (("kwic", "*"), 2, "nothing to look for"),
        (("kwic", "a", "--code", "papre"), 4, "work/paper"),
        (("keyness", "kinds", "intervew"), 4, "Did you mean interview?"),
        (("keyness", "segments", "x"), 2, "no dimension 'segments'"),
        (("autocode", "x"), 2, "--code"),
        (("autocode", "x", "--code", "work"), 5, "heading"),
        (("autocode", "--dictionary", "missing.csv"), 3, "missing.csv"),
        (("saturation", "--base", 0), 2, "base of 0"),
        (("saturation", "--permutations", -1), 2, "cannot be drawn"),
        (("saturation", "--by", "codes"), 2, "no dimension 'codes'"),
    ],
)
def test_what_cannot_be_done_is_said(qualcode, study, line, exit_code, sentence):
    ended = qualcode(*line)
    assert (ended.exit_code, ended.stdout) == (exit_code, "")
    assert sentence in ended.stderr
