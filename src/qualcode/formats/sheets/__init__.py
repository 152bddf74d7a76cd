"""Tables of cells as files hold them: lines of text with separators, and workbooks."""
