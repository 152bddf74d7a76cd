"""Damage that leaves a file well-formed, so that it reaches what lies behind the parser: XML, JSON, lines, numbers, encodings."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from typing import Any

from lxml import etree

Change = Callable[[bytes, random.Random], bytes]

_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_NUMBERS = (b"0", b"-1", b"1", b"2147483648", b"99999999999999999999", b"1e999", b"0.5", b"NaN", b"-0", b"", b"x")
_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "gb18030",
    "big5",
    "cp1252",
    "shift_jis",
    "utf-7",
)
_LINES = (
    b"", b"Interviewer: ", b"[00:01:02]", b"00:00:01,000 --> 00:00:00,000", b"WEBVTT", b"NOTE x", b"From a@b Mon Jan  1 10:00:00 2024",
    b"Content-Type: multipart/mixed; boundary=x", b"--x", b"Content-Transfer-Encoding: base64", b'"', b",,,,,,,,", b"\t\t\t", b"# ",
    b"```", b">>>>> ", "（问）：".encode(), "\u2028\u202e\ufeff".encode(), "第一条 ".encode(),
)  # fmt: skip
_VALUES: tuple[Any, ...] = (None, True, -1, 1e308, "", "\ud800", "\0", [], {}, [[]], {"text": {}}, "9" * 30, "00:99:99")
_TEXTS = ("", "\u0085", "9" * 30, "-1", "x" * 300, "\ufffe", "\U0001f469\u200d\U0001f467", "\t", "第１条", "<&>")


def reshaped(raw: bytes, chance: random.Random) -> bytes:
    """``raw`` with a few changes of the kind that what it is allows; unchanged where it allows none."""
    for _time in range(chance.randint(1, 6)):
        raw = chance.choice(_changes(raw))(raw, chance)
    return raw


def _changes(raw: bytes) -> list[Change]:
    start = raw[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        return [_of_xml, _of_xml, _of_xml, _of_number, _of_lines]
    if start.startswith((b"{", b"[")):
        return [_of_json, _of_json, _of_json, _of_number]
    if b"\0" in raw[:4000]:
        return [_of_number]
    return [_of_lines, _of_lines, _of_cells, _of_number, _of_encoding]


def _of_xml(raw: bytes, chance: random.Random) -> bytes:
    """An element gone, doubled, renamed, moved or emptied, or one of its attributes changed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        return raw
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    element, other = chance.choice(elements), chance.choice(elements)
    try:
        chance.choice(_XML_CHANGES)(element, other, chance)
    except (ValueError, TypeError, AttributeError):  # no XML any more, or the root
        return raw
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _remove(element: Any, _other: Any, _chance: random.Random) -> None:
    element.getparent().remove(element)


def _double(element: Any, _other: Any, chance: random.Random) -> None:
    copied = etree.tostring(element, with_tail=False)
    for _time in range(chance.choice((1, 1, 2, 40)) if len(copied) < 5000 else 1):
        element.addnext(etree.fromstring(copied))


def _move(element: Any, other: Any, _chance: random.Random) -> None:
    if element not in other.iterancestors() and element is not other:
        other.append(element)


def _rename(element: Any, other: Any, _chance: random.Random) -> None:
    element.tag = other.tag


def _wrap(element: Any, other: Any, _chance: random.Random) -> None:
    parent = element.getparent()
    wrapper = etree.Element(other.tag, dict(other.attrib))
    parent.replace(element, wrapper)
    wrapper.append(element)


def _write(element: Any, _other: Any, chance: random.Random) -> None:
    if chance.random() < 0.5:
        element.text = chance.choice(_TEXTS)
    else:
        element.tail = chance.choice(_TEXTS)


def _empty(element: Any, _other: Any, _chance: random.Random) -> None:
    element[:] = []


def _change_attribute(element: Any, other: Any, chance: random.Random) -> None:
    if element.attrib:
        name = chance.choice(list(element.attrib))
        values = [*_TEXTS, "0", "1", "true", "2147483648", *other.attrib.values()]
        element.set(name, chance.choice(values))


def _drop_attribute(element: Any, _other: Any, chance: random.Random) -> None:
    if element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _take_attribute(element: Any, other: Any, _chance: random.Random) -> None:
    for name, value in other.attrib.items():
        element.set(name, value)


_XML_CHANGES = (
    _remove, _remove, _double, _double, _move, _move, _rename, _wrap, _write, _empty, _change_attribute, _change_attribute,
    _drop_attribute, _take_attribute,
)  # fmt: skip


def _of_json(raw: bytes, chance: random.Random) -> bytes:
    """A value, anywhere, gone or another."""
    try:
        content = json.loads(raw)
    except ValueError:
        return raw
    places = list(_places(content))
    if not places:
        return raw
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0:
            del holder[key]
        case 1:
            other_holder, other_key = chance.choice(places)
            holder[key] = json.loads(json.dumps(other_holder[other_key]))
        case _:
            holder[key] = chance.choice(_VALUES)
    return json.dumps(content).encode()


def _places(content: Any) -> Any:
    keys = content if isinstance(content, dict) else range(len(content)) if isinstance(content, list) else ()
    for key in keys:
        yield content, key
        yield from _places(content[key])


def _of_number(raw: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(raw))
    if not found:
        return raw
    match = chance.choice(found)
    return raw[: match.start()] + chance.choice(_NUMBERS) + raw[match.end() :]


def _of_lines(raw: bytes, chance: random.Random) -> bytes:
    """A line gone, doubled, moved, or one that means something put between."""
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = [lines[at]] * chance.choice((1, 2, 60))
        case 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case 3:
            lines.insert(at, chance.choice(_LINES))
        case _:
            lines[at] = chance.choice(_LINES) + lines[at]
    return b"\n".join(lines)


def _of_cells(raw: bytes, chance: random.Random) -> bytes:
    """A cell of a line gone, doubled, quoted or left open, or what parts all cells another."""
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    delimiter = chance.choice((b",", b";", b"\t"))
    cells = lines[at].split(delimiter)
    cell = chance.randrange(len(cells))
    match chance.randrange(6):
        case 0:
            del cells[cell]
        case 1:
            cells[cell:cell] = [cells[cell]] * chance.choice((1, 2, 300))
        case 2:
            cells[cell] = b'"' + cells[cell].replace(b'"', b'""') + b'\n"'
        case 3:
            cells[cell] = b'"' + cells[cell]
        case 4:
            cells[cell] = chance.choice(_NUMBERS)
        case _:
            return raw.replace(delimiter, chance.choice((b",", b";", b"\t", b"|")))
    lines[at] = delimiter.join(cells)
    return b"\n".join(lines)


def _of_encoding(raw: bytes, chance: random.Random) -> bytes:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text.encode(chance.choice(_ENCODINGS), "replace")
