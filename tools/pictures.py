"""The pictures of docs/how-to/pictures.md, drawn by the commands that the page shows, from the sample study.

::

    python tools/pictures.py

How wide letters are depends on the fonts that are installed: on another computer the same picture may be laid out a little otherwise.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode import messages
from qualcode.cli import app

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "pictures.md"
FOLDER = PAGE.with_suffix("")
_COMMAND = re.compile(r"^\$ qualcode (.* --plot (\S+\.svg).*)$", re.MULTILINE)


def commands() -> dict[str, list[str]]:
    """The command that draws each SVG that the page shows, by the file's name."""
    page = PAGE.read_text(encoding="utf-8")
    drawn = {match[2]: shlex.split(match[1]) for match in _COMMAND.finditer(page)}
    return {name: arguments for name, arguments in drawn.items() if f"({FOLDER.name}/{name})" in page}


def run(*arguments: str) -> None:
    """Run a command, and show what it says only where it fails."""
    stream = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        ended = app.run(list(arguments))
    if ended:
        raise SystemExit(stream.buffer.getvalue().decode("utf-8"))


def main() -> None:
    """Draw them all."""
    os.environ.update({"QUALCODE_CODER": "Min", "QUALCODE_CONFIG": os.devnull, "LANGUAGE": "en"})
    messages.use("en")
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as place:
        run("demo", f"{place}/study")
        with chdir(f"{place}/study"):
            for name, arguments in commands().items():
                run(*arguments)
                shutil.copy(name, FOLDER / name)
                print(FOLDER / name)


if __name__ == "__main__":
    main()
