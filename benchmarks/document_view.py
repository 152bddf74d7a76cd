"""What a key costs in the document view, beside the toolkit's own read-only text area, in one run.

    python benchmarks/document_view.py [--keys 60] [--megabytes 1] [--segments 1000]

Text: invented interviews, half Chinese and half English, with emoji. Both widgets get the same text and the same keys on
a screen of 120 x 40 cells; the text area shows no codings, for it cannot. CPU is the process's user and system time from
posting a key until nothing has been painted for 30 ms, the escape sequences that a terminal would receive included (the
driver is headless, so the terminal's own work is not). "First" is the wall time from handing over the text to the end of
the first painted frame. The view's background work (wrapping, loading the dictionary) is over before keys are timed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import time
from collections.abc import Callable
from functools import partial
from statistics import median, quantiles
from typing import NamedTuple

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import TextArea

from qualcode.tui.view.shown import ShownCoding, ShownTurn
from qualcode.tui.view.style import PALETTE
from qualcode.tui.widgets.document_view import DocumentView

CHINESE = [
    "那时候社区工作人员帮助过我",
    "但是总体来说还是靠自己慢慢适应学习新的技能",
    "医院排队时间特别长",
    "医生态度有好有坏",
    "后来换了一个医生才好",
    "家里人也支持我",
    "上面来检查的时候系统里的数字都是好看的",
    "乡镇干部白天跑村里晚上填表",
]
ENGLISH = [
    "So I stopped asking for help at the clinic",
    "they told me the system would be faster",
    "it was not",
    "the street office never answered",
    "what changed after that year was the form, not the work",
]
EMOJI = ["👨‍👩‍👧", "👍🏽", "❤️", "🇨🇳", "e\u0301", "\t"]


class Cost(NamedTuple):
    """Milliseconds of CPU and bytes of escape sequences, one of each per key."""

    cpu: list[float]
    written: list[int]


def interview(megabytes: float, rng: random.Random) -> tuple[str, list[ShownTurn]]:
    """Turns that alternate between the languages, until the text has this size in UTF-8."""
    lines: list[str] = []
    turns: list[ShownTurn] = []
    size = start = 0
    while size < megabytes * 1_000_000:
        chinese = len(lines) % 2
        label, stop, words = ("P07：", "。", CHINESE) if chinese else ("Interviewer: ", ". ", ENGLISH)
        line = label + "".join(rng.choice(words) + stop for _ in range(rng.randint(2, 14)))
        line += rng.choice(EMOJI) if rng.random() < 0.1 else ""
        turns.append(ShownTurn(start, start + len(line), start, start + len(label)))
        lines.append(line)
        start += len(line) + 1
        size += len(line.encode()) + 1
    return "\n".join(lines), turns


def codings(length: int, count: int, rng: random.Random) -> list[ShownCoding]:
    """Codings of 10 to 300 characters anywhere, of twenty codes, by two coders."""
    found = []
    for key in range(count):
        start = rng.randrange(length - 300)
        code = rng.randrange(20)
        end = start + rng.randint(10, 300)
        color = PALETTE[code % len(PALETTE)]
        found.append(ShownCoding(key, start, end, str(code), f"code {code}", color, "AB"[key % 2]))
    return found


class Measured(App[None]):
    """An app of one widget that renders its updates to a string and counts them."""

    painted = 0
    written = 0

    def __init__(self, widget: Widget, load: Callable[[], None]) -> None:
        super().__init__()
        self.widget, self.fill = widget, load

    def compose(self) -> ComposeResult:
        yield self.widget

    def _display(self, screen: object, renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            self.written += len(renderable.render_segments(self.console).encode())
            self.painted += 1

    async def quiet(self) -> None:
        """Until nothing has been painted for 30 ms."""
        painted = -1
        while painted != self.painted:
            painted = self.painted
            await asyncio.sleep(0.03)

    async def cost(self, act: Callable[[], object]) -> tuple[float, int]:
        cpu, written = time.process_time(), self.written
        act()
        await self.quiet()
        return (time.process_time() - cpu) * 1000, self.written - written

    async def press(self, key: str, times: int) -> Cost:
        pairs = [await self.cost(lambda: self.post_message(events.Key(key, None))) for _ in range(times)]
        return Cost(*map(list, zip(*pairs)))


async def measure(widget: Widget, load: Callable[[], None], keys: int) -> tuple[float, dict[str, Cost]]:
    """First frame in milliseconds, and the cost of each kind of key; for the document view of coding a sentence too."""
    app = Measured(widget, load)
    async with app.run_test(size=(120, 40)):
        await app.quiet()
        widget.focus()
        start, painted = time.perf_counter(), app.painted
        load()
        while app.painted == painted:
            await asyncio.sleep(0)
        first = (time.perf_counter() - start) * 1000
        await asyncio.sleep(3)
        names = {"caret": "down", "selection": "shift+right", "page": "pagedown"}
        costs = {name: await app.press(key, keys) for name, key in names.items()}
        if isinstance(widget, DocumentView):
            pairs = [await app.cost(partial(code_sentence, widget, key)) for key in range(keys)]
            costs["coding"] = Cost(*map(list, zip(*pairs)))
    return first, costs


def code_sentence(view: DocumentView, key: int) -> None:
    view.action_move("sentence", 1)
    span = view.current_span()
    if span:
        view.add_coding(ShownCoding(("new", key), span.start, span.end, "new", "new code", PALETTE[0], "A"))


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def report(name: str, first: float, costs: dict[str, Cost]) -> None:
    print(f"{name:<14} first {first:7.0f} ms", end="")
    for key, cost in costs.items():
        print(
            f"   {key} {median(cost.cpu):6.1f} /{p95(cost.cpu):6.1f} ms {median(cost.written) / 1000:5.1f} kB", end=""
        )
    print()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument("--segments", type=int, default=1000)
    options = parser.parse_args()
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    rng = random.Random(7)
    text, turns = interview(options.megabytes, rng)
    coded = codings(len(text), options.segments, rng)
    print(
        f"{len(text.encode()) / 1e6:.2f} MB, {len(text):,} code points, {text.count(chr(10)) + 1:,} paragraphs,",
        end=" ",
    )
    print(f"{len(coded):,} segments; CPU p50 / p95 of {options.keys} keys, bytes p50")
    view, area = DocumentView(), TextArea(read_only=True, soft_wrap=True)
    first, ours = await measure(view, lambda: view.load(text, turns, coded), options.keys)
    report("document view", first, ours)
    first_area, theirs = await measure(area, lambda: area.load_text(text), options.keys)
    report("TextArea", first_area, theirs)
    ratios = {key: median(theirs[key].cpu) / median(ours[key].cpu) for key in theirs}
    print(f"TextArea / view: first {first_area / first:.1f}x, " + ", ".join(f"{k} {r:.1f}x" for k, r in ratios.items()))


if __name__ == "__main__":
    asyncio.run(main())
