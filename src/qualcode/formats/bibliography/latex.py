"""The words behind LaTeX: accents, letters and signs as Unicode, and back as far as BibTeX needs it."""

from __future__ import annotations

import re
from unicodedata import normalize

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308",
    "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textquotesingle": "'", "textquotedbl": '"',
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "textendash": "–",
    "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "textbar": "|", "textless": "<", "textgreater": ">",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "copyright": "©", "S": "§", "P": "¶", "pounds": "£",
    "euro": "€", "texteuro": "€", "textdegree": "°", "degree": "°", "times": "×", "pm": "±", "alpha": "α", "beta": "β",
    "gamma": "γ", "delta": "δ", "kappa": "κ", "lambda": "λ", "mu": "μ", "sigma": "σ", "chi": "χ", "rho": "ρ", "leq": "≤",
    "geq": "≥", "textnumero": "№", "slash": "/", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "par": "\n\n",
}  # fmt: skip
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", "\u00a0"))
_SIGNS = {"": "\\", "\\": "\n", ",": "\u2009", "-": "", "/": "", "@": ""}
_TOKEN = re.compile(r"\\(?:([A-Za-z]+) ?|(.?))", re.DOTALL)
_LETTER = re.compile(r"\s*(\{?)(?:\\([ij])(?![A-Za-z]) ?|([^\\{}\s]))(\}?)")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": "~",
}  # fmt: skip


def plain(text: str, *, verbatim: bool = False) -> str:
    """The words of a field, without braces and commands; a ``verbatim`` field, such as an address, has no ligatures.

    A command that is not known keeps its name with the backslash, so that nothing is lost silently.
    """
    if not re.search(r"[\\{}~`'$-]", text):
        return text
    pieces: list[str] = []
    at = 0
    ligatures = () if verbatim else _LIGATURES
    while at < len(text):
        if text[at] == "\\":
            piece, at = _command(text, at)
            pieces.append(piece)
        elif text[at] in "{}" or (text[at] == "$" and not verbatim):
            at += 1
        elif found := next((it for it in ligatures if text.startswith(it[0], at)), None):
            pieces.append(found[1])
            at += len(found[0])
        else:
            pieces.append(text[at])
            at += 1
    return "".join(pieces)


def _command(text: str, at: int) -> tuple[str, int]:
    """What the command at a place stands for, and where it ends."""
    match = _TOKEN.match(text, at)
    assert match is not None  # a backslash stands at the place
    word, sign = match.groups()
    after = match.end()
    if sign is not None and sign not in _ACCENTS:
        return _SIGNS.get(sign, sign), after
    name = word or sign
    if name in _ACCENTS:
        return _accented(text, after, _ACCENTS[name])
    if name in _LETTERS:
        return _LETTERS[name], after + 2 if text.startswith("{}", after) else after
    return ("" if text.startswith("{", after) else f"\\{name}"), after  # \emph{…}: the words stay


def _accented(text: str, at: int, accent: str) -> tuple[str, int]:
    """The letter an accent stands on: ``{o}``, ``o``, ``\\i`` or ``{\\i}``; the bare accent's sign where there is none."""
    match = _LETTER.match(text, at)
    if match is None:
        return ("", at + 2) if text.startswith("{}", at) else ("", at)
    end = match.end() if match[1] else match.end() - len(match[4])
    return normalize("NFC", (match[2] or match[3]) + accent), end


def escaped(text: str) -> str:
    """Words as a field of BibTeX in UTF-8 that ``plain`` reads back."""
    made = "".join(_SPECIAL.get(letter, letter) for letter in text)
    return re.sub(r"-(?=-)|`(?=`)|'(?=')", lambda match: f"{match[0]}{{}}", made)


def escaped_address(text: str) -> str:
    """The same for a field that is read without ligatures."""
    made = "".join(letter if letter in "&%$#_~^" else _SPECIAL.get(letter, letter) for letter in text)
    return made.replace("%", r"\%").replace("#", r"\#")
