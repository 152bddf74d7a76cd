"""Pictures of tables and figures for papers: SVG, PNG, PDF and HTML, drawn from plain values.

A picture is a frozen value (``Heatmap``, ``Bars``, ``Curves`` …) with a ``Frame``, which says what stands around it. It is drawn onto
a ``Sheet``, whose ``Lettering`` has a glyph for every character, and written by ``files.write_picture``.
"""
