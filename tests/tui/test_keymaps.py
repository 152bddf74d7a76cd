"""Presets of keys: each means one thing everywhere, what is shown is what works, and the choice is kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.keys import _character_to_key
from textual.widgets import Static

from qualcode.config import KEYS, Settings, load_settings, settings_path, settle
from qualcode.errors import WrongUse
from qualcode.tui.commands import COMMANDS, TOGETHER, Scope, bindings, key_list, key_named, meet
from qualcode.tui.keymaps import PRESETS, _name, checked_keymap, clash, keys_of, presets, rebind
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


def bound(keys: Mapping[str, str], *scopes: Scope) -> dict[str, str]:
    """Which command each key starts, once the keys in force are put on a widget that carries out the commands of some scopes."""
    app, widget = (
        App[None](),
        type("Widget", (Static,), {"BINDINGS": [it for scope in scopes for it in bindings(scope)]})(),
    )
    rebind([app, widget], keys, {})
    return {key: its[0].id or "" for key, its in widget._bindings.key_to_bindings.items()}


def key_of_mark(mark: str) -> str:
    return _character_to_key(mark)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("scope", sorted({command.scope for command in COMMANDS}))
def test_what_an_input_method_writes_for_a_key_is_the_key(preset: str, scope: Scope) -> None:
    starts = bound(keys_of(preset), scope)
    for plain in map(chr, range(ord("!"), ord("~") + 1)):
        full_width = chr(ord(plain) + 0xFEE0)
        assert starts.get(key_of_mark(full_width)) == starts.get(key_of_mark(plain)), (plain, full_width)
    for plain, written in {
        "/": "、",
        ".": "。",
        "$": "¥",
        "`": "·",
        "[": "【",
        "{": "「",
        "<": "《",
        "'": "‘’",
    }.items():
        assert {starts.get(key_of_mark(mark)) for mark in written} == {starts.get(key_of_mark(plain))}
    assert starts.get("ideographic_space") == starts.get("space")


def test_a_key_of_a_person_has_its_full_width_form_and_one_she_names_herself_is_hers() -> None:
    starts = bound(keys_of("default") | {"code.apply": "!,Ｋ", "code.split": "K", "memo.write": "、"}, "coding")
    assert starts["fullwidth_exclamation_mark"] == "code.apply"
    assert (starts["K"], starts["Ｋ"]) == ("code.split", "code.apply")
    assert (starts["slash"], starts["ideographic_comma"]) == ("search.here", "memo.write")


@pytest.mark.parametrize("preset", PRESETS)
def test_what_some_terminals_do_not_send_is_never_the_only_way(preset: str) -> None:
    """Shift with F2 to F4 does not come from the terminal of macOS, Shift with arrows not from every one; F10 and F11 are kept."""
    keys = keys_of(preset)
    not_sent = {f"shift+f{number}" for number in (1, 2, 3, 4)} | {"f10", "f11", "ctrl+b", "ctrl+a", "ctrl+s", "ctrl+q"}
    left = {command.id for command in COMMANDS if keys[command.id] and set(keys[command.id].split(",")) <= not_sent}
    assert left == {"app.quit"}, "which is in the palette as well, as is said in docs/workbench.md"


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


def test_keys_may_be_named_as_help_names_them() -> None:
    wanted = {"code.apply": "Ctrl+E, K", "memo.write": "Ins", "caret.page_down": "PgDn,F12", "code.remove": "Del"}
    assert checked_keymap(wanted) == (
        {"code.apply": "ctrl+e,K", "memo.write": "insert", "caret.page_down": "pagedown,f12", "code.remove": "delete"},
        [],
    )
    for keys in keys_of("arrows").values():
        assert [key_named(called) for called in key_list(keys) if called != ","] == [
            key for key in keys.split(",") if key not in ("", "comma")
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


KEYS_TO_DRAW = [
    "",
    "a",
    "K",
    "x",
    "m",
    "5",
    ".",
    "。",
    "full_stop",
    "comma",
    "f2",
    "F2",
    "shift+f9",
    "ctrl+e",
    "ctrl+a",
    "tab",
    "enter",
]
KEYS_TO_DRAW += [
    "escape",
    "space",
    "down",
    "ctrl+q",
    "ctrl+p",
    "g",
    "q",
    "no key",
    "ctrl+",
    "+",
    "ctrl+shift+left",
    "Ｋ",
    "、",
]


@given(
    st.dictionaries(
        st.sampled_from([*(command.id for command in COMMANDS), "no.command"]),
        st.lists(st.sampled_from(KEYS_TO_DRAW), max_size=3).map(",".join),
        max_size=12,
    ),
    st.sampled_from(list(PRESETS)),
)
def test_a_line_of_any_key_map_is_refused_with_a_reason_or_followed(wanted: dict[str, str], preset: str) -> None:
    kept, problems = checked_keymap(wanted, preset)
    assert len(problems) == len(wanted) - len(kept)
    for name in set(wanted) - set(kept):
        assert any(repr(name) in problem or f" {name}" in problem for problem in problems)
    keys = keys_of(preset) | kept
    for scopes in TOGETHER:
        starts = bound(keys, *scopes)
        for command in COMMANDS:
            if command.scope in scopes:
                for key in keys[command.id].split(","):
                    assert not key or starts[_name(key)] == command.id, (command.id, key)


@pytest.mark.parametrize(("name", "key"), [("drawer.add", "a"), ("line.complete", "ctrl+e"), ("editor.save", "enter")])
def test_where_words_are_typed_a_key_for_typing_is_refused(name: str, key: str) -> None:
    assert checked_keymap({name: key}) == ({}, [f"The key map gives {key!r} to {name}; there it is for typing."])
