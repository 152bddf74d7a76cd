"""Agreement by other measures, part by part, and as other programs print it."""

import pytest

from qualcode.cli.agreement import OVER_SPANS, OVER_UNITS, PROGRAMS

AGREEMENT = "code,coders,unit,scope,measure,estimate,ci_low,ci_high,observed,expected,units,coded_units,note"
RIVALS = "program,measure,code,document,coders,estimate,observed,expected,units,note"


@pytest.fixture
def finished(qualcode, study):
    """Both coders have finished both documents, and disagree about one."""
    for coder in ("Anna", "Ben"):
        qualcode("documents", "done", "P01", "N01", "-c", coder)
    qualcode("codings", "add", "N01", "0", "30", "pressure")
    qualcode("codings", "add", "N01", "0", "24", "pressure", "-c", "Ben")


@pytest.mark.parametrize("measure", OVER_UNITS)
def test_every_measure_of_units_has_a_row_for_each_code_and_one_over_all(qualcode, finished, measure):
    ended = qualcode("agreement", "--unit", "sentence", "--measure", measure, "--replicates", "20")
    assert (ended.exit_code, ended.columns) == (0, AGREEMENT)
    assert {row["measure"] for row in ended.rows} == {measure}
    assert [row["code"] for row in ended.rows][-1] == "(all codes)"


@pytest.mark.parametrize("measure", OVER_SPANS)
def test_every_measure_of_spans_prints_a_figure_a_reason_or_what_to_take_instead(qualcode, finished, measure):
    ended = qualcode("agreement", "--measure", measure, "--replicates", "20")
    if ended.exit_code == 2:
        assert "overlap" in ended.stderr and "Take " in ended.stderr
    else:
        assert (ended.exit_code, ended.columns) == (0, AGREEMENT)
        assert all(row["unit"] == "span" and (row["estimate"] or row["note"]) for row in ended.rows)


def test_several_measures_stand_below_each_other_code_by_code(qualcode, finished):
    ended = qualcode("agreement", "--unit", "sentence", "--measure", "alpha", "--measure", "percent")
    assert [row["measure"] for row in ended.rows] == ["alpha", "percent"] * (len(ended.rows) // 2)
    assert [row["code"] for row in ended.rows[::2]] == [row["code"] for row in ended.rows[1::2]]


def test_parts_have_a_column_that_names_them(qualcode, finished):
    by_document = qualcode("agreement", "--per", "document", "--unit", "sentence")
    assert by_document.columns == f"document,{AGREEMENT}"
    assert {row["document"] for row in by_document.rows} == {"P01", "N01"}
    by_pair = qualcode("agreement", "--per", "pair", "--unit", "sentence")
    assert by_pair.columns == AGREEMENT
    assert {row["coders"] for row in by_pair.rows} == {"Anna, Ben"}
    without = qualcode("agreement", "--per", "coder", "--unit", "sentence")
    assert (without.columns, without.rows) == (f"without,{AGREEMENT}", [])


def test_details_follow_the_columns_everybody_relies_on(qualcode, finished):
    ended = qualcode("agreement", "--details", "--unit", "sentence")
    assert ended.columns == f"{AGREEMENT},prevalence,coverage,below_667,below_800,undefined_replicates"
    pressure = next(row for row in ended.rows if row["code"] == "pressure")
    assert 0 < float(pressure["prevalence"]) < 1


def test_codes_count_for_those_above_them(qualcode, finished):
    ended = qualcode("agreement", "--code-level", "1", "--unit", "sentence")
    assert {row["code"] for row in ended.rows} == {"work", "pressure", "(all codes)"}


def test_sets_of_codes_are_compared_by_a_distance(qualcode, finished):
    ended = qualcode("agreement", "--metric", "masi", "--unit", "sentence")
    assert [row["code"] for row in ended.rows] == ["(all codes)"]
    assert "masi" in ended.stderr


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_prints_figures_of_its_own_and_why_they_differ(qualcode, finished, program):
    ended = qualcode("agreement", "--as", program)
    assert (ended.exit_code, ended.columns) == (0, RIVALS)
    assert {row["program"] for row in ended.rows} == {program}
    assert len(ended.stderr) > 80


def test_everything_side_by_side(qualcode, finished):
    ended = qualcode("agreement", "--compare")
    assert (ended.exit_code, ended.columns) == (0, RIVALS)
    assert {row["program"] for row in ended.rows} == {"qualcode", *PROGRAMS}


def test_codes_that_stand_against_each_other(qualcode, finished):
    ended = qualcode("disagreements", "--confusions", "--unit", "sentence")
    assert ended.columns == "code_a,code_b,units,share"
    assert ended.rows


def test_what_a_disagreement_costs_is_one_more_column(qualcode, finished):
    ended = qualcode("disagreements", "--details", "--unit", "sentence")
    assert ended.columns == "document,start,end,unit,code,applied_by,not_applied_by,text,cost"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("--measure", "gamma", "--unit", "turn"), "--unit would change nothing beside measures of spans"),
        (("--measure", "gamma", "--measure", "percent"), "they make two tables"),
        (("--as", "nvivo", "--unit", "turn", "--per", "pair"), "--unit, --per would change nothing beside --as"),
        (("--compare", "--measure", "gamma"), "--measure would change nothing beside --compare"),
        (("--metric", "masi", "--scope", "code"), "Sets of codes cannot be compared code by code"),
        (("--metric", "masi", "--measure", "percent"), "--metric is for alpha only"),
        (("--interval", "documents", "--per", "document"), "cannot be resampled"),
    ],
)
def test_what_makes_no_sense_together_is_refused(qualcode, finished, line, sentence):
    ended = qualcode("agreement", *line)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert sentence in ended.stderr


def test_a_reason_stands_where_nobody_can_be_left_out(qualcode, finished):
    ended = qualcode("agreement", "--per", "coder", "--unit", "sentence")
    assert "Leaving out one coder takes three" in ended.stderr
    assert "Intervals" not in ended.stderr


def test_codes_asked_for_are_counted_at_the_level_asked_for(qualcode, finished):
    ended = qualcode("agreement", "--code-level", "1", "--code", "pressure", "--unit", "sentence")
    assert [row["code"] for row in ended.rows] == ["pressure"]


@pytest.mark.parametrize("per", ["code", "pair"])
@pytest.mark.parametrize("measures", [("--unit", "sentence"), ("--measure", "binary_unitized_alpha")])
def test_a_single_code_is_not_said_once_more_over_all_codes(qualcode, finished, per, measures):
    ended = qualcode("agreement", "--code", "pressure", "--per", per, *measures)
    assert {row["code"] for row in ended.rows} == {"pressure"}
    both = qualcode("agreement", "--code", "pressure", "--code", "paper", "--per", per, *measures)
    assert both.rows[-1]["code"] == "(all codes)"


def test_what_has_no_figure_of_one_code_keeps_that_over_all(qualcode, finished):
    ended = qualcode("agreement", "--code", "pressure", "--measure", "gamma")
    assert [row["code"] for row in ended.rows][-1] == "(all codes)"
    assert len({row["measure"] for row in ended.rows}) == len(ended.rows)


def test_the_seed_is_that_of_the_chance_of_gamma_too(qualcode, finished):
    once, again = (qualcode("agreement", "--measure", "gamma", "--seed", seed) for seed in ("1", "2"))
    assert "seed 1." in once.stderr and "seed 2." in again.stderr
    assert [row["expected"] for row in once.rows] != [row["expected"] for row in again.rows]


def test_one_line_says_how_gamma_k_of_all_codes_was_made(qualcode, finished):
    ended = qualcode("agreement", "--measure", "gamma")
    assert ended.stderr.count("gamma_k: ") == 1


def test_spans_are_counted_in_the_part_that_a_row_is_about(qualcode, finished):
    ended = qualcode("agreement", "--measure", "binary_unitized_alpha", "--code", "pressure", "--per", "document")
    spans = {row["document"]: row["coded_units"] for row in ended.rows if row["code"] == "pressure"}
    assert spans["N01"] == "2"
    assert "2 spans: too few to judge" in {
        row["note"].split("; ")[-1] for row in ended.rows if row["document"] == "N01"
    }


def test_the_composite_of_two_coders_is_holstis_raised_by_their_number(qualcode, finished):
    ended = qualcode("agreement", "--unit", "sentence", "--measure", "holsti", "--measure", "holsti_composite")
    plain, composite = (float(row["estimate"]) for row in ended.rows if row["code"] == "pressure")
    assert composite == pytest.approx(2 * plain / (1 + plain))


def test_intervals_of_spans_left_out_are_of_documents(qualcode, finished):
    ended = qualcode("agreement", "--measure", "binary_unitized_alpha", "--interval", "jackknife")
    assert "jackknife over units" not in ended.stderr


def test_over_codes_that_were_compared_in_other_units_there_is_no_figure(qualcode, finished):
    ended = qualcode("agreement", "--unit", "sentence", "--scope", "code")
    pooled = ended.rows[-1]
    assert (pooled["estimate"], pooled["ci_low"], pooled["observed"]) == ("", "", "")
    assert int(pooled["coded_units"]) == int(pooled["units"]) > 0


def test_what_only_one_of_a_pair_has_read_is_not_among_the_units_coded(qualcode, finished):
    qualcode("coders", "add", "Carla")
    qualcode("documents", "assign", "N01", "--to", "Carla")
    qualcode("documents", "done", "N01", "-c", "Carla")
    qualcode("codings", "add", "P01", "30", "70", "pressure", "-c", "Anna")
    ended = qualcode("agreement", "--per", "pair", "--unit", "document", "--code", "pressure")
    found = {row["coders"]: (row["units"], row["coded_units"]) for row in ended.rows if row["code"] == "pressure"}
    assert found["Anna, Ben"] == ("2", "2")
    assert found["Anna, Carla"] == ("1", "1")
