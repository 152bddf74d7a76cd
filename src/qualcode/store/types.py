"""Column types and identifiers shared by all tables."""

from __future__ import annotations

import secrets
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator


def new_guid() -> uuid.UUID:
    """A new UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random bits.

    Rows made later sort later, so that a million of them append to the unique index instead of scattering over it.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return uuid.UUID(int=value)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. Stored without a zone, handed out with one; a moment without a zone is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment as handed out."""
        return None if value is None else value.replace(tzinfo=UTC)


class HexGuid(TypeDecorator[str]):
    """A guid read as its 32 digits, for rows by the thousand: to make a UUID of each takes longer than to read it."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The digits; a server hands out UUIDs."""
        return value.hex if isinstance(value, uuid.UUID) else value
