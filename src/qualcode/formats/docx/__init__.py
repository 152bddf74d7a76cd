"""Word documents (.docx and its kin), read on lxml: package, parts, text, lists, notes, comments, tracked changes."""
