"""The keys of the document view. Every binding has an id that a key map can name; actions are methods of the view.

Letters never arrive while a Chinese input method is on, and punctuation arrives full-width, so every key that is a letter
or a mark has a twin that is neither.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from qualcode.messages import _

UNBOUND = "unbound."
"""How the key begins of what has none unless a key map gives it one; no terminal sends such a key."""

DOCUMENT_KEYS: list[BindingType] = [
    Binding("left,h", "move('character', -1)", _("Left"), id="caret.left", show=False),
    Binding("right,l", "move('character', 1)", _("Right"), id="caret.right", show=False),
    Binding("up,k", "move_rows(-1)", _("Up"), id="caret.up", show=False),
    Binding("down,j", "move_rows(1)", _("Down"), id="caret.down", show=False),
    Binding("b,ctrl+left", "move('word', -1)", _("Previous word"), id="caret.previous_word", show=False),
    Binding("w,ctrl+right", "move('word', 1)", _("Next word"), id="caret.next_word", show=False),
    Binding(
        f"{UNBOUND}caret.word_end",
        "move('word end', 1)",
        _("End of the word, or of the next"),
        id="caret.word_end",
        show=False,
    ),
    Binding("(", "move('sentence', -1)", _("Previous sentence"), id="caret.previous_sentence", show=False),
    Binding(")", "move('sentence', 1)", _("Next sentence"), id="caret.next_sentence", show=False),
    Binding("{", "move('paragraph', -1)", _("Previous paragraph"), id="caret.previous_paragraph", show=False),
    Binding("}", "move('paragraph', 1)", _("Next paragraph"), id="caret.next_paragraph", show=False),
    Binding("[,f7", "move('turn', -1)", _("Previous turn"), id="caret.previous_turn", show=False),
    Binding("],f8", "move('turn', 1)", _("Next turn"), id="caret.next_turn", show=False),
    Binding("pageup", "move_pages(-1)", _("Page up"), id="caret.page_up", show=False),
    Binding("pagedown,space", "move_pages(1)", _("Page down"), id="caret.page_down", show=False),
    Binding(
        f"{UNBOUND}caret.half_page_up", "move_pages(-0.5)", _("Half a page up"), id="caret.half_page_up", show=False
    ),
    Binding(
        f"{UNBOUND}caret.half_page_down",
        "move_pages(0.5)",
        _("Half a page down"),
        id="caret.half_page_down",
        show=False,
    ),
    Binding("home", "move_in_row('start')", _("Start of row"), id="caret.row_start", show=False),
    Binding("end", "move_in_row('end')", _("End of row"), id="caret.row_end", show=False),
    Binding("<,ctrl+home", "move('document', -1)", _("Start of document"), id="caret.document_start", show=False),
    Binding(">,ctrl+end", "move('document', 1)", _("End of document"), id="caret.document_end", show=False),
    Binding("n,f5", "move_segments(1)", _("Next segment"), id="segment.next", show=False),
    Binding("p,shift+f5", "move_segments(-1)", _("Previous segment"), id="segment.previous", show=False),
    Binding("N", "move_segments(1, True)", _("Next segment of this code"), id="segment.next_same", show=False),
    Binding("P", "move_segments(-1, True)", _("Previous segment of this code"), id="segment.previous_same", show=False),
    Binding(
        f"{UNBOUND}caret.previous_clause",
        "move('clause', -1)",
        _("Previous clause"),
        id="caret.previous_clause",
        show=False,
    ),
    Binding(f"{UNBOUND}caret.next_clause", "move('clause', 1)", _("Next clause"), id="caret.next_clause", show=False),
    Binding("z", "move_uncoded(1)", _("Next stretch that is not coded"), id="segment.next_uncoded", show=False),
    Binding(
        "Z", "move_uncoded(-1)", _("Previous stretch that is not coded"), id="segment.previous_uncoded", show=False
    ),
    Binding("v,f4", "mark", _("Select"), id="selection.mark"),
    Binding("o,shift+f4", "swap", _("Other end of the selection"), id="selection.swap", show=False),
    Binding("s,f6", "grow", _("Grow the selection"), id="selection.grow"),
    Binding("S,shift+f6", "shrink", _("Shrink the selection"), id="selection.shrink", show=False),
    Binding("escape", "clear", _("Drop the selection"), id="selection.clear", show=False),
    Binding("ctrl+c", "copy", _("Copy"), id="selection.copy", show=False),
    Binding("shift+left", "move('character', -1, True)", _("Select left"), id="selection.left", show=False),
    Binding("shift+right", "move('character', 1, True)", _("Select right"), id="selection.right", show=False),
    Binding("shift+up", "move_rows(-1, True)", _("Select up"), id="selection.up", show=False),
    Binding("shift+down", "move_rows(1, True)", _("Select down"), id="selection.down", show=False),
    Binding("ctrl+shift+left", "move('word', -1, True)", _("Select a word back"), id="selection.word_back", show=False),
    Binding("ctrl+shift+right", "move('word', 1, True)", _("Select a word on"), id="selection.word_on", show=False),
    Binding(
        "shift+home", "move_in_row('start', True)", _("Select to start of row"), id="selection.row_start", show=False
    ),
    Binding("shift+end", "move_in_row('end', True)", _("Select to end of row"), id="selection.row_end", show=False),
]
