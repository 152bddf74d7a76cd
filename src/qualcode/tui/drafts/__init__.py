"""What is being written, until it is saved: memos, paragraphs, fields of a code, reasons."""
