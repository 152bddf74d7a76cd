"""Tables as files, for those who may not know the formats themselves."""

from qualcode.formats.table_files import write_table
from qualcode.formats.table_reading import TextTable, read_text_table

__all__ = ["TextTable", "read_text_table", "write_table"]
