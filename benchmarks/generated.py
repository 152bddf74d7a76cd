"""Projects and files of known sizes for the benchmarks. Invented words in random order; the same seed gives the same text."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from qualcode.actions import coders, codes, coding_files
from qualcode.actions.importing import files
from qualcode.formats.bundle import CodingDraft, DocumentDraft, Report
from qualcode.project import Project, create_project

CODERS = ("Anna", "Ben", "Chen", "Dora")
_SEED = 1
_HAN = [
    "我们",
    "他们",
    "县里",
    "数据",
    "系统",
    "平台",
    "政策",
    "救助",
    "申请",
    "窗口",
    "办理",
    "后来",
    "因为",
    "所以",
    "没有",
    "知道",
    "觉得",
    "问题",
    "信息",
    "服务",
]
_LATIN = [
    "people",
    "office",
    "county",
    "data",
    "system",
    "platform",
    "policy",
    "apply",
    "because",
    "nobody",
    "knew",
    "form",
    "paper",
    "later",
    "trust",
]


def interview(length: int, seed: int) -> str:
    """A transcript of about ``length`` code points, half Chinese and half English, with speaker turns."""
    source = random.Random(seed)
    paragraphs, written, number = [], 0, 0
    while written < length:
        words = source.choices(_HAN if number % 2 else _LATIN, k=source.randint(20, 120))
        speech = "".join(words) + "。" if number % 2 else " ".join(words) + "."
        paragraphs.append(f"{'Interviewer' if number % 2 == 0 else 'Respondent'}: {speech}")
        written += len(paragraphs[-1]) + 1
        number += 1
    return "\n".join(paragraphs)


#: codings: (documents, characters of each, codes)
SIZES = {50_000: (150, 34_000, 120), 1_000_000: (2_000, 18_350, 300)}


def cached(codings: int) -> Path:
    """The file of a project of so many codings that do not overlap within a code and coder, made once and kept for later runs."""
    documents, length, codes_wanted = SIZES.get(codings, (max(codings // 330, 1), 34_000, 120))
    folder = Path(tempfile.gettempdir()) / "qualcode-benchmarks"
    folder.mkdir(exist_ok=True)
    path = folder / f"{codings}-codings-{documents}-documents-seed-{_SEED}.qualcode"
    if not path.exists():
        unfinished = folder / f"unfinished-{path.name}"
        unfinished.unlink(missing_ok=True)
        project(
            unfinished, documents=documents, length=length, codings=codings, codes_wanted=codes_wanted, apart=True
        ).close()
        unfinished.rename(path)
    return path


def project(
    path: Path, *, documents: int, length: int, codings: int, codes_wanted: int, apart: bool = False
) -> Project:
    """A project made through the public actions: documents of ``length`` characters and codings of about 120 characters.

    With ``apart`` a coder's codings of one code do not overlap.
    """
    texts = [interview(length, number) for number in range(documents)]
    made = uncoded(path, texts, codes_wanted)
    with made.write(CODERS[0]) as work:
        coding_files.import_codings(work, drafts(texts, codings, codes_wanted, apart), Report("generated"))
    return made


def uncoded(path: Path, texts: list[str], codes_wanted: int) -> Project:
    """A project with these texts, its coders and its codes, and no coding."""
    made = create_project(path, "generated", CODERS[0])
    options = files.ImportOptions(kind="interview", keep_original=False)
    read = [
        files.understand(DocumentDraft(f"D{number:04}", text), path, Report(f"D{number:04}.txt"), options)
        for number, text in enumerate(texts)
    ]
    with made.write(CODERS[0]) as work:
        files.add_documents(work, read, [document.report for document in read], options)
        for name in CODERS[1:]:
            coders.add(work, name)
        for number in range(codes_wanted):
            codes.add(work, f"code {number:03}")
    return made


def drafts(texts: list[str], codings: int, codes_wanted: int, apart: bool = False) -> list[CodingDraft]:
    """Distinct codings spread over the texts; some codes are frequent, most are rare."""
    source = random.Random(_SEED)
    weights = [1 / (rank + 3) for rank in range(codes_wanted)]
    names = [f"code {number:03}" for number in range(codes_wanted)]
    made: list[CodingDraft] = []
    taken: dict[tuple[int, str, str], set[int]] = {}
    while len(made) < codings:
        for code in source.choices(names, weights, k=1000):
            number, coder = source.randrange(len(texts)), source.choice(CODERS)
            start = source.randrange(max(len(texts[number]) - 300, 1))
            end = start + source.randint(20, 220)
            # Blocks of 220 characters: spans that share no block do not overlap.
            blocks = set(range(start // 220, end // 220 + 1)) if apart else {start * 1000 + end - start}
            if taken.setdefault((number, code, coder), set()).isdisjoint(blocks):
                taken[number, code, coder] |= blocks
                made.append(CodingDraft(f"D{number:04}", start, end, code, coder))
    return made[:codings]


if __name__ == "__main__":
    print(cached(int(sys.argv[1])))
