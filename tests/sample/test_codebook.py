"""The published codebook is complete: a coder can decide by it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

CODEBOOK = Path(__file__).parents[2] / "codebooks" / "digital-governance.yaml"
NAMES = {
    "policy implementation": [
        "compliance",
        "hidden actions",
        "policy distortion",
        "implementation friction",
        "local adaptation",
        "upward accountability",
        "policy lag",
        "denied deviation",
        "showcase making",
    ],
    "compliance": ["symbolic compliance"],
    "hidden actions": ["record dressing", "off-system handling"],
    "institutions and coordination": [
        "institutional development",
        "central guidance",
        "regional coordination",
        "cross-department coordination",
        "state-business partnership",
    ],
    "state capacity and data": [
        "information capacity",
        "digital cybernetic capacity",
        "leapfrogging",
        "resource trade-offs",
        "data silos",
        "data privacy",
        "platform power",
        "system overload",
    ],
    "administrative model": [
        "command-oriented administration",
        "service-oriented administration",
        "online control",
        "stability maintenance",
        "state of exception",
        "points and credit",
        "proof by screenshot",
    ],
    "services and settings": [
        "social assistance",
        "public service provision",
        "smart city",
        "rural e-commerce",
        "dispute settlement",
    ],
    "society's response": [
        "citizen participation",
        "government responsiveness",
        "service evaluation",
        "internet use",
        "perceived uncertainty",
        "digital divide",
        "urban-rural gap",
    ],
    "policy objectives": [
        "administrative efficiency",
        "transparency and accountability",
        "inclusion and poverty reduction",
        "regional development",
        "order and security",
    ],
    "policy instruments": [
        "pilots",
        "funding and infrastructure",
        "standards and shared platforms",
        "targets and inspection",
        "rules and law",
        "training and publicity",
    ],
    "online communication": ["answering citizens", "broadcasting", "asking for views"],
}
TOP = [name for name in NAMES if name not in ("compliance", "hidden actions")]
ORDER = [*TOP[:-1], "policy networks", TOP[-1]]
HAN = re.compile(r"[\u4e00-\u9fff]")

Code = dict[str, Any]

codebook = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))


def walk(codes: list[Code]) -> Iterator[Code]:
    for code in codes:
        yield code
        yield from walk(code.get("children", []))


CODES = list(walk(codebook["codes"]))
HEADINGS = [code for code in CODES if not code.get("is_codable", True)]
CODABLE = [code for code in CODES if code not in HEADINGS]


def name_of(code: Code) -> str:
    return str(code["name"])


def test_it_says_what_it_is_and_how_it_may_be_used() -> None:
    assert codebook["licence"] == "CC0-1.0"
    assert all(codebook[key] for key in ("title", "source", "citation"))


def test_the_tree_has_the_agreed_codes_and_no_other() -> None:
    assert [code["name"] for code in codebook["codes"]] == ORDER
    assert {
        code["name"]: [child["name"] for child in code["children"]] for code in CODES if "children" in code
    } == NAMES


def test_a_name_or_alias_means_one_code_in_the_whole_tree() -> None:
    names = [name.casefold() for code in CODES for name in (code["name"], *code["aliases"])]
    assert len(names) == len(set(names)) == 2 * len(CODES)


def test_the_top_is_made_of_headings_except_for_policy_networks() -> None:
    assert [code["name"] for code in HEADINGS] == TOP


def test_objectives_instruments_and_what_posts_do_exclude_each_other() -> None:
    marked = {code["name"]: code["for_kinds"] for code in CODES if code.get("alternatives")}
    assert marked == {
        "policy objectives": ["policy"],
        "policy instruments": ["policy"],
        "online communication": ["post"],
    }


@pytest.mark.parametrize("code", CODABLE, ids=name_of)
def test_a_codable_code_can_be_decided_by(code: Code) -> None:
    assert all(len(code[field].split()) >= 8 for field in ("definition", "include", "exclude"))
    neighbours = {
        other["name"] for other in CODES if other["name"] != code["name"] and other["name"] in code["exclude"]
    }
    assert neighbours, "the exclusion names no neighbouring code"


@pytest.mark.parametrize("code", CODABLE, ids=name_of)
def test_a_codable_code_has_an_english_and_a_chinese_example(code: Code) -> None:
    english, chinese = code["examples"]
    assert not HAN.search(english) and HAN.search(chinese)


def test_siblings_differ_in_colour() -> None:
    for siblings in (codebook["codes"], *(code["children"] for code in CODES if "children" in code)):
        colors = [code["color"] for code in siblings]
        assert all(re.fullmatch("#[0-9A-F]{6}", color) for color in colors)
        assert len(set(colors)) == len(colors)
