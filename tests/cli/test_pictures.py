"""``--plot``: a picture beside the table, of the same figures."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

Run = Callable[..., object]
SVG = "{http://www.w3.org/2000/svg}"


def marks(file: Path) -> dict[str, str]:
    """What the marks of a picture say: name and figure."""
    groups = (one for one in ElementTree.parse(file).iter(f"{SVG}g") if one.get("id", "").startswith("mark-"))
    told = (str(one.findtext(f"{SVG}title")) for one in groups)
    return dict(words.rsplit(": ", 1) for words in told if ": " in words)


def words(file: Path) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.parse(file).iter(f"{SVG}text")]


def test_bars_of_frequencies_are_those_of_the_table(study: Path, qualcode: Run) -> None:
    ended = qualcode("frequencies", "--plot", "bars.svg")
    assert ended.exit_code == 0
    counted = {row["code"]: row["codings"] for row in ended.rows if row["codings"] != "0"}
    assert counted
    assert marks(Path("bars.svg")) == counted
    assert "The picture is in bars.svg." in ended.stderr


def test_cells_of_a_matrix_are_those_of_the_table(study: Path, qualcode: Run) -> None:
    ended = qualcode("matrix", "codes", "documents", "--plot", "cells.svg", "--format", "csv")
    header, *rows = csv.reader(StringIO(ended.stdout))
    expected = {f"{row[0]} × {name}": cell for row in rows for name, cell in zip(header[1:], row[1:], strict=True)}
    assert expected.items() <= marks(Path("cells.svg")).items()
    assert "Codes × documents" in words(Path("cells.svg"))


def test_long_and_totals_draw_the_same_cells(study: Path, qualcode: Run) -> None:
    for more in ([], ["--long"], ["--totals"]):
        assert qualcode("matrix", "kinds", "codes", *more, "--plot", f"cells{len(more and more[0])}.svg").exit_code == 0
    square, long, totals = (marks(Path(f"cells{size}.svg")) for size in (0, 6, 8))
    assert square == long
    assert square.items() <= totals.items()


def test_codes_by_years_are_lanes(study: Path, qualcode: Run) -> None:
    qualcode("documents", "set", "N01", "--date", "2021-05-01")
    ended = qualcode("matrix", "codes", "period:year", "--plot", "years.svg")
    assert ended.exit_code == 0, ended.stderr
    assert "2021" in words(Path("years.svg"))
    assert any("the tallest bar is" in text for text in words(Path("years.svg")))
    turned = qualcode("matrix", "period:year", "codes", "--plot", "turned.svg")
    assert turned.exit_code == 0
    assert marks(Path("turned.svg")) == marks(Path("years.svg"))


def test_pairs_of_codes_are_those_of_the_table(study: Path, qualcode: Run) -> None:
    for command in (["--relation", "same-document"], ["--relation", "same-document", "--long"]):
        ended = qualcode("cooccurrence", *command, "--plot", "pairs.svg")
        assert ended.exit_code == 0, ended.stderr
    drawn = {name: int(figure) for name, figure in marks(Path("pairs.svg")).items()}
    for row in ended.rows:
        assert drawn[f"{row['code_a']} × {row['code_b']}"] == int(row["count"])
    assert sum(drawn.values()) == 2 * sum(int(row["count"]) for row in ended.rows)


@pytest.mark.parametrize(
    "command",
    [
        "saturation --permutations 20",
        "saturation --by kinds",
        "words",
        "words --by kinds",
        "keyness documents N01",
        "agreement --include-unfinished",
        "agreement --include-unfinished --per document",
        "codings list --document N01",
        "network --from documents",
        "cooccurrence --as atlas --relation overlap",
        "cooccurrence --value jaccard",
        "matrix cases*kinds codes",
        "matrix attribute:level codes --normalize row",
    ],
)
def test_tables_are_drawn_or_said_to_be_empty(study: Path, qualcode: Run, command: str) -> None:
    ended = qualcode(*command.split(), "--plot", "picture.svg")
    assert ended.exit_code == 0, ended.stderr
    drawn = Path("picture.svg").exists()
    assert drawn == ("The picture is in picture.svg." in ended.stderr)
    assert drawn != ("There is nothing to draw: picture.svg was not written." in ended.stderr)
    assert ended.stdout == qualcode(*command.split()).stdout


def test_a_picture_stands_beside_an_output_file_and_replaces_an_older_one(study: Path, qualcode: Run) -> None:
    Path("bars.png").write_text("an older file")
    ended = qualcode("frequencies", "-o", "table.csv", "--plot", "bars.png")
    assert ended.exit_code == 0
    assert ended.stdout == ""
    assert Path("table.csv").read_text("utf-8").startswith("code,")
    assert Path("bars.png").read_bytes().startswith(b"\x89PNG")


def test_an_ending_that_says_no_picture_is_refused(study: Path, qualcode: Run) -> None:
    for file in ("picture.jpg", "picture", "-"):
        ended = qualcode("frequencies", "--plot", file)
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert ".svg .png .pdf .html" in ended.stderr


def test_nothing_is_drawn_where_the_table_cannot_be_written(study: Path, qualcode: Run) -> None:
    assert qualcode("frequencies", "-o", "table.what", "--plot", "bars.svg").exit_code == 2
    assert not Path("bars.svg").exists()
    assert qualcode("frequencies", "--plot", "nowhere/bars.svg").exit_code == 6


def test_what_has_no_figures_has_no_picture(study: Path, qualcode: Run) -> None:
    for more in (["--test"], ["--framework"]):
        ended = qualcode("matrix", "cases", "codes", *more, "--plot", "cells.svg")
        assert ended.exit_code == 2
    assert qualcode("network", "--from", "documents", "--by", "kinds", "--plot", "net.svg").exit_code == 2
    qualcode("codings", "add", "N01", "0", "9", "pressure")
    ended = qualcode("codings", "list", "--plot", "all.svg")
    assert ended.exit_code == 2
    assert "--document" in ended.stderr


def test_an_empty_table_has_no_picture(alone: Path, qualcode: Run) -> None:
    qualcode("new", "empty.qualcode")
    for command in ("frequencies", "matrix codes documents", "cooccurrence", "saturation", "words", "codings list"):
        ended = qualcode(*command.split(), "--plot", "nothing.svg")
        assert ended.exit_code == 0, ended.stderr
        assert "There is nothing to draw: nothing.svg was not written." in ended.stderr
    assert not Path("nothing.svg").exists()


def test_a_web_page_holds_every_row_of_the_table(study: Path, qualcode: Run) -> None:
    ended = qualcode("words", "--plot", "words.html")
    page = Path("words.html").read_text("utf-8")
    assert len(re.findall("<tr>", page)) == len(ended.rows) + 1
    assert all(f"<td>{row['word']}</td>" in page for row in ended.rows)
