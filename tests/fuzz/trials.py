"""Damaged files are read like any others: whatever they hold, a person gets documents or one clear sentence.

``python tests/fuzz/trials.py --cases 5000`` tries that many; every trial can be repeated from the seed it names.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.actions import imports

sys.path.insert(0, str(Path(__file__).parent))
import mutations

REAL_FILES = Path(__file__).parents[3] / "shared" / "data" / "corpora"
_LARGEST = 300_000
_PATIENCE = 30  # seconds after which a file counts as hanging


class Hangs(Exception):
    """A file that takes too long."""


def sound_files(folder: Path) -> list[Path]:
    """Every small file below a folder, the licences and notes beside them too: text is a format like any other."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and 0 < path.stat().st_size <= _LARGEST)


def try_one(sound: Path, seed: int, folder: Path) -> tuple[str, int]:
    """Damage a file as ``seed`` says and read it. Returns what became of it, and how many documents it gave.

    Raises whatever a person must never see: anything but a report, a document whose parts do not fit its text, a hang.
    """
    chance = random.Random(seed)
    damaged = folder / f"{seed}{sound.suffix}"
    damaged.write_bytes(mutations.mutated(sound.read_bytes(), chance))
    try:
        with _limited():
            documents, reports = imports.read_files([damaged], imports.ImportOptions())
            for document in documents:
                require_fit(document)
    finally:
        damaged.unlink()
    assert reports, "a file without a report"
    return ("refused" if reports[0].failed else "read"), len(documents)


def require_fit(document: imports.ReadDocument) -> None:
    """Every part of a document lies in its text, and the text can be stored."""
    text = document.draft.text
    text.encode("utf-8")
    assert "\r" not in text
    assert "\0" not in text
    for turn in document.speech.turns:
        assert 0 <= turn.start <= turn.label_start <= turn.label_end <= turn.end <= len(text)
        assert turn.start < turn.end
    for section in document.draft.sections:
        assert 0 <= section.start < section.end <= len(text)
    for memo in document.draft.memos:
        assert memo.start is None or (memo.end is not None and 0 <= memo.start < memo.end <= len(text))
        memo.text.encode("utf-8")


@contextmanager
def _limited() -> Iterator[None]:
    def stop(_signal: int, _frame: object) -> None:
        raise Hangs(f"longer than {_PATIENCE} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main() -> int:
    """Try many, say what became of them, and name the seed of each that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--files", type=Path, default=REAL_FILES)
    parser.add_argument("--match", default="")
    given = parser.parse_args()
    files = [path for path in sound_files(given.files) if given.match in str(path)]
    if not files:
        print(f"no files in {given.files}", file=sys.stderr)
        return 2
    outcomes: Counter[str] = Counter()
    failures = 0
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(given.seed, given.seed + given.cases):
            sound = files[seed % len(files)]
            began = time.process_time()
            try:
                outcomes[try_one(sound, seed, Path(folder))[0]] += 1
            except Exception as error:
                failures += 1
                print(f"seed {seed}: {sound.relative_to(given.files)}: {type(error).__name__}: {str(error)[:200]}")
            slowest = max(slowest, (time.process_time() - began, f"seed {seed}: {sound.name}"))
    print(
        f"{given.cases} damaged files: {dict(outcomes)}, {failures} failures; slowest {slowest[0]:.1f} s CPU ({slowest[1]})"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
