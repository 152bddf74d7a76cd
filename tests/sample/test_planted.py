"""What the README of the sample study says is planted there comes out of the program's own tables."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.cli import app
from qualcode.cli.demo import FRESH, PILOT

Row = dict[str, str]
Ask = Callable[..., list[Row]]


@pytest.fixture
def ask(demonstrated: Path, tmp_path: Path) -> Ask:
    """The table that a command prints about the sample study, its codes by their last names."""

    def asked(*command: str) -> list[Row]:
        file = tmp_path / "table.csv"
        assert app.run(["--project", str(demonstrated / "study.qualcode"), *command, "-o", str(file)]) == 0
        with file.open(encoding="utf-8", newline="") as lines:
            return [
                {column: value.rpartition("/")[2] for column, value in row.items()} for row in csv.DictReader(lines)
            ]

    return asked


def by_code(rows: list[Row]) -> dict[str, Row]:
    """The rows of a table by the code in their first column."""
    return {next(iter(row.values())): row for row in rows}


def counts(row: Row) -> dict[str, int]:
    """The numbers of a row of a matrix, by column."""
    return {column: int(value) for column, value in list(row.items())[1:]}


HIDDEN = ("hidden actions", "record dressing", "off-system handling")


def test_hidden_actions_are_absent_at_the_province_and_most_at_the_street_level(ask: Ask) -> None:
    rows = by_code(ask("matrix", "codes", "attribute:level"))
    hidden = sum((Counter(counts(rows[code])) for code in HIDDEN), Counter())
    assert hidden["province"] == 0
    assert hidden["city"] < hidden["county"] < hidden["street"] + hidden["township"]
    assert counts(rows["upward accountability"])["province"] >= 3


def test_hidden_actions_are_absent_in_policies_and_many_in_the_field_notes(ask: Ask) -> None:
    rows = by_code(ask("matrix", "codes", "kinds"))
    hidden = sum((Counter(counts(rows[code])) for code in HIDDEN), Counter())
    assert hidden["policy"] == 0
    assert hidden["observation"] >= 30


def test_one_bureau_denies_what_the_notes_show(ask: Ask) -> None:
    codings = ask("codings", "list")
    denials = {row["document"] for row in codings if row["code"] == "denied deviation"}
    assert denials == {"I08 澄浦市民政局"}
    assert not [row for row in codings if row["document"] in denials and row["code"] in HIDDEN]
    second_lists = {row["document"] for row in codings if row["code"] == "off-system handling"}
    assert len([name for name in second_lists if name.startswith("N")]) >= 4


def test_symbolic_compliance_comes_with_upward_accountability(ask: Ask) -> None:
    together = pairs(ask)
    symbolic = {pair: row for pair, row in together.items() if "symbolic compliance" in pair}
    most = max(symbolic, key=lambda pair: int(symbolic[pair]["units_both"]))
    assert most == {"symbolic compliance", "upward accountability"}
    assert float(symbolic[most]["lift"]) > 4


def test_data_silos_come_with_privacy_as_the_reason(ask: Ask) -> None:
    together = pairs(ask)
    silos = {pair: row for pair, row in together.items() if "data silos" in pair}
    most = max(silos, key=lambda pair: int(silos[pair]["units_both"]))
    assert most == {"data silos", "data privacy"}
    assert float(silos[most]["lift"]) > 4


def pairs(ask: Ask) -> dict[frozenset[str], Row]:
    return {frozenset((row["code_a"], row["code_b"])): row for row in ask("cooccurrence", "--long")}


def test_donglu_gains_by_selling_and_xiluan_is_overloaded_and_left_behind(ask: Ask) -> None:
    rows = by_code(ask("matrix", "codes", "attribute:region"))
    selling, overload, divide = (
        counts(rows[code]) for code in ("rural e-commerce", "system overload", "digital divide")
    )
    assert selling["Donglu"] >= 2 * selling["Xiluan"]
    assert overload["Xiluan"] >= 2 * overload["Donglu"]
    assert divide["Xiluan"] >= 1.5 * divide["Donglu"]


@pytest.mark.parametrize(
    ("case", "less", "more"),
    [
        ("Qiao, 临港街道", "hidden actions", "symbolic compliance"),
        ("Village secretary, 竹笕村", "record dressing", "rural e-commerce"),
    ],
)
def test_two_years_change_what_is_told(ask: Ask, case: str, less: str, more: str) -> None:
    rows = by_code(ask("matrix", "codes", "period:year", "--where", f'case = "{case}" and kind = interview'))
    fewer, further = counts(rows[less]), counts(rows[more])
    assert fewer["2023"] >= 2 > fewer["2025"]
    assert further["2025"] >= further["2023"] + 2


def test_the_field_notes_cover_east_and_west_town_and_country(ask: Ask) -> None:
    cases = {row["case"]: row for row in ask("cases", "list")}
    sites = [row for row in ask("documents", "list", "--progress") if row["kind"] == "observation"]
    strata = Counter((cases[row["cases"]]["area"], cases[row["cases"]]["setting"]) for row in sites)
    assert len(sites) == 15
    assert set(strata) == {(area, setting) for area in ("east", "west") for setting in ("urban", "rural")}
    assert min(strata.values()) >= 3


PLANTED = {
    1: {"rural e-commerce": 0.85, "data silos": 0.7, "hidden actions": 0.5, "digital cybernetic capacity": 0.3},
    2: {"rural e-commerce": 0.85, "hidden actions": 0.75, "digital cybernetic capacity": 0.3},
}


def test_agreement_of_the_two_rounds(ask: Ask) -> None:
    report = ask("study", "report", "reliability")
    for round_, planted in PLANTED.items():
        alphas = {row["code"]: float(row["alpha"]) for row in report if row["round"] == str(round_) and row["alpha"]}
        assert {code: alphas[code] for code in planted} == pytest.approx(planted, abs=0.05)


@pytest.mark.parametrize(("round_", "documents"), [(1, PILOT), (2, FRESH)])
def test_agreement_on_the_documents_of_a_round_is_that_of_the_round(
    ask: Ask, round_: int, documents: tuple[str, ...]
) -> None:
    named = [word for name in documents for word in ("--document", name)]
    rows = ask("agreement", "--unit", "turn", "--interval", "none", *named)
    alphas = {row["code"]: float(row["estimate"]) for row in rows if row["estimate"]}
    assert {code: alphas[code] for code in PLANTED[round_]} == pytest.approx(PLANTED[round_], abs=0.05)


def test_hidden_actions_agree_better_when_their_kinds_are_counted_together(ask: Ask) -> None:
    named = [word for name in PILOT for word in ("--document", name)]
    wanted = ("agreement", "--unit", "turn", "--interval", "none", *named)
    apart, together = (by_code(ask(*wanted, *more))["hidden actions"] for more in ([], ["--code-level", "2"]))
    assert float(together["estimate"]) > float(apart["estimate"]) + 0.2


def test_an_interview_read_halfway_is_missing_and_costs_agreement_where_it_is_taken_for_blank(ask: Ask) -> None:
    half = ("agreement", "--unit", "turn", "--interval", "none", "--document", PILOT[-1])
    missing, blank = (by_code(ask(*half, *more))["(all codes)"] for more in ([], ["--include-unfinished"]))
    assert missing["coders"] == "Jonas, Min"
    assert float(blank["estimate"]) < float(missing["estimate"]) - 0.05


def test_one_code_is_used_by_one_coder_alone_and_one_by_nobody(ask: Ask) -> None:
    coders: dict[str, set[str]] = {}
    for row in ask("codings", "list"):
        coders.setdefault(row["code"], set()).add(row["coder"])
    assert coders["showcase making"] == {"Ren"}
    every = by_code(ask("frequencies", "--layer", "all"))
    assert every["points and credit"]["codings"] == "0"


def test_one_coder_reads_platforms_as_information_capacity(ask: Ask) -> None:
    given = Counter((row["coder"], row["code"]) for row in ask("codings", "list") if row["document"] in PILOT + FRESH)
    assert given["Jonas", "information capacity"] > 2 * given["Min", "information capacity"]
    assert given["Min", "digital cybernetic capacity"] > 4 * given["Jonas", "digital cybernetic capacity"]


def test_later_interviews_bring_hardly_anything_new(ask: Ask) -> None:
    curve = [row for row in ask("saturation", "--where", "kind = interview") if row["codings"] != "0"]
    new = [int(row["new_codes"]) for row in curve]
    assert len(new) == 14
    assert sum(new[:7]) > 35 > 4 > sum(new[-5:])
