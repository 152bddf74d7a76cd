"""Pictures as files, for those who may not know the formats themselves."""

from __future__ import annotations

from qualcode.formats.pictures.files import ENDINGS, require_ending, write_picture
from qualcode.formats.pictures.frame import Picture

__all__ = ["ENDINGS", "Picture", "require_ending", "write_picture"]
