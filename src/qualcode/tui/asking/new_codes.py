"""Where a code that does not exist yet could stand in the tree, from what was typed for it."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.text.names import format_path, name_key, parse_path
from qualcode.tui.project.desk import Desk

_PARENTS = 3  # the most that are offered
_FULL_WIDTH = "／"


def new_codes(desk: Desk, typed: str) -> list[tuple[str, str]]:
    """The paths of codes that could be made, each with what making it is called; none where there is such a code.

    The path as it is typed comes first. Then, for ``parent/child`` with a parent that is not there, come the codes with these
    letters in their names (one of just that name even before), and for a name alone the parents of what was used last. A
    full-width slash, as a Chinese input method writes it, is a slash first, and part of the name last.
    """
    if _FULL_WIDTH in typed:
        return _made_of(desk, typed.replace(_FULL_WIDTH, "/")) + _made_of(desk, typed)[:1]
    return _made_of(desk, typed)


def _made_of(desk: Desk, typed: str) -> list[tuple[str, str]]:
    known = {name_key(code.path) for code in desk.codes.values()}
    try:
        *above, name = parse_path(typed)
    except (WrongUse, ValueError):  # nothing, or a slash with nothing behind it yet
        return []
    path = typed.strip()
    if name_key(path) in known:
        return []
    if not above:
        parents = list(_above_last_used(desk))
    else:
        parents = [] if name_key(format_path(above)) in known else _with_letters(desk, format_path(above))
    paths = dict.fromkeys((path, *(format_path((*parent, name)) for parent in parents[:_PARENTS])))
    if len(above) == 1 and (meant := [parent for parent in parents if name_key(parent[-1]) == name_key(above[0])]):
        paths = dict.fromkeys((*(format_path((*parent, name)) for parent in meant), *paths))
    return [(it, _("new code “{path}”", path=it)) for it in paths if name_key(it) not in known]


def _above_last_used(desk: Desk) -> Iterator[tuple[str, ...]]:
    """The names of the codes above those used last, each once."""
    used = (desk.codes[guid].names[:-1] for guid in desk.recent.latest if guid in desk.codes)
    yield from (names for names in dict.fromkeys(used) if names)


def _with_letters(desk: Desk, letters: str) -> list[tuple[str, ...]]:
    """The codes, headings too, with these letters in their name or an alias; first those that begin with them."""
    wanted = name_key(letters)
    found = [
        (not name_key(called).startswith(wanted), len(code.names), code.names)
        for code in desk.codes.values()
        for called in (code.path, code.name, *code.aliases)
        if not code.retired and wanted in name_key(called)
    ]
    return list(dict.fromkeys(names for _rank, _depth, names in sorted(found)))
