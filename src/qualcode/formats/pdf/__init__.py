"""The text layer of PDF files: glyphs to words, lines, paragraphs and pages."""
