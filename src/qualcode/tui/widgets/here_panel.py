"""The panel on the right: the codes at the caret and who put them there, the memos there, what the codes mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.actions.codes import CodeRow
from qualcode.actions.memos import MemoRow
from qualcode.messages import _, labelled
from qualcode.text.span import Span
from qualcode.tui.drafts.memos import memos_here
from qualcode.tui.project.desk import Desk
from qualcode.tui.view.shown import ShownCoding
from qualcode.tui.widgets.lines import Line, Lines


class HerePanel(Lines):
    """What there is at one place of the open document."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    def show_place(self, desk: Desk, place: Span, codings: Sequence[ShownCoding], looked_at: str | None) -> None:
        """Show what is at ``place``; with a code looked at in the codebook, what that one means."""
        codes = [looked_at] if looked_at else list(dict.fromkeys(coding.code for coding in codings))
        rules = [line for guid in codes if guid in desk.codes for line in _rules(desk.codes[guid], desk.colors[guid])]
        here = [*_coding_lines(desk, codings), *_memo_lines(memos_here(desk.memos, place))]
        self.show_lines([*rules[1:], (), *here] if looked_at else [*here, *rules])  # what is looked at comes first


def _coding_lines(desk: Desk, codings: Sequence[ShownCoding]) -> Iterator[Line]:
    yield ((_("Codes here"), "head"),)
    if not codings:
        yield ((_("none"), "muted"),)
    for coding in codings:
        row = desk.codings[str(coding.key)]
        weight = "" if row.weight is None else f" {row.weight:g}"
        memo = " ✎" if row.has_memo else ""
        yield ("┃ ", coding.color), (coding.label, ""), (f"  {coding.coder}{weight}{memo}", "muted")


def _memo_lines(memos: Sequence[MemoRow]) -> Iterator[Line]:
    if memos:
        yield ()
        yield ((_("Memos here"), "head"),)
    for memo in memos:
        first, *others = memo.text.split("\n")
        yield ("✎ ", "muted"), (labelled(memo.coder, ""), "muted"), (first, "")
        yield from (((line, ""),) for line in others)


def _rules(code: CodeRow, color: str) -> Iterator[Line]:
    yield ()
    yield ("█ ", color), (code.name, "head")
    if code.retired:
        yield ((_("retired"), "trouble"),)
    if not code.is_codable:
        yield ((_("a heading: it groups codes and is not put on text"), "muted"),)
    if code.definition:
        yield ((code.definition, ""),)
    for word, rule in ((_("Include: "), code.include), (_("Exclude: "), code.exclude)):
        if rule:
            yield (word, "muted"), (rule, "")
    yield from (((_("Example: "), "muted"), (example, "")) for example in code.examples)
    for memo in code.memos:
        first, *others = labelled(memo.title, memo.text).split("\n") if memo.title else memo.text.split("\n")
        yield ("✎ ", "muted"), (labelled(memo.coder, ""), "muted"), (first, "")
        yield from (((line, ""),) for line in others)
