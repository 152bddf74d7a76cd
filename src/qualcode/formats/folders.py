"""Which files of a folder somebody may mean to import, what stands in the way of reading one, and how its name is written."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from qualcode.formats.bundle import Finding
from qualcode.messages import _, reason_of

_LITTER = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"})
_LITTER_BEGINNINGS = ("~$", ".~lock.", "._")
_NEVER_MEANT_ENDINGS = (".tmp", ".lock", ".lck", ".qualcode", ".qualcode-wal", ".qualcode-shm", ".qualcode-journal")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HAN = re.compile("[\u3400-\u9fff]")


def find_files(folder: Path) -> list[Path]:
    """Every file in ``folder`` and the folders below that somebody may mean to import, in the order of their paths.

    Folders that may not be opened and links to folders are among them, so that reading says what became of them. Such
    links are not entered: a loop of links ends, and nothing comes in from elsewhere.
    """
    closed: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if Path(place, name).is_symlink()]
        found += (Path(place, name) for name in [*names, *linked])
    found += (Path(error.filename) for error in closed)
    return sorted(path for path in found if not is_ignored(path))


def is_litter(path: Path) -> bool:
    """Whether a program keeps the file for itself: Word's and LibreOffice's lock files, thumbnails, a Mac's notes on folders."""
    name = path.name.lower()
    return name in _LITTER or name.startswith(_LITTER_BEGINNINGS)


def is_ignored(path: Path) -> bool:
    """Whether nobody who names a folder means this file in it: litter, hidden files, projects, what is only half written."""
    name = path.name.lower()
    return is_litter(path) or name.startswith(".") or name.endswith(_NEVER_MEANT_ENDINGS)


def obstacle(path: Path) -> Finding | None:
    """Why ``path`` cannot be read as a file is, None where nothing stands in the way.

    An error where somebody's document may be behind it; "not carried" where none can be: a pipe, a link to a folder.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode) and not path.is_symlink():
            os.scandir(path).close()
    except OSError as error:
        if os.path.islink(path):  # noqa: PTH114 - False, where pathlib raises, in a folder that may not be looked into
            return Finding("error", _("is a link that leads nowhere"))
        return Finding("error", _("cannot be opened: {reason}", reason=reason_of(error)))
    if stat.S_ISDIR(mode):
        return Finding("not carried", _("leads to a folder; to import what is in it, name that folder itself"))
    if not stat.S_ISREG(mode):
        return Finding("not carried", _("is not a file but a pipe, a socket or a device"))
    return None


def readable(name: str) -> str:
    """A file's name as it can be shown and stored; in no other Unicode form than it has.

    A name whose bytes are not UTF-8 is read as Chinese Windows writes it, where that makes sense, as archives leave such
    names behind; else what cannot be read becomes U+FFFD, and so do control characters.
    """
    if not _UNPRINTABLE.search(name):
        return name
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
        if not _is_likely(text):
            text = raw.decode("utf-8", "replace")
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def readable_path(path: Path) -> str:
    """A path with each of its parts as ``readable`` writes it."""
    return str(Path(*map(readable, path.parts)))


def _is_likely(text: str) -> bool:
    """Whether a name read as GB18030 is Chinese: nearly all its characters are among the few thousand in everyday use."""
    foreign = [letter for letter in text if not letter.isascii()]
    everyday = [letter for letter in foreign if _HAN.match(letter) and letter.encode("gb2312", "ignore")]
    return 4 * len(everyday) >= 3 * len(foreign)
