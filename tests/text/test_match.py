"""The palette's matcher."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.match import Matcher, rank


@dataclass(frozen=True)
class Choice:
    key: int
    path: tuple[str, ...]
    aliases: tuple[str, ...] = ()


PATHS = [
    ("Trust",),
    ("Trust", "Distrust"),
    ("Trust", "Institutional trust"),
    ("Trust", "Trust in officials"),
    ("Data",),
    ("Data", "Data silos"),
    ("政府", "信任"),
    ("政府", "不信任"),
    ("政府", "数据孤岛"),
]
CHOICES = [Choice(number, path) for number, path in enumerate(PATHS)]


def names(query: str, recent: tuple[int, ...] = ()) -> list[str]:
    return [match.path[-1] for match in rank(query, CHOICES, recent)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trust", ["Trust", "Trust in officials", "Institutional trust", "Distrust"]),
        ("TRUST", ["Trust", "Trust in officials", "Institutional trust", "Distrust"]),
        ("silo", ["Data silos"]),
        ("信任", ["信任", "不信任"]),
        ("xr", ["信任", "不信任"]),
        ("sjgd", ["数据孤岛"]),
        ("dtsl", ["Data silos"]),
        ("trust/inst", ["Institutional trust"]),
        ("信任 政府", []),
        ("zzz", []),
    ],
)
def test_the_better_fit_comes_first(query, found):
    assert names(query) == found


def test_names_below_a_matching_one_come_after_it():
    assert names("政府") == ["信任", "不信任", "数据孤岛"]
    assert names("data")[0] == "Data"


def test_recent_ones_win_among_equals_only():
    choices = [Choice(1, ("Access",)), Choice(2, ("Actors",)), Choice(3, ("Public access",))]
    assert [match.key for match in rank("ac", choices, recent=[3, 2])] == [2, 1, 3]


def test_nothing_typed_gives_recent_ones_and_then_the_tree():
    assert names("", recent=(5, 7, 99))[:4] == ["Data silos", "不信任", "Trust", "Distrust"]


def test_an_alias_finds_its_code_and_is_named():
    choices = [Choice(1, ("信任",), ("Trust", "旧名"))]
    assert [(match.key, match.found) for match in rank("tru", choices)] == [(1, "Trust")]
    assert [(match.key, match.found) for match in rank("jm", choices)] == [(1, "旧名")]


@pytest.mark.parametrize(
    ("query", "path", "loose"),
    [
        ("symblic", "policy/symbolic compliance", False),  # a letter left out
        ("scomp", "policy/symbolic compliance", False),  # beginnings of words
        ("pol/sy", "policy/symbolic compliance", False),
        ("隐行", "隐性行为", False),
        ("trust", "institutions and coordination/state-business partnership", True),  # letters here and there
        ("kiosk", "thinking of risk", True),
    ],
)
def test_letters_here_and_there_are_a_loose_fit(query, path, loose):
    (match,) = rank(query, [Choice(1, tuple(path.split("/")))])
    assert match.loose == loose


def test_a_close_fit_comes_before_a_loose_one():
    choices = [Choice(1, ("table reports",)), Choice(2, ("targets and inspection of records",))]
    assert [(match.key, match.loose) for match in rank("tair", choices)] == [(2, False)]
    choices = [Choice(1, ("tariff",)), Choice(2, ("targets and inspection",))]
    assert [match.key for match in rank("tai", choices)] == [1, 2]


@given(st.text(alphabet="ab c/", max_size=6), st.lists(st.text(alphabet="ab c", min_size=1, max_size=8), max_size=6))
def test_what_fits_loosely_comes_last(query, labels):
    found = [match.loose for match in rank(query, [Choice(at, (label,)) for at, label in enumerate(labels)])]
    assert found == sorted(found)


def test_at_most_as_many_as_asked():
    matcher = Matcher(CHOICES)
    assert len(matcher.best("t", limit=2)) == 2
    assert matcher.best("t", limit=2) == matcher.best("t")[:2]


@given(st.text(alphabet="trusdai xr信任/", max_size=5))
def test_what_is_found_holds_the_letters_typed_in_order(query):
    for match in rank(query, CHOICES):
        spelled = {"信任": "xinren", "不信任": "buxinren", "数据孤岛": "shujugudao"}.get(match.path[-1], "")
        places = ["/".join(match.path).casefold(), spelled]
        assert any(in_order("".join(query.casefold().split()), place) for place in places)


def in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("xinren", ["信任", "不信任"]),
        ("xin ren", ["信任", "不信任"]),
        ("shuju", ["数据孤岛"]),
        ("gudao", ["数据孤岛"]),
        ("inren", []),  # a syllable is begun from its beginning
    ],
)
def test_a_chinese_name_is_found_by_its_pinyin(query, found):
    assert [
        match.path[-1]
        for match in rank(query, CHOICES)
        if not match.loose and match.path[-1] in ("信任", "不信任", "数据孤岛")
    ] == found
