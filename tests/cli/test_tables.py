"""Frequencies, matrices, co-occurrence, agreement and disagreements."""

import json

import pytest

PAIRS = (
    "code_a,code_b,count,documents,n_a,n_b,unit,units,units_a,units_b,units_both,"
    "jaccard,dice,p_b_given_a,p_a_given_b,lift"
)
AGREEMENT = "code,coders,unit,scope,measure,estimate,ci_low,ci_high,observed,expected,units,coded_units,note"


def test_the_columns_of_frequencies_and_whose_codings_count(qualcode, study):
    ended = qualcode("frequencies")
    assert ended.columns == "code,codings,documents,cases,coders,characters,share"
    assert [(row["code"], row["codings"]) for row in ended.rows] == [
        ("work", "0"),
        ("work/paper", "1"),
        ("work/data entry", "1"),
        ("pressure", "0"),
    ]
    assert "Layer: of record" in ended.stderr
    everybody = qualcode("frequencies", "--layer", "all")
    assert everybody.rows[1]["codings"] == "2"
    assert "Layer: all codings of all coders." in everybody.stderr
    assert qualcode("frequencies", "--layer", "Ben").rows[2]["codings"] == "0"
    assert qualcode("frequencies", "--layer", "Bne").exit_code == 4


def test_the_first_column_of_a_matrix_names_the_row(qualcode, study):
    ended = qualcode("matrix", "codes", "coders", "--layer", "all")
    assert ended.columns == "codes,Anna,Ben"
    assert tuple(ended.rows[1].values()) == ("work/paper", "1", "1")
    assert "Cells count codings." in ended.stderr


def test_a_matrix_of_one_branch_in_some_documents(qualcode, study):
    ended = qualcode("matrix", "documents", "codes:work", "--among", 'document = "P01"', "--layer", "all")
    assert ended.columns == "documents,work/paper,work/data entry"
    assert [row["documents"] for row in ended.rows] == ["P01"]
    assert qualcode("matrix", "kinds", "codes:wrok").exit_code == 4
    assert qualcode("matrix", "kinds", "codes", "--among", 'code = "work"').exit_code == 2


def test_one_branch_of_codes_against_another(qualcode, study):
    ended = qualcode("cooccurrence", "--rows", "work", "--columns", "pressure", "--layer", "all")
    assert ended.columns == "code,pressure"
    assert [row["code"] for row in ended.rows] == ["work/paper", "work/data entry"]


def test_a_long_matrix_has_a_row_for_each_cell(qualcode, study):
    ended = qualcode("matrix", "kinds", "attribute:level", "--long", "--value", "characters")
    assert ended.columns == "row,column,value"


def test_shares_are_numbers_in_json_and_undefined_ones_null(qualcode, study):
    ended = qualcode("matrix", "codes", "documents", "--normalize", "row", "--format", "json")
    rows = json.loads(ended.stdout)
    assert rows[1] == {"codes": "work/paper", "N01": 0.0, "P01": 1.0}
    assert rows[0] == {"codes": "work", "N01": None, "P01": None}


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("codes", "villages"), 2, "There are: codes, documents, cases"),
        (("codes", "case"), 2, "Did you mean cases"),
        (("codes", "level"), 2, "Did you mean attribute:level?"),
        (("codes", "attribute:levle"), 4, "Did you mean level?"),
        (("codes", "documents", "--value", "weight", "--normalize", "row"), 2, "do not add up"),
        (("codes", "documents", "--value", "sum"), 2, "'--value'"),
    ],
)
def test_what_no_matrix_can_be_is_said(qualcode, study, line, exit_code, sentence):
    ended = qualcode("matrix", *line)
    assert (ended.exit_code, ended.stdout) == (exit_code, "")
    assert sentence in ended.stderr


def test_co_occurrence_is_a_square_or_one_row_a_pair(qualcode, study):
    square = qualcode("cooccurrence")
    assert square.columns == "code,work,work/paper,work/data entry,pressure"
    assert square.rows[1]["work/data entry"] == square.rows[2]["work/paper"] == "1"
    pairs = qualcode("cooccurrence", "--long", "--unit", "turn")
    assert pairs.columns == PAIRS
    (pair,) = pairs.rows
    assert [pair[name] for name in ("code_a", "code_b", "count", "unit", "units_both", "jaccard")] == [
        *("work/paper", "work/data entry", "1", "turn", "1", "1.0"),
    ]
    assert "A coding touches a unit (turn) when" in pairs.stderr


def test_codings_of_different_coders_are_paired_when_asked_for(qualcode, study):
    assert qualcode("cooccurrence", "--layer", "all").rows[1]["work/data entry"] == "1"
    assert qualcode("cooccurrence", "--layer", "all", "--across-coders").rows[1]["work/data entry"] == "2"


@pytest.fixture
def finished(qualcode, study):
    """Both coders have finished both documents."""
    for coder in ("Anna", "Ben"):
        qualcode("documents", "done", "P01", "N01", "-c", coder)
    qualcode("codings", "add", "N01", "0", "30", "pressure")
    qualcode("codings", "add", "N01", "0", "30", "pressure", "-c", "Ben")


def test_the_columns_of_agreement_and_the_order_of_its_rows(qualcode, finished):
    ended = qualcode("agreement", "--unit", "sentence")
    assert ended.columns == AGREEMENT
    codes = [row["code"] for row in ended.rows]
    assert codes == ["work/data entry", "work/paper", "pressure", "(all codes)"]
    by_code = {row["code"]: row for row in ended.rows}
    assert (by_code["pressure"]["coders"], by_code["pressure"]["unit"]) == ("Anna, Ben", "sentence")
    assert float(by_code["pressure"]["estimate"]) == 1
    assert "Scope all: every unit of the documents compared." in ended.stderr


def test_agreement_takes_its_restrictions(qualcode, finished):
    ended = qualcode(
        "agreement", "--code", "pressure", "--document", "N01", "--scope", "code", "--by", "Anna", "--by", "Ben"
    )
    assert [row["code"] for row in ended.rows] == ["pressure"]
    assert ended.rows[0]["estimate"] == ""
    assert "undefined" in ended.rows[0]["note"]
    assert qualcode("agreement", "--code", "presure").exit_code == 4
    assert qualcode("agreement", "--level", "95").exit_code == 2


def test_the_same_seed_gives_the_same_interval(qualcode, finished):
    line = ("agreement", "--unit", "sentence", "--replicates", "50", "--level", "0.9", "--seed")
    assert qualcode(*line, "7").stdout == qualcode(*line, "7").stdout


def test_unfinished_documents_are_missing_and_can_be_counted_with_a_warning(qualcode, study):
    assert qualcode("agreement").rows[0]["units"] == "0"
    ended = qualcode("agreement", "--include-unfinished")
    assert int(ended.rows[0]["units"]) > 0
    assert "(--include-unfinished)" in ended.stderr


def test_the_columns_of_disagreements(qualcode, finished):
    ended = qualcode("disagreements", "--unit", "sentence")
    assert ended.columns == "document,start,end,unit,code,applied_by,not_applied_by,text"
    assert {(row["code"], row["applied_by"], row["not_applied_by"]) for row in ended.rows} == {
        ("work/data entry", "Anna", "Ben")
    }
    assert qualcode("disagreements", "--unit", "sentence", "--code", "pressure").rows == []


def test_doctor_says_what_is_there_and_what_is_not(qualcode, alone):
    ended = qualcode("doctor")
    assert ended.exit_code == 0
    properties = {row["property"]: row["value"] for row in ended.rows}
    assert properties["coder"] == "Anna"
    assert properties["language"] == "en"
    assert properties["sqlite"].startswith("3.")
    assert "extra parquet" in properties
    assert properties["project"].startswith("There is no project in the folder")


def test_a_narrow_terminal_says_once_what_is_the_same_in_every_row(terminal, finished):
    wide = terminal("agreement", "--unit", "sentence").stdout
    said, _blank, rest = wide.partition("\n")
    assert "unit: sentence" in said and "scope: all" in said and "measure: alpha" in said
    assert "sentence" not in rest.partition("Scope all")[0]
    assert "pressure" in rest and "(all codes)" in rest


def test_pairs_in_other_relations_with_details(qualcode, study):
    near = qualcode("cooccurrence", "--long", "--details", "--relation", "near", "--within", "2", "--unit", "turn")
    assert near.columns == f"{PAIRS},phi,fisher_p,note"
    assert "at most 2 units apart (turn)" in near.stderr
    enclosed = qualcode("cooccurrence", "--relation", "encloses")
    assert (enclosed.rows[1]["work/data entry"], enclosed.rows[2]["work/paper"]) == ("0", "1")
    rolled = qualcode("cooccurrence", "--code-level", "1")
    assert rolled.columns == "code,work,pressure"
    shares = qualcode("cooccurrence", "--value", "jaccard", "--unit", "turn")
    assert (shares.rows[1]["work/paper"], shares.rows[1]["work/data entry"]) == ("", "1.0")


def test_larger_sets_and_the_figures_of_other_programs(qualcode, study):
    qualcode("codings", "add", "P01", "32", "40", "pressure")
    sets = qualcode("cooccurrence", "--sets", "3", "--support", "1", "--unit", "turn")
    assert sets.columns == "codes,size,count,documents,unit,units,share,lift"
    assert sets.rows[0]["codes"] == "work/paper; work/data entry; pressure"
    for program in ("atlas", "maxqda", "dedoose", "qualcoder"):
        assert qualcode("cooccurrence", "--as", program).columns.startswith("code,")
        pairs = qualcode("cooccurrence", "--as", program, "--long")
        assert pairs.columns == "program,code_a,code_b,count,n_a,n_b,coefficient,note"
        assert "not the figures of qualcode" in pairs.stderr


def test_a_panel_names_its_rows_in_columns_and_takes_outside_data(qualcode, study, tmp_path):
    qualcode("documents", "set", "P01", "--date", "2022-05-01")
    qualcode("cases", "define", "trial", "--kind", "date")
    qualcode("cases", "set", "东麓县", "trial=2021")
    (tmp_path / "gdp.csv").write_text("case,year,gdp\n东麓县,2022,3.5\n", "utf-8")
    line = ("matrix", "cases*period:year", "codes", "--case-level", "1")
    ended = qualcode(*line, "--start", "trial", "--join", str(tmp_path / "gdp.csv"), "--on", "case,year", "--totals")
    assert ended.exit_code == 0, ended.stderr
    assert ended.columns.startswith("case,year,documents,words,treated,post,event_time,gdp,work,")
    assert ended.rows[0]["event_time"] == "1"
    assert ended.rows[0]["gdp"] == "3.5"
    assert ended.rows[-1]["case"] == "total"


def test_tests_of_a_matrix_say_why_they_are_refused(qualcode, study):
    ended = qualcode("matrix", "codes", "coders", "--layer", "all", "--test", "--replicates", "199", "--seed", "4")
    assert ended.columns == "row,test,statistic,df,p,cramers_v,n,smallest_expected,note"
    assert ended.rows[0]["p"] == ""
    assert ended.rows[0]["note"].startswith("refused")
    assert "not corrected" in ended.stderr


def test_a_framework_matrix_and_tables_for_statistics_programs_are_written(qualcode, study, tmp_path):
    for name in ("f.xlsx", "f.sav", "f.dta"):
        ended = qualcode("matrix", "cases", "codes", "--framework", "-o", str(tmp_path / name))
        assert ended.exit_code == 0, ended.stderr
        assert (tmp_path / name).stat().st_size > 0
    assert "work/paper → work_paper" in ended.stderr
    printed = qualcode("frequencies", "--where", "work/paper", "--code-level", "1")
    assert [row["codings"] for row in printed.rows] == ["1", "0"]


@pytest.mark.parametrize(
    "line",
    [
        "cooccurrence --details",
        "cooccurrence --within 2",
        "cooccurrence --support 2",
        "cooccurrence --long --value jaccard",
        "cooccurrence --sets 3 --long",
        "cooccurrence --as atlas --across-coders",
        "cooccurrence --sets 3 --relation near",
        "cooccurrence --sets 3 --rows work",
        "cooccurrence --as atlas --among kind=policy",
        "cooccurrence --unit paragraph",
        "cooccurrence --value documents --touch any",
        "cooccurrence --as maxqda --unit turn",
        "matrix codes documents --on case",
        "matrix codes documents --seed 3",
        "matrix codes documents --test --totals",
        "matrix cases codes --framework --value words",
        "matrix cases*period:year codes --long --start level",
        "matrix codes documents --start level",
        "matrix codes documents --framework",
    ],
)
def test_options_that_cannot_be_together_are_said(qualcode, study, line):
    ended = qualcode(*line.split())
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) <= 3


def test_a_project_without_codings_keeps_the_headers(qualcode, alone):
    assert qualcode("new", "empty.qualcode").exit_code == 0
    for line in (
        "cooccurrence --long --details",
        "cooccurrence --sets 3",
        "cooccurrence --as atlas --long",
        "matrix codes documents --totals",
    ):
        ended = qualcode(*line.split(), "-p", "empty.qualcode")
        assert ended.exit_code == 0, ended.stderr
        assert ended.columns
    for line in (
        "matrix cases*period:year codes",
        "matrix cases codes --framework",
        "matrix codes kinds --test",
        "cooccurrence --relation same-document",
    ):
        ended = qualcode(*line.split(), "-p", "empty.qualcode")
        assert ended.exit_code == 0, ended.stderr


def test_a_layer_without_codings_is_said_and_keeps_the_rows(qualcode, study):
    for line in ("frequencies", "matrix codes kinds", "cooccurrence --long", "saturation"):
        ended = qualcode(*line.split(), "--layer", "consensus")
        assert (ended.exit_code, "There is no such coding." in ended.stderr) == (0, True), line
        assert ended.columns


def test_no_column_is_lost_where_a_code_has_the_name_of_one(qualcode, study):
    qualcode("codes", "add", "cases")
    rows = json.loads(qualcode("matrix", "cases", "codes", "--format", "json").stdout)
    assert next(iter(rows[0])) == "cases"
    assert rows[0]["cases (2)"] == 0
