"""Retrieval, explanations, kept queries, and queries that restrict what other commands count."""

import json

import pytest

COLUMNS = "document,start,end,codes,coders,speaker,text"


def test_the_columns_of_retrieve_and_what_is_said_beside_them(qualcode, study):
    ended = qualcode("retrieve", "paper within 'data entry'")
    assert ended.exit_code == 0
    assert ended.columns == COLUMNS
    (row,) = ended.rows
    assert (row["document"], row["start"], row["end"]) == ("P01", "32", "39")
    assert (row["codes"], row["coders"], row["speaker"]) == ("work/paper", "Anna", "受访者")
    assert "Layer: of record" in ended.stderr
    assert "1 passage with 1 coding in 1 document." in ended.stderr
    everybody = qualcode("retrieve", "paper", "--layer", "all", "--format", "json")
    assert [(row["start"], row["coders"]) for row in json.loads(everybody.stdout)] == [(30, "Ben"), (32, "Anna")]


def test_a_query_that_finds_nothing_keeps_the_header(qualcode, study):
    ended = qualcode("retrieve", "pressure")
    assert (ended.exit_code, ended.stdout) == (0, COLUMNS + "\n")
    assert "No coding meets the query." in ended.stderr


def test_a_query_that_leaves_nothing_out_says_so(qualcode, study):
    assert "leaves nothing out: all 2 codings" in qualcode("retrieve", "any").stderr


def test_the_touch_rule_decides_what_is_in_a_sentence(qualcode, study):
    query = "paper in the same sentence as 'data entry'"
    assert len(qualcode("retrieve", query).rows) == 1
    assert len(qualcode("retrieve", query, "--touch", "all").rows) == 0


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("paper wihtin 'data entry'", 2, "^"),
        ("papre", 4, "Did you mean work/paper"),
        ("paper and coder = Bne", 4, "Did you mean Ben"),
        ("paper and weight = heavy", 2, "is not a value of weight"),
    ],
)
def test_what_is_wrong_is_said_with_the_place_or_the_nearest_name(qualcode, study, query, code, said):
    ended = qualcode("retrieve", query)
    assert ended.exit_code == code
    assert said in ended.stderr
    assert ended.stdout == ""


def test_the_caret_line_stands_below_the_query(qualcode, study):
    lines = qualcode("explain", "paper and").stderr.splitlines()
    assert lines[0] == "Error: The query ends too early."
    assert lines[1:3] == ["  paper and", "           ^"]
    assert lines[3].startswith("Here could stand: ")


def test_explain_says_what_a_query_means_in_the_language_in_use(qualcode, study):
    ended = qualcode("explain", "work/* and not coder = Ben")
    assert ended.stdout.splitlines()[:6] == [
        "work/* and not coder = Ben",
        "1. Codings of “work” and of all below it (2 codes).",
        "2. Condition: the coder is “Ben”.",
        "3. Condition: [2] is not true.",
        "4. Codings of [1] of which [3] is true.",
        "The query returns [4].",
    ]
    assert qualcode("explain", "work/*", "--lang", "zh").exit_code == 0


def test_kept_queries_are_listed_used_replaced_removed_and_brought_back(qualcode, study):
    assert qualcode("queries", "save", "Ben's", "coder = Ben").exit_code == 0
    assert qualcode("queries", "list").rows == [{"name": "Ben's", "query": "coder = Ben"}]
    assert len(qualcode("retrieve", 'query "ben\'s"', "--layer", "all").rows) == 1
    assert qualcode("queries", "save", "Ben's", "any").exit_code == 5
    assert qualcode("queries", "save", "Ben's", "any", "--replace").exit_code == 0
    assert qualcode("queries", "remove", "Ben's").exit_code == 0
    assert qualcode("queries", "remove", "Ben's").exit_code == 4
    assert qualcode("undo").exit_code == 0
    assert qualcode("queries", "list").rows[0]["query"] == "any"


def test_a_query_restricts_lists_and_exports_of_codings(qualcode, study, alone):
    assert [row["coder"] for row in qualcode("codings", "list", "--where", "coder = Ben").rows] == ["Ben"]
    assert len(qualcode("codings", "list", "--where", "paper", "--code", "data entry").rows) == 0
    assert qualcode("codings", "export", "some.csv", "--where", "paper within 'data entry'").exit_code == 0
    assert (alone / "some.csv").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.parametrize("command", [["frequencies"], ["matrix", "codes", "documents"], ["cooccurrence"]])
def test_a_query_restricts_what_tables_count_and_is_printed_with_them(qualcode, study, command):
    ended = qualcode(*command, "--where", "weight >= 50")
    assert ended.exit_code == 0
    assert "Only codings that meet this query count: weight >= 50" in ended.stderr
    assert qualcode(*command, "--where", "weight >=").exit_code == 2
