"""Tables as files, for those who may not know the formats themselves."""

from qualcode.formats.tables.files import format_of, write_table
from qualcode.formats.tables.reading import TextTable, read_text_table

__all__ = ["TextTable", "format_of", "read_text_table", "write_table"]
