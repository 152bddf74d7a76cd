"""PDF files made of the lines a test is about, placed where it wants them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 400, 600
_HELVETICA = {  # widths in thousandths of the size, for those used most; 556 for all others
    " ": 278, "i": 222, "l": 222, "j": 222, "t": 278, "f": 278, ",": 278, ".": 278, ":": 278, "r": 333, "-": 333,
    "m": 833, "w": 722, "c": 500, "k": 500, "s": 500, "v": 500, "x": 500, "y": 500, "z": 500, "I": 278, "M": 833,
}  # fmt: skip


def width_of(text: str, size: float) -> float:
    """How wide a line is."""
    return sum(1000 if ord(c) > 0x2000 else _HELVETICA.get(c, 556) for c in text) * size / 1000


@dataclass
class PdfPage:
    """A page being made: ``put`` lines on it."""

    content: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    rotation: int = 0
    picture: bool = False

    def put(self, text: str, left: float, bottom: float, size: float = 10) -> PdfPage:
        """A line of text with its lower left corner there."""
        for part, wide in _by_font(text):
            font = "C" if wide else "L"
            shown = part.encode("utf-16-be").hex() if wide else part.encode("cp1252").hex()
            self.content.append(f"BT /{font} {size} Tf {left:.2f} {bottom:.2f} Td <{shown}> Tj ET")
            left += width_of(part, size)
        return self

    def put_spread(self, text: str, left: float, bottom: float, gap: float, size: float = 10) -> PdfPage:
        """Chinese with a gap behind every character that no space fills."""
        shown = f" {-gap * 1000 / size:.0f} ".join(f"<{character.encode('utf-16-be').hex()}>" for character in text)
        self.content.append(f"BT /C {size} Tf {left:.2f} {bottom:.2f} Td [{shown}] TJ ET")
        return self

    def put_lines(self, lines: Sequence[str], left: float, top: float, size: float = 10, pitch: float = 12) -> PdfPage:
        """Lines one below the other."""
        for ordinal, line in enumerate(lines):
            if line:
                self.put(line, left, top - ordinal * pitch, size)
        return self

    def annotate(
        self, kind: str, box: tuple[float, float, float, float], contents: str, author: str, date: str
    ) -> PdfPage:
        """A note or a highlight on a box (left, bottom, right, top)."""
        left, bottom, right, top = box
        quad = (
            f"/QuadPoints [{left} {top} {right} {top} {left} {bottom} {right} {bottom}]" if kind == "Highlight" else ""
        )
        said = f"/Contents {_hexed(contents)}" if contents else ""
        self.annotations.append(
            f"<< /Type /Annot /Subtype /{kind} /Rect [{left} {bottom} {right} {top}] {quad} {said} /T {_hexed(author)} /M (D:{date}) >>"
        )
        return self


def write_pdf(path: Path, *pages: PdfPage, outline: Sequence[tuple[str, int]] = ()) -> Path:
    """The pages as a file; ``outline`` names pages, counted from 0."""
    objects: dict[int, bytes] = {
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
        5: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /DW 1000 /W [32 [278]] >>",
        6: _stream(_TO_UNICODE.encode()),
        7: _stream(
            b"\0\0\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        ),
    }
    at = 10
    kids = []
    for page in pages:
        kids.append(f"{at} 0 R")
        picture = "q 100 0 0 100 50 50 cm /Im Do Q" if page.picture else ""
        objects[at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {page.rotation} /Contents {at + 1} 0 R"
            f" /Resources << /Font << /L 3 0 R /C 4 0 R >> /XObject << /Im 7 0 R >> >> /Annots [{' '.join(page.annotations)}] >>"
        ).encode()
        objects[at + 1] = _stream("\n".join([*page.content, picture]).encode())
        at += 2
    entries = [at + 1 + ordinal for ordinal in range(len(outline))]
    for ordinal, (title, page_index) in enumerate(outline):
        following = f"/Next {entries[ordinal + 1]} 0 R" if ordinal + 1 < len(entries) else ""
        objects[entries[ordinal]] = (
            f"<< /Title {_hexed(title)} /Parent {at} 0 R /Dest [{kids[page_index]} /Fit] {following} >>".encode()
        )
    if entries:
        objects[at] = (
            f"<< /Type /Outlines /First {entries[0]} 0 R /Last {entries[-1]} 0 R /Count {len(entries)} >>".encode()
        )
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R" + (f" /Outlines {at} 0 R".encode() if entries else b"") + b" >>"
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>".encode()
    path.write_bytes(_file(objects))
    return path


def _file(objects: dict[int, bytes]) -> bytes:
    raw = b"%PDF-1.5\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(raw)
        raw += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    table = "".join(
        f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n"
        for number in range(max(objects) + 1)
    )
    start = len(raw)
    return (
        raw
        + (
            f"xref\n0 {max(objects) + 1}\n{table}trailer\n<< /Size {max(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        ).encode()
    )


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {more} >>\nstream\n".encode() + packed + b"\nendstream"


def _hexed(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _by_font(text: str) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    for character in text:
        wide = ord(character) > 0x2E00 or (character == " " and bool(parts) and parts[-1][1])
        if parts and parts[-1][1] == wide:
            parts[-1] = (parts[-1][0] + character, wide)
        else:
            parts.append((character, wide))
    return parts


_TO_UNICODE = (
    """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
"""
    + "".join(
        f"100 beginbfrange\n{''.join(f'<{row:02x}00> <{row:02x}ff> <{row:02x}00>' + chr(10) for row in rows)}endbfrange\n"
        for rows in (range(0x20, 0x84), range(0x84, 0xE8))
    )
    + "endcmap end end"
)
