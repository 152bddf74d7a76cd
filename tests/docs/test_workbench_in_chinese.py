"""The Chinese guide to the workbench: its keys are those of the table of commands, its queries can be read."""

from __future__ import annotations

import re

import pytest

from docs import guides
from qualcode.analysis.query.parsing import parse
from qualcode.tui.commands import COMMANDS, key_list

GUIDE = (guides.ROOT / "docs" / "zh" / "workbench.md").read_text(encoding="utf-8")
ENGLISH = (guides.ROOT / "docs" / "workbench.md").read_text(encoding="utf-8")
KEYS = {command.id: key_list(command.keys) for command in COMMANDS}


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def rows_with_a_name() -> list[tuple[str, list[str]]]:
    """The commands that tables name, each with the keys beside it."""
    found = re.findall(r"^\| (`[^|]+`) \| [^|]+ \| `([a-z_]+\.[a-z_0-9]+)` \|$", GUIDE, re.MULTILINE)
    return [(name, quoted(keys)) for keys, name in found]


def tasks(page: str) -> list[tuple[list[str], str]]:
    """The keys of the everyday tasks, and how many the page says they are."""
    found = re.findall(r"^\| [^|]+ \| (`[^|]+`) \| (\d+) \|$", page, re.MULTILINE)
    return [(quoted(keys), count) for keys, count in found]


def queries() -> list[str]:
    (table,) = re.findall(r"### 用中文写查询\n(.*?)\n## ", GUIDE, re.DOTALL)
    return [query for row in re.findall(r"^\| .+ \| (`.+`) \|$", table, re.MULTILINE) for query in quoted(row)]


def test_there_is_much_to_be_tested():
    assert len(rows_with_a_name()) > 80
    assert len(queries()) > 8


@pytest.mark.parametrize(("name", "keys"), rows_with_a_name())
def test_a_command_has_the_keys_the_guide_says(name, keys):
    assert set(keys) <= set(KEYS[name])


def test_every_key_in_the_text_is_one():
    known = {key for keys in KEYS.values() for key in keys}
    named = {word for word in quoted(GUIDE) if re.fullmatch(r"[!-~]|(Ctrl|Shift)\+.+|F\d+", word)}
    assert named <= known


def test_everyday_tasks_take_the_keys_that_are_played_for_the_english_guide():
    assert tasks(GUIDE) == tasks(ENGLISH)
    assert all(len(keys) == int(count) for keys, count in tasks(GUIDE))


@pytest.mark.parametrize("query", queries())
def test_a_query_can_be_read(query):
    parse(query)
