"""The codebook as a tree: the codes with their colours, their numbers, and how often they are used."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualcode.actions.codes import CodeRow
from qualcode.tui.commands import bindings
from qualcode.tui.messages import CodeLookedAt
from qualcode.tui.project.desk import Desk
from qualcode.tui.view.readable import standing_out
from qualcode.tui.view.width import show

_MARK = "█"
_UNFOLDED = 150  # a larger codebook starts with its branches folded


class CodeTree(Tree[str]):
    """The codebook; nodes hold the guids of their codes, and ``pick`` is called with that of the code picked.

    ``click`` is told of a code that is clicked, and says whether that has picked it.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"codes--count"}
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")
    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "

    def __init__(self, pick: Callable[[str], None], click: Callable[[str], bool]) -> None:
        super().__init__("", id="codebook")
        self._pick, self._click = pick, click
        self._clicked = False  # whether the click before has picked a code
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._nodes_by_guid: dict[str, TreeNode[str]] = {}
        self._folded_before: Collection[str] | None = None
        self._drawn: dict[str, tuple[CodeRow, int | None, str]] = {}
        self._shape: list[tuple[str, tuple[str, ...]]] = []

    @property
    def folded(self) -> list[str] | None:
        """The codes below which nothing is shown; None where that has never been settled."""
        if not self._nodes_by_guid:
            return None if self._folded_before is None else list(self._folded_before)
        return [guid for guid, node in self._nodes_by_guid.items() if node.allow_expand and not node.is_expanded]

    @folded.setter
    def folded(self, codes: Collection[str] | None) -> None:
        """Settle it for codes that are shown for the first time."""
        self._folded_before = codes

    def show_codes(self, desk: Desk) -> None:
        """Show the codebook as it is now; what is folded, and the place in it, stay."""
        shape = [(code.guid, code.names) for code in desk.codes.values()]
        if shape != self._shape:
            self._shape = shape
            self._plant(desk)
        for code in desk.codes.values():
            drawn = (code, desk.recent.number(code.guid), desk.colors[code.guid])
            if drawn != self._drawn.get(code.guid):
                self._drawn[code.guid] = drawn
                self._nodes_by_guid[code.guid].set_label(_label(*drawn))

    def get_label_width(self, node: TreeNode[str]) -> int:
        """No width of its own: labels take the room there is, and none need be made to know how wide the tree is."""
        return 0

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """The label in the room there is: the name gives way, the number of codings stands at the right."""
        label = self._with_color(super().render_label(node, base_style, style), node)
        _name, tab, count = label.plain.rpartition("\t")
        if not tab:
            return label
        room = self.scrollable_content_region.width - self.guide_depth * (len(self._path(node)) - 1) - len(count) - 1
        label.right_crop(len(count) + 1)
        label.truncate(room, overflow="ellipsis", pad=True)
        return label.append(f" {count}", base_style + self.get_component_rich_style("codes--count", partial=True))

    def _with_color(self, label: Text, node: TreeNode[str]) -> Text:
        """The label with the colour of its code, which is seen on the page alone: at the cursor too it has the page behind it."""
        page, (code, _number, color) = self.rich_style.bgcolor, self._drawn[node.data or ""]
        at = label.plain.find(_MARK)
        if code.is_codable:
            label.stylize(Style(color=standing_out(color, page.name if page else ""), bgcolor=page), at, at + 1)
        return label

    def _path(self, node: TreeNode[str]) -> list[TreeNode[str]]:
        """The nodes from the first that is shown to ``node``."""
        return [] if node is self.root else [*self._path(node.parent or self.root), node]

    def _plant(self, desk: Desk) -> None:
        """Make all nodes anew."""
        folded = {guid for guid, node in self._nodes_by_guid.items() if node.allow_expand and not node.is_expanded}
        known = set(self._nodes_by_guid)
        at = self.cursor_node.data if self.cursor_node else None
        self.clear()
        self._nodes_by_guid, self._drawn = {}, {}
        branches: dict[tuple[str, ...], TreeNode[str]] = {(): self.root}
        parents = {code.names[:-1] for code in desk.codes.values()}
        for code in desk.codes.values():
            expand = (
                code.guid not in folded if code.guid in known else self._begins_unfolded(code.guid, len(desk.codes))
            )
            node = branches[code.names[:-1]].add("", code.guid, expand=expand, allow_expand=code.names in parents)
            branches[code.names] = self._nodes_by_guid[code.guid] = node
        self.root.expand()
        if at in self._nodes_by_guid:
            self.move_cursor(self._nodes_by_guid[at])

    def _begins_unfolded(self, code: str, codes: int) -> bool:
        return code not in self._folded_before if self._folded_before is not None else codes <= _UNFOLDED

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        """Say which code is looked at, while somebody is here to look."""
        event.stop()
        if self.has_focus:
            self.post_message(CodeLookedAt(event.node.data))

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """A click looks at a code and does nothing to the text."""
        event.stop()

    def on_focus(self) -> None:
        """Somebody looks at the codebook."""
        if self.cursor_node is None:
            self.cursor_line = 0
        self.post_message(CodeLookedAt(self.cursor_node.data if self.cursor_node else None))

    def on_blur(self) -> None:
        """Nobody looks at it any more."""
        self.post_message(CodeLookedAt(None))

    def on_click(self, event: events.Click) -> None:
        """A click picks the code while words are selected, else a double click does; on the arrow before it, neither."""
        code = self.code_at(event.screen_offset)
        if code is None or event.button != 1 or "toggle" in event.style.meta:
            return
        if event.chain == 1:
            self._clicked = self._click(code)
        elif event.chain == 2 and not self._clicked:
            self.action_choose()

    def code_at(self, place: Offset) -> str | None:
        """The guid of the code under a place of the screen."""
        if not self.display or not self.content_region.contains_point(place):
            return None
        node = self.get_node_at_line(place.y - self.content_region.y + round(self.scroll_offset.y))
        return node.data if node is not None else None

    def look_at(self, code: str) -> None:
        """Put the cursor on a code."""
        self.move_cursor(self._nodes_by_guid[code])

    def action_choose(self) -> None:
        """Pick the code at the cursor."""
        node = self.cursor_node
        if node is not None and node.data is not None:
            self._pick(node.data)

    def action_unfold(self) -> None:
        """Show the codes below."""
        if self.cursor_node is not None:
            self.cursor_node.expand()

    def action_fold(self) -> None:
        """Hide the codes below; where none are shown, go to the code above."""
        node = self.cursor_node
        if node is None:
            return
        if node.is_expanded and node.children:
            node.collapse()
        elif node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)


def _label(code: CodeRow, number: int | None, color: str) -> Text:
    """Number, colour, name; how often it is used is kept at the end, for ``render_label`` to put at the right."""
    mark = (f"{number or ' '}", (_MARK, color), " ") if code.is_codable else ()
    name_style = Style(bold=not code.is_codable, strike=code.retired)
    return Text.assemble(
        *mark, (show(code.name), name_style), " ✎" if code.memos else "", f"\t{code.codings or ''}", end=""
    )
