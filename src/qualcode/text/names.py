"""How names are compared, written as paths, and guessed when mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from unicodedata import normalize

from qualcode.errors import WrongUse
from qualcode.messages import _

_PIECE = re.compile(r"\\[\\/]|/|[^\\/]+|\\")
_LIKENESS = 0.5  # two of four Chinese characters shared is worth proposing


def name_key(name: str) -> str:
    """What two spellings of one name share: compatibility forms and case folded, no white space around."""
    folded = normalize("NFKC", name).casefold()
    return normalize("NFKC", folded).strip()


def parse_path(path: str) -> tuple[str, ...]:
    r"""The names of ``a/b``; a slash inside a name is written ``\/``, a backslash before either of them ``\\``.

    White space around a name is dropped; an empty path is (). Raises WrongUse where a name is empty.
    """
    names = [""]
    for piece in _PIECE.findall(path):
        if piece == "/":
            names.append("")
        else:
            names[-1] += piece[-1] if piece in ("\\\\", "\\/") else piece
    stripped = tuple(name.strip() for name in names)
    if stripped == ("",):
        return ()
    if "" in stripped:
        raise WrongUse(_("The path {path!r} holds an empty name.", path=path), _("Write names with “/” between them."))
    return stripped


def format_path(names: Iterable[str]) -> str:
    """``names`` as one path that ``parse_path`` reads back."""
    return "/".join(name.replace("\\", "\\\\").replace("/", "\\/") for name in names)


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The ``candidates`` most like ``name``, at most ``limit``: those that begin with it, then by spelling; empty where none is alike."""
    by_key: dict[str, str] = {}
    for candidate in candidates:
        by_key.setdefault(name_key(candidate), candidate)
    wanted = name_key(name)
    begin_so = [key for key in by_key if wanted and key.startswith(wanted)]
    alike: Sequence[str] = get_close_matches(wanted, by_key, limit, _LIKENESS)
    return [by_key[key] for key in dict.fromkeys([*begin_so, *alike])][:limit]
