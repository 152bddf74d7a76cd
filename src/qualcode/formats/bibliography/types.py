"""What kinds of publications are called in the formats of bibliographies."""

from __future__ import annotations

_TYPES = (
    # CSL, RIS, BibTeX, and whatever else it is called; the first of each is what is written
    ("article-journal", ("JOUR", "EJOUR", "JFULL", "ABST", "INPR"), ("article", "periodical"),
     ("journal article", "journal", "electronic article", "期刊", "j", "j/ol", "article", "review", "期刊论文")),
    ("article-magazine", ("MGZN",), (), ("magazine article", "magazine")),
    ("article-newspaper", ("NEWS",), (), ("newspaper article", "newspaper", "报纸", "n", "n/ol")),
    ("chapter", ("CHAP", "ECHAP"), ("incollection", "inbook", "suppbook", "suppcollection"),
     ("book section", "book, section", "book chapter")),
    ("book", ("BOOK", "EBOOK", "EDBOOK", "SER"), ("book", "booklet", "collection", "proceedings", "mvbook", "manual"),
     ("book, whole", "edited book", "electronic book", "图书", "m", "m/ol", "专著", "b", "g", "monograph")),
    ("paper-conference", ("CPAPER", "CONF"), ("inproceedings", "conference"),
     ("conference paper", "conference proceedings", "conference", "会议", "c", "c/ol", "会议论文")),
    ("thesis", ("THES",), ("phdthesis", "thesis", "mastersthesis"),
     ("thesis", "dissertation", "dissertation/thesis", "博士", "硕士", "d", "d/ol", "学位论文", "硕士论文", "博士论文")),
    ("report", ("RPRT", "GOVDOC"), ("techreport", "report"), ("report", "government document", "r", "r/ol")),
    ("webpage", ("ELEC", "WEB", "BLOG"), ("online", "electronic", "www"), ("web page", "website", "eb/ol", "blog")),
    ("dataset", ("DATA", "AGGR"), ("dataset",), ("dataset", "ds/ol", "db/ol", "aggregated database")),
    ("patent", ("PAT",), ("patent",), ("patent", "p", "专利")),
    ("legislation", ("STAT", "BILL", "LEGAL"), ("legislation", "legal"), ("statute", "legislation", "laws/statutes")),
    ("standard", ("STAND",), ("standard",), ("standard", "s", "标准")),
    ("manuscript", ("MANSCPT", "UNPB"), ("unpublished",), ("manuscript", "unpublished work", "unpublished")),
    ("document", ("GEN",), ("misc",), ("generic", "other", "z", "miscellaneous")),
)  # fmt: skip
_OF_WORD = {word.casefold(): row[0] for row in _TYPES for word in (*row[1], *row[2], *row[3], row[0])}
_RIS = {row[0]: row[1] for row in _TYPES}
_BIBTEX = {row[0]: row[2] for row in _TYPES}
_BOOKISH = ("book", "chapter", "paper-conference", "report", "thesis")


def csl_type(word: str) -> str:
    """The CSL type of a word for it; "document" for what nobody knows."""
    return _OF_WORD.get(word.strip().casefold(), "document")


def says_all(word: str) -> bool:
    """Whether the word is the one that is written for its type, so that nothing is lost by the type alone."""
    kind = csl_type(word)
    return word in (*_RIS[kind][:1], *_BIBTEX[kind][:1])


def ris_type(kind: str, word: str = "") -> str:
    """What RIS calls a CSL type: ``word``, where an entry came with it and it means that."""
    known = _RIS.get(kind, ("GEN",))
    return word if word in known else known[0]


def bibtex_type(kind: str, word: str = "") -> str:
    """What BibTeX calls a CSL type: ``word``, where an entry came with it and it means that."""
    known = _BIBTEX.get(kind, ("misc",))
    return word if word in known else (*known, "article" if kind.startswith("article") else "misc")[0]


def is_bookish(kind: str) -> bool:
    """Whether a number of its kind is an ISBN rather than an ISSN."""
    return kind in _BOOKISH
