"""Word files made of the XML a test is about, and short ways to read a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, Report
from qualcode.formats.docx.reader import DocxReader
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
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
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


def read_original(folder: Path, body: str, **others: str) -> Bundle:
    """Read a Word file as it was before its tracked changes."""
    path = write_zip(folder / "made.docx", word_parts(body, **others))
    return DocxReader().read(path, ReadOptions(track_changes="original"))


def part(root: str, inner: str) -> str:
    """A part such as comments or styles, by the name of its root element."""
    return f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"


def text_of(folder: Path, body: str) -> str:
    return read_word(folder, body).documents[0].text


def r(text: str) -> str:
    """A run."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(*texts: str) -> str:
    """A paragraph of one run for each text."""
    return f"<w:p>{''.join(map(r, texts))}</w:p>"


def paragraph(properties: str, text: str) -> str:
    """A paragraph of one run with properties of its own."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def row(*cells: str) -> str:
    """A row of cells, each given by its paragraphs."""
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
