"""Settings of a person, and who is coding."""

import getpass
import os
from pathlib import Path

import pytest

from qualcode.config import Settings, coder_name, load_settings, settings_path, settle
from qualcode.errors import WrongUse


@pytest.fixture
def written(tmp_path):
    """Write the settings file."""
    return (tmp_path / "settings.toml").write_text


def test_without_a_file_nothing_is_settled():
    assert load_settings() == Settings("", "", "", {})


def test_a_file_settles(written):
    written('\ufeffcoder = "李娜"\nlanguage = "zh"\ntheme = "paper"\n[keymap]\n"code.apply" = "ctrl+a"\n', "utf-8")
    assert load_settings() == Settings("李娜", "zh", "paper", {"code.apply": "ctrl+a"})


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("coder = Anna", "line 1"),
        ("coder = 3", "coder"),
        ("language = 'de'", "language"),
        ("colour = 'blue'", "colour"),
        ("keymap = 'vi'", "keymap"),
        ("[keymap]\n'code.apply' = 1", "keymap"),
    ],
)
def test_a_broken_file_is_named_with_its_key(written, text, key):
    written(text)
    with pytest.raises(WrongUse) as raised:
        load_settings()
    assert str(settings_path()) in raised.value.message
    assert key in raised.value.message


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "settings.toml").write_bytes(b"coder = '\xff\xfe'")
    with pytest.raises(WrongUse, match="UTF-8"):
        load_settings()


def test_the_place_is_the_systems_unless_one_is_named(monkeypatch, tmp_path):
    assert settings_path() == tmp_path / "settings.toml"
    monkeypatch.delenv("QUALCODE_CONFIG")
    assert settings_path().parts[-2:] == ("qualcode", "settings.toml")


def test_the_coder_is_the_option_then_the_environment_then_the_settings_then_the_login(written, monkeypatch):
    written('coder = "Wei"')
    assert coder_name("Anna Berg") == "Anna Berg"
    assert coder_name() == "Anna"
    monkeypatch.delenv("QUALCODE_CODER")
    assert coder_name() == "Wei"
    written("")
    assert coder_name() == getpass.getuser()


def test_a_device_in_place_of_the_file_is_written_to_and_stays_what_it_is(tmp_path, monkeypatch):
    nowhere = tmp_path / "nowhere"
    nowhere.symlink_to(os.devnull)
    monkeypatch.setenv("QUALCODE_CONFIG", str(nowhere))
    settle("keys", "vim")
    assert nowhere.readlink() == Path(os.devnull)
    assert load_settings() == Settings()
