"""Whatever theme a coder has chosen, its words can be read."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.theme import BUILTIN_THEMES

from qualcode.tui.view.readable import in_sixteen, readable, standing_out
from qualcode.tui.view.style import MARK_CONTRAST, TEXT_CONTRAST, blend, contrast, rgb

WORDS = ("foreground", "text-muted", "text-accent", "text-error", "text-primary", "text-success")
OWN = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]


def variables(name: str) -> dict[str, str]:
    app: App[None] = App()
    app.theme = name
    return App.get_css_variables(app)


@pytest.mark.parametrize("name", OWN)
def test_words_read_on_both_backgrounds_of_every_theme(name: str) -> None:
    theme = readable(variables(name))
    ratios = {
        (word, page): contrast(rgb(theme[word]), rgb(theme[page])) for word in WORDS for page in ("surface", "panel")
    }
    assert min(ratios.values()) >= TEXT_CONTRAST, ratios
    assert contrast(rgb(theme["scrollbar"]), rgb(theme["scrollbar-background"])) >= MARK_CONTRAST


def test_what_is_at_the_cursor_reads_where_the_theme_has_it_too_faint() -> None:
    usual = variables("textual-dark")
    before, after = (rgb(theme["block-cursor-background"]) for theme in (usual, readable(usual)))
    ink = [blend((255, 255, 255), page, 0.87) for page in (before, after)]  # as the theme has it
    assert contrast(ink[0], before) < TEXT_CONTRAST <= contrast(ink[1], after)


def test_a_theme_of_the_terminals_own_colours_stays_as_it_is() -> None:
    usual = variables("ansi-dark")
    assert readable(usual) == usual


@pytest.mark.parametrize("dark", [True, False])
def test_of_sixteen_colours_words_have_those_that_read(dark: bool) -> None:
    theme = in_sixteen({}, dark)
    assert all(
        contrast(rgb(theme[word]), rgb(theme[page])) >= TEXT_CONTRAST for word in WORDS for page in ("surface", "panel")
    )
    cursor = contrast(rgb(theme["block-cursor-foreground"]), rgb(theme["block-cursor-background"]))
    assert cursor >= TEXT_CONTRAST


def test_the_colour_of_a_code_is_moved_as_far_as_it_takes_to_see_it() -> None:
    page = "#1e1e1e"
    assert standing_out("#e69f00", page) == "#e69f00"
    mark, letter = standing_out("#882255", page), standing_out("#882255", page, "B")
    assert contrast(rgb("#882255"), rgb(page)) < MARK_CONTRAST <= contrast(rgb(mark), rgb(page)) < TEXT_CONTRAST
    assert contrast(rgb(letter), rgb(page)) >= TEXT_CONTRAST
    assert standing_out("#882255", "default") == "#882255"
