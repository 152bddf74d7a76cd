"""Which kind of bibliography a text is, by how it begins."""

from __future__ import annotations

import re

from qualcode.formats.bibliography import gbt7714

_CSL_TYPES = (
    "article(?:-[a-z]+)?|book|chapter|paper-conference|thesis|report|webpage|dataset|document|entry(?:-[a-z]+)?|legislation|"
    "legal_case|bill|hearing|regulation|treaty|manuscript|pamphlet|patent|periodical|standard|review(?:-book)?|post(?:-weblog)?|"
    "personal_communication|speech|broadcast|motion_picture|map|figure|graphic|software|collection|event|performance|song"
)
_CSL_ALONE = r'"(?:container-title|citation-key|issued|publisher-place|title-short|event-title)"\s*:'
_SHAPES = (
    (re.compile(r"\s*<(?:\?xml[^>]*\?>\s*<)?xml>\s*<records>"), "EndNote XML"),
    (re.compile(r"(?:[^\n]*\n){0,20}?FN [^\n]+\nVR 1|\s*PT [JBSP]\nA[UF] "), "Web of Science"),
    (re.compile(r"\s*PMID *- ?\d+\n"), "PubMed"),
    (re.compile(r"(?:[^\n]*\n){0,40}?\s{0,3}TY {1,2}-[^\n]*\n(?:[^\n]*\n){0,60}?\s{0,3}[A-Z][A-Z0-9] {1,2}-"), "RIS"),
    (re.compile(r"\s*%0 [^\n]+\n\s{0,9}%[A-Z0-9]"), "EndNote"),
    (re.compile(r"\s*\{Reference Type\}: ?"), "NoteExpress"),
    (re.compile(r"\s*RT [^\n]+\n(?:SR|ID|A1|T1) "), "RefWorks"),
    (re.compile(r"(?:[^\n]*\n){0,6}?[A-Za-z]+-[\u4e00-\u9fff]{2,8}[:：](?:[^\n]*\n)+?[A-Za-z]+-[\u4e00-\u9fff]{2,8}[:：]"), "CNKI"),
    (re.compile(rf'\s*(?:\[\s*|\{{\s*"items"\s*:\s*\[\s*)?\{{(?=[\s\S]*?(?:"type"\s*:\s*"(?:{_CSL_TYPES})"|{_CSL_ALONE}))'), "CSL JSON"),
    (re.compile(r"(?:[^@]{0,4000}?^|\A)[ \t]*@[ \t]*(?!comment|string|preamble)[A-Za-z]+\s*[{(]\s*[^\s,=]*\s*,\s*[A-Za-z]", re.M | re.I), "BibTeX"),
)  # fmt: skip
_OF_ENDING = {".bib": "BibTeX", ".bibtex": "BibTeX", ".ris": "RIS", ".nbib": "PubMed", ".enw": "EndNote"}
_HEAD = 8192


def shape_of_text(text: str, ending: str = "") -> str:
    """The name of the kind; "" for what is no bibliography. ``ending`` is that of the file, which decides where little is to be seen."""
    head = text[:_HEAD].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = next((kind for pattern, kind in _SHAPES if pattern.match(head)), "") or _OF_ENDING.get(ending, "")
    return found or ("GB/T 7714" if gbt7714.is_list(head) else "")
