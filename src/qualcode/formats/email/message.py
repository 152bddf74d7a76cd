"""E-mail messages (.eml): each a document with who wrote it to whom and when, and what it repeats of earlier ones marked."""

from __future__ import annotations

import email
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import policy
from email.message import Message
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import AttributeDraft, Bundle, CaseDraft, DocumentDraft, LinkDraft, Report
from qualcode.formats.decoding import decode
from qualcode.formats.email.body import Body, body_of
from qualcode.formats.email.headers import Header
from qualcode.formats.email.quotations import quotations
from qualcode.formats.files import MEGABYTE, read_bytes
from qualcode.messages import _, listed, plural
from qualcode.text.names import name_key

MEDIA_TYPE = "message/rfc822"
_LARGEST_FILE = 100 * MEGABYTE
_LONGEST_NAME = 120
_TELLING = ("from", "to", "subject", "date", "message-id", "received")


class EmlReader:
    """Reads .eml: the message, and every message attached to it, as documents."""

    name = "eml"
    extensions = (".eml",)

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """The message and those within it; attachments and what else is not its text are named in the report.

        Raises UnreadableInput when the file is no message.
        """
        require_known(options.encoding)
        report = Report(str(path), self.name)
        letters = read_message(read_bytes(path, _LARGEST_FILE), path.stem, report, options.encoding)
        report.encoding = next((codec for letter in letters for codec in letter.encodings), "")
        report_letters(report, letters)
        named = Names()
        for letter in letters:
            named.give(letter.document)
        return Bundle(report, [letter.document for letter in letters])


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as a document, the codecs its text was read with, and whether that was HTML."""

    document: DocumentDraft
    encodings: tuple[str, ...]
    from_html: bool


class Names:
    """Names for the documents of one file, no two alike: a name that is taken gets the date, then a number."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def give(self, document: DocumentDraft) -> None:
        """Make a document's name one that no other has."""
        dated = f"{document.name} ({document.occurred_on})" if document.occurred_on else document.name
        name = next((name for name in (document.name, dated) if not self._given[name_key(name)]), "")
        while not name:
            self._given[name_key(dated)] += 1
            numbered = f"{dated} {self._given[name_key(dated)]}"
            name = "" if self._given[name_key(numbered)] else numbered
        self._given[name_key(name)] += 1
        document.name = name


def require_known(encoding: str | None) -> None:
    """Raises WrongUse for an ``encoding`` that there is none of."""
    decode(b"", "", encoding)


def read_message(raw: bytes, name: str, report: Report, encoding: str | None = None, where: str = "") -> list[Letter]:
    """The message in ``raw``, and after it the messages within it.

    A document is called by the message's subject, ``name`` where it has none. What is not carried is said at ``where``.
    ``encoding`` is the charset the person says it is in, None to believe the message. Raises UnreadableInput when it is no
    message.
    """
    try:
        message = email.message_from_bytes(raw, policy=policy.compat32)
        if not any(field in Header(message) for field in _TELLING):
            raise UnreadableInput(
                _("{name} is no e-mail message: it says neither who wrote it nor about what.", name=name),
                _("If it is plain text, rename it to .txt."),
            )
        letters = list(_letters(message, name, report, encoding, where))
    except (RecursionError, ValueError, LookupError) as error:  # what the standard library has been seen to raise
        raise UnreadableInput(
            _("{name} cannot be read: its parts lie in each other without end, or are not what they say.", name=name),
            _("Open it in a mail program and save its text as .txt."),
        ) from error
    letters[0].document.original = raw
    return letters


def report_letters(report: Report, letters: Sequence[Letter]) -> None:
    """Say how many messages were read, and what holds for many of them."""
    report.add("read", plural("{n} message", "{n} messages", len(letters)))
    if quoted := sum(len(letter.document.sections) for letter in letters):
        report.add("read", plural("{n} quotation of earlier mail", "{n} quotations of earlier mail", quoted))
    if html := sum(letter.from_html for letter in letters):
        sentence = plural(
            "The text of {n} message was taken from HTML.", "The text of {n} messages was taken from HTML.", html
        )
        report.add("changed", sentence)


def _letters(message: Message, name: str, report: Report, encoding: str | None, where: str) -> Iterator[Letter]:
    body = body_of(message, name, encoding)
    header = Header(message, encoding or next(iter(body.encodings), None))
    _report_message(report, header, body, where)
    yield Letter(_document(header, body, name), tuple(body.encodings), body.from_html)
    for inner in body.messages:
        yield from _letters(inner, name, report, encoding, where)


def _document(header: Header, body: Body, name: str) -> DocumentDraft:
    subject, sent = header.text("subject"), header.date()
    date = sent.date().isoformat() if sent else None
    answered = header.identity("in-reply-to") or header.identity("references", last=True)
    return DocumentDraft(
        _shortened(subject) or name,
        body.text,
        kind="email",
        occurred_on=date,
        source_type="eml",
        media_type=MEDIA_TYPE,
        sections=quotations(body.text),
        turns=[],
        attributes=_attributes(header, subject, date),
        cases=_cases(header),
        links=[LinkDraft(answered, "answers")] if answered else [],
        reference=header.identity("message-id"),
    )


def _attributes(header: Header, subject: str, date: str | None) -> list[AttributeDraft]:
    people = [AttributeDraft(name, tuple(map(str, header.mailboxes(name)))) for name in ("from", "to", "cc")]
    others = [
        AttributeDraft("subject", (subject,) if subject else ()),
        AttributeDraft("date", (date,) if date else (), "date"),
    ]
    return [attribute for attribute in (*people, *others) if attribute.values]


def _cases(header: Header) -> list[CaseDraft]:
    authors = header.mailboxes("from") or header.mailboxes("sender")
    cases = [CaseDraft(it.person, "author") for it in authors]
    cases += [CaseDraft(it.person, "addressee") for it in header.mailboxes("to", "cc", "bcc")]
    return list(dict.fromkeys(cases))


def _report_message(report: Report, header: Header, body: Body, where: str) -> None:
    if names := body.attachments:
        sentence = plural("{n} attachment: {names}", "{n} attachments: {names}", len(names), names=listed(names))
        report.add("not carried", sentence, where)
    if not body.text:
        report.add("warning", _("The message holds no text."), where)
    if (date := header.text("date")) and header.date() is None:
        report.add("warning", _("The date cannot be read: {date}", date=date), where)
    if n := body.replaced:
        sentence = plural(
            "{n} character could not be read and became U+FFFD.",
            "{n} characters could not be read and became U+FFFD.",
            n,
        )
        report.add("warning", sentence, where)


def _shortened(subject: str) -> str:
    return subject if len(subject) <= _LONGEST_NAME else f"{subject[: _LONGEST_NAME - 1].rstrip()}…"
