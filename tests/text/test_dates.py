"""Dates in file names and tables."""

import re

import pytest

from qualcode.text.dates import DATE, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("20240531", "2024-05-31"),
        ("2024-05-31", "2024-05-31"),
        ("2024.5.31", "2024-05-31"),
        ("2024_5_31", "2024-05-31"),
        ("2024/05/31", "2024-05-31"),
        ("2024年5月31日", "2024-05-31"),
        ("2024年 5月 31号", "2024-05-31"),
        ("2024年5月", "2024-05"),
        ("2024-05", "2024-05"),
        ("2024.5", "2024-05"),
        ("202405", "2024-05"),
        (" 2024 ", "2024"),
        ("2024年", "2024"),
        ("20240230", None),
        ("2024-13", None),
        ("202400", None),
        ("2024-00-01", None),
        ("1", None),
        ("240531", None),
        ("2024-05-31 10:00", None),
        ("東麓", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_it_is_none(text, date):
    assert read_date(text) == date


@pytest.mark.parametrize("text", ["2024-05-31", "20240531", "2024年5月31日", "2024.5.31"])
def test_a_date_within_a_name_is_taken_whole(text):
    assert re.search(DATE, f"东麓县_{text}_访谈")[0] == text
