"""The names of OpenDocument, as lxml spells them: ``n("text:p")`` is the tag of a paragraph.

Source: OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from functools import cache

_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": f"{_OPEN_DOCUMENT}office:1.0",
    "text": f"{_OPEN_DOCUMENT}text:1.0",
    "table": f"{_OPEN_DOCUMENT}table:1.0",
    "draw": f"{_OPEN_DOCUMENT}drawing:1.0",
    "style": f"{_OPEN_DOCUMENT}style:1.0",
    "form": f"{_OPEN_DOCUMENT}form:1.0",
    "fo": f"{_OPEN_DOCUMENT}xsl-fo-compatible:1.0",
    "svg": f"{_OPEN_DOCUMENT}svg-compatible:1.0",
    "manifest": f"{_OPEN_DOCUMENT}manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xlink": "http://www.w3.org/1999/xlink",
    "math": "http://www.w3.org/1998/Math/MathML",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}


@cache
def n(name: str) -> str:
    """The full name of an element or attribute given with its usual prefix."""
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
