"""Codebooks as YAML and CSV."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import Refused, UnreadableInput
from qualcode.formats.bundle import Codebook, CodeDraft
from qualcode.formats.codebooks.csv import COLUMNS, read_codebook_csv, write_codebook_csv
from qualcode.formats.codebooks.yaml import read_codebook_yaml, write_codebook_yaml
from qualcode.text.names import name_key

# Any script, any punctuation, stripped as readers strip; of the control characters those that texts have.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\x85"), max_size=30).map(
    str.strip
)
names = texts.filter(name_key)
several = st.lists(texts.filter(bool), max_size=3).map(tuple)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook of some levels, parents before children, siblings of different names."""

    def below(parent: tuple[str, ...], depth: int) -> list[CodeDraft]:
        codes: list[CodeDraft] = []
        for name in draw(st.lists(names, max_size=3 if depth < 3 else 0, unique_by=name_key)):
            codes.append(
                CodeDraft(
                    name,
                    parent,
                    color=draw(st.sampled_from([None, "#0072B2"])),
                    is_codable=draw(st.booleans()),
                    definition=draw(texts),
                    include=draw(texts),
                    exclude=draw(texts),
                    examples=draw(several),
                    aliases=draw(several),
                    alternatives=draw(st.booleans()),
                    for_kinds=draw(several),
                )
            )
            codes += below((*parent, name), depth + 1)
        return codes

    return Codebook(below((), 0), draw(texts), draw(texts), draw(texts), draw(texts))


@given(codebooks())
@settings(max_examples=150, deadline=None)
def test_yaml_gives_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> None:
    path = tmp_path_factory.mktemp("codebook") / "codebook.yaml"
    write_codebook_yaml(codebook, path)
    assert read_codebook_yaml(path) == codebook


@given(codebooks())
@settings(max_examples=150, deadline=None)
def test_csv_gives_back_what_it_has_columns_for(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> None:
    path = tmp_path_factory.mktemp("codebook") / "codebook.csv"
    write_codebook_csv(codebook, path)
    assert read_codebook_csv(path).codes == [replace(code, alternatives=False, for_kinds=()) for code in codebook.codes]


def written(folder: Path, text: str, name: str = "codebook.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def paths(codebook: Codebook) -> list[str]:
    return [" > ".join(code.path) for code in codebook.codes]


def test_all_short_forms_of_yaml_are_read(tmp_path: Path) -> None:
    text = (
        "- no\n- 2020\n- 政策执行: [遵从, {name: 隐性行为, aliases: hidden}]\n- name: last\n  children:\n    - deep\n"
    )
    codebook = read_codebook_yaml(written(tmp_path, text))
    assert paths(codebook) == [
        "no",
        "2020",
        "政策执行",
        "政策执行 > 遵从",
        "政策执行 > 隐性行为",
        "last",
        "last > deep",
    ]
    assert codebook.codes[4].aliases == ("hidden",)


def test_headings_and_fields_of_yaml_are_read(tmp_path: Path) -> None:
    text = (
        "title: T\nlicence: CC0-1.0\ncodes:\n  - name: a\n    is_codable: no\n    alternatives: true\n"
        "    for_kinds: [policy]\n    color: '#0072B2'\n    definition: >-\n      two\n      lines\n    examples: null\n"
    )
    codebook = read_codebook_yaml(written(tmp_path, text))
    assert (codebook.title, codebook.licence) == ("T", "CC0-1.0")
    assert codebook.codes == [
        CodeDraft("a", (), "#0072B2", False, "two lines", alternatives=True, for_kinds=("policy",))
    ]


def test_written_yaml_is_for_people(tmp_path: Path) -> None:
    long = "Steps taken locally that serve local ends and that upper levels cannot see. " * 3
    codes = [
        CodeDraft("政策执行", aliases=("policy implementation",), is_codable=False),
        CodeDraft("hidden: actions", ("政策执行",), definition=long.strip(), examples=("first\nsecond", long.strip())),
    ]
    path = tmp_path / "codebook.yaml"
    write_codebook_yaml(Codebook(codes, title="Governance"), path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[:7] == [
        "title: Governance",
        "codes:",
        "  - name: 政策执行",
        "    aliases: [policy implementation]",
        "    is_codable: false",
        "    children:",
        "      - name: 'hidden: actions'",
    ]
    assert max(map(len, lines)) <= 120
    assert read_codebook_yaml(path).codes == codes


def test_the_published_codebooks_come_back(tmp_path: Path) -> None:
    published = sorted((Path(__file__).parents[2] / "codebooks").glob("*.yaml"))
    assert published
    for path in published:
        codebook = read_codebook_yaml(path)
        write_codebook_yaml(codebook, tmp_path / path.name)
        assert read_codebook_yaml(tmp_path / path.name) == codebook


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("# only a comment\n", "no codes in it"),
        ("title: T\n", "Line 1 .* no list called “codes”"),
        ("codes: 3\n", "Line 1 .* a list of codes"),
        ("codes:\n  - definition: d\n", "Line 2 .* no name"),
        ("codes:\n  - name: a\n    defintion: d\n", "Line 3 .* no field 'defintion'"),
        ("codes:\n  - name: a\n    name: b\n", "Line 3 .* given twice"),
        ("codes:\n  - name: a\n    definition: [d]\n", "Line 3 .* one text"),
        ("codes:\n  - name: a\n    is_codable: perhaps\n", "Line 3 .* true or false"),
        ("codes:\n  - name: a\n    color: #0072B2\n", "Line 3 .* quotation marks"),
        ("codes:\n  - name: ''\n", "Line 2 .* no name"),
        ("- [a]\n", "Line 1 .* fields like"),
        ("- a\n- 'b\n", "Line 3"),
        ("- &x a\n- *x\n", "Line 2 .* reference"),
        ("[" * 500, "nested too deeply"),
        ("- a\n- b\x01\n", "Line 2"),
    ],
)
def test_yaml_of_another_shape_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said) as caught:
        read_codebook_yaml(written(tmp_path, text))
    assert caught.value.hint


def test_two_codes_of_one_name_are_refused_with_both_lines(tmp_path: Path) -> None:
    text = "- top:\n  - Pilots\n  - other\n  - ｐｉｌｏｔｓ\n"
    with pytest.raises(Refused, match="Lines 2 and 4 both hold the code top/ｐｉｌｏｔｓ"):
        read_codebook_yaml(written(tmp_path, text))


def test_a_code_without_its_parent_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        write_codebook_yaml(Codebook([CodeDraft("a", ("missing",))]), tmp_path / "codebook.yaml")
    assert list(tmp_path.iterdir()) == []


def test_only_code_is_needed_and_parents_may_come_later(tmp_path: Path) -> None:
    text = "parent,code,color\na/b,c,\n,a,#0072B2\na,b,\na\\/b/x,y,\na\\/b,x,\n,a/b,\n"
    codebook = read_codebook_csv(written(tmp_path, text, "codebook.csv"))
    assert paths(codebook) == ["a", "a > b", "a > b > c", "a/b", "a/b > x", "a/b > x > y"]
    assert codebook.codes[0].color == "#0072B2"
    assert read_codebook_csv(written(tmp_path, "code\n一\n二\n", "list.csv")).codes == [
        CodeDraft("一"),
        CodeDraft("二"),
    ]


def test_the_name_of_a_parent_is_enough_where_one_code_has_it(tmp_path: Path) -> None:
    codebook = read_codebook_csv(written(tmp_path, "code,parent\ntop,\nmiddle,top\nlow,Middle\n", "codebook.csv"))
    assert codebook.codes[2].path == ("top", "middle", "low")


def test_several_examples_stand_in_one_cell(tmp_path: Path) -> None:
    codebook = read_codebook_csv(
        written(tmp_path, "code,examples\na,one | two\\|half |  | \\\\ three\n", "codebook.csv")
    )
    assert codebook.codes[0].examples == ("one", "two|half", "\\ three")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,missing", "Line 2 .* no code 'missing'"),
        ("a,\nb,a\nc,\nb,c\nd,b", "Line 6 .* lines 3, 5"),
        (",a", "Line 2 .* no name"),
        ("a,x//y", "Line 2 .* empty name"),
        ("a,,maybe", "Line 2 .* true or false"),
    ],
)
def test_csv_that_makes_no_tree_is_refused_with_its_line(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        read_codebook_csv(written(tmp_path, f"code,parent,is_codable\n{rows}\n", "codebook.csv"))


@pytest.mark.parametrize(("rows", "circle"), [("a,b\nb,c\nc,a", "a → b → c → a"), ("a,a", "a → a")])
def test_codes_within_each_other_are_refused_and_shown(tmp_path: Path, rows: str, circle: str) -> None:
    with pytest.raises(Refused, match=circle):
        read_codebook_csv(written(tmp_path, f"code,parent\n{rows}\n", "codebook.csv"))


def test_codes_at_one_place_are_refused_with_both_lines(tmp_path: Path) -> None:
    for rows in ("a,\nb,a\nB,a", "a,\nc,a\nc,A"):
        with pytest.raises(Refused, match="Lines 3 and 4"):
            read_codebook_csv(written(tmp_path, f"code,parent\n{rows}\n", "codebook.csv"))


def test_a_written_table_has_the_agreed_columns(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    write_codebook_csv(Codebook([CodeDraft("a"), CodeDraft("b/c", ("a",), is_codable=False)]), path)
    assert path.read_text() == ",".join(COLUMNS) + "\na,,,true,,,,,,\nb/c,a,,false,,,,,,\n"
