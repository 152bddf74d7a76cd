"""Every action of the workbench in one table: its name, keys, words and place.

Bindings, the line of keys, the help screen and the command palette are all made from it. Names are stable: a key map
(``[keymap]`` in the settings) uses them. Letters never arrive while a Chinese input method is on, so what is done often has
a key that is neither letter nor mark as well, and everything is in the palette (Ctrl+P).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

from qualcode.messages import _
from qualcode.tui.widgets.document_keys import DOCUMENT_KEYS, UNBOUND

Scope = Literal[
    "app",
    "screen",
    "coding",
    "document",
    "tree",
    "drawer",
    "editor",
    "go",
    "unit",
    "lines",
    "agreement",
    "readings",
    "rows",
    "segments",
    "documents",
    "line",
    "cells",
    "matrix",
    "words",
    "kwic",
    "saturation",
    "portrait",
    "codebook", "page",
]

WITHIN: dict[Scope, tuple[Scope, ...]] = {
    "document": ("coding", "document", "screen"),
    "tree": ("tree", "coding", "screen"),
    "lines": ("lines", "coding", "screen"),
    "drawer": ("drawer",),
    "editor": ("editor",),
    "go": ("go",),
    "unit": ("unit",),
    "agreement": ("agreement",),
    "readings": ("readings",),
    "segments": ("segments",),
    "documents": ("documents",),
    "line": ("line",),
    "matrix": ("matrix",),
    "words": ("words",),
    "kwic": ("kwic",),
    "saturation": ("saturation",),
    "portrait": ("portrait",),
    "codebook": ("codebook",),
    "page": ("page", "codebook"),
}
"""Whose keys the line of keys shows, by where the focus is, the most wanted first."""


@dataclass(frozen=True, slots=True)
class Command:
    """One action.

    ``keys`` is a list with commas, empty for what only the palette offers; ``help`` says what it does; ``short`` is its word
    in the line of keys, empty for commands that are not there; ``aliases`` are words it is found by as well.
    """

    id: str
    keys: str
    action: str
    help: str
    scope: Scope
    short: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The heading it stands under in help."""
        return GROUPS[self.id.partition(".")[0]]


GROUPS = {
    "caret": _("Move"),
    "segment": _("Move from segment to segment"),
    "selection": _("Select"),
    "unit": _("Select a unit of the text"),
    "code": _("Put codes on the text"),
    "memo": _("Memos"),
    "search": _("Find words"),
    "history": _("Take back"),
    "go": _("Go to"),
    "document": _("Documents"),
    "view": _("What is shown"),
    "app": _("The workbench"),
    "tree": _("In the codebook"),
    "drawer": _("In a list of choices"),
    "editor": _("While writing a memo, a reason or the text"),
    "lines": _("In the panel on the right and in this help"),
    "agreement": _("Where coders agree and disagree"),
    "readings": _("Who coded a passage how"),
    "rows": _("In a table of segments or documents"),
    "segments": _("Segments"),
    "documents": _("Documents and progress"),
    "cells": _("In a table of figures"),
    "matrix": _("Matrix and co-occurrence"),
    "words": _("Words"),
    "kwic": _("Places of a word"),
    "saturation": _("Saturation"),
    "portrait": _("Codes along the text"),
    "codebook": _("While editing the codebook"),
    "page": _("On the page of a code"),
    "line": _("While typing a query, a path or a name"),
}

_SHORT = {
    "selection.mark": _("select"),
    "selection.grow": _("grow"),
    "segment.next": _("next"),
}

_QUICK = _("Put the quick code of this number on the selection, else on the sentence here")


def _of_document_view() -> Iterator[Command]:
    for binding in DOCUMENT_KEYS:
        assert isinstance(binding, Binding) and binding.id
        short = _SHORT.get(binding.id, "")
        keys = "" if binding.key.startswith(UNBOUND) else binding.key
        yield Command(binding.id, keys, binding.action, binding.description, "document", short)


COMMANDS: tuple[Command, ...] = (
    *_of_document_view(),
    Command("selection.unit", "a,shift+f9", "screen.unit",
            _("Select what is here: w word, c clause, s sentence, p paragraph, t turn, q question and answer, d all"), "coding"),
    Command("unit.word", "w,1,１", "screen.select_unit('word')", _("Select the word here"), "unit", _("word"), ("词",)),
    Command("unit.clause", "c,2,２", "screen.select_unit('clause')",
            _("Select the clause here: up to the next comma, semicolon, colon or dash"), "unit", _("part"), ("小句", "分句")),
    Command("unit.sentence", "s,3,３", "screen.select_unit('sentence')",
            _("Select the sentence here"), "unit", _("sentence"), ("句子",)),
    Command("unit.paragraph", "p,4,４", "screen.select_unit('paragraph')",
            _("Select the paragraph here"), "unit", _("paragraph"), ("段落",)),
    Command("unit.turn", "t,5,５", "screen.select_unit('turn')",
            _("Select all that is said in this turn"), "unit", _("turn"), ("话轮",)),
    Command("unit.pair", "q,6,６", "screen.select_unit('pair')",
            _("Select the question and what is answered to it"), "unit", _("question and answer"), ("问答",)),
    Command("unit.document", "d,7,７", "screen.select_unit('document')",
            _("Select the whole text"), "unit", _("all"), ("全文",)),
    Command("unit.nowhere", "escape", "screen.go_text", _("Select nothing"), "unit", _("leave")),
    Command("code.apply", "c,enter,f2", "apply",
            _("Put codes on the selection, else on the sentence here"), "coding", _("code"), ("tag", "节点", "标签")),
    Command("code.repeat", ".,。,．,f9", "repeat", _("Put the codes used last on this as well"), "coding", _("again")),
    *(Command(f"code.quick_{n}", f"{n},{chr(0xFF10 + n)}", f"quick({n})", _QUICK, "coding") for n in range(1, 10)),
    Command("code.in_vivo", "i,f3", "in_vivo", _("Make the selected words a code, and code them with it"), "coding"),
    Command("code.remove", "x,delete", "remove",
            _("Take off a coding of yours on the selection or here"), "coding", _("remove")),
    Command("code.extend", "e,shift+f8", "extend",
            _("Move the ends of a coding of yours, or give it those of the selection"), "coding"),
    Command("code.split", "X", "split", _("Split a coding of yours in two at the caret"), "coding"),
    Command("code.recode", "r,shift+f3", "recode", _("Give codings of yours here another code"), "coding", "", ("修改编码",)),
    Command("code.weigh", "W", "weigh", _("Say how telling or strong a coding of yours is, from 0 to 100"), "coding"),
    Command("memo.write", "m,ctrl+o", "write_memo",
            _("Write a memo on the selection, the coding or sentence here"), "coding", _("memo")),
    Command("memo.choose", "M", "choose_memo",
            _("Choose what a memo is on: words, coding, code, document or project"), "coding"),
    Command("memo.next", "y", "move_memos(1)", _("Next place with a memo"), "coding"),
    Command("memo.previous", "Y", "move_memos(-1)", _("Previous place with a memo"), "coding"),
    Command("caret.next_of_speaker", "f,shift+f7", "move_speaker(1)", _("Next turn of this speaker"), "coding"),
    Command("caret.previous_of_speaker", "F", "move_speaker(-1)", _("Previous turn of this speaker"), "coding"),
    Command("history.undo", "u,ctrl+z", "undo",
            _("Take back your latest change, also of another day"), "coding", _("undo")),
    Command("history.redo", "ctrl+r,ctrl+y", "redo", _("Do again what you took back"), "coding"),
    Command("document.done", "D", "done", _("Mark this document as done by you, or not done"), "coding"),
    Command("document.edit", "E,shift+f2", "edit_text",
            _("Edit the paragraph here, or those selected; codings stay on their words"), "coding", "", ("revise", "修改")),
    Command("document.place", "L", "place_lost",
            _("Decide where what has lost its words belongs"), "coding", "", ("unplaced",)),
    Command("view.whose", "T", "whose", _("Show only your codings, or those of all coders"), "coding"),
    Command("view.readings", "A", "screen.show_readings",
            _("Show side by side how each coder has coded this"), "coding", "", ("compare", "比较")),
    Command("view.colors", "t", "colors",
            _("Colour by code, by coder, by number of codes, underline only, or not at all"), "coding"),
    Command("view.names", "", "names", _("Write the first letters of the code beside its stripe, or not"), "coding"),
    Command("search.here", "/,／,、", "screen.search_here",
            _("Find words in this text"), "coding", _("find"), ("search", "查找", "搜索")),
    Command("search.next", ";,；", "screen.next_hit(1)", _("The next place of what was looked for"), "coding"),
    Command("search.previous", "comma,，", "screen.next_hit(-1)", _("The place before of what was looked for"), "coding"),
    Command("go.start", "g", "screen.go", _("Go to: d documents, o another document, s segments, m matrix, w words, v saturation, p portrait, c codebook, k the codebook alone, a agreement, t text"), "coding", _("go")),
    Command("go.documents", "d", "screen.go_documents",
            _("See all documents, and how far everybody is"), "go", _("documents"), ("progress", "进度")),
    Command("go.document", "o", "screen.go_document",
            _("Open another document"), "go", _("open"), ("案例", "source")),
    Command("go.segments", "s", "screen.go_segments",
            _("Look through all segments"), "go", _("segments"), ("codings", "retrieve", "query", "检索")),
    Command("go.codebook", "c", "screen.go_codebook",
            _("Go to the codebook"), "go", _("codebook"), ("节点", "code system")),
    Command("go.codes", "k", "screen.go_codes",
            _("Edit the codebook: add, move, merge, split and describe codes"), "go", _("codes"), ("codebook", "code system", "节点")),
    Command("go.hits", "/,／,、", "screen.search_everywhere",
            _("Find words in all documents"), "go", _("find"), ("search", "查找", "搜索")),
    Command("go.agreement", "a", "screen.go_agreement",
            _("See how far coders agree, and where they do not"), "go", _("agreement"), ("kappa", "reliability", "信度")),
    Command("go.matrix", "m", "screen.go_matrix",
            _("Cross codes with documents, cases, attributes or codes, and read what is behind a figure"), "go", _("matrix"),
            ("matrix", "crosstab", "heatmap", "co-occurrence", "矩阵", "共现", "交叉表", "热图")),
    Command("go.words", "w", "screen.go_words",
            _("See how often words stand in the text, and where"), "go", _("word list"),
            ("word frequencies", "n-grams", "kwic", "concordance", "词频", "关键词", "分词")),
    Command("go.text", "t", "screen.go_text", _("Go to the text"), "go", _("text")),
    Command("go.top", "g,home", "screen.go_top", _("Go to the start of the text"), "go"),
    Command("go.saturation", "v", "screen.go_saturation",
            _("See whether new documents still bring new codes"), "go", _("saturation"),
            ("saturation", "cumulative curve", "饱和", "代码饱和")),
    Command("go.portrait", "p", "screen.go_portrait",
            _("See where in this text each code stands"), "go", _("portrait"),
            ("timeline", "document portrait", "code stripes", "文档肖像", "时间线")),
    Command("go.nowhere", "escape", "screen.go_text", _("Stay here"), "go", _("stay")),
    Command("view.codebook", "C,ctrl+k", "toggle_codebook", _("Show or fold away the codebook"), "screen"),
    Command("view.here", "H,ctrl+l", "toggle_here", _("Show or fold away what is at the caret"), "screen"),
    Command("view.theme", "", "next_theme", _("Dark or light"), "app"),
    Command("app.keys", "", "choose_keys",
            _("Choose the keys: the usual ones, as in vim, or for input methods"), "app", "", ("keymap", "bindings", "vim", "按键", "快捷键", "键位")),
    Command("app.commands", "ctrl+p", "find_command", _("Find a command by its words"), "screen"),
    Command("app.help", "?,？,f1", "show_help", _("Show all keys"), "screen", _("help")),
    Command("app.quit", "ctrl+q", "quit", _("Close the workbench; everything is saved already"), "app"),
    Command("tree.down", "down,j", "cursor_down", _("The next code that is shown"), "tree"),
    Command("tree.up", "up,k", "cursor_up", _("The code before that is shown"), "tree"),
    Command("tree.apply", "enter", "choose",
            _("Put this code on the selection, else on the sentence at the caret"), "tree", _("code")),
    Command("tree.fold", "space", "toggle_node", _("Fold or unfold the codes below"), "tree", _("fold")),
    Command("tree.open", "right,l", "unfold", _("Unfold the codes below"), "tree"),
    Command("tree.close", "left,h", "fold", _("Fold the codes below, or go to the code above"), "tree"),
    Command("tree.segments", "s", "screen.segments_of_code",
            _("Look through the segments of this code and of those below"), "tree", _("segments")),
    Command("tree.edit", "e,f3", "screen.edit_code",
            _("Edit this code and the codebook around it"), "tree", _("edit")),
    Command("tree.leave", "escape", "screen.go_text", _("Back to the text"), "tree", _("text")),
    Command("drawer.choose", "enter", "choose",
            _("Take what is highlighted and what was added"), "drawer", _("take")),
    Command("drawer.add", "tab", "add",
            _("Add what is highlighted and choose on, where several can be taken"), "drawer"),
    Command("drawer.down", "down", "highlight(1)", _("Highlight the next"), "drawer"),
    Command("drawer.up", "up", "highlight(-1)", _("Highlight the previous"), "drawer"),
    Command("drawer.page_down", "pagedown", "highlight(7)", _("Highlight one further down"), "drawer"),
    Command("drawer.page_up", "pageup", "highlight(-7)", _("Highlight one further up"), "drawer"),
    Command("drawer.leave", "escape", "leave", _("Take nothing"), "drawer", _("leave")),
    Command("editor.save", "f2,ctrl+o", "save", _("Save what is written"), "editor", _("save")),
    Command("editor.leave", "escape", "leave", _("Leave it as it was"), "editor", _("leave")),
    Command("lines.down", "down,j", "scroll_down", _("A line down"), "lines"),
    Command("lines.up", "up,k", "scroll_up", _("A line up"), "lines"),
    Command("lines.page_down", "pagedown,space", "page_down", _("A page down"), "lines"),
    Command("lines.page_up", "pageup", "page_up", _("A page up"), "lines"),
    Command("agreement.keep", "k,f5", "decide('keep')",
            _("Decide that the code is kept on this passage, with a reason"), "agreement", _("keep")),
    Command("agreement.drop", "d,f6", "decide('drop')",
            _("Decide that the code is dropped from this passage, with a reason"), "agreement", _("drop")),
    Command("agreement.next", "n,f8", "passage(1)",
            _("The next passage in dispute about this code that is not decided"), "agreement", _("next")),
    Command("agreement.previous", "p,f7", "passage(-1)",
            _("The passage before that is not decided"), "agreement"),
    Command("agreement.next_any", "N,shift+f8", "passage(1, True)",
            _("The next passage, decided or not"), "agreement"),
    Command("agreement.previous_any", "P,shift+f7", "passage(-1, True)",
            _("The passage before, decided or not"), "agreement"),
    Command("agreement.rule", "e,f3", "edit_rule", _("Edit the rule of the code"), "agreement", _("rule")),
    Command("agreement.open", "o,f2", "open", _("Read the passage in its document"), "agreement", _("open")),
    Command("agreement.segments", "S", "segments", _("Look through the segments of the code"), "agreement"),
    Command("agreement.undo", "u,ctrl+z", "undo",
            _("Take back your latest decision or other change"), "agreement", _("undo")),
    Command("agreement.redo", "ctrl+r,ctrl+y", "redo", _("Do the decision again that you took back"), "agreement"),
    Command("agreement.alone", "c,f4", "alone",
            _("Show the passage alone, or under the figures"), "agreement", _("passage")),
    Command("agreement.scroll_down", "pagedown,space,down,j", "scroll_passage(3)",
            _("Further down in the passage"), "agreement"),
    Command("agreement.scroll_up", "pageup,backspace,up", "scroll_passage(-3)",
            _("Further up in the passage"), "agreement"),
    Command("agreement.round", "r,f9", "choose_round",
            _("Choose a closed round, or the project as it is"), "agreement", _("round")),
    Command("agreement.rounds", "t", "rounds",
            _("Alpha of each code over the rounds of the study"), "agreement", _("over rounds")),
    Command("agreement.unit", "U", "unit", _("Judge another kind of unit"), "agreement"),
    Command("agreement.scope", "s", "scope", _("All units, or only those that anybody coded"), "agreement", _("scope")),
    Command("agreement.anonymous", "a", "anonymous",
            _("Call coders by letters drawn by lot, or by their names again"), "agreement", _("anonymous")),
    Command("agreement.explain", "i", "explain", _("What the figures mean"), "agreement", _("explain")),
    Command("agreement.help", "?,？,f1", "show_help", _("Show all keys while comparing"), "agreement", _("help")),
    Command("agreement.leave", "escape", "leave",
            _("Back to the figures, and from there to the text"), "agreement", _("back")),
    Command("readings.anonymous", "a", "anonymous",
            _("Call coders by letters drawn by lot, or by their names"), "readings", _("anonymous")),
    Command("readings.down", "down,j,pagedown,space", "scroll_passage(3)", _("Further down"), "readings"),
    Command("readings.up", "up,k,pageup", "scroll_passage(-3)", _("Further up"), "readings"),
    Command("readings.leave", "escape,A", "leave", _("Back to the document"), "readings", _("back")),
    Command("lines.leave", "escape", "screen.go_text", _("Back"), "lines", _("back")),
    Command("rows.down", "down,j", "move(1)", _("The next row"), "rows"),
    Command("rows.up", "up,k", "move(-1)", _("The row before"), "rows"),
    Command("rows.page_down", "pagedown", "page(1)", _("A page of rows down"), "rows"),
    Command("rows.page_up", "pageup", "page(-1)", _("A page of rows up"), "rows"),
    Command("rows.first", "home,ctrl+home", "end(False)", _("The first row"), "rows"),
    Command("rows.last", "end,ctrl+end", "end(True)", _("The last row"), "rows"),
    Command("segments.open", "enter", "open", _("Read the segment in its document"), "segments", _("open")),
    Command("segments.filter", "/,／,、,f,f3", "filter",
            _("Say by a query which segments are listed"), "segments", _("query")),
    Command("segments.code", "C,f5", "only('code')", _("List the segments of this code alone"), "segments", _("code")),
    Command("segments.document", "D,f6", "only('document')",
            _("Of what is listed, keep what is in this document"), "segments"),
    Command("segments.coder", "W,f7", "only('coder')",
            _("Of what is listed, keep what this coder has coded"), "segments"),
    Command("segments.back", "backspace", "back", _("Go back to the query before"), "segments"),
    Command("segments.sort", "o,f4", "sort", _("Sort by another column"), "segments", _("sort")),
    Command("segments.reverse", "O,shift+f4", "reverse", _("Sort the other way round"), "segments"),
    Command("segments.mark", "space,insert", "mark",
            _("Mark the segment, or take its mark away"), "segments", _("mark")),
    Command("segments.mark_all", "M", "mark_all", _("Mark all that is listed, or nothing"), "segments"),
    Command("segments.recode", "c,f2", "recode",
            _("Give what is marked, else this segment, another code"), "segments", _("recode")),
    Command("segments.uncode", "x,delete", "uncode",
            _("Take the code off what is marked, else off this segment"), "segments", _("remove")),
    Command("segments.export", "e", "export", _("Write what is listed to a file"), "segments", _("export")),
    Command("segments.undo", "u,ctrl+z", "undo", _("Take back your latest change"), "segments", _("undo")),
    Command("segments.redo", "ctrl+r,ctrl+y", "redo", _("Do again what you took back last"), "segments"),
    Command("segments.scroll_down", "J", "scroll_passage(3)", _("Further down in the surroundings"), "segments"),
    Command("segments.scroll_up", "K", "scroll_passage(-3)", _("Further up in the surroundings"), "segments"),
    Command("segments.help", "?,？,f1", "show_help", _("Show all keys while looking through segments"), "segments", _("help")),
    Command("segments.leave", "escape", "leave", _("Back to where you came from"), "segments", _("back")),
    Command("documents.open", "enter", "open", _("Read the document"), "documents", _("open")),
    Command("documents.filter", "/,／,、,f,f3", "filter",
            _("List the documents with some words in their name, kind or case"), "documents", _("filter")),
    Command("documents.sort", "o,f4", "sort", _("Sort the documents by another column"), "documents", _("sort")),
    Command("documents.reverse", "O,shift+f4", "reverse", _("Sort the documents the other way round"), "documents"),
    Command("documents.done", "D,f9", "done", _("Mark the document as done by you, or as not done"), "documents", _("done")),
    Command("documents.describe", "e,f2", "describe",
            _("Note its kind, date, case, or a value of an attribute"), "documents", _("describe")),
    Command("documents.rename", "r", "rename", _("Give the document another name"), "documents", _("rename")),
    Command("documents.import", "i,insert", "bring_in",
            _("Import files, and see what was read, changed and not carried"), "documents", _("import")),
    Command("documents.report", "I", "report", _("Show the report of the latest import again"), "documents"),
    Command("documents.remove", "x,delete", "remove",
            _("Remove the document with what is on it, after a question"), "documents", _("remove")),
    Command("documents.segments", "s,f5", "segments", _("Look through the segments of the document"), "documents"),
    Command("documents.undo", "u,ctrl+z", "undo", _("Take back your latest change of documents or other"), "documents", _("undo")),
    Command("documents.redo", "ctrl+r,ctrl+y", "redo", _("Do again what was taken back"), "documents"),
    Command("documents.help", "?,？,f1", "show_help", _("Show all keys while looking at documents"), "documents", _("help")),
    Command("documents.leave", "escape", "leave", _("Back from the documents to the text"), "documents", _("back")),
    Command("cells.down", "down,j", "move(1, 0)", _("The row below"), "cells"),
    Command("cells.up", "up,k", "move(-1, 0)", _("The row above"), "cells"),
    Command("cells.right", "right,l", "move(0, 1)", _("The next column"), "cells"),
    Command("cells.left", "left,h", "move(0, -1)", _("The column before"), "cells"),
    Command("cells.page_down", "pagedown", "page(1, 0)", _("A page of figures down"), "cells"),
    Command("cells.page_up", "pageup", "page(-1, 0)", _("A page of figures up"), "cells"),
    Command("cells.page_right", "ctrl+right,L", "page(0, 1)", _("A page of columns to the right"), "cells"),
    Command("cells.page_left", "ctrl+left,H", "page(0, -1)", _("A page of columns to the left"), "cells"),
    Command("cells.row_start", "home", "end(0, -1)", _("The first column"), "cells"),
    Command("cells.row_end", "end", "end(0, 1)", _("The last column"), "cells"),
    Command("cells.first", "ctrl+home", "end(-1, 0)", _("The first row of figures"), "cells"),
    Command("cells.last", "ctrl+end", "end(1, 0)", _("The last row of figures"), "cells"),
    Command("matrix.open", "enter", "open", _("Look through the segments behind the figure"), "matrix", _("segments")),
    Command("matrix.rows", "r,f5", "rows", _("Choose what the rows are"), "matrix", _("rows")),
    Command("matrix.columns", "c,f6", "columns", _("Choose what the columns are"), "matrix", _("columns")),
    Command("matrix.together", "x,f8", "together",
            _("Codes that occur together, or codes and documents"), "matrix", _("together")),
    Command("matrix.value", "v,f7", "value", _("Choose what the figures say"), "matrix", _("value")),
    Command("matrix.filter", "/,／,、,f,f3", "filter", _("Say by a query which codings count"), "matrix", _("query")),
    Command("matrix.sort", "o,s,f4", "sort", _("Choose the order of rows and columns"), "matrix", _("sort")),
    Command("matrix.export", "e,f2", "export", _("Write what is shown to a file, as a table or a picture"), "matrix", _("export")),
    Command("matrix.divide", "n,shift+f7", "divide", _("Choose what each figure is divided by"), "matrix"),
    Command("matrix.relation", "R,shift+f8", "relation", _("Choose when two codings are a pair"), "matrix"),
    Command("matrix.unit", "U", "unit", _("Choose the unit in which codes are present together"), "matrix"),
    Command("matrix.level", "d", "level", _("Choose down to which level of the tree codes are told apart"), "matrix"),
    Command("matrix.layer", "y", "layer", _("Choose whose codings count"), "matrix"),
    Command("matrix.turn", "t", "turn", _("Turn rows into columns"), "matrix"),
    Command("matrix.empty", "z,f9", "empty", _("Show rows and columns without a figure, or leave them out"), "matrix"),
    Command("matrix.explain", "i", "explain", _("What the figures are: whose codings, unit, formulas, warnings"), "matrix", _("explain")),
    Command("matrix.leave", "escape", "leave", _("Back from the figures to the text"), "matrix", _("back")),
    Command("matrix.help", "?,？,f1", "show_help", _("Show all keys of tables of figures"), "matrix", _("help")),
    Command("words.open", "enter", "open", _("See every place of the word"), "words", _("places")),
    Command("words.filter", "/,／,、,f,f3", "filter", _("List the words that hold some letters"), "words", _("filter")),
    Command("words.by", "b,f5", "by", _("Count by code, document, kind, case, speaker, role or attribute"), "words", _("by")),
    Command("words.code", "c,f6", "code", _("Count only what is coded with a code and those below it"), "words", _("code")),
    Command("words.document", "d,f7", "document", _("Count one document, or all"), "words", _("document")),
    Command("words.grams", "n,f8", "grams", _("Count runs of one, two, three or more words"), "words", _("runs")),
    Command("words.stop_words", "t,f9", "stop_words", _("Leave out words like “the” and “的”, or count them too"), "words", _("stop words")),
    Command("words.roles", "w", "roles", _("Count what others than interviewers say, or what everybody says"), "words"),
    Command("words.sort", "o,f4", "sort", _("Sort the words by another column"), "words", _("sort")),
    Command("words.reverse", "O,shift+f4", "reverse", _("Sort the words the other way round"), "words"),
    Command("words.export", "e,f2", "export", _("Write the words that are listed to a file"), "words", _("export")),
    Command("words.explain", "i", "explain", _("What counts as a word, and whose text it is"), "words", _("explain")),
    Command("words.leave", "escape", "leave", _("Back from the words to the text"), "words", _("back")),
    Command("words.help", "?,？,f1", "show_help", _("Show all keys while looking at words"), "words", _("help")),
    Command("kwic.open", "enter", "open", _("Read the place in its document"), "kwic", _("open")),
    Command("kwic.sort", "o,f4", "sort", _("Sort the places by what stands before, behind, or by document"), "kwic", _("sort")),
    Command("kwic.reverse", "O,shift+f4", "reverse", _("Sort the places the other way round"), "kwic"),
    Command("kwic.export", "e,f2", "export", _("Write the places to a file"), "kwic", _("export")),
    Command("kwic.leave", "escape", "leave", _("Back to the words"), "kwic", _("back")),
    Command("kwic.help", "?,？,f1", "show_help", _("Show all keys while looking at places"), "kwic", _("help")),
    Command("saturation.open", "enter", "open", _("Read the document at the cursor"), "saturation", _("open")),
    Command("saturation.order", "o,f4", "order", _("Take the documents in another order"), "saturation", _("order")),
    Command("saturation.band", "b,f5", "band", _("Show what other orders would give, or not"), "saturation", _("band")),
    Command("saturation.rule", "r,f6", "rule", _("Choose base size, run length and threshold"), "saturation", _("rule")),
    Command("saturation.filter", "/,／,、,f,f3", "filter", _("Say by a query which codings bring codes"), "saturation", _("query")),
    Command("saturation.level", "d", "level", _("Choose down to which level of the tree codes are different"), "saturation"),
    Command("saturation.layer", "y", "layer", _("Choose whose codings bring codes"), "saturation"),
    Command("saturation.export", "e,f2", "export", _("Write the curve to a file, as a table or a picture"), "saturation", _("export")),
    Command("saturation.explain", "i", "explain", _("What new and cumulative codes are, and how saturation is judged"), "saturation", _("explain")),
    Command("saturation.leave", "escape", "leave", _("Back from the curve to the text"), "saturation", _("back")),
    Command("saturation.help", "?,？,f1", "show_help", _("Show all keys while looking at saturation"), "saturation", _("help")),
    Command("codebook.open", "enter,tab", "open", _("Go to the page of the code, to edit what is said of it"), "codebook", _("page")),
    Command("codebook.filter", "/,／,、,f", "filter",
            _("Show the codes with some letters in their name, alias or pinyin initials"), "codebook", _("filter")),
    Command("codebook.add", "a,insert", "add(False)", _("Add a code beside this one"), "codebook", _("add")),
    Command("codebook.add_below", "A,shift+f3", "add(True)", _("Add a code below this one"), "codebook", _("below")),
    Command("codebook.rename", "r,f2", "rename", _("Give the code another name; the old one is still found"), "codebook", _("rename")),
    Command("codebook.move", "m,f6", "move", _("Move the code, or those marked, to another place"), "codebook", _("move")),
    Command("codebook.merge", "M,f7", "merge", _("Merge the code, or those marked, into another"), "codebook", _("merge")),
    Command("codebook.split", "S,f8", "split",
            _("Split the code: by documents, coders, a query, or segment by segment"), "codebook", _("split")),
    Command("codebook.color", "c,f4", "color", _("Give the code, or those marked, a colour"), "codebook", _("colour")),
    Command("codebook.define", "d,f3", "write('definition')", _("Write what the code means"), "codebook", _("define")),
    Command("codebook.mark", "space", "mark", _("Mark the code, or take its mark away"), "codebook", _("mark")),
    Command("codebook.segments", "s,f5", "segments", _("Look through the segments of the code and of those below it"), "codebook", _("segments")),
    Command("codebook.deeper", ">,＞,》,ctrl+right", "deeper", _("Put the code below the one before it"), "codebook"),
    Command("codebook.higher", "<,＜,《,ctrl+left", "higher", _("Put the code beside the one above it"), "codebook"),
    Command("codebook.down", "J,ctrl+down", "shift(1)", _("Move the code down among those beside it"), "codebook"),
    Command("codebook.up", "K,ctrl+up", "shift(-1)", _("Move the code up among those beside it"), "codebook"),
    Command("codebook.unfold", "right,l", "fold(False)", _("Unfold the branch"), "codebook"),
    Command("codebook.fold", "left,h", "fold(True)", _("Fold the branch, or go to the code above"), "codebook"),
    Command("codebook.fold_all", "z,f9", "fold_all", _("Fold all branches, or unfold them"), "codebook"),
    Command("codebook.heading", "H", "turn('is_codable')",
            _("Make the code a heading that is not put on text, or a code again"), "codebook"),
    Command("codebook.memo", "w,ctrl+o", "memo", _("Write a memo on the code"), "codebook"),
    Command("codebook.sets", "t,shift+f6", "sets", _("Put the code, or those marked, in a set, or take them out"), "codebook"),
    Command("codebook.remove", "x,delete", "remove", _("Remove the code, or those marked, after a question"), "codebook", _("remove")),
    Command("codebook.check", "!,！,f12", "check", _("List what a careful reader would object to"), "codebook"),
    Command("codebook.export", "e,shift+f2", "export", _("Write the codebook to a file"), "codebook"),
    Command("codebook.undo", "u,ctrl+z", "undo", _("Take back your latest change of the codebook or other"), "codebook", _("undo")),
    Command("codebook.redo", "ctrl+r,ctrl+y", "redo", _("Do again what was just taken back"), "codebook"),
    Command("codebook.help", "?,？,f1", "show_help", _("Show all keys while editing the codebook"), "codebook", _("help")),
    Command("codebook.leave", "escape", "leave", _("Take away marks, then the filter, then back to the text"), "codebook", _("back")),
    Command("page.open", "enter", "open", _("Edit this, or look at the segments of this document"), "page", _("edit")),
    Command("page.down", "down,j", "move(1)", _("The next line that can be edited"), "page"),
    Command("page.up", "up,k", "move(-1)", _("The line before that can be edited"), "page"),
    Command("page.page_down", "pagedown", "move(6)", _("Further down on the page"), "page"),
    Command("page.page_up", "pageup", "move(-6)", _("Further up on the page"), "page"),
    Command("page.leave", "escape,tab,left,h", "screen.leave_page", _("Back to the list of codes"), "page", _("codes")),
    Command("portrait.open", "enter", "open", _("Read the first place of the code"), "portrait", _("open")),
    Command("portrait.segments", "s,f5", "segments", _("Look through the segments of the code in this text"), "portrait", _("segments")),
    Command("portrait.leave", "escape", "leave", _("Back from the lanes to the text"), "portrait", _("back")),
    Command("portrait.help", "?,？,f1", "show_help", _("Show all keys while looking at lanes"), "portrait", _("help")),
    Command("line.take", "enter", "take", _("Take what is typed, or what is highlighted"), "line", _("take")),
    Command("line.complete", "tab", "complete", _("Go on as is highlighted"), "line", _("complete")),
    Command("line.down", "down", "highlight(1)", _("Highlight the next way to go on"), "line"),
    Command("line.up", "up", "highlight(-1)", _("Highlight the way to go on before"), "line"),
    Command("line.leave", "escape", "leave", _("Leave it as it is"), "line", _("leave")),
)  # fmt: skip


def bindings(scope: Scope) -> list[BindingType]:
    """The bindings of one scope, for the class that carries them out."""
    return [
        Binding(
            command.keys or UNBOUND + command.id, command.action, command.help, id=command.id, show=bool(command.short)
        )
        for command in COMMANDS
        if command.scope == scope
    ]


_NOT_IN_PALETTE = ("app.commands", "go.start", "go.nowhere", "selection.unit", "unit.nowhere", *(f"code.quick_{number}" for number in range(1, 10)))


def in_palette() -> list[Command]:
    """What the command palette offers: everything that makes sense wherever one is."""
    scopes: tuple[Scope, ...] = ("coding", "unit", "go", "screen", "app", "document")
    listed = [command for scope in scopes for command in COMMANDS if command.scope == scope]
    return [command for command in listed if command.id not in _NOT_IN_PALETTE]


def by_group(commands: Iterable[Command] = COMMANDS) -> dict[str, list[Command]]:
    """The commands under their headings, both in the order of the table."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return groups


def key_list(keys: str) -> list[str]:
    """The keys of a command as people call them; full-width marks are left out, they work like the others."""
    return [_called(key) for key in keys.split(",") if key and key.isascii()]


def _called(key: str) -> str:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    named = _NAMES.get(name) or (name if len(name) == 1 and not modifiers else name.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), named])


_NAMES = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "comma": ",",
}


def meet(one: Scope, other: Scope) -> bool:
    """Whether a key can mean only one thing in both scopes; in the codebook and the panels it may mean more than elsewhere."""
    return any(one in peers and other in peers for peers in _PEERS)


_PEERS: tuple[tuple[Scope, ...], ...] = (
    ("document", "coding", "screen", "app"),
    *((scope, "screen", "app") for scope in ("tree", "lines", "drawer", "editor")),
    ("go",),
    ("unit",),
    ("agreement", "app"),
    ("readings", "app"),
    ("segments", "rows", "app"),
    ("documents", "rows", "app"),
    ("line", "app"),
    ("matrix", "cells", "app"),
    *((scope, "rows", "app") for scope in ("words", "kwic", "saturation", "portrait")),
    ("codebook", "rows", "app"),
    ("page", "app"),
)
