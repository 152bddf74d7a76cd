"""The tables of keys in docs/workbench.md, written from the table of commands and the presets.

::

    python tools/keys.py            write them
    python tools/keys.py --check    change nothing; exit code 1 where the page is not what would be written
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from qualcode import messages
from qualcode.tui.commands import COMMANDS, by_group, key_list
from qualcode.tui.commands.verbs import VERBS
from qualcode.tui.keymaps import PRESETS, presets

PAGE = Path(__file__).parents[1] / "docs" / "workbench.md"
BEGIN = "<!-- tables of keys: python tools/keys.py -->"


def tables() -> Iterator[str]:
    """The lines of all tables."""
    for heading, commands in by_group(COMMANDS).items():
        yield from ("", f"### {heading}", "", "| keys | what it does | name | command |", "|---|---|---|---|")
        for command in commands:
            verbs = ", ".join(f"`{verb}`" for verb in VERBS.get(command.id, ())) or "–"
            yield f"| {_keys(command.keys) or '–'} | {command.help} | `{command.id}` | {verbs} |"
    for preset, called in presets().items():
        if differing := PRESETS[preset]:
            yield from ("", f'### {called}: `keys = "{preset}"`', "", "| keys | name |", "|---|---|")
            yield from (f"| {_keys(keys)} | `{name}` |" for name, keys in differing.items())


def _keys(keys: str) -> str:
    return " ".join(f"`{key}`" for key in key_list(keys)).replace("|", "\\|")


def main() -> int:
    """Write the page, or look whether it is as it should be."""
    messages.use("en")
    page = PAGE.read_text(encoding="utf-8")
    written = page.partition(BEGIN)[0] + "\n".join((BEGIN, *tables(), ""))
    if "--check" in sys.argv:
        return int(page != written)
    PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
