"""From the nodes of a YAML file to a codebook. Nodes know their line and keep values as they were written.

Anchors and aliases are refused, and so is nesting no codebook needs: a small file could stand for billions of codes.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from qualcode.errors import Refused, UnreadableInput
from qualcode.formats.bundle import STATUSES, Codebook, CodeDraft
from qualcode.messages import _, listed
from qualcode.text.names import format_path, name_key

HEADINGS = ("title", "source", "licence", "citation")
TEXTS = ("definition", "include", "exclude")
LISTS = ("aliases", "examples", "for_kinds")
FIELDS = ("name", "aliases", "color", "is_codable", "definition", "include", "exclude", "examples", "alternatives",
          "for_kinds", "status", "children")  # fmt: skip
_DEEPEST = 60
_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def compose(text: str) -> Node | None:
    """The node at the root of a YAML text, None where there is nothing; raises UnreadableInput with the line."""
    try:
        loader = _Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise unreadable(line, error.problem or str(error)) from error
    except ReaderError as error:
        raise unreadable(text.count("\n", 0, error.position) + 1, error.reason) from error


def codebook_of(root: Node) -> Codebook:
    """The codebook a root node describes; raises UnreadableInput for another shape, Refused for two codes of one name."""
    if isinstance(root, SequenceNode):
        return Codebook(list(_codes(root, ())))
    fields = _fields(root, (*HEADINGS, "codes"))
    if "codes" not in fields:
        raise unreadable(_line(root), _("there is no list called “codes”"))
    headings = {name: _text(fields[name]) for name in HEADINGS if name in fields}
    return Codebook(list(_codes(fields["codes"], ())), **headings)


def unreadable(line: int, problem: str) -> UnreadableInput:
    """The error for a line of a codebook."""
    return UnreadableInput(
        _("Line {line} of the codebook: {problem}.", line=line, problem=problem),
        _("Mend the line and import the codebook again."),
    )


class _Loader(yaml.SafeLoader):
    """Composes nodes, but none that stand for others and none too deep for the stack."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise unreadable(line, _("a reference (*) is not read in a codebook; write the value out"))
        if self.depth > _DEEPEST:
            raise unreadable(line, _("it is nested too deeply"))
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _codes(node: Node, parent: tuple[str, ...]) -> Iterator[CodeDraft]:
    """The codes of a list and all below them, each before its children."""
    if not isinstance(node, SequenceNode):
        if _is_null(node):
            return
        raise unreadable(_line(node), _("a list of codes is expected"))
    lines: dict[str, int] = {}
    for item in node.value:
        name, fields = _code_fields(item)
        _refuse_second(name, parent, lines, _line(item))
        yield _draft(name, parent, fields)
        if "children" in fields:
            yield from _codes(fields["children"], (*parent, name))


def _code_fields(node: Node) -> tuple[str, dict[str, Node]]:
    """The name and the fields of a code written as a name, as ``name: [children]``, or in full."""
    if isinstance(node, ScalarNode):
        return _name(node), {}
    if isinstance(node, MappingNode) and len(node.value) == 1:
        key, value = node.value[0]
        if isinstance(value, SequenceNode) and key.value not in FIELDS:
            return _name(key), {"children": value}
    fields = _fields(node, FIELDS)
    if "name" not in fields:
        raise unreadable(_line(node), _("the code has no name"))
    return _name(fields["name"]), fields


def _fields(node: Node, allowed: tuple[str, ...]) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        raise unreadable(_line(node), _("fields like “name: …” are expected"))
    fields: dict[str, Node] = {}
    for key, value in node.value:
        if key.value not in allowed:
            problem = _("there is no field {field!r}; there are {fields}", field=key.value, fields=listed(allowed))
            raise unreadable(_line(key), problem)
        if key.value in fields:
            raise unreadable(_line(key), _("the field {field!r} is given twice", field=key.value))
        fields[key.value] = value
    return fields


def _refuse_second(name: str, parent: tuple[str, ...], lines: dict[str, int], line: int) -> None:
    first = lines.get(name_key(name))
    lines[name_key(name)] = line
    if first is not None:
        path = format_path((*parent, name))
        raise Refused(
            _("Lines {first} and {second} both hold the code {path}.", first=first, second=line, path=path),
            _("Names of codes under one parent must differ, and not only in case. Rename or remove one."),
        )


def _draft(name: str, parent: tuple[str, ...], fields: dict[str, Node]) -> CodeDraft:
    texts = {field: _text(fields[field]) for field in TEXTS if field in fields}
    lists = {field: _list(fields[field]) for field in LISTS if field in fields}
    return CodeDraft(
        name,
        parent,
        color=_color(fields["color"]) if "color" in fields else None,
        is_codable=_truth(fields["is_codable"]) if "is_codable" in fields else True,
        definition=texts.get("definition", ""),
        include=texts.get("include", ""),
        exclude=texts.get("exclude", ""),
        examples=lists.get("examples", ()),
        aliases=lists.get("aliases", ()),
        alternatives=_truth(fields["alternatives"]) if "alternatives" in fields else False,
        for_kinds=lists.get("for_kinds", ()),
        status=_status(fields["status"]) if "status" in fields else "",
    )


def _status(node: Node) -> str:
    status = _text(node).lower()
    if status not in ("", *STATUSES):
        raise unreadable(_line(node), _("status must be provisional or settled, not {cell!r}", cell=status))
    return status


def _name(node: Node) -> str:
    name = _text(node)
    if not name:
        raise unreadable(_line(node), _("the code has no name"))
    return name


def _text(node: Node) -> str:
    """A value as it was written, without white space around it; nothing for null."""
    if not isinstance(node, ScalarNode):
        raise unreadable(_line(node), _("one text is expected, not a list or fields"))
    return "" if _is_null(node) else str(node.value).strip()


def _color(node: Node) -> str | None:
    if isinstance(node, ScalarNode) and node.value == "":
        raise unreadable(_line(node), _("the color is empty; one that begins with # must stand in quotation marks"))
    return _text(node) or None


def _list(node: Node) -> tuple[str, ...]:
    """Several texts; one alone stands for a list of one."""
    items = node.value if isinstance(node, SequenceNode) else [node]
    return tuple(text for item in items if (text := _text(item)))


def _truth(node: Node) -> bool:
    truth = _TRUTHS.get(_text(node).lower())
    if truth is None:
        raise unreadable(_line(node), _("true or false is expected, not {text!r}", text=_text(node)))
    return truth


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null" and not node.style


def _line(node: Node) -> int:
    line: int = node.start_mark.line
    return line + 1
