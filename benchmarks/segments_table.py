"""What looking through all segments of a project costs in the workbench.

    python benchmarks/segments_table.py [--codings 100000] [--documents 100] [--keys 40] [--project FILE]

The project is made for the occasion. Making a million codings in 1000 documents takes minutes: --project keeps it in a file and
uses it again.
"First frame" is the wall time from the second key of `g s` to the first painted frame, "first rows" to that with rows in it, "all" until the number of
all segments is known. For keys CPU is the process's user and system time until nothing has been painted for 60 ms, the surroundings
of the row and the words of rows from other documents included; sorting and filtering are wall times, done beside the screen.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

from textual import events

import generated
from qualcode.config import Settings
from qualcode.project import Project, open_project
from qualcode.tui.project.desk import Desk
from qualcode.tui.screens.segments import SegmentsScreen
from workbench_measured import HEIGHT, WIDTH, Measured, report

QUERIES = ("code 003", "code 003 and coder = Anna", 'text contains "数据"', "code 001 overlaps code 002", "")


async def until(done: object) -> None:
    """Wait until ``done`` says so, looking very often."""
    assert callable(done)
    while not done():
        await asyncio.sleep(0.001)


async def measure(project: Project, keys: int) -> None:
    desk = Desk(project, generated.CODERS[0])
    desk.open()
    app = Measured(desk, Settings())
    async with app.run_test(size=(WIDTH, HEIGHT)):
        await asyncio.sleep(3)
        await app.press("g")
        started, painted, cpu = time.perf_counter(), app.painted, time.process_time()
        app.post_message(events.Key("s", "s"))
        await until(lambda: isinstance(app.screen, SegmentsScreen) and app.screen.is_attached)
        table = app.screen
        assert isinstance(table, SegmentsScreen)
        await until(lambda: app.painted > painted)
        used = 1000 * (time.process_time() - cpu)
        print(f"first frame after {1000 * (time.perf_counter() - started):.0f} ms (CPU {used:.0f})", end=", ")
        await until(lambda: table.found is not None)
        painted = app.painted
        await until(lambda: app.painted > painted)
        used = 1000 * (time.process_time() - cpu)
        print(f"first rows after {1000 * (time.perf_counter() - started):.0f} ms (CPU {used:.0f})", end=", ")
        await until(lambda: table.found is not None and table.found.segments.operation is not None)
        assert table.found is not None
        print(f"all {len(table.found):,} after {time.perf_counter() - started:.1f} s")
        await app.quiet()
        for name in ("down", "pagedown", "end", "home", "space"):
            report(f"key {name}", [await app.press(name) for _ in range(keys)])
        for order in ("code", "coder", "text", "document"):
            await timed(f"sort by {order}", table, lambda order=order: table.sort_by(order))  # type: ignore[misc]
            if order == "code":
                report("page by code", [await app.press("pagedown") for _ in range(keys)])
        for query in QUERIES:
            await timed(f"query {query or '(all)'}", table, lambda query=query: table.look_for(query))  # type: ignore[misc]
        again = []
        for _ in range(5):
            await app.press("escape")
            await app.press("g")
            started, painted = time.perf_counter(), app.painted
            app.post_message(events.Key("s", "s"))
            await until(lambda painted=painted: app.painted > painted)  # type: ignore[misc]
            again.append((time.perf_counter() - started) * 1000)
            await app.quiet()
        print(f"opened again {median(again):.0f} ms")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


async def timed(name: str, table: SegmentsScreen, act: object) -> None:
    """Print how long something takes until its rows are there."""
    assert callable(act)
    before, started, cpu = table.found, time.perf_counter(), time.process_time()
    act()
    await until(lambda: table.found is not before)
    assert table.found is not None
    wall, used = time.perf_counter() - started, time.process_time() - cpu
    print(f"{name:<32} {1000 * wall:6.0f} ms, CPU {1000 * used:6.0f} ms, {len(table.found):,} rows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--codings", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--project", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.project or Path(folder) / "study.qualcode"
        if not path.exists():
            made = {"documents": options.documents, "codings": options.codings}
            generated.project(path, length=30_000, codes_wanted=300, **made).close()
        with open_project(path) as project:
            asyncio.run(measure(project, options.keys))


if __name__ == "__main__":
    main()
