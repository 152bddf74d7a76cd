"""What was planted in policies, e-mails, posts, questionnaires and work summaries comes out of the program's own tables."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.cli import app
from qualcode.cli.demo import FILES, PROJECT

PILOTS = ("鹭汀镇", "麦屿镇", "帆溪镇", "汐口乡")
OTHERS = ("石渡镇", "羊角乡", "岭背乡", "云垭镇")
OBJECTIVES = (
    "administrative efficiency",
    "transparency and accountability",
    "inclusion and poverty reduction",
    "regional development",
    "order and security",
)
ANSWERING, BROADCASTING, ASKING = (
    f"online communication/{name}" for name in ("answering citizens", "broadcasting", "asking for views")
)

Rows = list[dict[str, str]]
Ask = Callable[..., Rows]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The table that a command prints, in a project made by the demonstration."""
    folder = tmp_path_factory.mktemp("planted") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALCODE_CODER", "Lead")
        assert app.run(["--quiet", "demo", str(folder)]) == 0
        patch.chdir(folder)

        def run(*command: str) -> Rows:
            assert app.run(["--project", PROJECT, *command, "-o", "asked.csv"]) == 0
            with Path("asked.csv").open(encoding="utf-8", newline="") as lines:
                return list(csv.DictReader(lines))

        yield run


def by(rows: Rows, column: str) -> dict[str, dict[str, str]]:
    return {row[column]: row for row in rows}


def found(row: dict[str, str], under: str = "") -> dict[str, int]:
    """The cells of a matrix that hold something, by the last part of the code's name."""
    cells = {name.rpartition("/")[2]: value for name, value in row.items() if name.startswith(under)}
    return {name: int(value) for name, value in cells.items() if value.isdigit() and int(value)}


# Policies


@pytest.fixture(scope="module")
def by_level(ask: Ask) -> dict[str, dict[str, str]]:
    return by(ask("matrix", "attribute:level", "codes", "--where", "kind = policy"), "attribute:level")


def test_counties_choose_targets_and_inspection_and_the_city_platforms(by_level: dict[str, dict[str, str]]) -> None:
    city, county = (found(by_level[level], "policy instruments/") for level in ("city", "county"))
    assert city == {
        "pilots": 5,
        "funding and infrastructure": 6,
        "standards and shared platforms": 20,
        "targets and inspection": 4,
        "rules and law": 14,
        "training and publicity": 3,
    }
    assert max(county, key=lambda name: county[name]) == "targets and inspection"
    assert county["targets and inspection"] > sum(county.values()) / 2
    assert county["standards and shared platforms"] == 1


def test_both_state_the_same_objectives(by_level: dict[str, dict[str, str]]) -> None:
    for level in ("city", "county"):
        stated = found(by_level[level], "policy objectives/")
        assert set(stated) == set(OBJECTIVES)
        assert max(stated, key=lambda name: stated[name]) == "inclusion and poverty reduction"


@pytest.mark.parametrize(
    ("level", "means"), [("city", "standards and shared platforms"), ("county", "targets and inspection")]
)
def test_each_level_wants_efficiency_by_its_own_means_alone(ask: Ask, level: str, means: str) -> None:
    where = (
        f'kind = policy and case.level = {level} and (code = "policy objectives/*" or code = "policy instruments/*")'
    )
    same_clause = ("--relation", "same-unit", "--unit", "clause", "--value", "units_both")
    rows = by(ask("cooccurrence", *same_clause, "--where", where), "code")
    assert set(found(rows["policy objectives/administrative efficiency"])) == {means}


def test_no_policy_text_holds_a_hidden_action(by_level: dict[str, dict[str, str]]) -> None:
    for level in ("city", "county"):
        assert not found(by_level[level], "policy implementation/hidden actions")


def test_agreement_is_measured_on_clauses_before_objectives_and_instruments_are_counted(ask: Ask) -> None:
    rows = ask("agreement", "--where", "kind = policy", "--replicates", "1")
    assert {(row["unit"], row["coders"]) for row in rows} == {("clause", "Min, Ling")}
    alpha = {row["code"].rpartition("/")[2]: float(row["estimate"]) for row in rows}
    assert alpha["rules and law"] == pytest.approx(0.70, abs=0.01)
    assert alpha["standards and shared platforms"] == pytest.approx(0.82, abs=0.01)
    assert alpha["targets and inspection"] == pytest.approx(0.91, abs=0.01)
    assert alpha["(all codes)"] == pytest.approx(0.87, abs=0.01)


def test_eight_agencies_issue_twelve_texts_five_of_them_together(ask: Ask) -> None:
    sizes = {row["node"]: int(row["size"]) for row in ask("network", "--from", "issuers")}
    assert (len(sizes), sum(sizes.values())) == (8, 12 + 5)
    ties = {frozenset((row["source"], row["target"])): int(row["weight"]) for row in _edges(ask, "issuers")}
    assert ties == {
        frozenset(("澄浦市数据局", "澄浦市民政局")): 1,
        frozenset(("澄浦市数据局", "澄浦市医疗保障局")): 1,
        frozenset(("澄浦市民政局", "澄浦市医疗保障局")): 1,
        frozenset(("东麓县数据局", "东麓县民政局")): 2,
    }


def test_nine_citations_lead_to_earlier_texts_and_one_out_of_the_project(ask: Ask) -> None:
    ties = {(row["source"][:3], row["target"][:3]) for row in _edges(ask, "citations")}
    pairs = "P02 P01, P03 P01, P03 P02, P04 P01, P05 P03, P06 P02, P07 P01, P08 P07, P09 P03"
    assert ties == {tuple(pair.split()) for pair in pairs.split(", ")}
    outside = [row["target"] for row in _edges(ask, "citations", "--outside") if row["target_kind"] == "outside"]
    assert outside == ["澄浦市最低生活保障工作规程"]


def _edges(ask: Ask, of: str, *options: str) -> Rows:
    return ask("network", "--from", of, "--edges", *options)


def test_the_importer_reads_number_date_and_issuers_of_every_policy_as_they_are_listed(ask: Ask) -> None:
    listed = by(ask("documents", "list"), "document")
    with Path(FILES, "documents.csv").open(encoding="utf-8", newline="") as lines:
        policies = [row for row in csv.DictReader(lines) if row["kind"] == "policy"]
    assert {row["document"]: row["occurred_on"] for row in policies} == {
        name: row["occurred_on"] for name, row in listed.items() if row["kind"] == "policy"
    }
    assert len({row["case"] for row in policies}) == 8


# E-mails


def test_e_mails_show_online_control_and_its_proof_by_screenshot(ask: Ask) -> None:
    where = ("--where", "kind = email")
    documents = {row["code"].rpartition("/")[2]: int(row["documents"]) for row in ask("frequencies", *where)}
    assert (documents["online control"], documents["proof by screenshot"]) == (13, 13)
    assert sorted(documents.values())[-3] <= 3


def test_replies_are_linked_to_what_they_answer(ask: Ask) -> None:
    answers = [row for row in ask("links", "list") if row["kind"] == "answers"]
    assert len(answers) == 16
    assert ("短视频《排队一上午》处置情况", "关于短视频《排队一上午》的处置要求") in {
        (row["from"], row["to"]) for row in answers
    }


# Posts


def test_one_city_answers_and_the_other_broadcasts(ask: Ask) -> None:
    rows = by(ask("matrix", "attribute:city", "codes", "--where", "kind = post"), "attribute:city")
    counted = {city: tuple(int(row[code]) for code in (ANSWERING, BROADCASTING, ASKING)) for city, row in rows.items()}
    assert counted == {"Chengpu": (3, 16, 1), "Yuchuan": (14, 4, 2)}


def test_so_does_each_of_the_four_types_of_agency(ask: Ask) -> None:
    rows = ask("matrix", "attribute:agency_type*attribute:city", "codes", "--where", "kind = post")
    assert len(rows) == 8
    answered = {(row["agency_type"], row["city"]): int(row[ANSWERING]) for row in rows}
    for agency in {row["agency_type"] for row in rows}:
        assert answered[agency, "Yuchuan"] > answered[agency, "Chengpu"]


# Questionnaires


def test_satisfaction_and_privacy_worry_both_rise_but_hardly_for_the_rural_old(ask: Ask) -> None:
    def means(answer: str) -> tuple[float, float]:
        product = "attribute:setting*attribute:age_group"
        rows = ask("matrix", product, f"attribute:{answer}", "--value", "cases", "--where", "kind = questionnaire")
        old = [(row["setting"], row["age_group"]) == ("rural", "over 60") for row in rows]
        return mean([row for row, is_old in zip(rows, old) if is_old]), mean(
            [row for row, is_old in zip(rows, old) if not is_old]
        )

    before, after = means("satisfaction_before"), means("satisfaction")
    assert after[0] <= before[0] < 2.5 and after[1] - before[1] > 1
    before, after = means("privacy_worry_before"), means("privacy_worry")
    assert after[0] - before[0] < 0.5 and after[1] - before[1] > 1.3
    assert after[0] < 1.5 < 3 < after[1]


def mean(rows: Rows) -> float:
    """Of the answers 1 to 5, whose columns hold how many cases gave them."""
    given = [(int(answer), int(row[answer])) for row in rows for answer in row if answer.isdigit() and row[answer]]
    return sum(answer * cases for answer, cases in given) / sum(cases for _, cases in given)


# Work summaries


@pytest.fixture(scope="module")
def panel(ask: Ask) -> Rows:
    where = 'code = "citizen participation" and kind = other'
    joined = ("--join", f"{FILES}/townships.csv", "--on", "case,year")
    rows = ask("matrix", "cases*period:year", "codes", "--where", where, "--start", "pilot_start", *joined)
    return [row for row in rows if row["case"] in PILOTS + OTHERS and row["households"]]


def test_the_panel_has_a_summary_for_each_of_eight_townships_and_four_years(panel: Rows) -> None:
    assert len(panel) == 32
    assert {row["documents"] for row in panel} == {"1"}
    assert {row["case"] for row in panel if row["treated"] == "1"} == set(PILOTS)
    assert {row["year"] for row in panel if row["event_time"] == "0"} == {"2022"}
    assert all(float(row["wage"]) > 0 and 0 < int(row["internet_share"]) < 100 for row in panel)


def test_participation_rises_in_the_pilots_only_a_year_after_their_start(panel: Rows) -> None:
    def sums(cases: tuple[str, ...]) -> list[int]:
        return [
            sum(int(row["society's response/citizen participation"]) for row in panel if of(row, cases, year))
            for year in range(2021, 2025)
        ]

    def of(row: dict[str, str], cases: tuple[str, ...], year: int) -> bool:
        return row["case"] in cases and row["year"] == str(year)

    assert sums(PILOTS) == [5, 6, 13, 15]
    assert sums(OTHERS) == [4, 5, 5, 6]


# Literature


def test_the_abstracts_are_coded_where_their_words_are(ask: Ask) -> None:
    with Path(FILES, "codings.csv").open(encoding="utf-8", newline="") as lines:
        written = list(csv.DictReader(lines))
    there = {
        (row["document"], row["start"], row["end"], row["code"].rpartition("/")[2]) for row in ask("codings", "list")
    }
    keys = {row["document"] for row in ask("documents", "list") if row["kind"] == "literature"}
    of_literature = [row for row in written if row["document"] in keys]
    assert (len(keys), len(of_literature)) == (10, 25)
    assert {(row["document"], row["start"], row["end"], row["code"]) for row in of_literature} <= there
