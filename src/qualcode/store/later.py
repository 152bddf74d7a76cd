"""What was done after an operation, and so stands in the way of taking it back."""

from __future__ import annotations

from typing import Any, NoReturn, cast
from uuid import UUID

from sqlalchemy import Connection, Table, select, tuple_

from qualcode.errors import Refused
from qualcode.messages import _
from qualcode.store import rounds
from qualcode.store.images import Image, completed, unpack
from qualcode.store.models import Change, Operation


class Later:
    """The operations after one that is to be taken back, ``redoing`` if it is an undo. Operations are named by their labels."""

    def __init__(self, connection: Connection, operation_id: int, coder_id: int, redoing: bool = False) -> None:
        self._connection = connection
        self.operation_id = operation_id
        self._redoing = redoing
        self._told = rounds.told(connection, coder_id)  # what others do in a blind round is not named

    def refuse(self, label: str | None) -> NoReturn:
        """Raise Refused, naming what has been done since where that is known."""
        if self._redoing:
            words = _("This can no longer be done again: what it concerns has been changed since by “{later}”.")
            unnamed = _("This can no longer be done again: what it concerns has been changed since.")
        else:
            words = _("This can no longer be undone: what it left has been changed since by “{later}”.")
            unnamed = _("This can no longer be undone: what it left has been changed since.")
        raise Refused(
            words.format(later=label) if label else unnamed,
            _("Undo the later operation first. qualcode history lists them."),
        )

    def refuse_erased(self) -> NoReturn:
        """Raise Refused, for something that was erased for good."""
        raise Refused(
            _("This can no longer be done again: part of it was erased for good.")
            if self._redoing
            else _("This can no longer be undone: part of it was erased for good."),
            _("What was erased does not come back."),
        )

    def touching(self, table: Table, guid: str) -> str | None:
        """The latest that touched a row; not the one being written, which has no name yet."""
        statement = (
            select(Operation.label, Change.guid, Change.before, Change.after)
            .join(Change, Change.operation_id == Operation.id)
            .where(Operation.id > self.operation_id, Operation.kind != "", Change.table == table.name)
            .where((Change.guid == UUID(guid)) | Change.guid.is_(None), *self._told)
            .order_by(Operation.id.desc(), Change.ordinal.desc())
        )
        for row in self._connection.execute(statement):
            if row.guid is not None or guid in {image["guid"] for image in _images(row.before) + _images(row.after)}:
                return cast(str, row.label)
        return None

    def states_left(self, table: Table) -> dict[str, Image | None]:
        """What rows changed since looked like when the operation was done, None where they were not there; by guid.

        Rows made in bulk and not changed after are not among them, nor is what is being written counted.
        """
        statement = (
            select(Change.before, Change.after)
            .join(Operation, Change.operation_id == Operation.id)
            .where(Operation.id > self.operation_id, Operation.kind != "", Change.table == table.name)
            .order_by(Change.operation_id, Change.ordinal)
        )
        left: dict[str, Image | None] = {}
        for row in self._connection.execute(statement):
            before = {image["guid"]: image for image in _images(row.before)}
            for guid in before.keys() | {image["guid"] for image in _images(row.after)}:
                left.setdefault(guid, before.get(guid))
        return left

    def behind(self, table: Table, row: Any) -> str | None:
        """The latest that touched a row, else the one that made it in bulk."""
        if table.name == "operation":
            return self._label(row["id"])
        if "guid" in row:
            return self.touching(table, row["guid"].hex) or self._label(row.get("created_in"))
        return None

    def first_images(self, ordinal: int, table: Table) -> dict[str, Image]:
        """What rows the operation made looked like after its change ``ordinal``, where a later change has kept it, by guid."""
        maker = select(Operation.guid).where(Operation.id == self.operation_id)
        made_by = self._connection.execute(maker).scalar_one().hex
        since = tuple_(Change.operation_id, Change.ordinal) > (self.operation_id, ordinal)
        statement = select(Change.before).where(since, Change.table == table.name, Change.before.is_not(None))
        first: dict[str, Image] = {}
        for (packed,) in self._connection.execute(statement.order_by(Change.operation_id, Change.ordinal)):
            for image in _images(packed):
                if image.get("created_in") == made_by:
                    first.setdefault(image["guid"], completed(table, image))
        return first

    def _label(self, operation_id: int | None) -> str | None:
        return self._connection.scalar(select(Operation.label).where(Operation.id == operation_id, *self._told))


def _images(packed: bytes | None) -> list[Image]:
    """The images in one side of a change; none where it holds only ids."""
    kept = None if packed is None else unpack(packed)
    if isinstance(kept, dict):
        return [] if "ids" in kept else [kept]
    return [image for image in kept or [] if image is not None]
