"""The project as rows: models, sessions, the journal, migrations and queries. Knows no file format and no statistics."""
