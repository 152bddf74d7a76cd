"""What opening a document and coding in it costs in the workbench, on a real project file.

    python benchmarks/workbench.py [--megabytes 1] [--segments 1000] [--keys 40]

The project is made for the occasion: one document of invented interviews, half Chinese and half English, 300 codes, four
coders. "Reading" is the wall time of reading it all from the project; "first paint" that from there to the end of the first
painted frame, the making of the whole screen included; "opened again" is the same document opened in the running workbench,
reading and painting together. For keys CPU is the process's user and system time from posting a key until nothing has been painted
for 30 ms, writing to the disk and the escape sequences a terminal would receive included; the driver is headless, so the
terminal's own work is not. The first three seconds, in which dictionaries are loaded, are waited for.
Memory is the resident size of a process of its own after opening and paging through, less that of one that shows an empty
application of the toolkit.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from statistics import median, quantiles

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App

import generated
from qualcode.config import Settings
from qualcode.project import Project, open_project
from qualcode.tui.app import Workbench
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.coding import CodingScreen

WIDTH, HEIGHT = 120, 40
CODE_POINTS_PER_MEGABYTE = 690_000


class Measured(Workbench):
    """The workbench, rendering its updates to a string and counting them."""

    painted = 0

    def _display(self, screen: object, renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self.console)
            self.painted += 1

    async def quiet(self) -> None:
        """Until nothing has been painted for 30 ms."""
        painted = -1
        while painted != self.painted:
            painted = self.painted
            await asyncio.sleep(0.03)

    async def opened_again(self) -> float:
        """The wall time from asking for the document that is open to its first frame, in milliseconds."""
        started, painted = time.perf_counter(), self.painted
        assert isinstance(self.screen, CodingScreen) and self.desk.document is not None
        self.screen._open(self.desk.document.name)
        while self.painted == painted:
            await asyncio.sleep(0)
        milliseconds = (time.perf_counter() - started) * 1000
        await self.quiet()
        return milliseconds

    async def press(self, *keys: str) -> float:
        """Press keys one after the other; the CPU time of the last one, in milliseconds."""
        for key in keys[:-1]:
            self.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.quiet()
        cpu = time.process_time()
        self.post_message(events.Key(keys[-1], keys[-1] if len(keys[-1]) == 1 else None))
        await self.quiet()
        return (time.process_time() - cpu) * 1000


async def measure(project: Project, keys: int) -> None:
    started = time.perf_counter()
    desk = Desk(project, generated.CODERS[0])
    desk.open()
    read = time.perf_counter()
    app = Measured(desk, Settings())
    async with app.run_test(size=(WIDTH, HEIGHT)):
        while not app.painted:
            await asyncio.sleep(0)
        painted = time.perf_counter()
        print(f"reading {1000 * (read - started):.0f} ms, then first paint {1000 * (painted - read):.0f} ms")
        await asyncio.sleep(3)
        again = [await app.opened_again() for _ in range(10)]
        print(f"opened again: {median(again):.0f} ms")
        for name, pressed in {
            "caret down": ("down",),
            "selection": ("shift+right",),
            "page": ("pagedown",),
            "back to the start": ("ctrl+home",),
            "open the drawer": ("right_parenthesis", "escape", "c"),
            "a letter typed": ("1",),
            "Enter to painted": ("escape", "right_parenthesis", "c", "1", "enter"),
            "repeat to painted": ("right_parenthesis", "full_stop"),
            "undo to painted": ("u",),
            "redo to painted": ("ctrl+r",),
            "next segment": ("n",),
        }.items():
            report(name, [await app.press(*pressed) for _ in range(keys)])


async def page_through(path: str) -> None:
    """Open a project, or nothing where the path is empty, page through it, and print the resident size in megabytes."""
    with open_project(path) if path else nullcontext() as project:
        app: App[None] = App()
        if project is not None:
            desk = Desk(project, generated.CODERS[0])
            desk.open()
            app = Workbench(desk, Settings())
        async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
            for _page in range(40):
                await pilot.press("pagedown")
            await asyncio.sleep(3)
            print(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6)


def resident(path: str) -> float:
    """What ``page_through`` prints in a process of its own."""
    line = [sys.executable, __file__, "--resident", path]
    return float(subprocess.run(line, capture_output=True, check=True, text=True).stdout)


def report(name: str, milliseconds: list[float]) -> None:
    print(f"{name:<20} CPU p50 {median(milliseconds):6.1f} ms   p95 {quantiles(milliseconds, n=20)[-1]:6.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument("--segments", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--resident", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.resident is not None:
        asyncio.run(page_through(options.resident))
        return
    length = round(options.megabytes * CODE_POINTS_PER_MEGABYTE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qualcode"
        with generated.project(path, documents=1, length=length, codings=options.segments, codes_wanted=300) as project:
            desk = Desk(project, generated.CODERS[0])
            desk.open()
            assert desk.document is not None
            size = len(desk.document.text.encode()) / 1e6
            print(f"{size:.2f} MB, {len(desk.codings):,} segments, {len(desk.codes)} codes, {WIDTH}x{HEIGHT} cells")
            asyncio.run(measure(project, options.keys))
        if sys.platform == "linux":
            bare, whole = resident(""), resident(str(path))
            print(f"memory: {whole:.0f} MB, {whole - bare:.0f} MB above an empty application of the toolkit")


if __name__ == "__main__":
    main()
