"""Spans, offsets, units, turns and words of a text. Positions are code points, half-open; nothing here knows a file or a row."""
