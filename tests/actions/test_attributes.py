"""Attributes: what people write, read in its own type and never silently as something else."""

from __future__ import annotations

from typing import Any

import pytest

from qualcode.actions import history
from qualcode.actions.material import attributes, cases, documents
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.project import Project

WRITTEN: list[tuple[str, str, Any]] = [
    ("integer", "-3", -3),
    ("integer", "007", 7),
    ("integer", "４２", 42),
    ("integer", "9223372036854775807", 2**63 - 1),
    ("decimal", "2.50", 2.5),
    ("decimal", "2", 2.0),
    ("decimal", "1e30", 1e30),
    ("boolean", "是", True),
    ("boolean", "NO", False),
    ("date", "2024", "2024"),
    ("date", "2024-02-29", "2024-02-29"),
    ("choice", "county", "county"),
    ("text", "NaN", "NaN"),
]


@pytest.mark.parametrize(("kind", "text", "value"), WRITTEN)
def test_values_keep_their_type(project: Project, kind: str, text: str, value: Any) -> None:
    with project.write("Anna") as work:
        attributes.define(work, "it", kind)
        cases.set_values(work, "东麓县", {"it": text})
    with project.read() as view:
        assert cases.listing(view).column("it") == [value, None]
        assert type(cases.listing(view).column("it")[0]) is type(value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "3.0"),
        ("integer", "1_000"),
        ("integer", "9223372036854775808"),
        ("decimal", "2,5"),
        ("decimal", "nan"),
        ("decimal", "inf"),
        ("decimal", "1_0.5"),
        ("boolean", "maybe"),
        ("date", "31.5.2024"),
        ("date", "2023-02-29"),
        ("date", "２０２４"),
        ("date", "0000"),
    ],
)
def test_a_value_of_another_kind_is_one_clear_error(file_project: Project, kind: str, text: str) -> None:
    with file_project.write("Anna") as work:
        attributes.define(work, "it", kind)
    with pytest.raises(WrongUse) as caught, file_project.write("Anna") as work:
        cases.set_values(work, "东麓县", {"level": "city", "it": text})
    assert caught.value.message == f"{text!r} is not a value of 'it', which is of kind {kind}."
    with file_project.read() as view:
        assert cases.listing(view).column("level") == ["county", None]


def test_an_attribute_may_have_several_values(project: Project) -> None:
    with project.write("Anna") as work:
        attributes.define(work, "issuers", "text", many=True)
        cases.set_values(work, "东麓县", {"issuers": "finance; health；; education"})
    assert column(project, "issuers") == ["finance; health; education", None]
    with project.write("Anna") as work:
        cases.set_values(work, "东麓县", {"issuers": "health"})
    assert column(project, "issuers") == ["health", None]
    with project.write("Anna") as work:
        history.undo(work)
    assert column(project, "issuers") == ["finance; health; education", None]


def column(project: Project, name: str) -> list[Any]:
    with project.read() as view:
        return cases.listing(view).column(name)


def test_values_of_different_dates_stand_beside_each_other(project: Project) -> None:
    with project.write("Anna") as work:
        cases.set_values(work, "东麓县", {"level": "city"}, as_of="2024-07")
        cases.set_values(work, "东麓县", {"level": "prefecture"}, as_of="2020")
    assert column(project, "level") == ["county; prefecture; city", None]
    with project.write("Anna") as work:
        cases.set_values(work, "东麓县", {"level": ""}, as_of="2020")
    assert column(project, "level") == ["county; city", None]
    with pytest.raises(WrongUse, match="'lately' is not a date"), project.write("Anna") as work:
        cases.set_values(work, "东麓县", {"level": "village"}, as_of="lately")


def test_documents_have_attributes_of_their_own(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        attributes.define(work, "Level", "integer", applies_to="document")  # cases have one of the same name
        documents.set_fields(work, "N01", {"place": "hall"}, {"level": "3"})
    with file_project.read() as view:
        assert ("Level", 3) in documents.details(view, "N01").rows
        assert cases.listing(view).column("level") == ["county", None]
    with pytest.raises(WrongUse), file_project.write("Anna") as work:
        documents.set_fields(work, "N01", {"place": "yard"}, {"level": "three"})
    with file_project.read() as view:
        assert ("place", "hall") in documents.details(view, "N01").rows


def test_an_attribute_that_is_not_there_says_how_to_define_it(file_project: Project) -> None:
    with pytest.raises(NotFound, match=r"cases define age --kind text --of document"), file_project.write("Anna") as w:
        documents.set_fields(w, "N01", {}, {"age": "3"})
    with pytest.raises(Refused, match="'LEVEL' already"), file_project.write("Anna") as work:
        attributes.define(work, "LEVEL", "text")
