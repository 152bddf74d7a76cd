"""The agreement table of a project with everything that makes it hard, against figures computed in plain Python.

Three coders, eight interviews; codes that nest, spans of one coder and code that overlap, interviewers who are coded too, a document
with one coder alone, one nobody has, one unfinished, a code made after somebody had finished, and a consensus layer.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import pytest

import projects
import studying
from qualcode.actions import coders, codes, coding
from qualcode.project import Project, create_project
from qualcode.text.span import Span

Units = dict[str, list[tuple[int, int]]]
#: What a coder gave a unit: True, False, or None where he or she is missing.
Judgements = list[list[bool | None]]

CODERS = ("Anna", "Ben", "Chen")
CODES = ("work/paper", "work/screen", "trust", "trust/window")
LATE = "late"
#: Who has finished which of the eight documents.
DONE = {
    **dict.fromkeys(("D0", "D1", "D2", "D3"), CODERS),
    "D4": ("Anna", "Ben"),
    "D5": ("Ben", "Chen"),
    "D6": ("Chen",),
    "D7": (),
}
#: When the late code came, these had finished these documents.
EARLY = {("D0", "Anna"), ("D1", "Anna"), ("D1", "Ben")}


def interviews(chance: random.Random) -> tuple[dict[str, str], Units]:
    """Texts, and where the respondents' sentences in them are."""
    words = ["paper", "screen", "window", "county", "figure", "clerk", "morning", "form", "nobody", "again", "office"]
    texts: dict[str, str] = {}
    units: Units = {}
    for number in range(8):
        text, places = "", []
        for _turn in range(4):
            text += f"Interviewer: {' '.join(chance.choices(words, k=6)).capitalize()}?\nRespondent:"
            for _sentence in range(chance.randint(1, 4)):
                sentence = " ".join(chance.choices(words, k=chance.randint(3, 9))).capitalize() + "."
                places.append((len(text) + 1, len(text) + 1 + len(sentence)))
                text += " " + sentence
            text += "\n"
        texts[f"D{number}"], units[f"D{number}"] = text, places
    return texts, units


def spans(chance: random.Random, length: int) -> list[tuple[int, int]]:
    """Stretches that may overlap each other and anything else."""
    starts = [chance.randrange(length - 40) for _span in range(5)]
    return sorted({(start, start + chance.randint(4, 40 + chance.randrange(80))) for start in starts})


class Study:
    """The project and what was put into it."""

    def __init__(self, path: Path) -> None:
        chance = random.Random(11)
        self.path = path
        self.texts, self.units = interviews(chance)
        self.marked: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
        with create_project(path, "Study", "Anna") as project:
            self._fill(project, chance)

    def _fill(self, project: Project, chance: random.Random) -> None:
        with project.write("Anna") as work:
            projects.add_documents(work, *(projects.read_text(name, text) for name, text in self.texts.items()))
            for name in ("Ben", "Chen"):
                coders.add(work, name)
            coders.add(work, "consensus", kind="consensus")
            for code in ("work", "work/paper", "work/screen", "trust", "trust/window"):
                codes.add(work, code)
            for name in ("D4", "D7"):
                coders.assign(work, name, "Chen")  # and never done
        for document in self.texts:
            for coder in CODERS:
                for code in CODES:
                    if (document, coder) != ("D7", "Anna"):
                        self._code(project, document, coder, code, chance)
        self._done(project, EARLY)
        with project.write("Anna") as work:
            codes.add(work, LATE)
        for document in self.texts:
            for coder in CODERS:
                self._code(project, document, coder, LATE, chance)
        studying.code(project, "consensus", "D0", [(0, len(self.texts["D0"]), "trust")])
        self._done(project, {(name, coder) for name, who in DONE.items() for coder in who} - EARLY)

    def _code(self, project: Project, document: str, coder: str, code: str, chance: random.Random) -> None:
        found = [
            (start, min(end, len(self.texts[document]))) for start, end in spans(chance, len(self.texts[document]))
        ]
        self.marked[document, coder, code] = found
        with project.write(coder) as work:
            for start, end in dict.fromkeys(found):
                coding.apply(work, document, Span(start, end), code)

    def _done(self, project: Project, pairs: Iterable[tuple[str, str]]) -> None:
        for document, coder in sorted(pairs):
            with project.write(coder) as work:
                coders.assign(work, document, coder, done=True)

    def covered(self, document: str, coder: str, names: Iterable[str]) -> list[tuple[int, int]]:
        """The characters that a coder marked with any of the codes, as stretches that do not overlap."""
        found: list[tuple[int, int]] = []
        for start, end in sorted(span for code in names for span in self.marked.get((document, coder, code), ())):
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((start, end))
        return found

    def judged(
        self,
        names: Iterable[str],
        touch: str,
        who: Iterable[str] = CODERS,
        documents: Iterable[str] | None = None,
        kept: Callable[[str, tuple[int, int]], bool] = lambda document, unit: True,
    ) -> Judgements:
        """For each unit of a document that at least two have finished, what each said."""
        rows = []
        for document in documents or self.texts:
            if len(DONE[document]) < 2:
                continue
            stretches = {coder: self.covered(document, coder, names) for coder in who}
            for unit in self.units[document]:
                if kept(document, unit):
                    rows.append(
                        [
                            any(touches(span, unit, touch) for span in stretches[coder])
                            if coder in DONE[document] and not (LATE in names and (document, coder) in EARLY)
                            else None
                            for coder in who
                        ]
                    )
        return rows


def touches(span: tuple[int, int], unit: tuple[int, int], rule: str) -> bool:
    shared = min(span[1], unit[1]) - max(span[0], unit[0])
    if rule == "any":
        return shared > 0
    if rule == "all":
        return shared == unit[1] - unit[0]
    return shared > 0 and (2 * shared >= unit[1] - unit[0] or 2 * shared >= span[1] - span[0])


def disagreements(rows: Judgements) -> tuple[Fraction, Fraction]:
    """D_o and D_e of Krippendorff's nominal alpha of yes and no."""
    pairable = [given for row in rows if len(given := [one for one in row if one is not None]) > 1]
    judgements = sum(map(len, pairable))
    yes = sum(map(sum, pairable))
    unlike = sum(Fraction(2 * sum(unit) * (len(unit) - sum(unit)), len(unit) - 1) for unit in pairable)
    if not judgements:
        return Fraction(0), Fraction(0)
    return unlike / judgements, Fraction(2 * yes * (judgements - yes), judgements * (judgements - 1))


def alpha(rows: Judgements) -> float | None:
    seen, by_chance = disagreements(rows)
    return float(1 - seen / by_chance) if by_chance else None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return Study(tmp_path_factory.mktemp("hand") / "study.qualcode")


@pytest.fixture
def table(qualcode, made):
    def run(*options: str) -> list[dict[str, object]]:
        arguments = ("--unit", "sentence", "--interval", "none", "--format", "json", "-p", str(made.path))
        ended = qualcode("agreement", *arguments, *options)
        assert ended.exit_code == 0, ended.stderr
        return json.loads(ended.stdout)

    return run


@pytest.mark.parametrize("touch", ["half", "any", "all"])
def test_each_code_and_all_of_them(table, made: Study, touch: str) -> None:
    rows = {row["code"]: row for row in table("--touch", touch)}
    assert rows.keys() == {*CODES, LATE, "(all codes)"}
    terms = {}
    for code in (*CODES, LATE):
        judged = made.judged([code], touch)
        terms[code] = disagreements(judged)
        assert rows[code]["estimate"] == pytest.approx(alpha(judged))
        assert (rows[code]["observed"], rows[code]["expected"]) == pytest.approx(tuple(map(float, terms[code])))
        pairable = [row for row in judged if sum(one is not None for one in row) > 1]
        assert rows[code]["units"] == len(pairable)
        assert rows[code]["coded_units"] == sum(any(row) for row in pairable)
    seen, by_chance = (sum(terms[code][part] for code in CODES) for part in (0, 1))
    assert rows["(all codes)"]["estimate"] == pytest.approx(float(1 - seen / by_chance))
    order = [row["estimate"] for code, row in rows.items() if code != "(all codes)"]
    assert order == sorted(order)
    assert list(rows)[-1] == "(all codes)"


@pytest.mark.parametrize("two", [("Anna", "Ben"), ("Anna", "Chen"), ("Ben", "Chen")])
def test_each_pair(table, made: Study, two: tuple[str, str]) -> None:
    rows = {row["code"]: row for row in table("--per", "pair") if row["coders"] == ", ".join(two)}
    for code in (*CODES, LATE):
        assert rows[code]["estimate"] == pytest.approx(alpha(made.judged([code], "half", two)))


@pytest.mark.parametrize("left_out", CODERS)
def test_without_each_coder(table, made: Study, left_out: str) -> None:
    rows = {row["code"]: row for row in table("--per", "coder") if row["without"] == left_out}
    others = [coder for coder in CODERS if coder != left_out]
    for code in (*CODES, LATE):
        assert rows[code]["estimate"] == pytest.approx(alpha(made.judged([code], "half", others)))


@pytest.mark.parametrize("document", ["D0", "D1", "D4", "D5"])
def test_each_document(table, made: Study, document: str) -> None:
    rows = {row["code"]: row for row in table("--per", "document") if row["document"] == document}
    for code in (*CODES, LATE):
        expected = alpha(made.judged([code], "half", documents=[document]))
        assert rows[code]["estimate"] == (None if expected is None else pytest.approx(expected))


def test_codes_count_for_those_above_them(table, made: Study) -> None:
    rows = {row["code"]: row for row in table("--code-level", "1")}
    for top, below in {"work": ["work/paper", "work/screen"], "trust": ["trust", "trust/window"]}.items():
        assert rows[top]["estimate"] == pytest.approx(alpha(made.judged(below, "half")))


def test_only_units_with_any_code(table, made: Study) -> None:
    def coded(document: str, unit: tuple[int, int]) -> bool:
        return any(
            touches(span, unit, "half")
            for coder in DONE[document]
            for code in (*CODES, LATE)
            for span in made.covered(document, coder, [code])
        )

    rows = {row["code"]: row for row in table("--scope", "coded")}
    for code in CODES:
        assert rows[code]["estimate"] == pytest.approx(alpha(made.judged([code], "half", kept=coded)))


def test_a_figure_over_the_units_of_one_code_has_no_chance_to_be_corrected_for(table) -> None:
    for row in table("--scope", "code"):
        assert row["estimate"] is None
        assert "undefined" in row["note"]


def test_who_has_not_finished_what_is_said(qualcode, made: Study) -> None:
    ended = qualcode("agreement", "--unit", "sentence", "--interval", "none", "-p", str(made.path))
    assert "Chen has not marked 2 documents as finished, which are missing, not blank: D4, D7." in ended.stderr
    assert "Anna 5, Ben 6, Chen 5" in ended.stderr


def test_only_some_codes_coders_and_documents(table, made: Study) -> None:
    rows = table("--code", "trust", "--by", "Anna", "--by", "Chen", "--document", "D0", "--document", "D2")
    expected = alpha(made.judged(["trust"], "half", ("Anna", "Chen"), ["D0", "D2"]))
    assert [row["estimate"] for row in rows] == pytest.approx([expected])  # no row over all codes: there is one
