"""Damaged files are read like any others: whatever they hold, a person gets documents or one clear sentence.

``python tests/fuzz/trials.py --cases 5000`` tries that many; every trial can be repeated from the seed it names. They run in
a process of their own with little memory, so that what brings it down is a failure like any other.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.actions.importing import files

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parents[1]))
import mutations
import sound

REAL_FILES = Path(__file__).parents[3] / "shared" / "data" / "corpora"
_LARGEST = 300_000
_PATIENCE = 120  # seconds after which a file counts as hanging
_MEMORY = 3_000_000_000
_FAULT = "by a fault of qualcode"
_PREVIEW = "\nIt would begin:\n"  # a line for each encoding that a text may be in
_TWICE = 5  # one of so many is read twice


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
            read = files.read_files([damaged], files.ImportOptions())
            require_sense(read)
            if seed % _TWICE == 0:
                require_same(read, files.read_files([damaged], files.ImportOptions()))
    finally:
        damaged.unlink()
    return ("refused" if read.reports[0].failed else "read"), len(read.documents)


def require_sense(read: files.ReadFiles) -> None:
    """A report that blames the file and not the program, and documents that fit."""
    (report,) = read.reports
    for finding in report.findings:
        assert _FAULT not in finding.sentence, finding.sentence
        f"{finding.sentence} {finding.where}".encode()
        sentence = finding.sentence.partition(_PREVIEW)[0]
        assert finding.kind != "error" or "\n" not in sentence, sentence
    if not report.failed:
        assert read.documents or read.questionnaires, "nothing was read, and nobody is told"
    for document in read.documents:
        require_fit(document)


def require_fit(document: files.ReadDocument) -> None:
    """Every part of a document lies in its text, and the text can be stored."""
    draft = document.draft
    text = draft.text
    for said in (text, draft.name, draft.place or "", draft.reference, *(memo.text for memo in draft.memos)):
        said.encode("utf-8")
        assert "\0" not in said
    assert "\r" not in text
    for turn in document.speech.turns:
        assert 0 <= turn.start <= turn.label_start <= turn.label_end <= turn.end <= len(text)
        assert turn.start < turn.end
    for section in draft.sections:
        assert 0 <= section.start < section.end <= len(text)
    for memo in draft.memos:
        assert memo.start is None or (memo.end is not None and 0 <= memo.start < memo.end <= len(text))
    for attribute in draft.attributes:
        assert attribute.values
        "".join((attribute.name, *attribute.values)).encode("utf-8")


def require_same(read: files.ReadFiles, again: files.ReadFiles) -> None:
    """Whoever reads a file twice gets the same twice."""
    assert read.reports == again.reports, "another report"
    for one, other in zip(read.documents, again.documents, strict=True):
        assert one.draft == other.draft, "another document"
        assert one.speech.turns == other.speech.turns, "other turns"
    assert read.questionnaires == again.questionnaires, "another questionnaire"


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
    parser.add_argument("--apart", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = sound.one_of_each(Path(folder, "ours"))
        files = [path for path in [*sound_files(given.files), *ours] if given.match in str(path)]
        if not files:
            print(f"no files in {given.files}", file=sys.stderr)
            return 2
        if given.apart:
            _try(files, range(given.seed, given.seed + given.cases), Path(folder))
            return 0
        return _watch(given, files)


def _try(files: list[Path], seeds: range, folder: Path) -> None:
    """Try one after the other and print a line of JSON for each."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for seed in seeds:
        tried = files[seed % len(files)]
        print(json.dumps({"seed": seed, "file": tried.name}), flush=True)
        began = time.process_time()
        outcome = why = ""
        try:
            outcome = try_one(tried, seed, folder)[0]
        except Exception as error:
            why = f"{type(error).__name__}: {error}"[:300]
        print(json.dumps({"outcome": outcome, "why": why, "seconds": time.process_time() - began}), flush=True)


def _watch(given: argparse.Namespace, files: list[Path]) -> int:
    """Let trials run in another process, and in one more behind the file that brings it down."""
    outcomes: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    slowest = (0.0, "")
    seed, end = given.seed, given.seed + given.cases
    while seed < end:
        command = [sys.executable, __file__, "--apart", "--seed", str(seed), "--cases", str(end - seed)]
        command += ["--files", str(given.files), "--match", given.match]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            said: dict[str, object] = {}
            for line in process.stdout or ():
                said |= json.loads(line)
                if "outcome" not in said:
                    continue
                outcomes[str(said["outcome"]) or "failed"] += 1
                endings[Path(str(said["file"])).suffix.lower()] += 1
                if said["why"]:
                    print(f"seed {said['seed']}: {said['file']}: {said['why']}", flush=True)
                slowest = max(slowest, (float(str(said["seconds"])), f"seed {said['seed']}: {said['file']}"))
                seed, said = int(str(said["seed"])) + 1, {}
        if process.returncode and not said:
            return 2  # before the first trial; it has said why
        if said:
            outcomes["failed"] += 1
            print(f"seed {said['seed']}: {said['file']}: brought the process down ({process.returncode})", flush=True)
            seed = int(str(said["seed"])) + 1
    failures = outcomes.pop("failed", 0)
    print(", ".join(f"{ending or 'none'} {tried}" for ending, tried in endings.most_common()))
    print(
        f"{given.cases} damaged files: {dict(outcomes)}, {failures} failures; slowest {slowest[0]:.1f} s CPU ({slowest[1]})"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
