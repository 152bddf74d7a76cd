"""Codebooks as YAML, the form they are published in: a few lines about the codebook, then the codes as a tree.

::

    title: Digital governance
    licence: CC0-1.0
    codes:
      - name: policy implementation
        aliases: [政策执行]
        is_codable: false
        children:
          - name: hidden actions
            definition: …
          - compliance                      # a name alone is a code
          - distortion: [delay, dilution]   # and so is a name with its children

A file may also be the bare list of codes. Values are read as they are written: a code called ``no`` or ``2020`` is called so.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from qualcode.formats.bundle import Codebook, CodeDraft
from qualcode.formats.codebooks.nodes import FIELDS, HEADINGS, codebook_of, compose, unreadable
from qualcode.formats.decoding import decode
from qualcode.formats.files import MEGABYTE, read_bytes, replacing
from qualcode.messages import _
from qualcode.text.normalize import normalize

_LARGEST_FILE = 5 * MEGABYTE
_WIDTH = 110
_LONG = 80
_WORDS = re.compile(r"\S+(?: \S+)*")
_ODD_LINE_ENDS = re.compile(r"[\r\x85\u2028\u2029]")


def read_codebook_yaml(path: Path) -> Codebook:
    """The codebook in a YAML file, parents before children.

    Raises UnreadableInput, with the line, for what is not YAML or not of the shape above; Refused for two codes of one
    name under one parent.
    """
    text = normalize(decode(read_bytes(path, _LARGEST_FILE), path.name).text).text
    root = compose(text)
    if root is None:
        raise unreadable(1, _("there are no codes in it"))
    return codebook_of(root)


def write_codebook_yaml(codebook: Codebook, path: Path) -> None:
    """Write the codebook so that people can read it on and programs can read it back; only fields that say something.

    Raises ValueError when a code's parent is not among the codes, Unreachable when the file cannot be written.
    """
    content: dict[str, Any] = {name: getattr(codebook, name) for name in HEADINGS if getattr(codebook, name)}
    content["codes"] = []
    places: dict[tuple[str, ...], dict[str, Any]] = {(): content}
    for code in codebook.codes:
        if code.parent not in places:
            raise ValueError(f"the parent of {code.path} is not among the codes before it")
        places[code.path] = fields = _fields(code)
        places[code.parent].setdefault("children" if code.parent else "codes", []).append(fields)
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(content, stream, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _fields(code: CodeDraft) -> dict[str, Any]:
    """The fields that say something, in the order of FIELDS."""
    said = {field: getattr(code, field) for field in FIELDS if field != "children"}
    said["is_codable"] = None if code.is_codable else False
    said["alternatives"] = code.alternatives or None
    said["status"] = "" if code.status == "provisional" else code.status
    return {
        field: list(value) if isinstance(value, tuple) else value
        for field, value in said.items()
        if value not in (None, "", ())
    }


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, long texts folded at spaces, paragraphs as they are, nothing by reference."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """The most readable style that gives back the very same text."""
    if _ODD_LINE_ENDS.search(text):
        return '"'
    if "\n" in text:
        return "|" if all(line == line.strip() for line in text.split("\n")) else '"'
    return ">" if len(text) > _LONG and _WORDS.fullmatch(text) else None


def _represent_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    """Short names on one line in brackets, everything else one below the other."""
    brief = all(isinstance(item, str) for item in items) and sum(map(len, items)) < _LONG
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=brief)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
