"""A person's own settings, kept outside any project.

They are read from ``settings.toml`` in the folder the system keeps for such files (``QUALCODE_CONFIG`` names another
file)::

    coder = "Anna"
    language = "zh"
    keys = "vim"

    [keymap]
    "code.apply" = "ctrl+a"
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from qualcode.errors import WrongUse
from qualcode.messages import LANGUAGES, _, listed

KEYS = ("default", "vim", "arrows")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has settled once for all projects; an empty value means "not settled"."""

    coder: str = ""
    """The name a person codes under where neither ``--coder`` nor ``QUALCODE_CODER`` says one."""

    language: str = ""
    """The language of messages, "en" or "zh", where neither ``--lang`` nor ``QUALCODE_LANG`` says one."""

    theme: str = ""
    """The colour theme of the workbench, by name."""

    keymap: Mapping[str, str] = field(default_factory=dict)
    """Keys of the workbench other than the usual ones: the id of an action, then the key or keys that start it."""

    keys: str = ""
    """The keys of the workbench: "default", "vim", or "arrows", which are for Chinese input methods and need no letter."""


def settings_path() -> Path:
    """Where the settings are read from, whether or not there is a file yet."""
    if chosen := os.environ.get("QUALCODE_CONFIG"):
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("qualcode", appauthor=False) / "settings.toml"


def load_settings() -> Settings:
    """The settings of this person; the defaults where there is no file.

    Raises WrongUse, naming the file and the key, where a setting is unknown or cannot mean anything.
    """
    path = settings_path()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        raise _broken(path, _("it is not UTF-8 text")) from error
    return _checked(path, _parsed(path, text))


def coder_name(option: str | None = None) -> str:
    """Who is working: ``option``, else QUALCODE_CODER, else the settings, else the login name."""
    return option or os.environ.get("QUALCODE_CODER") or load_settings().coder or _login_name()


def _login_name() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError, ImportError) as error:  # an account without a name, or a system without accounts
        raise WrongUse(_("Nothing says who is coding."), _("Give your name with --coder NAME.")) from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, str(error)) from error


def _checked(path: Path, values: dict[str, Any]) -> Settings:
    known = [each.name for each in fields(Settings)]
    for key, value in values.items():
        if key not in known:
            raise _broken(path, _("{key}: there is no such setting; there are {known}", key=key, known=listed(known)))
        if problem := _problem(key, value):
            raise _broken(path, _("{key}: {problem}", key=key, problem=problem))
    return Settings(**values)


def _problem(key: str, value: object) -> str:
    """What is wrong with a value, or nothing."""
    if key == "keymap":
        keys_are_text = isinstance(value, dict) and all(isinstance(keys, str) for keys in value.values())
        return "" if keys_are_text else _("it must be a table of actions and their keys, each in quotes")
    if not isinstance(value, str):
        return _("it must be a text in quotes")
    choices = {"language": LANGUAGES, "keys": KEYS}.get(key)
    if choices and value not in ("", *choices):
        return _("it must be one of {languages}", languages=listed(choices))
    return ""


def settle(name: str, value: str) -> None:
    """Write one setting, a text, into the file; all else in it stays as it is. Raises WrongUse where that cannot be done."""
    path = settings_path()
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        changed = _with_line(text, name, value)
        if path.exists() and not path.is_file():  # a device such as /dev/null is written to, never replaced
            path.write_text(changed, encoding="utf-8")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        unfinished.write_text(changed, encoding="utf-8", newline="")
        unfinished.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            _("This cannot be kept for the next time: {path} cannot be written.", path=path),
            _("Check that you may write there, or that the disk is not full."),
        ) from error


def _with_line(text: str, name: str, value: str) -> str:
    """The text of a settings file with one setting changed, or added before the first table."""
    import re

    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    end = table.start() if table else len(text)
    head, rest = text[:end], text[end:]
    line = f'{name} = "{value}"'
    changed, known = re.subn(rf"^[ \t]*{name}[ \t]*=[^\r\n]*", lambda _match: line, head, count=1, flags=re.MULTILINE)
    if not known:
        changed = f"{head.rstrip()}\n{line}\n\n" if head.strip() else f"{line}\n\n"
    return changed + rest if rest else changed.rstrip() + "\n"


def _broken(path: Path, problem: str) -> WrongUse:
    return WrongUse(
        _("The settings in {path} cannot be read: {problem}.", path=path, problem=problem),
        _("Mend that line, or move the file away to work without settings."),
    )
