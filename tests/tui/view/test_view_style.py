from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.view.style import (
    COLOR_MODES,
    MARK_CONTRAST,
    PALETTE,
    TEXT_CONTRAST,
    ColorMode,
    Ink,
    Look,
    Theme,
    blend,
    coder_colors,
    contrast,
    ink,
    legible,
    rgb,
)

DARK = Theme(*(rgb(color) for color in ("#1e1e1e", "#e0e0e0", "#909090", "#b93c5b", "#ffa62b", "#264f78")))
LIGHT = Theme(*(rgb(color) for color in ("#fafafa", "#1f1f1f", "#707070", "#b00020", "#ffa62b", "#add6ff")))
MONOCHROME = replace(DARK, colors=False)
themes = st.sampled_from([DARK, LIGHT])
colors = st.from_regex("#[0-9a-f]{6}", fullmatch=True)


def test_contrast_of_black_and_white() -> None:
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_blending_goes_from_one_colour_to_the_other() -> None:
    assert blend((255, 0, 0), (0, 0, 255), 0) == (0, 0, 255)
    assert blend((255, 0, 0), (0, 0, 255), 1) == (255, 0, 0)
    assert blend((255, 0, 0), (0, 0, 255), 0.2) == (51, 0, 204)


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#12345g", "1234567"])
def test_a_colour_is_six_hex_digits(wrong: str) -> None:
    with pytest.raises(ValueError):
        rgb(wrong)


looks = st.builds(
    Look,
    colors=st.lists(colors, min_size=1, max_size=4, unique=True).map(tuple),
    depth=st.integers(0, 9),
    label=st.sampled_from(["", "respondent", "other"]),
    hit=st.booleans(),
    selected=st.booleans(),
    caret=st.booleans(),
)


@given(themes, looks, st.sampled_from(COLOR_MODES))
def test_text_stays_readable_whatever_is_marked_in_any_colour(theme: Theme, look: Look, mode: ColorMode) -> None:
    drawn = ink(look, mode, theme)
    assert contrast(drawn.text, drawn.background) >= TEXT_CONTRAST


def coded(*colors: str, depth: int | None = None) -> Look:
    return Look(colors, len(colors) if depth is None else depth)


@given(themes, colors)
def test_a_stripe_stands_out_from_the_page(theme: Theme, color: str) -> None:
    assert contrast(legible(rgb(color), theme), theme.background) >= MARK_CONTRAST


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_tints_keep_the_measured_contrast_for_the_palette(theme: Theme) -> None:
    single = [ink(coded(color), "tint", theme).background for color in PALETTE]
    assert all(contrast(theme.text, tinted) >= 5.5 for tinted in single)
    assert all(tinted != theme.background for tinted in single)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("mode", ["tint", "coder", "heat"])
def test_overlap_is_underlined_and_one_code_is_not(theme: Theme, mode: ColorMode) -> None:
    assert not ink(coded(PALETTE[0]), mode, theme).underline
    assert ink(coded(*PALETTE[:2]), mode, theme).underline


def test_heat_grows_with_the_number_of_codes() -> None:
    heats = [ink(coded(PALETTE[0], depth=depth), "heat", DARK).background for depth in (1, 2, 3, 4, 9)]
    steps = [contrast(heat, DARK.background) for heat in heats[:4]]
    assert steps == sorted(set(steps))
    assert heats[4] == heats[3]


def test_underline_mode_and_off_paint_no_colour() -> None:
    assert ink(coded(PALETTE[0]), "underline", DARK) == Ink(DARK.text, DARK.background, underline=True)
    assert ink(coded(PALETTE[0]), "off", DARK) == ink(Look(), "tint", DARK) == Ink(DARK.text, DARK.background)


@pytest.mark.parametrize("mode", COLOR_MODES)
def test_without_colours_everything_shows_by_other_signs(mode: ColorMode) -> None:
    one, two = coded(PALETTE[0]), coded(*PALETTE[:2])
    plain = Look()
    different = [plain, plain._replace(hit=True), plain._replace(selected=True)]
    if mode != "off":
        different += [one, two]
    drawn = [ink(look, mode, MONOCHROME) for look in different]
    assert len(set(drawn)) == len(drawn)
    assert {one.background for one in drawn} == {MONOCHROME.background}


@pytest.mark.parametrize("theme", [DARK, LIGHT, MONOCHROME])
def test_the_caret_stands_out_inside_and_outside_a_selection(theme: Theme) -> None:
    for look in (Look(), Look(selected=True)):
        assert ink(look, "tint", theme).reverse != ink(look._replace(caret=True), "tint", theme).reverse


def test_the_palette_is_told_apart_and_given_out_in_order() -> None:
    assert len(set(PALETTE)) == 10
    assert all(contrast(rgb(one), rgb(other)) > 1 for one, other in combinations(PALETTE, 2))
    assert coder_colors(["Anna", "Bo", "Anna"]) == {"Anna": PALETTE[0], "Bo": PALETTE[1]}
    assert coder_colors([str(i) for i in range(11)])["10"] == PALETTE[0]
