"""What a message says: the text among its parts, with what is attached to it named, and messages within it apart.

Source: RFC 2045 to 2049 (MIME), RFC 3676 (format=flowed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message

from qualcode.formats.email.charsets import decoded_words, text_of, unfolded
from qualcode.formats.email.html import text_of_html
from qualcode.text.normalize import normalize

_SIGNATURE = "-- "
_QUOTED = re.compile(r">*")
_READ = ("text/plain", "text/html", "text/markdown")
_MESSAGES = ("message/rfc822", "message/global", "message/news")


@dataclass(slots=True)
class Body:
    """The text of a message called ``name``, with the codecs it was read with; what was left, by name; and the messages within.

    ``replaced`` counts the characters that could not be read and became U+FFFD.
    """

    name: str
    text: str = ""
    encodings: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    from_html: bool = False
    replaced: int = 0


def body_of(message: Message, name: str, encoding: str | None = None) -> Body:
    """What ``message`` says; ``encoding`` is the charset the person says it is in, None to believe the message.

    Raises UnreadableInput, calling the message ``name``, when it is HTML that cannot be read.
    """
    body = Body(name)
    _gather(message, body, encoding)
    return body


def _gather(part: Message, body: Body, encoding: str | None) -> None:
    kind, parts = part.get_content_type(), _parts(part)
    if kind in _MESSAGES and parts:
        body.messages += parts
    elif kind.startswith("message/"):
        body.attachments.append(_name(part) or kind)
    elif parts:
        for inner in _chosen(parts, encoding) if kind == "multipart/alternative" else parts:
            _gather(inner, body, encoding)
    elif _is_attachment(part, body):
        body.attachments.append(_name(part) or kind)
    else:
        _add_text(part, body, encoding)


def _parts(part: Message) -> list[Message]:
    content = part.get_payload() if part.is_multipart() else []
    return [it for it in content if isinstance(it, Message)]


def _chosen(ways: list[Message], encoding: str | None) -> list[Message]:
    """The part to read of several that say the same: plain text that says something, else HTML, else the last."""
    for wanted in ("text/plain", "text/html"):
        for way in ways:
            leaves = [leaf for leaf in way.walk() if leaf.get_content_type() == wanted and not leaf.is_multipart()]
            if any(_text(leaf, encoding)[0].strip() for leaf in leaves):
                return [way]
    return ways[-1:]


def _is_attachment(part: Message, body: Body) -> bool:
    """Whether a part is a file beside the message: said to be one, of another kind, or named where there is text already."""
    if part.get_content_disposition() == "attachment":
        return True
    if part.get_content_type() not in _READ and part.get_content_maintype() != "multipart":
        return True
    return bool(body.text and _name(part))


def _add_text(part: Message, body: Body, encoding: str | None) -> None:
    text, codec = _text(part, encoding)
    body.replaced += text.count("\N{REPLACEMENT CHARACTER}")
    if part.get_content_type() == "text/html":
        text, body.from_html = text_of_html(text, body.name), True
    elif str(part.get_param("format", "")).casefold() == "flowed":
        text = unflowed(text, str(part.get_param("delsp", "")).casefold() == "yes")
    lines = text.split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    if text := "\n".join(lines).rstrip():
        body.text = f"{body.text}\n\n{text}" if body.text else text
        body.encodings.append(codec)


def _text(part: Message, encoding: str | None) -> tuple[str, str]:
    raw = part.get_payload(decode=True)
    text, codec = text_of(raw if isinstance(raw, bytes) else b"", encoding or part.get_content_charset())
    return normalize(text).text, codec


def _name(part: Message) -> str:
    """The name of the file that a part is, also where it is written in raw bytes; "" where it has none."""
    plain = Message()
    for key, value in part.raw_items():
        if key.casefold() in ("content-disposition", "content-type"):
            plain[key] = unfolded(str(value))
    return decoded_words(plain.get_filename() or "")


def unflowed(text: str, delete_space: bool = False) -> str:
    """Text in format=flowed with its paragraphs as single lines; marks of quotation stay, one in front of each paragraph."""
    done: list[str] = []
    open_depth = -1  # of the paragraph that goes on, -1 where none does
    for line in text.split("\n"):
        marks = _QUOTED.match(line)
        depth = marks.end() if marks else 0
        words = line[depth:].removeprefix(" ") if depth or line.startswith(" ") else line
        if depth == open_depth and words != _SIGNATURE:
            done[-1] += words
        else:
            done.append(f"{'>' * depth} {words}" if depth else words)
        flows = words.endswith(" ") and words != _SIGNATURE
        open_depth = depth if flows else -1
        if flows and delete_space:
            done[-1] = done[-1][:-1]
    return "\n".join(done)
