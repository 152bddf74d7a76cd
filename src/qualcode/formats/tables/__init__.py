"""Tables that people bring along or take away: CSV, JSON, Markdown, XLSX, Parquet, SPSS, Stata."""
