"""What a coder waits for in the whole workbench, on real project files, beside the limits and the toolkit's own text area.

    python benchmarks/workbench.py [--sizes 1:1000 5:10000] [--codes 500] [--keys 100] [--rounds 5]

The study (see workbench_study.py) is made for the occasion: so many megabytes and codings in one document, a codebook of 500
codes, four coders, 200 memos. How keys are measured stands in workbench_measured.py. Limits are those of 1 MB; twice as much
is allowed at 5 MB. The text area shows the same text, and no codings, for it cannot.

"Open to first paint" is a process of its own, from before the project's document is read to the end of the first frame of the
workbench, after all has been imported; the text area is handed its text in an application that is there already.
Memory is the resident size of a process of its own after opening and paging through, less that of one that shows an empty
application of the toolkit. The last part is the editor of a codebook with 2000 codes: what a key costs until the row is painted
and until the page of the code is there too, and what moving a code costs.
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
from importlib import import_module
from pathlib import Path
from statistics import median

from textual import events
from textual.app import App

from qualcode.config import Settings
from qualcode.project import Project, open_project
from qualcode.tui.app import Workbench
from qualcode.tui.project.desk import Desk
from qualcode.tui.widgets.document_page import DocumentPage
from workbench_measured import HEIGHT, WIDTH, Beside, Measured, as_in_a_terminal, judge, p95, report, summary
from workbench_study import CODERS, study

LIMITS = {"caret": 10, "selection": 10, "page": 20, "palette letter": 16, "apply to painted": 35}
FIRST_PAINT, MEMORY = 150, 80
ALIKE = {"caret": "down", "selection": "shift+right", "page": "pagedown"}
"""Keys that the text area knows as well."""
SENTENCE = "right_parenthesis"
OTHERS = {
    "next segment": ("n",),
    "grow the selection": ("escape", "s"),
    "open the palette": (SENTENCE, "escape", "c"),
    "palette letter": ("1",),
    "apply to painted": ("escape", SENTENCE, "c", "1", "enter"),
    "three at once": ("escape", SENTENCE, "c", "1", "tab", "2", "tab", "3", "enter"),
    "repeat to painted": (SENTENCE, "full_stop"),
    "undo to painted": ("u",),
    "redo to painted": ("ctrl+r",),
}
CODEBOOK = 2000


def desk_of(project: Project) -> Desk:
    """The first document, as the first coder has it before her."""
    desk = Desk(project, CODERS[0])
    desk.open()
    return desk


async def measure(project: Project, keys: int, allowed: int) -> None:
    """Keys in the workbench, and the same in the text area."""
    desk = desk_of(project)
    assert desk.document is not None
    text = desk.document.text
    print(f"{len(text.encode()) / 1e6:.2f} MB, {len(desk.codings):,} segments, {len(desk.codes)} codes", flush=True)
    area = Beside()
    async with area.run_test(size=(WIDTH, HEIGHT)):
        print(f"{'TextArea':<22} first paint {await area.load(text):.0f} ms", flush=True)
        await asyncio.sleep(1)
        theirs = {name: [await area.press(key) for _ in range(keys // 2)] for name, key in ALIKE.items()}
    app = Measured(desk, Settings())
    async with app.run_test(size=(WIDTH, HEIGHT)):
        await settled(app)
        for name, key in ALIKE.items():
            ours = [await app.press(key) for _ in range(keys)]
            ratio = median(theirs[name]) / median(ours)
            beside = f"TextArea {median(theirs[name]):.1f} / {p95(theirs[name]):.1f} ms, {ratio:.0f} times as much"
            report(name, ours, LIMITS[name] * allowed, beside)
        await app.press("ctrl+home")
        for name, pressed in OTHERS.items():
            limit = LIMITS.get(name)
            report(name, [await app.press(*pressed) for _ in range(keys)], limit and limit * allowed)
        again = [await app.opened_again() for _ in range(5)]
        print(f"{'opened again':<22} {median(again):.0f} ms", flush=True)


async def settled(app: Measured) -> None:
    """Until the whole text has been wrapped and the dictionaries are loaded, behind the first frame."""
    await asyncio.sleep(3)
    page = app.screen.query_one(DocumentPage)
    while not page._page.complete:
        await asyncio.sleep(0.1)


async def edit_codebook(path: Path, keys: int) -> None:
    """Keys in the editor of a large codebook."""
    with study(path, megabytes=0.05, segments=500, codes=CODEBOOK, memos=20) as project:
        app = Measured(desk_of(project), Settings())
        async with app.run_test(size=(WIDTH, HEIGHT)):
            await asyncio.sleep(2)
            print(f"codebook of {CODEBOOK} codes: open {await app.press('g', 'k'):.0f} ms", flush=True)
            await asyncio.sleep(1)
            await app.press("z")
            report("key, row painted", [await row_painted(app, "down") for _ in range(keys)], 16)
            report("key, page as well", [await app.press("down") for _ in range(keys)])
            report("page, row painted", [await row_painted(app, "pagedown") for _ in range(keys // 3)], 20)
            await app.press("home")
            report("a code moved", [await moved(app) for _ in range(max(keys // 5, 5))])


async def row_painted(app: Measured, key: str) -> float:
    """The CPU time of a key until the first frame after it; what follows when the cursor rests is waited for and not counted."""
    cpu, painted = time.process_time(), app.first_paint()
    await asyncio.gather(painted, post(app, key))
    milliseconds = (time.process_time() - cpu) * 1000
    await asyncio.sleep(0.1)
    await app.quiet()
    return milliseconds


async def post(app: Measured, key: str) -> None:
    """Have a key seen."""
    app.post_message(events.Key(key, None))


async def moved(app: Measured) -> float:
    """The CPU time of moving a code until the codebook has been read again and painted."""
    cpu = time.process_time()
    await post(app, "ctrl+down")
    await asyncio.sleep(0.4)
    await app.quiet()
    return (time.process_time() - cpu) * 1000


_LATE = ("regex", "rich._emoji_codes", "textual.drivers.headless_driver", "textual.layouts.stream", "textual.pilot")
"""What is imported on the way to the first frame."""


async def open_once(path: str) -> None:
    """Open a project and print the milliseconds to the first frame: of reading, of all, and of CPU."""
    for late in _LATE:
        import_module(late)
    with open_project(path) as project:
        started, cpu = time.perf_counter(), time.process_time()
        desk = desk_of(project)
        read = time.perf_counter()
        app = Measured(desk, Settings())
        async with app.run_test(size=(WIDTH, HEIGHT)):
            while not app.painted:
                await asyncio.sleep(0)
            now = time.perf_counter()
            print((read - started) * 1000, (now - started) * 1000, (time.process_time() - cpu) * 1000)


async def page_through(path: str) -> None:
    """Open a project, or nothing where the path is empty, page through it, and print the resident size in megabytes."""
    with open_project(path) if path else nullcontext() as project:
        app: App[None] = App() if project is None else Workbench(desk_of(project), Settings())
        async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
            for _page in range(40):
                await pilot.press("pagedown")
            await asyncio.sleep(3)
            print(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6)


def in_a_process(part: str, path: str) -> list[float]:
    """What a part of this prints in a process of its own."""
    line = [sys.executable, __file__, part, path]
    return [float(it) for it in subprocess.run(line, capture_output=True, check=True, text=True).stdout.split()]


def open_and_hold(path: str, rounds: int, allowed: int) -> None:
    """What opening costs, and how much memory is held."""
    opened = [in_a_process("--opening", path) for _ in range(rounds)]
    read, whole, cpu = (median(column) for column in zip(*opened))
    limit = FIRST_PAINT * allowed
    print(
        f"{'open to first paint':<22} {whole:.0f} ms (CPU {cpu:.0f}), {read:.0f} of them reading"
        f"{judge('open to first paint', cpu, limit)}",
        flush=True,
    )
    if sys.platform == "linux":
        (bare,), (held,) = in_a_process("--resident", ""), in_a_process("--resident", path)
        limit = MEMORY * allowed
        above = f"{held - bare:.0f} MB above an empty application"
        print(f"{'memory':<22} {held:.0f} MB, {above}{judge('memory', held - bare, limit)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", default=["1:1000", "5:10000"], help="megabytes:segments")
    parser.add_argument("--codes", type=int, default=500)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--opening", help=argparse.SUPPRESS)
    parser.add_argument("--resident", help=argparse.SUPPRESS)
    options = parser.parse_args()
    as_in_a_terminal()
    if options.opening is not None:
        asyncio.run(open_once(options.opening))
    elif options.resident is not None:
        asyncio.run(page_through(options.resident))
    else:
        measure_all(options)


def measure_all(options: argparse.Namespace) -> None:
    """Everything, one size after the other."""
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            megabytes, segments = size.split(":")
            path = Path(folder) / f"{megabytes}.qualcode"
            study(path, megabytes=float(megabytes), segments=int(segments), codes=options.codes).close()
            allowed = 1 if float(megabytes) <= 1 else 2
            open_and_hold(str(path), options.rounds, allowed)
            with open_project(path) as project:
                asyncio.run(measure(project, options.keys, allowed))
            print()
        asyncio.run(edit_codebook(Path(folder) / "codebook.qualcode", options.keys))
    print(f"\n{summary()}")


if __name__ == "__main__":
    main()
