"""Which language this run of the command line speaks, decided before anything that speaks is imported."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from qualcode import messages
from qualcode.config import load_settings
from qualcode.errors import WrongUse


def decide(arguments: Sequence[str]) -> str:
    """The language asked for by ``--lang``, else by QUALCODE_LANG, else by the settings, else by the locale.

    A value that is no language is passed over here; the parser, which knows where it stood, complains of it later.
    """
    asked = (option_value(arguments, "--lang"), os.environ.get("QUALCODE_LANG"))
    for language in asked:
        if language in messages.LANGUAGES:
            return language
    with suppress(WrongUse, OSError):
        if language := load_settings().language:
            return language
    return messages.language_of_locale()


def speak(language: str) -> None:
    """Speak ``language`` from now on, in our own sentences and in those of click.

    Click asks gettext for its sentences, and gettext asks the environment for the language.
    """
    messages.use(language)
    gettext.bindtextdomain("qualcode", str(Path(messages.__file__).with_name("locale")))
    gettext.textdomain("qualcode")
    os.environ["LANGUAGE"] = "zh_Hans" if language == "zh" else language


def option_value(arguments: Sequence[str], option: str) -> str | None:
    """The value of an option that may stand anywhere on the line: ``--lang zh`` or ``--lang=zh``; the last one counts."""
    value = None
    options = before_double_dash(arguments)
    for position, argument in enumerate(options):
        if argument == option and position + 1 < len(options):
            value = options[position + 1]
        elif argument.startswith(f"{option}="):
            value = argument.removeprefix(f"{option}=")
    return value


def before_double_dash(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments that may be options: after ``--`` all are plain values."""
    return arguments[: arguments.index("--")] if "--" in arguments else arguments
