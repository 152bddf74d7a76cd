"""Row images: every row of every table as plain JSON, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Float, Integer, LargeBinary, Table, Uuid, insert, select

from qualcode.project import Project
from qualcode.store.images import Gone, Images, completed, pack, reference_columns, target_of, unpack
from qualcode.store.models import Base, Operation, Travelling
from qualcode.store.types import UtcDateTime

TABLES = sorted(
    (mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Travelling)),
    key=lambda table: table.name,
)
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3),
    max_leaves=6,
)


@given(ANY_JSON)
def test_what_is_packed_is_unpacked(value: Any) -> None:
    assert unpack(pack(value)) == value
    assert unpack(memoryview(pack(value))) == value  # as one of the drivers hands it out


@given(st.integers(0, 1000))
def test_long_images_are_compressed_and_short_ones_are_not(length: int) -> None:
    packed = pack("x" * length)
    assert (packed[:1] == b"\x78") == (length + 2 >= 400)
    assert unpack(packed) == "x" * length


def test_what_cannot_be_written_in_utf_8_survives() -> None:
    """A damaged text must not keep its document from being removed."""
    assert unpack(pack(["\ud800"])) == ["\ud800"]


def value_of(column: Column[Any]) -> st.SearchStrategy[Any]:
    """Any value a column may hold, references left out."""
    made: st.SearchStrategy[Any] = PLAIN
    if isinstance(column.type, Uuid):
        made = st.builds(uuid4)
    elif isinstance(column.type, UtcDateTime):
        made = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
    elif isinstance(column.type, LargeBinary):
        made = st.binary(max_size=50)
    elif isinstance(column.type, JSON):
        made = ANY_JSON.filter(lambda value: value is not None)
    elif isinstance(column.type, Boolean):
        made = st.booleans()
    elif isinstance(column.type, Float):
        made = st.floats(allow_nan=False, allow_infinity=False)
    elif isinstance(column.type, Integer):
        made = st.integers(-(2**31), 2**31 - 1)
    return st.none() | made if column.nullable else made


def row_of(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    plain = [column for column in table.columns if not column.primary_key and not column.foreign_keys]
    return st.fixed_dictionaries({column.name: value_of(column) for column in plain})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_every_row_comes_back_from_its_image(file_project: Project, table: Table, data: st.DataObject) -> None:
    row = data.draw(row_of(table))
    with file_project.read() as view:
        references = {}
        for column in reference_columns(table):
            known = view.connection.scalars(select(target_of(column).c.id)).all()
            choices = st.sampled_from(known) if known else st.none()
            references[column.name] = data.draw(st.none() | choices if column.nullable else choices)
        whole = {"id": 1, **references, **row}
        images = Images(view.connection)
        (image,) = images.of(table, [whole])
        assert json.loads(json.dumps(image)) == image
        assert images.values(table, [unpack(pack(image))]) == [{k: v for k, v in whole.items() if k != "id"}]


def test_a_stored_row_has_the_same_image_as_the_values_it_was_made_of(project: Project) -> None:
    """On every database: what comes out of it is what went in, to the last digit and microsecond."""
    table = Base.metadata.tables["attribute_value"]
    values = [0.1, 2**63 - 1, True, "中 👩‍🌾", [1, {"a": None}], -1.5e-300]
    with project.rehearse("Anna") as work:
        (owner,) = work.connection.execute(select(Base.metadata.tables["case"].c.id).limit(1)).one()
        (attribute,) = work.connection.execute(select(Base.metadata.tables["attribute"].c.id)).one()
        (operation,) = work.connection.execute(select(Operation.id).limit(1)).one()
        rows = [
            {"guid": uuid4(), "created_in": operation, "attribute_id": attribute, "case_id": owner, "document_id": None}
            | {"ordinal": number + 5, "as_of": "", "value": value}
            for number, value in enumerate(values)
        ]
        work.connection.execute(insert(table), rows)
        stored = work.connection.execute(select(table).where(table.c.ordinal >= 5).order_by(table.c.ordinal)).mappings()
        assert Images(work.connection).of(table, list(stored)) == Images(work.connection).of(table, rows)


def test_a_reference_to_what_is_gone_is_said(file_project: Project) -> None:
    table = Base.metadata.tables["code_set_member"]
    gone = uuid4().hex
    with file_project.read() as view, pytest.raises(Gone) as caught:
        Images(view.connection).values(table, [{"guid": uuid4().hex, "code_set_id": None, "code_id": gone}])
    assert (caught.value.table.name, caught.value.guid) == ("code", gone)


def test_a_row_that_was_removed_is_forgotten(file_project: Project) -> None:
    """Its key may be given to another row, and its guid may come back under another key."""
    table, users = Base.metadata.tables["coder"], Base.metadata.tables["assignment"]
    assignment = {"id": 1, "guid": UUID(int=1), "document_id": 1, "round": 0, "of_record": False}
    assignment |= {"assigned_at": datetime.now(UTC), "read_at": None, "done_at": None}
    with file_project.rehearse("Anna") as work:
        images, connection = Images(work.connection), work.connection
        coder = {"guid": UUID(int=2), "name": "x", "name_key": "x"}
        connection.execute(insert(table).values(id=77, color="", kind="person", role="coder", retired=False, **coder))
        (image,) = images.of(users, [assignment | {"coder_id": 77}])
        assert image["coder_id"] == UUID(int=2).hex
        connection.execute(table.update().where(table.c.id == 77).values(guid=UUID(int=3)))
        images.forget(table, 77, UUID(int=2).hex)
        (image,) = images.of(users, [assignment | {"coder_id": 77}])
        assert image["coder_id"] == UUID(int=3).hex


def test_an_image_an_older_version_kept_gets_the_columns_that_came_since() -> None:
    section, memo = Base.metadata.tables["section"], Base.metadata.tables["memo"]
    assert completed(section, {"label": "一、"})["kind"] == "heading"
    assert completed(section, {"kind": "page"})["kind"] == "page"
    assert completed(section, {})["anchor"] is None
    assert completed(memo, {})["kind"] == "note"
