"""An invented study for measuring the workbench as coders meet it: one long interview with Chinese and English, a large
codebook in a tree with definitions, codings of four coders that overlap, and memos. The same sizes give the same study."""

from __future__ import annotations

import random
from pathlib import Path

from qualcode.actions import codebooks, coders, coding_files
from qualcode.actions.importing import files
from qualcode.formats.bundle import Codebook, CodeDraft, CodingDraft, DocumentDraft, MemoDraft, Report
from qualcode.project import Project, create_project
from qualcode.text.names import format_path

CODERS = ("Anna", "Ben", "陈晨", "Dora")
_SEED = 7
_CHINESE = (
    *(
        "那时候社区工作人员帮助过我",
        "但是总体来说还是靠自己慢慢适应学习新的技能",
        "医院排队时间特别长",
        "医生态度有好有坏",
    ),
    *("后来换了一个医生才好", "家里人也支持我", "上面来检查的时候系统里的数字都是好看的", "乡镇干部白天跑村里晚上填表"),
)
_ENGLISH = (
    *("So I stopped asking for help at the clinic", "they told me the system would be faster", "it was not"),
    *("the street office never answered", "what changed after that year was the form, not the work"),
)
_RARE = ("👨‍👩‍👧", "👍🏽", "❤️", "🇨🇳", "e\u0301", "\t")
_TOPICS = (
    "信任",
    "家庭支持",
    "trust in the office",
    "基层减负",
    "paperwork",
    "数字平台",
    "stigma",
    "医疗救助",
    "waiting",
    "政策知晓",
)


def interview(megabytes: float, rng: random.Random) -> str:
    """Turns that alternate between the languages, until the text has this size in UTF-8."""
    lines: list[str] = []
    size = 0
    while size < megabytes * 1_000_000:
        chinese = len(lines) % 2
        label, stop, words = ("P07：", "。", _CHINESE) if chinese else ("Interviewer: ", ". ", _ENGLISH)
        line = label + "".join(rng.choice(words) + stop for _ in range(rng.randint(2, 14)))
        line += rng.choice(_RARE) if rng.random() < 0.1 else ""
        lines.append(line)
        size += len(line.encode()) + 1
    return "\n".join(lines)


def codebook(count: int) -> list[CodeDraft]:
    """Codes three deep, twelve below each heading, with rules and examples."""
    made: list[CodeDraft] = []
    for number in range(count):
        name = f"{_TOPICS[number % len(_TOPICS)]} {number:04}"
        above = made[(number - 12) // 12] if number >= 12 and (number - 12) // 12 < number else None
        parent = () if above is None else (*above.parent, above.name)
        parent = parent if len(parent) < 3 else (*made[number % 12].parent, made[number % 12].name)
        rule = f"受访者谈到{name}时的经历与感受。What the respondent says about it in her own words."
        made.append(CodeDraft(name, parent, definition=rule, include=rule, exclude=rule, examples=(_CHINESE[0],)))
    return made


def codings(text: str, codes: list[str], count: int, rng: random.Random) -> list[CodingDraft]:
    """Distinct codings of 10 to 300 characters anywhere, many on the same words; some codes are frequent, most are rare."""
    weights = [1 / (rank + 3) for rank in range(len(codes))]
    places: dict[tuple[int, int, str, str], None] = {}
    while len(places) < count:
        start = rng.randrange(len(text) - 300)
        end = start + rng.randint(10, 300)
        for code in rng.choices(codes, weights, k=rng.choice((1, 1, 1, 2, 4))):
            places[start, end, code, rng.choice(CODERS)] = None
    return [CodingDraft("访谈 P07", *place) for place in list(places)[:count]]


def study(path: Path, *, megabytes: float, segments: int, codes: int, memos: int = 200) -> Project:
    """The study as a project at ``path``."""
    rng = random.Random(_SEED)
    text = interview(megabytes, rng)
    starts = sorted(rng.randrange(len(text) - 100) for _ in range(memos))
    notes = [MemoDraft("这里值得再想一想：she hesitates before she answers.", start=it, end=it + 40) for it in starts]
    made = create_project(path, "workbench", CODERS[0])
    options = files.ImportOptions(kind="interview", keep_original=False)
    read = files.understand(DocumentDraft("访谈 P07", text, memos=notes), path, Report("P07.txt"), options)
    tree = codebook(codes)
    with made.write(CODERS[0]) as work:
        files.add_documents(work, [read], [read.report], options)
        for name in CODERS[1:]:
            coders.add(work, name)
        codebooks.import_codebook(work, Codebook(tree))
    names = [format_path((*code.parent, code.name)) for code in tree]
    with made.write(CODERS[0]) as work:
        coding_files.import_codings(work, codings(text, names, segments, rng), Report("generated"))
    return made
