"""The query language: which codings are meant, said in words.

``parsing`` makes a tree of a text and ``wording`` a text of a tree; ``evaluation`` finds the codings a tree means in a
coding table, and ``explaining`` says in a sentence what they are. docs/queries.md is the language as people read it.
"""
