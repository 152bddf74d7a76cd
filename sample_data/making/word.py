"""Word files that are the same bytes whenever they are made."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document

SAVED_AT = datetime(2025, 4, 30, 12, 0, 0)  # the date in every .docx, so that the same texts give the same bytes


def word_file(title: str, text: str) -> bytes:
    """A Word file with one plain paragraph for each line of ``text``."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = SAVED_AT
    package = BytesIO()
    document.save(package)
    return with_fixed_dates(package)


def with_fixed_dates(package: BytesIO) -> bytes:
    """The zip ``package`` with the same parts, each dated SAVED_AT instead of now."""
    dated = BytesIO()
    with ZipFile(package) as parts, ZipFile(dated, "w") as copies:
        for name in parts.namelist():
            copies.writestr(ZipInfo(name, SAVED_AT.timetuple()[:6]), parts.read(name), ZIP_DEFLATED)
    return dated.getvalue()
