"""OpenDocument texts made of the XML a test is about."""

from __future__ import annotations

from pathlib import Path

from formats.word_files import write_zip
from qualcode.formats.odt.names import NAMESPACES

_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "xml")
MIMETYPE = "application/vnd.oasis.opendocument.text"


def odt_parts(body: str, styles: str = "", automatic: str = "", masters: str = "") -> dict[str, str]:
    """The parts of a text with this body, common styles, automatic styles and master styles."""
    return {
        "mimetype": MIMETYPE,
        "META-INF/manifest.xml": f'<manifest:manifest {_DECLARED}><manifest:file-entry manifest:full-path="/"/></manifest:manifest>',
        "content.xml": f"<office:document-content {_DECLARED}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_DECLARED}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
    }


def write_odt(folder: Path, body: str, **more: str) -> Path:
    return write_zip(folder / "made.odt", odt_parts(body, **more))


def write_flat(folder: Path, body: str, automatic: str = "") -> Path:
    path = folder / "made.fodt"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_DECLARED} office:mimetype="{MIMETYPE}">'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    return path


def p(text: str = "") -> str:
    return f"<text:p>{text}</text:p>"
