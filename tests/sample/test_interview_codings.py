"""The interviews of the sample study, and what three coders coded in them, fit each other."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from qualcode.text.span import Span

HALF_READ = "I04 石渡镇 clerk"
REPOSITORY = Path(__file__).parents[2]
INTERVIEWS = sorted((REPOSITORY / "sample_data" / "texts" / "interviews").glob("*.txt"))
CODEBOOK = REPOSITORY / "codebooks" / "digital-governance.yaml"

NOT_PARTICIPANTS = {"Interviewer", "Researcher", "Interpreter", "访谈者", "问"}
LABEL = re.compile(
    r"^(?:\[\d\d:\d\d:\d\d\] )?"
    r"(?P<speaker>Interviewer|Ms Shen|Mr Gao|Researcher|Interpreter|周办事员|唐主任|访谈者|受访者|梁叔|问|答)(?:: |：)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Row:
    """One line of a table of codings."""

    document: str
    code: str
    quote: str
    nth: str
    weight: str

    @property
    def span(self) -> Span:
        """Where the quote stands in the document; ValueError when it does not occur that often."""
        starts = [found.start() for found in re.finditer(re.escape(self.quote), TEXTS[self.document])]
        nth = int(self.nth or 1)
        if not 1 <= nth <= len(starts):
            raise ValueError(f"{self.document}: {self.quote!r} occurs {len(starts)} times, not {nth}")
        return Span(starts[nth - 1], starts[nth - 1] + len(self.quote))


def read(coder: str) -> list[Row]:
    path = REPOSITORY / "sample_data" / "codings" / f"interviews-{coder}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(**line) for line in csv.DictReader(file)]


def participant_turns(text: str) -> list[Span]:
    """What the participants say, labels excluded, with all paragraphs of the turn."""
    labels = list(LABEL.finditer(text))
    ends = [label.start() - 1 for label in labels[1:]] + [len(text)]
    return [Span(label.end(), end) for label, end in zip(labels, ends) if label["speaker"] not in NOT_PARTICIPANTS]


TEXTS = {path.stem: path.read_bytes().decode("utf-8") for path in INTERVIEWS}
TURNS = {name: participant_turns(text) for name, text in TEXTS.items()}
ROWS = {coder: read(coder) for coder in ("min", "jonas", "ren")}
each_coder = pytest.mark.parametrize("coder", ROWS)
each_interview = pytest.mark.parametrize("name", TEXTS)


def test_twelve_people_are_interviewed_and_two_of_them_again() -> None:
    assert [name[:3] for name in TEXTS] == [f"I{number:02}" for number in range(1, 15)]
    assert [name[:3] for name in TEXTS if name.endswith("two years later")] == ["I13", "I14"]


@each_interview
def test_a_line_is_a_paragraph(name: str) -> None:
    lines = TEXTS[name].split("\n")
    assert all(line and line == line.strip() for line in lines)
    assert not {"\r", "\ufeff", "\t"} & set(TEXTS[name])
    assert LABEL.match(lines[0])


@each_interview
def test_an_interview_has_the_length_of_one(name: str) -> None:
    latin = re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*", TEXTS[name])
    han = re.findall(r"[\u3400-\u9fff\U00020000-\U0003ffff]", TEXTS[name])
    assert (1000 if name < "I07" else 350) <= len(latin) + len(han) / 1.6 <= 2500


def test_a_character_outside_the_basic_plane_stands_before_codings() -> None:
    """Positions counted in UTF-16 would be one off after it."""
    name = "I03 西峦县民政局"
    rare = [index for index, character in enumerate(TEXTS[name]) if ord(character) > 0xFFFF]
    assert rare
    assert any(row.span.start > rare[0] for row in ROWS["min"] if row.document == name)


@each_coder
def test_every_quote_occurs_in_its_document(coder: str) -> None:
    for row in ROWS[coder]:
        assert row.span.of(TEXTS[row.document]) == row.quote


@each_coder
def test_nothing_is_coded_twice(coder: str) -> None:
    places = Counter((row.document, row.span, row.code) for row in ROWS[coder])
    assert [place for place, count in places.items() if count > 1] == []


@each_coder
def test_weights_are_few_and_between_0_and_100(coder: str) -> None:
    weights = [row.weight for row in ROWS[coder] if row.weight]
    assert len(weights) < len(ROWS[coder]) / 5
    assert all(0 <= int(weight) <= 100 for weight in weights)


@each_coder
def test_a_coding_lies_in_what_one_participant_says_in_one_turn(coder: str) -> None:
    """So no span starts or ends in a speaker label, and none runs on into the next question."""
    outside = [row for row in ROWS[coder] if not any(turn.encloses(row.span) for turn in TURNS[row.document])]
    assert outside == []


def test_jonas_marks_whole_turns() -> None:
    assert [row for row in ROWS["jonas"] if row.span not in TURNS[row.document]] == []


def test_min_marks_less_than_turns() -> None:
    whole = [row for row in ROWS["min"] if row.span in TURNS[row.document]]
    assert len(whole) < len(ROWS["min"]) / 10


def test_min_reads_all_and_the_others_what_was_drawn_for_the_two_rounds() -> None:
    read_by = {coder: Counter(row.document for row in rows) for coder, rows in ROWS.items()}
    assert sorted(read_by["min"]) == list(TEXTS)
    for coder in ("jonas", "ren"):
        assert [name[:3] for name in sorted(read_by[coder])] == ["I01", "I02", "I03", "I04", "I09", "I11", "I12"]
    assert all(10 <= count <= 45 for counts in read_by.values() for name, count in counts.items() if name != HALF_READ)


def test_ren_stops_halfway_in_one_interview() -> None:
    last = max(row.span.end for row in ROWS["ren"] if row.document == HALF_READ)
    assert last < 0.6 * len(TEXTS[HALF_READ]) < max(row.span.end for row in ROWS["min"] if row.document == HALF_READ)


def test_the_codes_are_codable_codes_of_the_codebook() -> None:
    if not CODEBOOK.exists():
        pytest.skip("codebooks/digital-governance.yaml is not there")
    names = codable(yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))["codes"])
    assert {row.code for rows in ROWS.values() for row in rows} <= names


def codable(codes: list[dict[str, Any]]) -> set[str]:
    """Names of the codes that may be given to an interview, with those below them."""
    for_interviews = [code for code in codes if code.get("for_kinds") != ["policy"]]
    here = {code["name"] for code in for_interviews if code.get("is_codable", True)}
    return here.union(*(codable(code.get("children", [])) for code in for_interviews))


def test_min_has_one_pair_of_overlapping_spans_of_one_code() -> None:
    """Coverage must join them before it counts."""
    assert [(row.document, row.code) for row, _ in same_code_overlaps("min")] == [("I02 东麓县民政局", "data silos")]
    assert same_code_overlaps("jonas") == []


def same_code_overlaps(coder: str) -> list[tuple[Row, Row]]:
    return [
        (one, other)
        for one, other in combinations(ROWS[coder], 2)
        if (one.document, one.code) == (other.document, other.code) and one.span.overlaps(other.span)
    ]


def test_codes_overlap_in_every_way() -> None:
    """Equal, nested and partly overlapping spans of two codes, and a span that crosses paragraphs."""
    pairs = [
        (one.span, other.span)
        for one, other in combinations(ROWS["min"], 2)
        if one.document == other.document and one.span.overlaps(other.span)
    ]
    equal = [pair for pair in pairs if pair[0] == pair[1]]
    nested = [(a, b) for a, b in pairs if a != b and (a.encloses(b) or b.encloses(a))]
    assert min(len(equal), len(nested), len(pairs) - len(equal) - len(nested)) >= 5
    assert any("\n" in row.quote for row in ROWS["min"])


def test_a_quote_that_occurs_more_than_once_says_which() -> None:
    repeated = [row for row in ROWS["min"] if TEXTS[row.document].count(row.quote) > 1]
    assert {int(row.nth) for row in repeated} == {2, 3}


def test_they_read_some_codes_alike_and_some_differently() -> None:
    """By turn: Jonas puts under one name what Min keeps apart, and they nearly agree where the codebook is clear."""
    for clear in ("rural e-commerce", "data silos"):
        by_min, by_jonas = coded_turns("min", clear), coded_turns("jonas", clear)
        assert by_min != by_jonas
        assert len(by_min & by_jonas) >= 0.6 * len(by_min | by_jonas)
    apart = coded_turns("min", "off-system handling") | coded_turns("min", "record dressing")
    assert len((coded_turns("jonas", "hidden actions") & apart) - coded_turns("min", "hidden actions")) >= 5
    loops = coded_turns("min", "digital cybernetic capacity")
    assert len(coded_turns("jonas", "information capacity") & loops) >= 3
    assert len(coded_turns("jonas", "stability maintenance") - coded_turns("min", "stability maintenance")) == 1


def coded_turns(coder: str, code: str) -> set[tuple[str, Span]]:
    """The turns that hold the code, in the documents both coders have read."""
    read_by_both = {row.document for row in ROWS["jonas"]}
    return {
        (row.document, turn)
        for row in ROWS[coder]
        if row.code == code and row.document in read_by_both
        for turn in TURNS[row.document]
        if turn.encloses(row.span)
    }
