"""Pictures of plain values: what stands in the file is what stands in the table."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from qualcode.errors import Unreachable, WrongUse
from qualcode.formats.pictures.arranging import arranged
from qualcode.formats.pictures.bars import Bars
from qualcode.formats.pictures.curves import Curve, Curves
from qualcode.formats.pictures.estimates import Estimate, Estimates
from qualcode.formats.pictures.files import ENDINGS, rendered, require_ending, write_picture
from qualcode.formats.pictures.fonts import family_for
from qualcode.formats.pictures.frame import Frame, Picture
from qualcode.formats.pictures.heatmap import Heatmap
from qualcode.formats.pictures.labels import briefest, indented, tree_order
from qualcode.formats.pictures.lanes import Lanes
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.network import Node, Tie, draw_network
from qualcode.formats.pictures.portrait import Portrait, Stretch
from qualcode.formats.pictures.style import RAMP, TWO_SIDED, ink_on, luminance, number, ramp, steps
from qualcode.table import Table

SVG = "{http://www.w3.org/2000/svg}"
AWKWARD = 'privacy <&"> $a$ 隐私'
NO_FONT_HAS = "\U0010fffd"
CHINESE = family_for("政") is not None


def frame(title: str = "Codes × kinds", *notes: str) -> Frame:
    return Frame(title, "layer: record", Table(("code", "n"), [("政策执行", 3), (AWKWARD, None)], notes))


def heatmap(values: list[list[float | None]], **more: object) -> Heatmap:
    rows = [f"row {at}" for at in range(len(values))]
    columns = [f"column {at}" for at in range(len(values[0]))]
    return Heatmap(frame(), rows, columns, values, "codings", **more)  # type: ignore[arg-type]


def curve(*new: int, **more: object) -> Curve:
    so_far = [sum(new[: at + 1]) for at in range(len(new))]
    given = {"expected": [], "low": [], "high": [], "base": 4, "run": 2, "reached": None} | more
    return Curve("", [f"文档 {at}" for at in range(len(new))], new, so_far, **given)  # type: ignore[arg-type]


def svg(picture: Picture) -> ElementTree.Element:
    content, _said = rendered(picture, ".svg")
    return ElementTree.fromstring(content)


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def told(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """The marks of a picture by what they say."""
    marks = (group for group in root.iter(f"{SVG}g") if group.get("id", "").startswith("mark-"))
    return {str(group.findtext(f"{SVG}title")): group for group in marks}


def corners(mark: ElementTree.Element) -> list[tuple[float, float]]:
    path = mark.find(f"{SVG}path")
    assert path is not None
    found = re.findall(r"[ML] (\S+) (\S+)", path.get("d", ""))
    return [(float(x), float(y)) for x, y in found]


def width(mark: ElementTree.Element) -> float:
    across = [x for x, _y in corners(mark)]
    return max(across) - min(across)


def height(mark: ElementTree.Element) -> float:
    down = [y for _x, y in corners(mark)]
    return max(down) - min(down)


def fill(mark: ElementTree.Element) -> str:
    path = mark.find(f"{SVG}path")
    assert path is not None
    match = re.search(r"fill: (\S+?)(;|$)", path.get("style", ""))
    assert match
    return match[1]


KINDS: dict[str, Picture] = {
    "heatmap": Heatmap(frame(), ["政策执行", AWKWARD], ["a", "b"], [[1, None], [0, 12]], "codings", row_codes=False),
    "bars": Bars(frame(), ["政策执行", AWKWARD], [3, 1], "codings"),
    "curves": Curves(
        frame(), [curve(5, 2, 0, 1, 0, 0, expected=[3.0] * 6, low=[1] * 6, high=[8] * 6, reached=4)], 0.05
    ),
    "estimates": Estimates(
        frame(),
        [Estimate("政策执行", "alpha", 0.7, 0.5, 0.9), Estimate(AWKWARD, "alpha", None, None, None, "undefined")],
        "alpha",
        [(0.667, ".667")],
    ),
    "lanes": Lanes(frame(), ["政策执行", AWKWARD], ["2021", "2022"], [[1, None], [0, 12]], "codings"),
    "portrait": Portrait(
        frame(), 900, ["政策执行", "b"], [Stretch("政策执行", "Min", 3, 90), Stretch("b", "陈", 5, 6)]
    ),
    "network": draw_network([Node("政策执行", 3), Node(AWKWARD, 1), Node("alone")], [Tie(0, 1, 2)], frame()),
}
kinds = pytest.mark.parametrize("picture", KINDS.values(), ids=KINDS)


@kinds
def test_a_picture_is_the_same_each_time(picture: Picture) -> None:
    content, said = rendered(picture, ".svg")
    assert said == () or not CHINESE
    assert rendered(picture, ".svg")[0] == content


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_the_same_each_time(ending: str) -> None:
    content, said = rendered(KINDS["network"], ending)
    assert said == () or not CHINESE
    assert rendered(KINDS["network"], ending)[0] == content


@kinds
def test_text_of_an_svg_is_text_with_a_title_and_a_description(picture: Picture) -> None:
    root = svg(picture)
    assert any("政策执行" in text for text in texts(root)) or "文档 0" in texts(root)
    title, description = list(root)[:2]
    assert (title.tag, title.text) == (f"{SVG}title", "Codes × kinds")
    assert (description.tag, description.text) == (f"{SVG}desc", "layer: record")
    assert root.get("role") == "img"


@pytest.mark.parametrize("name", ["heatmap", "bars", "estimates", "lanes", "network"])
def test_awkward_names_are_drawn_as_they_are(name: str) -> None:
    assert any(text.replace("\n", " ") == AWKWARD for text in texts(svg(KINDS[name])))


def test_cells_have_the_numbers_of_the_table() -> None:
    root = svg(heatmap([[0, 3, 1200], [7, None, 5]]))
    assert {"0", "3", "1,200", "7", "5"} <= set(texts(root))
    assert {f"row 0 × column {at}: {value}" for at, value in enumerate(("0", "3", "1,200"))} <= set(told(root))
    assert "no figure: missing or undefined" in texts(root)


def test_cells_are_the_darker_the_more_they_count() -> None:
    marks = told(svg(heatmap([[0, 1, 2, 5, 9]])))
    shades = [luminance(fill(mark)) for _words, mark in sorted(marks.items())]
    assert all(lighter > darker for lighter, darker in pairwise(shades))


def test_cells_below_0_have_other_colours_than_those_above() -> None:
    marks = told(svg(heatmap([[-1.5, 0.0, 1.5]])))
    low, middle, high = (
        fill(marks[f"row 0 × column {at}: {value}"]) for at, value in enumerate(("-1.50", "0.00", "1.50"))
    )
    assert len({low, middle, high}) == 3
    assert luminance(middle) > max(luminance(low), luminance(high))


def test_totals_have_numbers_and_no_colour() -> None:
    marks = told(svg(heatmap([[1, 100], [2, 200]], totals=True)))
    assert fill(marks["row 1 × column 1: 200"]) == "#ffffff"
    assert fill(marks["row 0 × column 0: 1"]) == fill(told(svg(heatmap([[1]])))["row 0 × column 0: 1"])


def test_a_square_has_no_diagonal() -> None:
    assert set(told(svg(heatmap([[0, 3], [3, 0]], diagonal=False)))) == {
        "row 0 × column 1: 3",
        "row 1 × column 0: 3",
    }


def test_a_large_matrix_drops_its_numbers_and_says_so() -> None:
    rows = [f"code {at}" for at in range(300)]
    columns = [f"document {at}" for at in range(40)]
    values = [[7777 if at == over else None if at == 2 * over else 0 for over in range(40)] for at in range(300)]
    found = texts(svg(Heatmap(frame(), rows, columns, values, "codings")))
    assert {*rows, *columns} <= set(found)
    assert "7,777" not in found
    assert any("too large for numbers" in text for text in found)


def test_bars_are_as_long_as_their_figures() -> None:
    marks = told(svg(Bars(frame(), ["甲", "b", "c", "d"], [40, 10, 0, None], "codings")))
    assert width(marks["甲: 40"]) == pytest.approx(4 * width(marks["b: 10"]), rel=1e-4)
    assert not {"c: 0", "d: –"} & set(marks)


def test_bars_go_to_both_sides_of_0() -> None:
    marks = told(svg(Bars(frame(), ["up", "down"], [2.5, -1.25], "log ratio", sides=("policy", "interview"))))
    up, down = (sorted(x for x, _y in corners(marks[name])) for name in ("up: 2.50", "down: -1.25"))
    assert up[0] == pytest.approx(down[-1])
    assert up[-1] - up[0] == pytest.approx(2 * (down[-1] - down[0]), rel=1e-4)
    assert {"← policy", "interview →"} <= set(texts(svg(Bars(frame(), ["a"], [1], "x", sides=("policy", "interview")))))


def test_codes_have_their_own_colours() -> None:
    marks = told(svg(Bars(frame(), ["a", "b"], [2, 2], "codings", colors=["#123456", None])))
    assert fill(marks["a: 2"]) == "#123456"
    assert fill(marks["b: 2"]) != "#123456"


def test_the_bars_of_a_curve_are_the_new_codes() -> None:
    marks = told(svg(Curves(frame(), [curve(8, 4, 2)], 0.05)))
    first, second = marks["文档 0: 8 new codes, 8 so far"], marks["文档 1: 4 new codes, 12 so far"]
    assert height(first) == pytest.approx(2 * height(second), rel=1e-4)


def test_where_codes_are_saturated_is_marked_only_where_they_are() -> None:
    reached = texts(svg(Curves(frame(), [curve(8, 4, 2, 1, 0, 0, 0, reached=4)], 0.05)))
    never = texts(svg(Curves(frame(), [curve(8, 4, 2, 1, 3)], 0.05)))
    assert "saturated at 4+2 (≤ 5% new)" in reached
    assert not any("saturated" in text for text in never)
    assert "base: 4 documents" in never


def test_estimates_stand_at_their_figures() -> None:
    rows = [Estimate(name, "alpha", value, None, None) for name, value in (("a", 0.0), ("b", 0.5), ("c", 1.0))]
    marks = told(svg(Estimates(frame(), rows, "alpha")))
    uses = [
        marks[f"{name}, alpha: {value}"].find(f".//{SVG}use")
        for name, value in (("a", "0.00"), ("b", "0.50"), ("c", "1.00"))
    ]
    a, b, c = (float(use.get("x", "")) for use in uses if use is not None)
    assert b - a == pytest.approx(c - b, rel=1e-4)


def test_an_undefined_estimate_has_no_mark_and_says_so() -> None:
    root = svg(KINDS["estimates"])
    assert {"undefined", "0.70 [0.50, 0.90]"} <= set(texts(root))
    assert not any(words.startswith(AWKWARD) for words in told(root))


def test_lanes_share_one_scale() -> None:
    marks = told(svg(Lanes(frame(), ["a", "b"], ["2021", "2022"], [[2, 4], [8, None]], "codings")))
    assert height(marks["b, 2021: 8"]) == pytest.approx(4 * height(marks["a, 2021: 2"]), rel=1e-4)


def test_stripes_of_a_portrait_are_where_the_codings_are() -> None:
    stretches = [Stretch("a", "Min", 0, 100), Stretch("a", "Min", 200, 400), Stretch("b", "Min", 999, 1000)]
    marks = told(svg(Portrait(frame(), 1000, ["a", "b"], stretches)))
    first, second = marks["a; Min; 0–100"], marks["a; Min; 200–400"]
    assert width(second) == pytest.approx(2 * width(first), rel=1e-4)
    start = min(x for x, _y in corners(first))
    assert min(x for x, _y in corners(second)) - start == pytest.approx(2 * width(first), rel=1e-4)
    assert width(marks["b; Min; 999–1000"]) > 0.9  # points: what can be seen


def test_ties_of_a_network_are_drawn_and_a_large_one_says_what_is_left_out() -> None:
    nodes = [Node(f"n{at}", at) for at in range(170)]
    ties = [Tie(at, at + 1, at) for at in range(169)]
    root = svg(draw_network(nodes, ties, frame()))
    assert "n168 – n169: 168" in told(root)
    assert "20 nodes with the weakest ties are not drawn; the table has them." in texts(root)
    with pytest.raises(ValueError):
        draw_network(nodes, [Tie(0, 170)], frame())


@pytest.mark.parametrize("values", [[-0.7, -3.7], [3.7, 0.7], [-3.7, 0.1], [2, -2]])
def test_the_names_of_both_sides_lie_within_the_picture(values: list[float]) -> None:
    sides = ("the rest of everything", "interviews in the county")
    sheet = Bars(frame(), ["slow", "a1"], values, "log ratio", sides=sides).draw(Lettering())
    sheet.finish()
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()
    names = [it for it in sheet.figure.texts if "← " in it.get_text() or " →" in it.get_text()]
    assert len(names) == 2
    for box in (name.get_window_extent(renderer) for name in names):
        assert 0 <= box.x0 < box.x1 <= sheet.figure.bbox.width


def test_the_largest_groups_of_a_network_have_the_colours() -> None:
    nodes = [Node(f"n{at}", group=f"community {10 if at < 30 else at}") for at in range(42)]
    root = svg(draw_network(nodes, [Tie(0, 1)], frame()))
    assert fill(told(root)["n0"]) != fill(told(root)["n41"])
    assert "community 10" in texts(root)


def test_a_note_stands_below_a_picture_whole_or_not_at_all() -> None:
    long = "a sentence that goes on and on " * 12
    said = texts(svg(Bars(frame("Codes", "first.", "second.", long, "last."), ["a"], [1], "codings")))
    assert {"first.", "second.", "last."} <= set(said)
    said = texts(svg(Bars(frame("Codes", "first.", long, long, "last."), ["a"], [1], "codings")))
    shown = " ".join(said).count("a sentence that")
    assert shown % 12 == 0 and "last." not in said
    assert any(line.startswith("… The other notes") for line in said)


def test_large_figures_in_a_page_keep_their_whole_part(tmp_path: Path) -> None:
    table = Table(("code", "n"), [("a", 1234567.5), ("b", 0.125), ("c", 7)])
    write_picture(Bars(Frame("Codes", "", table), ["a"], [1], "codings"), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert all(f">{figure}</td>" in page for figure in ("1234568", "0.125", "7"))


@pytest.mark.parametrize(
    "picture",
    [
        heatmap([[0]]),
        heatmap([[None]]),
        heatmap([[0, 0], [0, 0]]),
        heatmap([[-3, -1]]),
        Bars(frame(), ["one"], [0], "codings"),
        Bars(frame(), ["one"], [None], "codings"),
        Bars(frame(), ["below"], [-2.5], "codings"),
        Curves(frame(), [curve(0)], 0.05),
        Estimates(frame(), [Estimate("a", "alpha", None, None, None)], "alpha"),
        Lanes(frame(), ["a"], ["2020"], [[0]], "codings"),
        Lanes(frame(), ["a"], ["2020", "2021"], [[None, -1.5]], "weight"),
        Portrait(frame(), 1, ["a"], [Stretch("a", "Min", 0, 1)]),
        draw_network([Node("alone", 0)], [], frame()),
        draw_network([Node("a"), Node("b")], [Tie(0, 1, 0), Tie(1, 0, -2, True)], frame()),
        Bars(frame("x" * 900, "long " * 900), ["名" * 300, "\x00\ud800 \ufffe\n $x_1$"], [1, 2], "codings"),
    ],
    ids=lambda picture: type(picture).__name__,
)
def test_small_and_odd_pictures_are_drawn(picture: Picture) -> None:
    assert "Codes" in "".join(texts(svg(picture))) or picture.frame.title.startswith("x")
    assert rendered(picture, ".png")[0].startswith(b"\x89PNG")


def test_a_character_without_a_font_is_named_and_kept_where_text_is_text() -> None:
    picture = Bars(frame(), [f"a{NO_FONT_HAS}"], [1], "codings")
    _content, said = rendered(picture, ".png")
    assert NO_FONT_HAS in said[0]
    assert "Boxes" in said[0]
    assert "Noto Sans CJK" in said[1]
    content, said = rendered(picture, ".svg")
    assert f"a{NO_FONT_HAS}" in content.decode()
    assert "keeps them as text" in said[0]


def test_a_png_has_300_dots_an_inch_and_says_what_it_shows(tmp_path: Path) -> None:
    write_picture(Bars(frame("编码", "定义"), ["a"], [1], "codings"), tmp_path / "bars.PNG")
    with Image.open(tmp_path / "bars.PNG") as image:
        assert image.info["Title"] == "编码"
        assert image.info["Description"] == "layer: record\n定义"
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_chinese_is_drawn_with_glyphs_of_its_own() -> None:
    """Not with the box that stands for what a font does not have: two names of one length look different."""
    if not CHINESE:
        pytest.skip("no font for Chinese is installed")
    one, other = (rendered(Bars(frame(), [name], [1], "n"), ".png")[0] for name in ("政策", "隐私"))
    assert one != other


def test_a_web_page_holds_the_picture_and_the_table_and_nothing_from_elsewhere() -> None:
    page = rendered(Bars(frame(f"A {AWKWARD}", "a <note>"), ["a"], [1], "codings"), ".html")[0].decode()
    assert "<svg" in page
    assert "<td>政策执行</td>" in page
    assert "privacy &lt;&amp;" in page
    assert "a &lt;note&gt;" in page
    assert not re.search(r"(src|href)\s*=\s*[\"'](?!#)", page)
    assert not re.search(r"url\((?![\"']?#)", page)
    assert "<!DOCTYPE svg" not in page
    assert "default-src 'none'" in page


def test_an_unknown_ending_is_refused_and_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"\.svg \.png \.pdf \.html"):
        require_ending(Path("picture.jpeg"))
    with pytest.raises(Unreachable):
        write_picture(KINDS["bars"], tmp_path / "nowhere" / "a.svg")


def test_a_code_stands_under_the_nearest_code_above_it() -> None:
    assert indented(["a", "a/b/c", "x/y", r"a/d\/e"]) == [("a", 0), ("b/c", 1), ("y", 0), ("d/e", 1)]
    assert briefest(["a/trust", "b/trust", "b/fear"]) == ["a/trust", "b/trust", "fear"]


def test_codes_are_sorted_under_their_parents() -> None:
    paths = ["a", "a/one", "a/two", "b", "b/big"]
    assert [paths[at] for at in tree_order(paths, [0, 1, 3, 0, 9])] == ["b", "b/big", "a", "a/two", "a/one"]


@given(st.text(alphabet="ab 政策，（）xyz…", max_size=80), st.floats(0.3, 3))
@settings(max_examples=60, deadline=None)
def test_lines_lose_nothing_but_spaces_and_are_not_too_long(text: str, most: float) -> None:
    lettering = Lettering()
    lines = lettering.lines(text, 8, most)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lettering.width(line, 8) <= most * 1.15 + 0.2 for line in lines)


def test_a_name_too_long_keeps_both_ends() -> None:
    lettering = Lettering()
    short = lettering.shortened("Interview with the official number 12", 8, 1.2)
    assert lettering.width(short, 8) <= 1.2
    assert short.startswith("Interview")
    assert short.endswith("12")


@given(st.lists(st.tuples(st.floats(0.1, 1.2), st.floats(0.1, 0.5)), min_size=1, max_size=14), st.data())
@settings(max_examples=25, deadline=None)
def test_nothing_in_a_network_lies_on_anything_else(sizes: list[tuple[float, float]], data: st.DataObject) -> None:
    boxes = np.array(sizes)
    numbers = st.integers(0, len(sizes) - 1)
    ties = data.draw(st.lists(st.tuples(numbers, numbers, st.floats(0, 9)), max_size=20))
    places = arranged(boxes, ties)
    for one, other in combinations(range(len(boxes)), 2):
        apart = np.abs(places[one] - places[other]) - (boxes[one] + boxes[other]) / 2
        assert apart.max() > -0.02
    assert (places - boxes / 2).min() > -1e-6


@pytest.mark.parametrize("colors", [RAMP, TWO_SIDED])
def test_numbers_can_be_read_on_every_colour(colors: tuple[str, ...]) -> None:
    shades = [ramp(colors)(at / 100) for at in range(101)]
    for shade in shades:
        bright, dark = sorted((luminance(shade), luminance(ink_on(shade))), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_the_ramp_says_the_same_in_grey() -> None:
    shades = [luminance(ramp(RAMP)(at / 100)) for at in range(101)]
    assert all(lighter > darker for lighter, darker in pairwise(shades))


def test_figures_are_written_with_as_many_places_as_they_need() -> None:
    assert [number(value, True) for value in (1234, 0, None)] == ["1,234", "0", "–"]
    assert [number(value, False) for value in (0.125, -0.001, 0.0, 0.00004)] == ["0.12", "-0.001", "0.00", "4e-05"]


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_steps_of_an_axis_lie_on_it(low: float, more: float) -> None:
    places = steps(low + more, low)
    assert all(
        low - 1e-6 * abs(low) - 1e-6 <= place <= (low + more) + 1e-6 * abs(low + more) + 1e-6 for place in places
    )


def test_fonts_in_a_pdf_are_what_they_are_called() -> None:
    content = rendered(Bars(frame("编码"), ["政策"], [1], "n"), ".pdf")[0]
    if b"NotoSansCJK" not in content:
        pytest.skip("Chinese is drawn with another font here")
    assert b"/CIDFontType2" not in content  # which are TrueType outlines, and these are not


def test_any_computer_finds_a_font_for_the_text_of_an_svg() -> None:
    styles = [one.get("style", "") for one in svg(KINDS["heatmap"]).iter(f"{SVG}text")]
    assert styles
    assert all("sans-serif" in style for style in styles)


def test_kinds_of_ties_are_told_apart_by_their_lines_and_words_stand_beside_them() -> None:
    nodes = [Node("起因"), Node("结果"), Node("第三")]
    ties = [Tie(0, 1, 2, True, "导致", "导致 +2 −1"), Tie(1, 2, 1, False, "矛盾"), Tie(2, 0, 1, True, "导致")]
    root = svg(draw_network(nodes, ties, frame()))
    drawn = [it.get("style", "") for it in root.iter() if "stroke: #7a7a7a" in it.get("style", "")]
    dashed = [style for style in drawn if "stroke-dasharray" in style]
    assert dashed
    assert len(dashed) < len(drawn)
    assert "导致 +2 −1" in "".join(root.itertext())
