"""The sentences a person reads, in the person's language.

The English sentence is its own message id. ``_("No document {name!r}.", name=name)`` looks the sentence up in the
catalogue of the language in use and fills in the values; ``plural`` chooses between two sentences by a number. The
catalogues are gettext's (``locale/zh_Hans/LC_MESSAGES/qualcode.po``). Command names, options, column headers and keys of
data never pass through here: they do not change with the language.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "zh")
_CATALOGUES = {"zh": "zh_Hans"}
_IN_QUOTES = re.compile(r"(?<![A-Za-z] )\{(\w+)!r\}")
_language = "en"


def use(language: str) -> None:
    """Speak ``language`` ("en" or "zh") from now on."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, not {language!r}")
    _language = language


def language() -> str:
    """The language in use."""
    return _language


def language_of_locale(environ: Mapping[str, str] | None = None) -> str:
    """The language the locale asks for: the first of LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set, else English."""
    environ = os.environ if environ is None else environ
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _(sentence: str, /, **values: object) -> str:
    """``sentence`` in the language in use, with ``values`` filled in by ``str.format``."""
    if _language == "en":
        return sentence.format(**values) if values else sentence
    sentence = _catalogue(_language).gettext(sentence)
    return sentence.format(**_quoting(sentence, values)) if values else sentence


def plural(one: str, many: str, n: int, **values: object) -> str:
    """``one`` or ``many`` by the number ``n``, in the language in use, with ``n`` and ``values`` filled in."""
    if _language == "en":
        return (one if n == 1 else many).format(n=n, **values)
    sentence = _catalogue(_language).ngettext(one, many, n)
    return sentence.format(n=n, **_quoting(sentence, values))


class _Quoted(str):
    """Words that ``{name!r}`` puts between the quotation marks of Chinese."""

    def __repr__(self) -> str:
        return f"“{super().__repr__()[1:-1]}”"


def _quoting(sentence: str, values: Mapping[str, object]) -> Mapping[str, object]:
    """The values for a Chinese sentence, in which quoted words stand as Chinese quotes them; what is to be typed in a
    command keeps the marks of a shell."""
    quoted = _IN_QUOTES.findall(sentence)
    return {**values, **{name: _Quoted(values[name]) for name in quoted if isinstance(values.get(name), str)}}


def listed(names: Iterable[object]) -> str:
    """Names in a row, separated as the language in use does it."""
    return (", " if _language == "en" else "、").join(map(str, names))


def some_of(names: Iterable[object], most: int = 5) -> str:
    """The first names in a row, and how many more there are."""
    every = list(names)
    more = len(every) - most
    return listed(every[:most]) + (_(" and {n} more", n=more) if more > 0 else "")


def noted(name: object, note: object) -> str:
    """A name, and in brackets what is to be said of it."""
    return _("{name} ({note})", name=name, note=note)


def labelled(name: object, words: object) -> str:
    """A name, and behind it what is said of it."""
    return _("{name}: {words}", name=name, words=words)


def clauses(parts: Iterable[object]) -> str:
    """Parts that may hold commas themselves in a row, set apart by semicolons."""
    return ("; " if _language == "en" else "；").join(map(str, parts))


def joined(sentences: Iterable[object]) -> str:
    """Whole sentences in a row; in Chinese nothing stands between them."""
    return (" " if _language == "en" else "").join(map(str, sentences))


def reason_of(error: OSError) -> str:
    """What the system says has gone wrong with a file, in the language in use where it is a common thing."""
    common = {
        errno.ENOENT: _("No such file or directory"),
        errno.EACCES: _("Permission denied"),
        errno.EPERM: _("Operation not permitted"),
        errno.ENOSPC: _("No space left on device"),
        errno.EROFS: _("Read-only file system"),
        errno.EISDIR: _("Is a directory"),
        errno.ENOTDIR: _("Not a directory"),
        errno.ENAMETOOLONG: _("File name too long"),
    }
    return common.get(error.errno or 0) or error.strerror or str(error)


@cache
def _catalogue(language: str) -> NullTranslations:
    from gettext import translation
    from pathlib import Path

    return translation("qualcode", Path(__file__).with_name("locale"), [_CATALOGUES[language]])
