"""Full-text search: every place of any characters in all texts, whatever their script.

An index of grams (``grams.py``) with all their places (``postings.py``) is kept in two tables, the same in a file and on a server,
and brought up to date where texts have changed (``upkeep.py``). It only makes searching quick (``finding.py``): each text in it
is known by its digest, and a text that is not in it is looked through, so that what is found is never out of date.
"""
