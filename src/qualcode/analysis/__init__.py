"""Pure functions from tables of codings to results that know how they were made.

Nothing here reads a file, asks a database or prints. Import the module you need: this room imports numpy.
"""
