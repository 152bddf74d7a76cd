"""Patterns for the names of files."""

from pathlib import PurePath
from unicodedata import normalize

import pytest

from qualcode.errors import WrongUse
from qualcode.text.name_pattern import NamePattern


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("{county}_{level}_{date}.docx", "东麓县_town_20240531.docx", "county=东麓县 level=town date=20240531"),
        (
            "{county}_{level}_{date}.docx",
            "field/东麓县_town_2024-05-31.DOCX",
            "county=东麓县 level=town date=2024-05-31",
        ),
        ("{county}_{level}_{date}.docx", "东麓县_town_2024-05-31.txt", None),
        ("{county}_{level}_{date}", "东麓县_town_2024.5.31.txt", "county=东麓县 level=town date=2024.5.31"),
        ("{county}_{date}.{_}", "东麓县_2024.5.31.txt", "county=东麓县 date=2024.5.31"),
        ("{site}{date}", "东麓县2024年5月31日.docx", "site=东麓县 date=2024年5月31日"),
        ("{date}{site}", "20240531东麓县.docx", "date=20240531 site=东麓县"),
        ("{a}_{b}", "x_y_z.txt", "a=x b=y_z"),
        ("{a}_{_}_{b}", "x_y_z.txt", "a=x b=z"),
        ("P{number}", "p07.txt", "number=07"),
        ("{ county } ({date})", "East  (2024).txt", "county=East date=2024"),
        ("{county}/{name}.txt", "/data/East/P01.txt", "county=East name=P01"),
        ("{county}/{name}.txt", "P01.txt", None),
        ("{province}/{county}/{_}", "a/b/c/P01.txt", "province=b county=c"),
        ("{a}-{a}", "x-x.txt", "a=x"),
        ("{a}-{a}", "x-y.txt", None),
        ("{{draft}}{a}", "{draft}x.txt", "a=x"),
        (normalize("NFC", "é_{a}"), normalize("NFD", "é_ü.txt"), normalize("NFC", "a=ü")),
        ("{date}_{a}", "yesterday_x.txt", None),
    ],
)
def test_names_take_what_stands_in_their_place(pattern, path, found):
    read = NamePattern(pattern).read(PurePath(path))
    assert read == (None if found is None else [tuple(pair.split("=")) for pair in found.split(" ")])


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{a}{b}", "between two names"),
        ("{a}{_}", "between two names"),
        ("{a_{b}", "brace"),
        ("a}_{b}", "brace"),
        ("interview.docx", "no name"),
        ("{_}", "no name"),
    ],
)
def test_a_pattern_that_can_mean_nothing_is_refused(pattern, why):
    with pytest.raises(WrongUse, match=why) as caught:
        NamePattern(pattern)
    assert caught.value.hint
