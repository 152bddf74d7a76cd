"""Books as EPUB files."""
