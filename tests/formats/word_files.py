"""Word files made of the XML a test is about, and short ways to read a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, Report
from qualcode.formats.registry import reader_for

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "r": RELATIONS,
    }.items()
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def relations(**targets: str) -> str:
    """A part of relations: kind="target"."""
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{inner}</Relationships>'


def word_parts(body: str, **others: str) -> dict[str, str]:
    """The parts of a package whose document has this body; ``others`` are related parts by kind (styles="…")."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>',
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in others}),
    }
    return parts | {f"word/{kind}.xml": content for kind, content in others.items()}


def write_zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def read(path: Path, encoding: str | None = None) -> Bundle:
    """What the reader chosen by the registry makes of a file."""
    return reader_for(path).read(path, ReadOptions(encoding))


def sentences(report: Report) -> list[str]:
    return [f"{finding.kind}: {finding.sentence}" for finding in report.findings]


def read_word(folder: Path, body: str, **others: str) -> Bundle:
    """Read a Word file whose body is the given XML."""
    return read(write_zip(folder / "made.docx", word_parts(body, **others)))


def text_of(folder: Path, body: str) -> str:
    return read_word(folder, body).documents[0].text


def p(*texts: str) -> str:
    """A paragraph of one run for each text."""
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"
