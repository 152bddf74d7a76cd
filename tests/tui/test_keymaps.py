"""Presets of keys: each means one thing everywhere, what is shown is what works, and the choice is kept."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from qualcode.config import KEYS, Settings, load_settings, settings_path, settle
from qualcode.errors import WrongUse
from qualcode.tui.commands import COMMANDS, key_list, meet
from qualcode.tui.keymaps import PRESETS, checked_keymap, clash, folded, keys_of, presets
from qualcode.tui.screens.help import help_lines
from tui.conftest import Open
from tui.test_commands import is_one_of_nine


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_gives_a_key_to_two_commands(preset: str) -> None:
    keys = keys_of(preset)
    assert {command.id: taken for command in COMMANDS if (taken := clash(command, keys))} == {}


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_name_commands_that_are_there_and_say_only_what_differs(preset: str) -> None:
    usual = {command.id: command.keys for command in COMMANDS}
    assert set(PRESETS[preset]) <= set(usual)
    assert [name for name, keys in PRESETS[preset].items() if usual[name] == keys] == []
    assert checked_keymap(PRESETS[preset], preset) == (dict(PRESETS[preset]), [])


def test_the_settings_know_every_preset() -> None:
    assert tuple(PRESETS) == KEYS == tuple(presets())


@pytest.mark.parametrize("preset", PRESETS)
def test_every_mark_of_a_preset_has_its_full_width_twin(preset: str) -> None:
    for name, keys in PRESETS[preset].items():
        marks = [key for key in keys.split(",") if len(key) == 1 and key.isascii() and not key.isalpha()]
        for mark in marks:
            assert any(not key.isascii() and folded(key) == folded(mark) for key in keys.split(",")), (name, mark)


def test_with_arrows_no_command_needs_a_letter_and_no_letter_starts_one() -> None:
    keys = keys_of("arrows")
    letters = {name for name, its in keys.items() if any(len(key) == 1 and key.isalpha() for key in its.split(","))}
    assert letters == set(), "tui/keymaps.py gives these no other key"


def test_help_shows_the_keys_in_force() -> None:
    keys = keys_of("vim")
    lines = [[words for words, _look in line] for line in help_lines(keys)]
    for command in COMMANDS:
        if not is_one_of_nine(command.id):
            assert "  ".join(key_list(keys[command.id])) in [
                line[0].strip() for line in lines if line[1:] == [command.help]
            ]


def test_a_key_name_that_is_none_is_said() -> None:
    kept, problems = checked_keymap({"code.apply": "strg+e", "code.split": "ctrl+question_mark", "memo.write": "f99"})
    assert list(kept) == ["code.split"]
    assert problems == [
        "The key map gives 'strg+e' to code.apply; there is no such key.",
        "The key map gives 'f99' to memo.write; there is no such key.",
    ]


def test_keys_can_be_swapped_and_of_two_claims_the_first_counts() -> None:
    assert checked_keymap({"memo.write": "x", "code.remove": "m"})[1] == []
    kept, problems = checked_keymap({"memo.write": "Q", "code.remove": "Q"})
    assert (kept, len(problems)) == ({"memo.write": "Q"}, 1)
    assert checked_keymap({"memo.write": "x", "code.remove": "ctrl+q"})[0] == {}, "a line refused gives nothing up"
    assert checked_keymap({"memo.write": "question_mark"})[0] == {}, "another name of a key that is taken"


def test_every_scope_has_its_peers() -> None:
    for scope in {command.scope for command in COMMANDS}:
        assert meet(scope, scope), f"no clash would be found in {scope}"


async def test_vim_hands_find_their_keys(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(100, 24), settings=Settings(keys="vim")) as bench:
        await bench.press("G")
        assert bench.view.caret == len(bench.view.text)
        await bench.press("g", "g")
        assert bench.view.caret == 0
        start = await bench.go_to("什么时候")
        await bench.press("v", "e", "y")
        assert bench.view.selection is not None and bench.view.selection.start == start
        await bench.press("escape", "/", *"什么", "enter")
        hit = bench.view.caret
        await bench.press("n")
        assert bench.view.caret != hit
        await bench.press("N")
        assert bench.view.caret == hit
        await bench.press(":")
        assert bench.asking
        await bench.press("escape", "c", *"paper", "enter", "d")
        assert bench.said.startswith("Removed") or bench.asking
        await bench.press("escape", "?")
        assert " e " in bench.screen_text()


async def test_letters_do_nothing_where_they_are_not_wanted(workbench: Open, place: Path) -> None:
    async with workbench(place, "Anna", "P01", size=(100, 24), settings=Settings(keys="arrows")) as bench:
        before = bench.screen_text()
        await bench.press(*"xeXrWmuDELTAthjklwbvosSnNpPzZiCHyYMfFgd")
        assert bench.screen_text() == before
        await bench.press("f2", *"paper", "enter")
        assert bench.said == "Coded with work/paper."
        await bench.press("f12", "2")
        assert bench.asking
        await bench.press("escape", "f1")
        assert "F12" in bench.screen_text() or bench.rows()[0].startswith(" Keys of the workbench")


async def test_other_keys_are_chosen_in_the_palette_at_once_and_for_next_time(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "settings.toml"))
    async with workbench(place, "Anna", "P01", size=(100, 24), settle=settle) as bench:
        await bench.press("ctrl+p", *"vim", "enter")
        assert bench.asking
        await bench.press(*"vim", "enter")
        assert bench.said == "Chosen: Keys as in vim."
        await bench.press("G", ":", *"choose the keys", "enter", *"arrows", "enter")
        assert bench.view.caret == len(bench.view.text)
        assert bench.rows()[-1].startswith(" Enter code")
        await bench.press("g", "g", "x")
        assert bench.view.caret == len(bench.view.text)
    assert load_settings().keys == "arrows"


async def test_what_cannot_be_kept_is_said_and_works_all_the_same(
    workbench: Open, place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "file" / "settings.toml"))
    async with workbench(place, "Anna", "P01", size=(100, 24), settle=settle) as bench:
        await bench.press("ctrl+p", *"vim", "enter", *"vim", "enter")
        assert "This cannot be kept for the next time" in bench.said
        await bench.press("G")
        assert bench.view.caret == len(bench.view.text)


async def test_a_command_without_a_key_gets_one_by_the_key_map(workbench: Open, place: Path) -> None:
    settings = Settings(keymap={"view.names": "K", "code.apply": ""})
    async with workbench(place, "Anna", "P01", settings=settings) as bench:
        await bench.press("K")
        assert bench.view.mnemonics
        await bench.press("c", "enter")
        assert not bench.asking


@pytest.mark.parametrize(
    "text",
    [
        "",
        'coder = "Anna"\n\n[keymap]\n"code.apply" = "K"\n',
        '# mine\nkeys = "arrows"  # for now\ncoder = "李娜"\r\n',
        '[keymap]\n"keys" = "not this one"\n',
        '\ufeffcoder = "Anna"',
    ],
)
def test_a_setting_is_written_and_nothing_else_touched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "new folder" / "settings.toml"
    monkeypatch.setenv("QUALCODE_CONFIG", str(path))
    path.parent.mkdir()
    path.write_bytes(text.encode())
    settle("keys", "vim")
    settle("keys", "vim")
    before = tomllib.loads(text.lstrip("\ufeff")) if "keys =" not in text else {"coder": "李娜"}
    assert tomllib.loads(path.read_text(encoding="utf-8")) == before | {"keys": "vim"}
    assert list(path.parent.iterdir()) == [settings_path()]


def test_a_preset_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('keys = "emacs"\n')
    monkeypatch.setenv("QUALCODE_CONFIG", str(path))
    with pytest.raises(WrongUse, match="default, vim"):
        load_settings()
