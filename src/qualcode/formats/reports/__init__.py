"""Reports as files: one plain value (``parts``), written as a web page, a Word document or Markdown."""
