"""An entry laid out as a document to read and code, with what is known of it as attributes."""

from __future__ import annotations

import re
from unicodedata import normalize

from qualcode.formats.bibliography import dates, names
from qualcode.formats.bibliography.entry import CslFields, Entry, keyword_list, one_line
from qualcode.formats.bundle import AttributeDraft, DocumentDraft, PublicationDraft, SectionDraft
from qualcode.text.language import guess_language

_HAN = re.compile(r"[\u3400-\u9fff]")
_LANGUAGES = {"eng": "en", "english": "en", "chi": "zh-Hans", "zho": "zh-Hans", "chinese": "zh-Hans", "中文": "zh-Hans", "zh": "zh-Hans",
              "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "英文": "en"}  # fmt: skip


def draft_of(entry: Entry, shape: str) -> DocumentDraft:
    """The document of an entry; its name is its key, or made of the first name and the year."""
    fields = entry.fields
    text, sections = _laid_out(fields)
    return DocumentDraft(
        name=entry.key or made_key(fields),
        text=text,
        kind="literature",
        language=_language(fields),
        occurred_on=dates.iso(fields) or None,
        source_type=shape,
        sections=sections,
        turns=[],
        attributes=attributes_of(fields),
        publication=PublicationDraft(entry.key, fields, entry.raw),
    )


def attributes_of(fields: CslFields) -> list[AttributeDraft]:
    """What tables and queries ask of publications."""
    year = dates.iso(fields)[:4]
    rows = [
        ("author", [names.shown(name) for name in names.creators(fields)], "text"),
        ("year", [year] if year else [], "integer"),
        ("journal", [_text(fields, "container-title")], "text"),
        ("type", [_text(fields, "type")], "text"),
        ("doi", [_text(fields, "DOI")], "text"),
        ("publication language", [_text(fields, "language")], "text"),
        ("keyword", keyword_list(fields), "text"),
    ]
    said = [(name, tuple(dict.fromkeys(value for value in values if value)), kind) for name, values, kind in rows]
    return [AttributeDraft(*row) for row in said if row[1]]


def made_key(fields: CslFields) -> str:
    """A key of the first name and the year, such as Okafor2021 or 张伟2021; of the title where nobody is named."""
    first = next(names.creators(fields), {}) or next(names.creators(fields, "editor"), {})
    whole = names.shown(first)
    name = whole if _HAN.search(whole) else names.family(first) or whole
    name = re.sub(r"^(\S+) [A-Z]{1,3}$", r"\1", name)  # Okafor A
    begun = re.findall(r"\w+", name or _text(fields, "title"))
    base = "".join(begun if name else begun[:3])[:40] or "entry"
    return normalize("NFC", base) + dates.iso(fields)[:4]


def _text(fields: CslFields, variable: str) -> str:
    value = fields.get(variable)
    if isinstance(value, list):
        value = "; ".join(str(it) for it in value)
    return one_line(re.sub(r"</?(?:i|b|sub|sup|span)(?: [^<>]*)?>", "", str(value))) if value is not None else ""


def _laid_out(fields: CslFields) -> tuple[str, list[SectionDraft]]:
    """The text: title, abstract and key words, an empty line between."""
    title = _text(fields, "title") or "[…]"
    abstract = fields.get("abstract")
    parts = [title]
    if isinstance(abstract, str) and abstract.strip():
        plain = re.sub(
            r"<正>|</?jats:[a-z]+[^<>]*>|</?(?:p|i|b|em|strong|sub|sup|sec|title)(?: [^<>]*)?>", "\n", abstract
        )
        parts.append("\n".join(filter(None, (one_line(line) for line in plain.split("\n")))))
    if words := keyword_list(fields):
        parts.append("关键词：" + "；".join(words) if _HAN.search(title) else "Keywords: " + "; ".join(words))
    return "\n\n".join(parts), [SectionDraft(1, title, 0, len(title))]


def _language(fields: CslFields) -> str | None:
    said = _text(fields, "language").strip(";； ").casefold()
    found = guess_language("\n".join([_text(fields, "title"), str(fields.get("abstract") or "")]))
    return found or _LANGUAGES.get(said)
