"""The workbench in a real browser: Chinese text, a selection with the mouse, a code."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright
from rich.cells import cell_len
from rich.color import ColorSystem

from browser.conftest import TEXT, Served
from qualcode.actions import memos
from qualcode.config import Settings
from qualcode.project import open_project
from qualcode.tui.app import Workbench
from qualcode.tui.project.desk import Desk

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
MARKED = "数据要一层一层报上去"


@asynccontextmanager
async def browser_at(served: Served, chromium: str, asked: list[str]) -> AsyncIterator[Page]:
    """A page that shows the workbench; what it asks for is noted."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = await browser.new_context(
            viewport={"width": 1200, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
        )
        context.on("request", lambda request: asked.append(request.url))
        page = await context.new_page()
        page.on("websocket", lambda socket: asked.append(socket.url))
        await page.goto(served.address)
        await shown(page)
        yield page
        await browser.close()


async def shown(page: Page) -> None:
    """Wait until the workbench is on the page."""
    await page.wait_for_selector("body.-first-byte", state="attached", timeout=30_000)
    await page.wait_for_timeout(1500)


async def test_a_passage_is_marked_with_the_mouse_and_coded(served: Served, chromium: str) -> None:
    asked: list[str] = []
    async with browser_at(served, chromium, asked) as page:
        assert page.url == served.origin + "/"
        assert await page.title() == "qualcode"
        await drag(page, await cells_of(MARKED, served.project, size_of(asked)), size_of(asked))
        await page.keyboard.type("c")
        await page.wait_for_timeout(500)
        await page.keyboard.insert_text("信任")  # as an input method commits it
        await page.wait_for_timeout(500)
        await page.keyboard.press("Enter")
        await page.wait_for_timeout(1000)
        await page.keyboard.press("Control+q")
        await page.wait_for_selector("body.-closed", state="attached", timeout=20_000)
    assert {url.partition("://")[2].partition("/")[0] for url in asked} == {served.origin.partition("://")[2]}
    with open_project(served.project) as project:
        (coding,) = project.codings().to_dict("records")
    assert (coding["code"], coding["coder"], coding["text"]) == ("信任", "Anna", MARKED)
    assert TEXT[coding["start"] : coding["end"]] == MARKED


async def test_a_memo_that_is_being_written_is_saved_when_the_page_is_loaded_again(
    served: Served, chromium: str
) -> None:
    """The server has room for one page, so that the new one needs the place of the old."""
    async with browser_at(served, chromium, []) as page:
        await page.evaluate("navigator.clipboard.writeText('一层一层报上去，\\n')")
        await page.keyboard.press("m")
        await page.wait_for_timeout(500)
        await page.keyboard.press("Control+v")
        await page.keyboard.type("nobody sees it")
        await page.wait_for_timeout(300)  # less than after which it is kept
        await page.reload()
        await shown(page)
        second = await page.context.new_page()
        await second.goto(served.origin)
        await second.wait_for_selector("body.-closed", state="attached", timeout=20_000)
        assert "Close one of them" in await second.locator("#said").inner_text()
        await page.close()
        await second.locator("#again").click()
        await shown(second)
        assert await second.evaluate("document.body.classList.contains('-closed')") is False
    with open_project(served.project) as project, project.read("Anna") as view:
        (memo,) = memos.listing(view)
    assert memo.text == "一层一层报上去，\nnobody sees it"


async def test_a_click_on_a_web_address_in_a_text_visits_nobody(served: Served, chromium: str) -> None:
    asked: list[str] = []
    async with browser_at(served, chromium, asked) as page:
        size = size_of(asked)
        place = await cells_of("sjj.example.org", served.project, size)
        for _twice in range(2):  # the address is known as one once the pointer is over it
            await drag(page, place, size)
        await page.wait_for_timeout(500)
        assert len(page.context.pages) == 1
    assert not [url for url in asked if "example.org" in url]


async def test_no_row_is_cut_off_when_the_window_changes(served: Served, chromium: str) -> None:
    """The letters are measured before they have come from the server, unless the page waits for them."""
    async with browser_at(served, chromium, []) as page:
        await page.set_viewport_size({"width": 700, "height": 450})
        await page.wait_for_timeout(1000)
        box = await page.locator(".xterm-screen").bounding_box()
        assert box is not None and box["height"] <= 450


def size_of(asked: list[str]) -> tuple[int, int]:
    """How many columns and rows the terminal on the page has, as it told the server."""
    (session,) = (url for url in asked if url.startswith("ws://"))
    columns, rows = re.findall(r"=(\d+)", session)
    return int(columns), int(rows)


async def cells_of(words: str, project: Path, size: tuple[int, int]) -> tuple[int, int, int]:
    """Row, first and last column of words, in a workbench of the same size without a screen."""
    with open_project(project) as opened:
        desk = Desk(opened, "Anna")
        desk.open(None)
        app = Workbench(desk, Settings())
        app.console._color_system = ColorSystem.TRUECOLOR  # as the page has it; with fewer colours the gutter is wider
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            shown = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
    row = next(number for number, line in enumerate(shown) if words in line)
    first = cell_len(shown[row].partition(words)[0])
    return row, first, first + cell_len(words) - 1


async def drag(page: Page, place: tuple[int, int, int], size: tuple[int, int]) -> None:
    """Press on the first cell, move along, let go on the last: the page draws on a canvas, a place is all there is."""
    row, first, last = place
    box = await page.locator(".xterm-screen").bounding_box()
    assert box is not None
    width, height = box["width"] / size[0], box["height"] / size[1]
    y = box["y"] + (row + 0.5) * height
    await page.mouse.move(box["x"] + (first + 0.5) * width, y)
    await page.mouse.down()
    for column in range(first, last + 1, 3):
        await page.mouse.move(box["x"] + (column + 0.5) * width, y)
    await page.mouse.move(box["x"] + (last + 0.5) * width, y)
    await page.mouse.up()
    await page.wait_for_timeout(300)
