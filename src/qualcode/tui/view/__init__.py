"""The parts of the document view that know no toolkit: widths, wrapping, layout, lanes, segments, colours, motions.

Everything here is plain Python over a text and code point offsets, and testable without a terminal. Cells (columns of the
terminal) exist only here and in the widgets; offsets never do arithmetic with them.
"""
