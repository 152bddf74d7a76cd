"""What the control words of RTF are for: which stand for a character, and which begin something that is no text.

Source: Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d",
    "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "zwbo": "\u200b", "zwnbo": "\u2060",
}  # fmt: skip
"""Control words that are a character."""

SYMBOLS = {"~": "\N{NO-BREAK SPACE}", "-": "\N{SOFT HYPHEN}", "_": "\N{NON-BREAKING HYPHEN}", "\t": "\t"}
"""Control symbols that are a character."""

ESCAPED = frozenset("\\{}")
"""Characters that RTF needs for itself, and that stand for themselves after a backslash."""

BREAKS = frozenset({"page", "column", "sect"})
"""Control words that begin a new page, column or section."""

SKIPPED = frozenset(
    {
        "pict",
        "colortbl", "info", "filetbl", "nonshppict", "shprslt", "sp", "xe", "tc", "tcn", "rxe", "txe", "pntxta", "pntxtb",
        "nonesttables", "mmathPict", "template", "nextfile", "private1", "keycode", "panose", "objclass", "objname",
        "mrPr", "mfPr", "mdPr", "mnaryPr", "mradPr", "msSubPr", "msSupPr", "msSubSupPr", "maccPr", "mfuncPr", "mlimLowPr",
        "mlimUppPr", "mmPr", "mbarPr", "mboxPr", "mborderBoxPr", "meqArrPr", "mgroupChrPr", "mphantPr", "msPrePr",
        "moMathParaPr", "margPr", "mctrlPr",
    }
)  # fmt: skip
"""Destinations that hold no text of the document, or the same text once more for old programs."""

READ_THOUGH_STARRED = frozenset(
    {
        "footnote", "annotation", "atnauthor", "atnref", "atndate", "atrfstart", "atrfend", "fldinst", "shpinst", "shptxt",
        "do", "dptxbxtext", "shppict", "nesttableprops", "ud", "moMath", "moMathPara", "formfield", "listtext", "pntext",
    }
)  # fmt: skip
"""Destinations that a program may pass over when it does not know them, and that are read here."""

HEADERS = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
