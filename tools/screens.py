"""The pictures of docs/workbench.md: the workbench on the sample study, in English and Chinese, as a browser shows it.

::

    python tools/screens.py

It needs Chromium and a Chinese font of fixed width, such as Noto Sans Mono CJK.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "workbench"
SIZE = {"width": 1170, "height": 700}
COLOURS = 160
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
DOCUMENTS = {"en": "I01 city data bureau", "zh": "I02 东麓县民政局"}
PROGRAM = (sys.executable, "-c", "from qualcode.cli.app import main; main()")

SCREENS: dict[str, tuple[str, ...]] = {
    "text": (")", ")"),
    "drawer": (")", ")", "c", "d", "a", "t"),
    "documents": ("g", "d"),
    "segments": ("g", "s", "ArrowDown", "ArrowDown"),
    "codebook": ("g", "k", "ArrowDown", "ArrowDown"),
    "matrix": ("g", "m"),
    "agreement": ("g", "a"),
}
"""What is pressed in the text to come to each."""


def prepare(place: str) -> None:
    """The sample study with a closed round."""
    run("demo", place)
    read = ["--document", DOCUMENTS["en"], "--document", DOCUMENTS["zh"]]
    run("-p", f"{place}/study.qualcode", "study", "new", "pilot", "--by", "Jonas", "--by", "Min", *read, "--keep")
    run("-p", f"{place}/study.qualcode", "study", "close", "pilot", "--unfinished")


def run(*arguments: str) -> None:
    """Run a command, and show what it says only where it fails."""
    ended = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(ended.stderr)


def draw(page: Page, name: str) -> None:
    """Take a picture in as few colours as will do."""
    shot = Image.open(BytesIO(page.screenshot()))
    file = FOLDER / f"{name}.png"
    shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file}  {file.stat().st_size // 1024} kB")


def draw_all(page: Page, address: str, language: str) -> None:
    """Every screen, each in a workbench of its own."""
    for name, keys in SCREENS.items():
        page.goto(address)
        page.wait_for_selector("body.-first-byte", state="attached", timeout=60_000)
        page.wait_for_timeout(3000)
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(400)
        page.wait_for_timeout(4000)
        draw(page, f"{name}-{language}")


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        os.environ.update({"QUALCODE_CODER": "Min", "QUALCODE_CONFIG": os.devnull, "QUALCODE_LANG": "en"})
        prepare(f"{place}/study")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for language, document in DOCUMENTS.items():
            os.environ["QUALCODE_STATE"] = f"{place}/{language}"
            command = [*PROGRAM, "-p", f"{place}/study/study.qualcode", "--lang", language, "serve", "--sessions", "20"]
            with subprocess.Popen([*command, document], stdout=subprocess.PIPE, text=True) as served:
                assert served.stdout is not None
                draw_all(browser.new_page(viewport=SIZE), served.stdout.readline().strip(), language)
                served.send_signal(signal.SIGINT)
        browser.close()


if __name__ == "__main__":
    main()
