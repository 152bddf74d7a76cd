"""What a query could go on with, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode import messages
from qualcode.analysis.query.parsing import parse
from qualcode.project import open_project
from qualcode.tui.asking.query_offers import Offers
from qualcode.tui.project.desk import Desk


@pytest.fixture
def offers(place: Path, request: pytest.FixtureRequest) -> Iterator[Offers]:
    messages.use(getattr(request, "param", "en"))
    with closing(open_project(str(place))) as project:
        desk = Desk(project, "Anna")
        desk.open()
        yield Offers(desk)
    messages.use("en")


def shown(offers: Offers, typed: str) -> list[str]:
    return [offer for offer, _whole in offers(typed)]


def test_the_values_that_cases_have_are_offered(offers: Offers) -> None:
    assert shown(offers, "paper and case.level = ") == ["county"]
    assert shown(offers, "coder = B") == ["Ben"]


def test_in_english_no_chinese_is_offered(offers: Offers) -> None:
    assert not any("编码员" in offer for offer in shown(offers, ""))


@pytest.mark.parametrize("offers", ["zh"], indirect=True)
def test_in_chinese_the_words_of_the_language_are_offered_and_understood(offers: Offers) -> None:
    assert shown(offers, "编码")[0] == "编码员 ="
    assert shown(offers, "编码员 = ") == ["Anna", "Ben"]
    assert shown(offers, "个案.level=c") == ["county"]
    ((_shown, query),) = offers('"work/paper" 且 个案．level = co')
    assert parse(query) == parse('"work/paper" and case.level = county')
    assert {"且", "位于", "个案.level ="} <= set(shown(offers, ""))


@pytest.mark.parametrize("offers", ["zh"], indirect=True)
def test_what_is_offered_in_chinese_can_be_read(offers: Offers) -> None:
    joining = ("且", "或", "位于", "重叠", "共现", "邻近", "跟随", "先于")
    for word in joining:
        assert word in shown(offers, word)
        parse(f"pressure {word} pressure")
    parse("非 备忘录 is not missing")
    parse("文本 包含 “纸” 或 任意")
