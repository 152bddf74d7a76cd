"""The pictures of docs/workbench.md: the workbench on the sample study, in English and Chinese, as a browser shows it.

::

    python tools/screens.py
    python tools/screens.py cards concepts    # only these

It needs Chromium and a Chinese font of fixed width, such as Noto Sans Mono CJK.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "workbench"
SIZE = {"width": 1170, "height": 756}  # 130 columns, 36 rows
COLOURS = 160
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
DOCUMENTS = {"en": "I01 city data bureau", "zh": "I02 东麓县民政局"}
PROGRAM = (sys.executable, "-c", "from qualcode.cli.app import main; main()")

TYPED = {
    "en": ("somebody goes", "the rule is changed", "the system", "record dr", "paper", "reliability"),
    "zh": ("有人上门", "规则改了", "系统", "record dr", "老人", "reliability"),
}
"""Names of two piles of cards, words to look for, a code, other words; "=0" in what is pressed types the first."""

ARRIVED = {
    "N16 东麓 evening.txt": "The lights were on until nine. 周办事员说，白天来办事，晚上才填表。\n",
    "I15 云垭镇.txt": "访谈者：表是谁填的？\n受访者：白天谁有空谁填，晚上我再对一遍。\n访谈者：对什么？\n受访者：对数字，不对人。\n",
    "plan.pdf": "%PDF-1.4\n",
}
"""A folder that is imported: two files that can be read and one that cannot."""

CLAIMS = {
    "en": (
        "digital cybernetic capacity",
        "To see is not to steer: who only sees has no such capacity.",
        "The capacity lies in the second loop, in which results change the rule.",
        "The loop ends where the company's model begins.",
    ),
    "zh": (
        "数字控制能力",
        "看得见不等于管得了：只看得见，谈不上这种能力。",
        "能力在第二圈：核实的结果会改规则。",
        "到了公司的模型，这一圈就断了。",
    ),
}
"""The title of a memo on theory, and what it claims."""

MEMOS = {
    "en": (
        "The ability to compare what is with what should be, to act on the difference, and to let the result change the rule.",
        ("a desk in every hall", "Paper stays where nobody reads the screen. Ask for it in the next interview."),
        ("order of reading", "Donglu first, then Xiluan, so that the second county can contradict the first."),
        ("the alarm clock", "His own word for a loop that changes nothing. Keep it for the paper."),
    ),
    "zh": (
        "把实际情况与应有的情况比对，对差距采取行动，并让结果改变规则的能力。",
        ("每个大厅都有一张桌子", "没有人看屏幕的地方，纸就留着。下次访谈要问。"),
        ("阅读次序", "先读东麓，再读西峦，好让第二个县来反驳第一个县。"),
        ("闹钟", "他自己的话，指什么也不改变的一圈。论文里要用。"),
    ),
}
"""What the memo on theory says, and three others, each with its title."""

KINDS = {"en": ("condition", "leads to", "contradicts"), "zh": ("条件", "导致", "矛盾")}
TRANSLATION = "The machine is the yardstick, people are the hand."

CYBERNETIC = ("g", "k", "/", "=cybernetic", "Enter")

SCREENS: dict[str, tuple[str, ...]] = {
    "text": (")", ")"),
    "drawer": (")", ")", "c", "d", "a", "t"),
    "documents": ("g", "d"),
    "segments": ("g", "s", "ArrowDown", "ArrowDown"),
    "codebook": ("g", "k", "ArrowDown", "ArrowDown"),
    "matrix": ("g", "m"),
    "agreement": ("g", "a"),
    "cards": (*CYBERNETIC, "p", "c", "=0", "Enter", "c", "=1", "Enter", "1", "1", "1", "1", "ArrowUp"),
    "concepts": ("g", "l", "ArrowDown", "ArrowDown"),
    "quotes": ("g", "q", "ArrowDown", "ArrowDown", "ArrowDown"),
    "memos": ("g", "y", "ArrowDown"),
    "places": ("g", "w", "…", "ArrowDown", "Enter", "…"),
    "portrait": ("g", "p", "ArrowDown"),
    "frequencies": ("g", "b", "ArrowDown"),
    "words": ("g", "w", "ArrowDown", "ArrowDown"),
    "saturation": ("g", "v"),
    "network": ("g", "n", "ArrowRight"),
    "readings": ("Control+Home", "n", "n", "n", "A"),
    "together": ("g", "m", "x", "ArrowDown", "ArrowRight"),
    "hits": ("g", "/", "=4", "…"),
    "autocoding": ("/", "=2", "Enter", "B", "=3", "Enter", "d", "Enter"),
    "answers": ("g", "r", "n", "ArrowDown"),
    "commands": ("Control+p", "=memo"),
    "rounds": ("g", "a", "…", "r", "=5", "Enter", "…", "t"),
    "help": ("?",),
    "import": ("g", "d", "i", "=arrived", "Enter"),  # the last: the others are of the project before it
}
"""What is pressed in the text to come to each; what stands behind a "=" is typed, at "…" figures are waited for."""


def prepare(place: str) -> None:
    """The sample study with a closed round."""
    run("demo", place)
    read = ["--document", DOCUMENTS["en"], "--document", DOCUMENTS["zh"]]
    run("-p", f"{place}/study.qualcode", "study", "new", "pilot", "--by", "Jonas", "--by", "Min", *read, "--keep")
    run("-p", f"{place}/study.qualcode", "study", "close", "pilot", "--unfinished")
    for name, text in ARRIVED.items():
        Path(place, "arrived").mkdir(exist_ok=True)
        Path(place, "arrived", name).write_text(text, encoding="utf-8")


def interpret(place: str, language: str) -> None:
    """Links, claims, memos and quotes in a language, as somebody who builds a concept would have them by now."""
    title, *claims = CLAIMS[language]
    theory, desk, order, clock = MEMOS[language]
    condition, leads_to, contradicts = KINDS[language]
    loop, power, knowing = "digital cybernetic capacity", "platform power", "information capacity"
    its_own = ("--at", "I09 东麓县数据局", "1067", "1098")
    chimneys = ("--at", "I03 西峦县民政局", "1673", "1694")
    for words in (
        memo("method", *order, "--on-project"),
        memo("theory", title, theory, "--on-project"),
        memo("reflection", *desk, "--on-code", "symbolic compliance"),
        memo("note", *clock, "--on-document", "I09 东麓县数据局", "--span", "149", "200"),
        ("concepts", "claims", "add", title, *claims),
        ("concepts", "evidence", "add", f"{title}:1", "--for", "--at", "I09 东麓县数据局", "1255", "1281"),
        ("concepts", "evidence", "add", f"{title}:1", "--for", "--at", "N14 Xiluan data centre", "1200", "1258"),
        ("concepts", "evidence", "add", f"{title}:2", "--for", "--where", f'"{loop}" and kind = interview'),
        ("concepts", "evidence", "add", f"{title}:3", "--for", "--where", f'"{power}" and kind = interview'),
        ("concepts", "evidence", "add", f"{title}:3", "--against", *its_own),
        ("concepts", "link", knowing, condition, loop),
        ("concepts", "link", "upward accountability", leads_to, "record dressing"),
        ("concepts", "link", "denied deviation", contradicts, "hidden actions"),
        ("concepts", "evidence", "add", knowing, condition, loop, "--for", "--where", f'"{loop}" and kind = policy'),
        ("concepts", "evidence", "add", knowing, condition, loop, "--against", *chimneys),
        ("quotes", "pick", "--where", f'"{loop}" and document = "I09 东麓县数据局"'),
        ("quotes", "pick", "--where", '"denied deviation"'),
        ("quotes", "translate", "4", TRANSLATION),
    ):
        run("-p", f"{place}/study.qualcode", *words)


def memo(kind: str, title: str, text: str, *where: str) -> tuple[str, ...]:
    """The words of a command that writes a memo."""
    return "memos", "add", text, "--title", title, "--kind", kind, *where


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


def press(page: Page, key: str, language: str) -> None:
    """Press a key, or type what stands behind a "="."""
    if key.startswith("="):
        page.keyboard.type(TYPED[language][int(key[1:])] if key[1:].isdigit() else key[1:])
    elif key == "…":
        page.wait_for_timeout(4000)
    else:
        page.keyboard.press(key)
    page.wait_for_timeout(800)


def draw_all(page: Page, address: str, language: str, names: Sequence[str]) -> None:
    """The screens of these names, each in a workbench of its own."""
    for name in names:
        page.goto(address)
        page.wait_for_selector("body.-first-byte", state="attached", timeout=60_000)
        page.wait_for_timeout(6000)
        for key in SCREENS[name]:
            press(page, key, language)
        page.wait_for_timeout(4000)
        draw(page, f"{name}-{language}")


def main(names: Sequence[str]) -> None:
    """Draw those of these names."""
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        os.environ.update({"QUALCODE_CODER": "Min", "QUALCODE_CONFIG": os.devnull, "QUALCODE_LANG": "en"})
        prepare(f"{place}/en")
        shutil.copytree(f"{place}/en", f"{place}/zh")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for language, document in DOCUMENTS.items():
            interpret(f"{place}/{language}", language)
            os.environ["QUALCODE_STATE"] = f"{place}/state-{language}"
            command = [*PROGRAM, "-p", "study.qualcode", "--lang", language, "serve", document]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=f"{place}/{language}") as served:
                assert served.stdout is not None
                draw_all(browser.new_page(viewport=SIZE), served.stdout.readline().strip(), language, names)
                served.terminate()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or list(SCREENS))
