"""What the tags of each format mean as CSL variables. One tag may be several; the first that says something counts."""

from __future__ import annotations

from qualcode.formats.bibliography.tagged import CNKI, ENDNOTE, NOTE_EXPRESS, PUBMED, REFWORKS, RIS, WOS, Shape

# What a tag is read as besides a CSL variable: the type, the key, parts of the date and of the pages; "" is passed over.
Table = dict[str, str]

_RIS: Table = {
    "TY": "type", "ID": "key", "AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor",
    "A4": "translator", "TI": "title", "T1": "title", "CT": "title", "T2": "container-title", "JF": "container-title",
    "JO": "container-title", "BT": "container-title", "J2": "container-title-short", "JA": "container-title-short",
    "J1": "container-title-short", "T3": "collection-title", "PY": "year", "Y1": "year", "DA": "date", "Y2": "accessed",
    "VL": "volume", "IS": "issue", "CP": "issue", "SP": "first page", "EP": "last page", "PB": "publisher",
    "CY": "publisher-place", "PP": "publisher-place", "SN": "standard number", "DO": "DOI", "DI": "DOI", "UR": "URL",
    "LK": "URL", "AB": "abstract", "N2": "abstract", "KW": "keyword", "LA": "language", "N1": "note", "ET": "edition",
    "M3": "genre", "ST": "title-short", "CN": "call-number", "DB": "source", "DP": "archive", "C7": "number", "ER": "",
}  # fmt: skip
_ENDNOTE: Table = {
    "0": "type", "F": "key", "A": "author", "E": "editor", "Y": "collection-editor", "?": "translator", "T": "title",
    "J": "container-title", "B": "container-title", "S": "collection-title", "D": "year", "8": "date", "V": "volume",
    "N": "issue", "P": "page", "I": "publisher", "C": "publisher-place", "@": "standard number", "R": "DOI", "U": "URL",
    "X": "abstract", "K": "keyword", "G": "language", "Z": "note", "7": "edition", "9": "genre", "!": "title-short",
    "W": "source", "[": "accessed", "L": "call-number",
}  # fmt: skip
_REFWORKS: Table = {
    "RT": "type", "SR": "", "ID": "", "A1": "author", "A2": "editor", "A3": "editor", "A4": "translator", "T1": "title", "JF": "container-title",
    "T2": "container-title", "JO": "container-title-short", "YR": "year", "FD": "date", "VO": "volume", "IS": "issue",
    "SP": "first page", "OP": "last page", "PB": "publisher", "PP": "publisher-place", "SN": "standard number", "DO": "DOI",
    "UL": "URL", "LK": "URL", "AB": "abstract", "K1": "keyword", "LA": "language", "NO": "note", "ED": "edition",
    "DS": "source", "DB": "source",
}  # fmt: skip
_WOS: Table = {
    "PT": "type", "DT": "genre", "AF": "author", "AU": "short author", "BA": "author", "BE": "editor", "ED": "editor", "CA": "author",
    "GP": "author", "TI": "title", "SO": "container-title", "BS": "collection-title", "SE": "collection-title", "JI": "container-title-short",
    "LA": "language", "DE": "keyword", "ID": "more keywords", "AB": "abstract", "PU": "publisher", "PI": "publisher-place",
    "PY": "year", "PD": "day", "VL": "volume", "IS": "issue", "BP": "first page", "EP": "last page", "AR": "number",
    "DI": "DOI", "SN": "ISSN", "BN": "ISBN", "CT": "event-title", "CL": "event-place", "PM": "PMID", "PG": "number-of-pages", "ER": "",
}  # fmt: skip
_PUBMED: Table = {
    "PMID": "PMID", "FAU": "author", "AU": "short author", "CN": "author", "FED": "editor", "TI": "title", "BTI": "container-title",
    "TT": "original-title", "JT": "container-title", "TA": "container-title-short", "DP": "date", "VI": "volume", "IP": "issue",
    "PG": "page", "AB": "abstract", "OT": "keyword", "MH": "more keywords", "LA": "language", "PT": "kind", "LID": "identifier",
    "AID": "identifier", "IS": "serial number", "PB": "publisher", "PL": "publisher-place", "ISBN": "ISBN",
}  # fmt: skip
_NOTE_EXPRESS: Table = {
    "Reference Type": "type", "Title": "title", "Author": "author", "Subsidiary Author": "editor", "Secondary Author": "editor",
    "Translated Author": "translator", "Journal": "container-title", "Secondary Title": "container-title",
    "Book Title": "container-title", "Newspaper": "container-title", "Year": "year", "Date": "date", "Volume": "volume",
    "Issue": "issue", "Pages": "page", "Keywords": "keyword", "Abstract": "abstract", "ISBN/ISSN": "standard number",
    "URL": "URL", "URI": "URL", "DOI": "DOI", "Publisher": "publisher", "Place Published": "publisher-place", "Language": "language",
    "Notes": "note", "Database Provider": "source", "Edition": "edition", "Type of Work": "genre", "Tertiary Title": "collection-title",
    "Short Title": "title-short", "Label": "key",
}  # fmt: skip
_CNKI: Table = {
    "SrcDatabase": "type", "Title": "title", "Author": "author", "Source": "container-title", "Keyword": "keyword",
    "Summary": "abstract", "PubTime": "date", "Year": "year", "Volume": "volume", "Period": "issue", "Page": "page",
    "PageCount": "number-of-pages", "URL": "URL", "Link": "URL", "DOI": "DOI", "ISSN": "ISSN", "ISBN": "ISBN", "Tutor": "contributor",
    "Publisher": "publisher",
}  # fmt: skip

DIALECTS: dict[str, tuple[Shape, Table]] = {
    "RIS": (RIS, _RIS),
    "EndNote": (ENDNOTE, _ENDNOTE),
    "RefWorks": (REFWORKS, _REFWORKS),
    "Web of Science": (WOS, _WOS),
    "PubMed": (PUBMED, _PUBMED),
    "NoteExpress": (NOTE_EXPRESS, _NOTE_EXPRESS),
    "CNKI": (CNKI, _CNKI),
}
"""The formats of tagged lines by name: how they are taken apart, and what their tags mean."""
