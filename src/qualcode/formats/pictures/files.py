"""Pictures as files: .svg, .png, .pdf and .html, the same bytes for the same picture and fonts."""

from __future__ import annotations

import logging
import re
import warnings
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import WrongUse
from qualcode.formats.files import replacing
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.style import SETTINGS
from qualcode.messages import _, listed

if TYPE_CHECKING:
    from qualcode.formats.pictures.frame import Frame, Picture
    from qualcode.formats.pictures.sheet import Sheet

ENDINGS = (".svg", ".png", ".pdf", ".html")
_DOTS = 300  # an inch, as journals ask
_MOST_DOTS, _MOST_DOTS_IN_ALL = 30_000, 60_000_000  # on a side, and in all: what programs still open
_MARK = re.compile(r'<g id="(mark-\d+)">')
_OPENING = re.compile(r"<svg\b[^>]*>")
_MOST_NAMED = 12
_FAMILIES = re.compile(r"font(?:-family)?: [^;\"]*'[^;\"]*(?=[;\"])")  # of a text, in its style
_FALLBACKS = "'PingFang SC', 'Microsoft YaHei', sans-serif"


def require_ending(path: Path) -> str:
    """The ending of a file that a picture can be written to, in lower case. Raises WrongUse for any other."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise WrongUse(
            _("The ending of {file} says no format of pictures.", file=path),
            _("Use one of {endings}.", endings=" ".join(ENDINGS)),
        )
    return ending


def write_picture(picture: Picture, path: Path) -> tuple[str, ...]:
    """Draw ``picture`` into a file, whose ending says how; one that exists is replaced, whole or not at all.

    Returns what must be said of the file: which characters no installed font has. Raises WrongUse for an unknown ending, Unreachable
    where the file cannot be written.
    """
    ending = require_ending(path)
    content, said = rendered(picture, ending)
    with replacing(path) as draft:
        draft.write_bytes(content)
    return said


def rendered(picture: Picture, ending: str) -> tuple[bytes, tuple[str, ...]]:
    """The content of a file of this picture, and what must be said of it."""
    from matplotlib import rc_context

    lettering = Lettering(keeps_text=ending in (".svg", ".html"))
    logging.getLogger("matplotlib.font_manager").setLevel(
        logging.ERROR
    )  # it tells of every font without a face of a weight
    settings: Any = SETTINGS
    with rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph .* missing from"
        )  # in text that is kept as text; it is said below
        sheet = picture.draw(lettering)
        sheet.finish()
        content = _saved(sheet, ending)
    return content, _without_glyphs(lettering)


def _saved(sheet: Sheet, ending: str) -> bytes:
    match ending:
        case ".png":
            return _png(sheet)
        case ".pdf":
            return _pdf(sheet)
        case ".html":
            from qualcode.formats.pictures.page import page

            return page(sheet.frame, _svg(sheet), sheet.more).encode()
        case _:
            return ('<?xml version="1.0" encoding="utf-8"?>\n' + _svg(sheet)).encode()


def _png(sheet: Sheet) -> bytes:
    width, height = sheet.figure.get_size_inches()
    dots = min(_DOTS, int(_MOST_DOTS / max(width, height)), int((_MOST_DOTS_IN_ALL / (width * height)) ** 0.5))
    about = {"Title": sheet.frame.title, "Description": sheet.frame.description, "Software": "qualcode"}
    return _bytes(sheet, "png", about, dpi=dots)


def _pdf(sheet: Sheet) -> bytes:
    from matplotlib import rc_context

    from qualcode.formats.pictures.fonts import has_postscript_outlines

    about = {
        "Title": sheet.frame.title,
        "Subject": sheet.frame.description,
        "Creator": "qualcode",
        "CreationDate": None,
    }
    # Type 42 holds TrueType outlines only: others in it are a fault that some readers do not forgive.
    kind: Any = {"pdf.fonttype": 3 if any(map(has_postscript_outlines, sheet.lettering.families)) else 42}
    with rc_context(kind):
        return _bytes(sheet, "pdf", about)


def _svg(sheet: Sheet) -> str:
    """The picture as one element, with a title and a description for those who do not see it, and on its marks what they say."""
    about = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    drawn = _bytes(sheet, "svg", about).decode()
    drawn = drawn[drawn.index("<svg") :]  # without the address of a grammar that programs would fetch
    words = _titled(sheet.frame)
    drawn = _OPENING.sub(
        lambda match: f'{match[0][:-1]} role="img" aria-labelledby="title description">{words}', drawn, count=1
    )
    drawn = _FAMILIES.sub(lambda match: f"{match[0]}, {_FALLBACKS}", drawn)
    return _MARK.sub(lambda match: f"{match[0]}<title>{escape(_allowed(sheet.told[match[1]]))}</title>", drawn)


def _titled(frame: Frame) -> str:
    title, description = escape(_allowed(frame.title)), escape(_allowed(frame.description))
    return f'\n <title id="title">{title}</title>\n <desc id="description">{description}</desc>'


def _allowed(text: str) -> str:
    """``text`` without characters that XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _bytes(sheet: Sheet, format: str, about: dict[str, Any], **how: Any) -> bytes:
    stream = BytesIO()
    sheet.figure.savefig(stream, format=format, metadata=about, **how)
    return stream.getvalue()


def _without_glyphs(lettering: Lettering) -> tuple[str, ...]:
    if not (missing := lettering.undrawable):
        return ()
    named = listed(missing[:_MOST_NAMED]) + (" …" if len(missing) > _MOST_NAMED else "")
    hint = _("Install a font that has them, such as Noto Sans CJK for Chinese.")
    if lettering.keeps_text:
        said = _(
            "No font on this computer has: {characters}. The file keeps them as text, for readers who have one.",
            characters=named,
        )
    else:
        said = _("No font on this computer has: {characters}. Boxes stand in their place.", characters=named)
    return (said, hint)
