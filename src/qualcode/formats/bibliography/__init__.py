"""Bibliographies: what citation managers and databases export, read into CSL JSON and written from it.

The libraries for these files were tried and not taken: bibtexparser 2.1 puts no strings together and follows no cross
references; rispy 0.10 loses, without a word, what follows an entry whose end is missing; the Chinese exports none of them reads.
"""
