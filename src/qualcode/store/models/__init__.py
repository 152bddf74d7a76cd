"""The tables of a project. One class per table; the class says in a line what a row is."""

from qualcode.store.models.base import Base, BulkMade, Travelling
from qualcode.store.models.cases import (
    Attribute,
    AttributeValue,
    Case,
    CaseMember,
    CaseSet,
    CaseSetMember,
    CaseSummary,
    Consent,
    DocumentCase,
    Period,
)
from qualcode.store.models.codebook import Code, CodeLink, CodeSet, CodeSetMember
from qualcode.store.models.coding import Assignment, Coding, Link, Memo, Segment, Unplaced
from qualcode.store.models.concepts import Claim, Evidence, LinkKind, PickedQuote
from qualcode.store.models.documents import (
    Document,
    DocumentLink,
    DocumentOriginal,
    DocumentRevision,
    DocumentSet,
    DocumentSetMember,
    Section,
    Speaker,
    Turn,
)
from qualcode.store.models.history import Change, ImportReport, Operation, SavedQuery, Tombstone
from qualcode.store.models.literature import Reference, Screening
from qualcode.store.models.project import Coder, ProjectRow
from qualcode.store.models.search import SearchBlock, SearchSegment
from qualcode.store.models.studies import Decision, RoundCoder, RoundDocument, Study, StudyRound

__all__ = [
    "Assignment",
    "Attribute",
    "AttributeValue",
    "Base",
    "BulkMade",
    "Case",
    "CaseMember",
    "CaseSet",
    "CaseSetMember",
    "CaseSummary",
    "Change",
    "Claim",
    "Code",
    "CodeLink",
    "CodeSet",
    "CodeSetMember",
    "Coder",
    "Coding",
    "Consent",
    "Decision",
    "Document",
    "DocumentCase",
    "DocumentLink",
    "DocumentOriginal",
    "DocumentRevision",
    "DocumentSet",
    "DocumentSetMember",
    "Evidence",
    "ImportReport",
    "Link",
    "LinkKind",
    "Memo",
    "Operation",
    "Period",
    "PickedQuote",
    "ProjectRow",
    "Reference",
    "RoundCoder",
    "RoundDocument",
    "SavedQuery",
    "Screening",
    "SearchBlock",
    "SearchSegment",
    "Section",
    "Segment",
    "Speaker",
    "Study",
    "StudyRound",
    "Tombstone",
    "Travelling",
    "Turn",
    "Unplaced",
]
