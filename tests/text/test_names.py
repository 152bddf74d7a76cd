"""Names: compared, written as paths, guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import WrongUse
from qualcode.text.names import format_path, name_key, nearest, parse_path

NAMES = st.text(st.sampled_from("ab/\\ 信任\t"), min_size=1).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("one", "other"), [("Ｔrust", "trust"), ("STRASSE", "straße"), (" 信任 ", "信任"), ("é", "e\u0301"), ("①", "1")]
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@given(st.text())
def test_the_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@given(st.lists(NAMES).map(tuple))
def test_paths_come_back(names):
    assert parse_path(format_path(names)) == names


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("", ()),
        ("a", ("a",)),
        (r"a/b\/c", ("a", "b/c")),
        (" 政府 / 信任 ", ("政府", "信任")),
        (r"C:\temp", (r"C:\temp",)),
        (r"a\\/b", ("a\\", "b")),
    ],
)
def test_a_path_is_read(path, names):
    assert parse_path(path) == names


@pytest.mark.parametrize("path", ["/", "a//b", "/a", "a/", "a/ /b"])
def test_an_empty_name_is_refused(path):
    with pytest.raises(WrongUse, match="empty name"):
        parse_path(path)


def test_a_slash_in_a_name_is_escaped():
    assert format_path(["a/b", "c"]) == r"a\/b/c"


def test_the_nearest_names_come_first():
    names = ["Trust", "Distrust", "Data silos", "数据孤岛", "信任政府", "不信任", "隐私"]
    assert nearest("trsut", names)[0] == "Trust"
    assert nearest("数据孤嶋", names) == ["数据孤岛"]
    assert nearest("信任", names, limit=1) == ["信任政府"]  # names that begin so come before names spelled alike
    assert nearest("xyz", names) == []
