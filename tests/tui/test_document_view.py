from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from qualcode.text.graphemes import boundaries
from qualcode.text.span import Span
from qualcode.tui.view.shown import ShownCoding, ShownTurn
from qualcode.tui.view.style import COLOR_MODES, PALETTE, TEXT_CONTRAST, Look, contrast, ink
from qualcode.tui.view.width import FENCE, show
from qualcode.tui.widgets.document_painter import theme_of
from qualcode.tui.widgets.document_view import DocumentView

MIXED = "a你好b👨‍👩‍👧c"
TALK = "访谈员：那时候怎么样？\nP07：社区工作人员帮助过我。后来靠自己！\n\nInterviewer: What changed?"
TURNS = [ShownTurn(0, 11, 0, 4, "interviewer"), ShownTurn(12, 34, 12, 16, "respondent")]
LEFT = 6  # cells of gutter at 80 columns


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, whatever the tests run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


class Reader(App[None]):
    """Nothing but a document view, and what it said."""

    def __init__(self) -> None:
        super().__init__()
        self.view = DocumentView()
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_document_view_caret_moved(self, message: DocumentView.CaretMoved) -> None:
        self.heard.append(message.caret)

    def on_document_view_selection_changed(self, message: DocumentView.SelectionChanged) -> None:
        self.heard.append(message.selection)

    def rows(self) -> list[str]:
        """What is on the screen, without the scroll bar."""
        return [strip.crop(0, self.size.width - 1).text.rstrip() for strip in self.screen._compositor.render_strips()]


@asynccontextmanager
async def reading(
    text: str, *codings: ShownCoding, turns: list[ShownTurn] | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Reader, Pilot[None]]]:
    app = Reader()
    async with app.run_test(size=size) as pilot:
        app.view.load(text, turns or [], codings)
        app.view.focus()
        await pilot.pause()
        yield app, pilot


def coding(key: int, start: int, end: int, code: str = "信任", color: str = "#e69f00") -> ShownCoding:
    return ShownCoding(key, start, end, code, code, color, "Anna")


def looks(view: DocumentView, y: int) -> list[tuple[str, bool, bool, object]]:
    """Text, underline, reverse and background of each stretch of a row, without the gutter and the blanks after it."""
    strip = view.render_line(y).crop(12 if view.mnemonics else LEFT)
    found = [
        (segment.text, bool(segment.style.underline), bool(segment.style.reverse), segment.style.bgcolor)
        for segment in strip
        if segment.style
    ]
    return found if found[-1][0].strip() else found[:-1]


async def test_keys_move_the_caret_by_characters_and_keep_the_column() -> None:
    async with reading(MIXED + "\n社区\n" + MIXED) as (app, pilot):
        stops = [app.view.caret]
        for _ in range(6):
            await pilot.press("right")
            stops.append(app.view.caret)
        assert stops == [0, 1, 2, 3, 4, 9, 10]
        await pilot.press("left", "left", "down", "down")
        assert app.view.caret == 10 + 1 + 3 + 4
        await pilot.press("h", "k", "k")
        assert app.view.caret == 3
        assert app.heard[:3] == [1, 2, 3]


async def test_keys_move_by_words_sentences_paragraphs_turns_and_ends() -> None:
    async with reading(TALK, turns=TURNS) as (app, pilot):
        places = {}
        for key in (
            ")",
            "right_parenthesis",
            "}",
            "]",
            "f7",
            "b",
            ">",
            "<",
            "end",
            "home",
            "ctrl+end",
            "left_parenthesis",
        ):
            await pilot.press(key)
            places[key] = app.view.caret
        assert places == {
            ")": 4,
            "right_parenthesis": 16,
            "}": TALK.index("Interviewer"),
            "]": len(TALK),
            "f7": 16,
            "b": 12,
            ">": len(TALK),
            "<": 0,
            "end": 11,
            "home": 0,
            "ctrl+end": len(TALK),
            "left_parenthesis": TALK.index("Interviewer"),
        }


async def test_a_mark_selects_and_growing_takes_in_more() -> None:
    async with reading(TALK, turns=TURNS) as (app, pilot):
        view = app.view
        view.move_to(TALK.index("帮助"))
        await pilot.press("v", "l", "l")
        assert view.selection is not None and view.selection.of(TALK) == "帮助"
        await pilot.press("s")
        assert view.selection.of(TALK) == "社区工作人员帮助过我。"
        await pilot.press("f6")
        assert view.selection.of(TALK) == "社区工作人员帮助过我。后来靠自己！"
        await pilot.press("S")
        assert view.selection.of(TALK) == "社区工作人员帮助过我。"
        await pilot.press("o", "h")
        assert view.selection.of(TALK) == "：社区工作人员帮助过我。"
        await pilot.press("escape", "l")
        assert view.selection is None
        assert view.current_span() == Span(16, 27)
        assert app.heard[-2] is None


async def test_shift_and_arrows_select_without_a_mark() -> None:
    async with reading(MIXED) as (app, pilot):
        await pilot.press("right", "shift+right", "shift+right")
        assert app.view.selection == Span(1, 3)
        await pilot.press("shift+end")
        assert app.view.selection == Span(1, 10)
        await pilot.press("left")
        assert app.view.selection is None


@pytest.mark.parametrize(
    ("press", "release", "selected"),
    [
        (0, 7, "a你好b👨‍👩‍👧"),
        (1, 3, "你好"),
        (2, 4, "你好"),
        (4, 2, "你好"),
        (6, 8, "👨‍👩‍👧c"),
        (7, 5, "b👨‍👩‍👧"),
        (8, 30, "c"),
    ],
)
async def test_a_drag_selects_exactly_what_it_touches(press: int, release: int, selected: str) -> None:
    async with reading(MIXED) as (app, pilot):
        await pilot.mouse_down(DocumentView, offset=(LEFT + press, 0))
        await pilot.hover(DocumentView, offset=(LEFT + release, 0))
        await pilot.mouse_up(DocumentView, offset=(LEFT + release, 0))
        assert app.view.selection is not None
        assert app.view.selection.of(MIXED) == selected


async def test_a_click_on_any_cell_finds_its_character() -> None:
    async with reading(MIXED) as (app, pilot):
        found = []
        for cell in range(10):
            await pilot.click(DocumentView, offset=(LEFT + cell, 0))
            found.append(app.view.caret)
        assert found == [0, 1, 1, 2, 2, 3, 4, 4, 9, 10]
        assert app.view.selection is None


async def test_a_drag_over_rows_and_a_double_click() -> None:
    async with reading("社区工作人员\nhelp me 好") as (app, pilot):
        await pilot.mouse_down(DocumentView, offset=(LEFT + 4, 0))
        await pilot.hover(DocumentView, offset=(LEFT + 3, 1))
        await pilot.mouse_up(DocumentView, offset=(LEFT + 3, 1))
        assert app.view.selection == Span(2, 11)
        await pilot.click(DocumentView, offset=(LEFT + 5, 1), times=2)
        assert app.view.selection is not None
        assert app.view.selection.of(app.view.text) == "me"


async def test_dragging_at_the_edge_scrolls() -> None:
    async with reading("\n".join(f"第{i}行" for i in range(300))) as (app, pilot):
        await pilot.mouse_down(DocumentView, offset=(LEFT, 3))
        await pilot.hover(DocumentView, offset=(LEFT, 23))
        while app.view.scroll_offset.y < 20:
            await pilot.pause(0.05)
        await pilot.mouse_up(DocumentView, offset=(LEFT, 23))
        assert app.view.selection is not None
        assert app.view.selection.start == app.view.text.index("第3行")
        assert app.view.selection.end >= app.view.text.index("第40行")


async def test_codings_are_striped_tinted_and_underlined_where_they_overlap() -> None:
    text = "一二三四五六七八\n第二行"
    async with reading(text, coding(1, 0, 4), coding(2, 2, 11, "cost", "#56b4e9")) as (app, _):
        assert app.rows()[:2] == ["▪┏    一二三四五六七八", " ┗    第二行"]
        page = looks(app.view, 2)
        first = looks(app.view, 0)
        assert page == []
        assert [text for text, *_ in first] == ["一", "二", "三四", "五六七八"]
        assert [underline for _, underline, *_ in first] == [False, False, True, False]
        assert [reverse for _, _, reverse, _ in first] == [True, False, False, False]
        assert len({background for *_, background in first}) == 3
        assert app.view.codings_here() == [coding(1, 0, 4)]


async def test_adding_and_removing_a_coding_shows_at_once() -> None:
    async with reading("一二三四\n五六七八") as (app, pilot):
        app.view.add_coding(coding(1, 0, 2))
        await pilot.pause()
        assert app.rows()[0].startswith("▪")
        app.view.add_coding(coding(1, 5, 7))
        await pilot.pause()
        assert [row[:1] for row in app.rows()[:2]] == [" ", "▪"]
        app.view.remove_coding(1)
        await pilot.pause()
        assert not any("▪" in row for row in app.rows())
        app.view.set_codings([coding(2, 0, 9)])
        assert [row[:1] for row in app.rows()[:2]] == ["┏", "┗"]


async def test_segments_are_visited_in_order_and_by_code() -> None:
    text = "一二三四五六七八九十"
    async with reading(text, coding(1, 1, 3), coding(2, 4, 5, "cost"), coding(3, 7, 9)) as (app, pilot):
        stops = []
        for key in ("n", "n", "n", "n", "p", "p", "N", "P"):
            await pilot.press(key)
            stops.append(app.view.caret)
        assert stops == [1, 4, 7, 7, 4, 1, 7, 1]


async def test_lanes_run_out_in_a_narrow_view_and_are_counted() -> None:
    async with reading("一二三四五", *[coding(key, 0, 4, str(key)) for key in range(5)]) as (app, pilot):
        assert app.rows()[0] == "▪▪▪+2 一二三四五"
        await pilot.resize_terminal(101, 24)
        while app.view.size.width < 101:
            await pilot.pause()
        assert app.rows()[0] == "▪▪▪▪▪    一二三四五"


@pytest.mark.parametrize("size", [(80, 8), (34, 24), (30, 8), (120, 30)])
async def test_a_caret_that_was_on_the_screen_stays_there_when_the_terminal_changes(size: tuple[int, int]) -> None:
    async with reading("\n".join("我们信任社区工作人员，" * 6 for _ in range(60))) as (app, pilot):
        for _ in range(20):
            await pilot.press("down")
        await pilot.resize_terminal(*size)
        while app.view.size.width != size[0]:
            await pilot.pause()
        await pilot.pause()
        row = app.view._page.number_of(app.view.caret) - app.view.scroll_offset.y
        assert 0 <= row < app.view.scrollable_size.height


async def test_stripes_carry_names_when_asked() -> None:
    async with reading("一二三四五", coding(1, 0, 4, "信任"), coding(2, 0, 4, "cost")) as (app, pilot):
        app.view.mnemonics = True
        await pilot.pause()
        assert app.rows()[0] == "▪co▪信      一二三四五"


async def test_colour_modes_change_what_is_behind_coded_text() -> None:
    async with reading("一二三四五", coding(1, 1, 3), coding(2, 3, 4, "cost", "#56b4e9")) as (app, pilot):
        await pilot.press("end")
        behind = {}
        for mode in ("tint", "coder", "heat", "underline", "off"):
            app.view.color_mode = mode
            await pilot.pause()
            behind[mode] = len({background for *_, background in looks(app.view, 0)})
    assert behind == {"tint": 3, "coder": 2, "heat": 2, "underline": 1, "off": 1}


async def test_coders_have_the_colours_they_are_given() -> None:
    async with reading("一二三四五", coding(1, 1, 3)) as (app, pilot):
        app.view.color_mode = "coder"
        await pilot.pause()
        before = looks(app.view, 0)[1]
        app.view.set_coder_colors({"Anna": "#56b4e9"})
        await pilot.pause()
        assert looks(app.view, 0)[1][3] != before[3]


async def test_search_hits_show_and_go() -> None:
    async with reading("一二三四五") as (app, pilot):
        app.view.set_hits([Span(2, 4)])
        await pilot.pause()
        assert [text for text, *_ in looks(app.view, 0)] == ["一", "二", "三四", "五"]
        app.view.set_hits([])
        await pilot.pause()
        assert [text for text, *_ in looks(app.view, 0)] == ["一", "二三四五"]


async def test_without_colours_selection_and_codes_still_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(TALK, coding(1, 0, 6), coding(2, 4, 8, "cost"), turns=TURNS) as (app, pilot):
        await pilot.press("down", "v", "right", "right", "o")
        app.view.set_hits([Span(18, 20)])
        await pilot.pause()
        assert app.rows()[0].startswith("▪信▪co      访谈员：")
        assert [(text, underline) for text, underline, *_ in looks(app.view, 0)] == [
            ("访谈员：", True),
            ("那时", True),
            ("候怎", True),
            ("么样？", False),
        ]
        assert [(text, reverse) for text, _, reverse, _ in looks(app.view, 1)][:3] == [
            ("P", False),
            ("0", True),
            ("7：", False),
        ]


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "nord"])
async def test_a_change_of_theme_repaints(theme: str) -> None:
    async with reading("一二三四五", coding(1, 1, 3)) as (app, pilot):
        before = looks(app.view, 0)
        app.theme = theme
        await pilot.pause()
        await pilot.pause()
        after = looks(app.view, 0)
        assert [text for text, *_ in before] == [text for text, *_ in after]
        assert before != after


def long_text(paragraphs: int = 400) -> str:
    return "\n".join(
        f"P{i}："
        + f"那时候社区工作人员帮助过我{i}次，但是总体来说还是靠自己慢慢适应。So I stopped asking. " * (i % 5 + 1)
        for i in range(paragraphs)
    )


async def test_every_character_is_on_the_screen_whatever_its_width() -> None:
    text = long_text(2)
    for width in range(20, 60):
        async with reading(text, coding(1, 7, 50), size=(width, 40)) as (app, _):
            shown = "".join(row[LEFT:] for row in app.rows())
            assert shown.replace(" ", "") == text.replace("\n", "").replace(" ", "")


async def test_resizing_keeps_the_place() -> None:
    text = long_text()
    async with reading(text) as (app, pilot):
        app.view.move_to(text.index("P200："))
        await pilot.pause()
        top = app.rows()[0].strip()
        for width in (120, 43, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert app.rows()[0].strip()[:10] in top or top[:10] in "".join(row.strip() for row in app.rows()[:2])
        assert app.rows()[0].strip() == top


async def test_pages_go_down_and_up_over_the_same_text() -> None:
    async with reading(long_text()) as (app, pilot):
        tops = [app.rows()[0]]
        for _ in range(4):
            await pilot.press("pagedown")
            tops.append(app.rows()[0])
        assert app.view.scroll_offset.y > 80
        back = [app.rows()[0]]
        for _ in range(4):
            await pilot.press("pageup")
            back.append(app.rows()[0])
        assert back == tops[::-1]


async def test_the_caret_is_always_on_the_screen_after_a_key() -> None:
    async with reading(long_text(), size=(60, 12)) as (app, pilot):
        for key in (">", "pageup", "<", "space", "}", "down", "down", ")", "ctrl+end", "up"):
            await pilot.press(key)
            row = app.view._page.number_of(app.view.caret) - app.view.scroll_offset.y
            assert 0 <= row < 12, key
            caret = [segment.text for segment in app.view.render_line(row) if segment.style and segment.style.reverse]
            assert len(caret) == 1, key
            assert app.cursor_position.y == row


async def test_refining_estimates_does_not_move_what_is_read() -> None:
    text = long_text(3000)
    async with reading(text) as (app, pilot):
        app.view.move_to(text.index("P2500："))
        before = app.rows()
        while not app.view._page.complete:
            await pilot.pause(0.02)
        await pilot.pause()
        assert app.rows() == before
        assert app.view.virtual_size.height == app.view._page.height
        await pilot.press("ctrl+end")
        assert app.rows()[-1].strip()
        assert text.rstrip().endswith(app.rows()[-1].strip())


async def test_a_megabyte_in_one_paragraph_opens_and_moves() -> None:
    sentence = "那时候社区工作人员帮助过我，但是总体来说还是靠自己慢慢适应。"
    text = sentence * 11_500
    assert len(text.encode()) > 1_000_000
    async with reading(text, coding(1, 5, len(text))) as (app, pilot):
        assert app.rows()[0].startswith("┏")
        await pilot.press("ctrl+end", "up", "up")
        assert [row[:1] for row in app.rows()[-2:]] == ["┃", "┗"]
        app.view.move_to(len(text) - len(sentence) + 3)
        await pilot.press("s", "s", "s")
        assert app.view.selection == Span(len(text) - len(sentence), len(text))


async def test_the_wheel_moves_by_rows_where_nothing_was_wrapped_before() -> None:
    text = long_text(3000)
    async with reading(text) as (app, pilot):
        app.view.move_to(text.index("P1500："))
        await pilot.pause()
        for _ in range(30):
            before = app.rows()
            app.view.scroll_relative(y=-1, animate=False)
            await pilot.pause()
            assert app.rows()[1:] == before[:-1]


async def test_a_text_loaded_before_the_view_is_mounted_shows_its_caret() -> None:
    app = Reader()
    text = long_text()
    app.view.load(text, caret=text.index("P300："))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert any(row.strip().startswith("P300：") for row in app.rows())


async def test_an_empty_document_takes_every_key() -> None:
    async with reading("") as (app, pilot):
        for binding in DocumentView.BINDINGS:
            for key in binding.key.split(","):  # type: ignore[union-attr]
                await pilot.press(key)
        assert (app.view.caret, app.view.selection, app.view.current_span()) == (0, None, None)


async def test_loading_another_text_forgets_the_first() -> None:
    async with reading("一二三\n四五六", coding(1, 0, 7)) as (app, pilot):
        await pilot.press("down", "v", "right")
        app.view.load("a", caret=9)
        await pilot.pause()
        assert (app.view.caret, app.view.selection, app.view.marking, app.view.codings_here()) == (1, None, False, [])
        assert [row.strip() for row in app.rows()[:2]] == ["a", ""]


async def test_a_span_given_from_outside_is_widened_to_characters() -> None:
    async with reading(MIXED) as (app, _):
        app.view.select(Span(5, 6))
        assert app.view.selection == Span(4, 9)
        app.view.move_to(6)
        assert app.view.caret == 4


def test_every_binding_has_an_id_of_its_own() -> None:
    ids = [binding.id for binding in DocumentView.BINDINGS]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert all(name and "." in name for name in ids)


async def test_copying_puts_the_selection_on_the_clipboard() -> None:
    async with reading(MIXED) as (app, pilot):
        await pilot.press("ctrl+c", "v", "right", "right", "ctrl+c")
        assert app.clipboard == "a你"


def test_messages_name_their_view() -> None:
    view = DocumentView()
    told: list[Message] = [DocumentView.CaretMoved(view, 1), DocumentView.SelectionChanged(view, None)]
    assert all(message.control is view for message in told)


AWKWARD = "他说 שָׁלוֹם עולם，再说مرحبا 12。\u202e\u2066x\x9b31m\x1b[2J\u00ad\ufeff𠀀𰀁\t👩🏽‍🚀\u0085完"


async def test_every_row_shows_its_text_and_keeps_its_width_whatever_is_in_it() -> None:
    codings = [coding(1, 3, 8), coding(2, 5, 20, "cost", "#56b4e9"), coding(3, 22, 31)]
    async with reading("\n".join([AWKWARD] * 3), *codings, size=(44, 24)) as (app, pilot):
        for key in ("right", "shift+right", "s", "S", "w", "v", "l", "end"):
            await pilot.press(key)
            for y in range(20):
                strip = app.view.render_line(y)
                row = app.view._page.row(y)
                assert strip.cell_length == sum(segment.cell_length for segment in strip) == 44 - 1
                if row is not None:
                    drawn = strip.text.replace(FENCE, "")[LEFT:].rstrip()
                    assert drawn == show(app.view.text[row.start : row.end]).rstrip()
            chosen = app.view.selection
            assert chosen is None or {chosen.start, chosen.end} <= set(boundaries(app.view.text))


async def test_writing_from_the_right_is_closed_off_from_what_stands_beside_it() -> None:
    async with reading("好\nשלום עולם\n好", coding(1, 3, 5)) as (app, _pilot):
        words = app.view.render_line(1).text[LEFT:]
        assert words.rstrip() == f"{FENCE}שלום עולם{FENCE}"
        assert FENCE not in app.view.render_line(0).text


async def test_a_click_on_a_stripe_selects_what_it_stands_for() -> None:
    text = "社区工作人员帮助过我。\n" * 3
    async with reading(text, coding(1, 2, 20), coding(2, 6, 9, "cost", "#56b4e9")) as (app, pilot):
        strip = app.view.render_line(0).text
        assert strip[:2] == "┏▪"
        await pilot.click(DocumentView, offset=(1, 0))
        assert app.view.selection == Span(6, 9)
        await pilot.click(DocumentView, offset=(0, 1), times=2)
        assert app.view.selection == Span(2, 20)
        await pilot.click(DocumentView, offset=(1, 1))
        assert app.view.selection is None
        assert app.view.caret == 12


async def test_text_is_readable_in_every_theme_whatever_is_marked() -> None:
    async with reading("社区") as (app, pilot):
        looks = [Look(), Look(label="respondent"), Look(label="other"), Look(hit=True), Look(selected=True)]
        looks += [look._replace(colors=(color,), depth=1) for look in looks for color in PALETTE]
        looks += [Look((PALETTE[0], color), 2) for color in PALETTE[1:]]
        for name in sorted(app.available_themes):
            app.theme = name
            await pilot.pause()
            theme, ansi = theme_of(app.view)
            inks = [] if ansi else [ink(look, mode, theme) for look in looks for mode in COLOR_MODES]
            assert all(contrast(drawn.text, drawn.background) >= TEXT_CONTRAST for drawn in inks), name


async def test_times_inside_what_is_said_are_set_apart_as_labels_are() -> None:
    text = "A：好的。[00:12:30] 然后去了村里（2024）。"
    async with reading(text, turns=[ShownTurn(0, len(text), 0, 2, "respondent")]) as (app, _pilot):
        row = app.view._page.row(0)
        assert row is not None
        assert [text[time.start : time.end] for time in app.view._marks.times(row)] == ["[00:12:30]"]
        strip = app.view.render_line(0)
        looks = {part.text: part.style.color for part in strip if part.style and part.text.strip()}
        stamp = next(color for words, color in looks.items() if "00:12:30" in words)
        speech = next(color for words, color in looks.items() if "村里" in words)
        assert stamp != speech
    async with reading(text) as (app, _pilot):
        assert app.view._marks.labels == []  # a text without turns is no transcript
