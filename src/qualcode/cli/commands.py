"""Every command by name: where it lives and the line that help prints for it.

Help, completion and the nearest right name come from this table alone, so that none of them imports a command.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from qualcode.messages import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: ``place`` is "module:attribute", ``help`` its line in ``qualcode --help``."""

    place: str
    help: str


def sections() -> dict[str, dict[str, Entry]]:
    """The commands under the headings of ``qualcode --help``, in the order they are shown."""
    return {
        _("Project"): {
            "new": Entry("qualcode.cli.project:new", _("Create a project.")),
            "info": Entry("qualcode.cli.project:info", _("Say what is in the project.")),
            "check": Entry("qualcode.cli.project:check", _("Check the project and every coding in it.")),
            "share": Entry("qualcode.cli.sharing:share", _("Write a copy of the project for others.")),
            "backup": Entry("qualcode.cli.project:backup", _("Write a verified copy of the project.")),
            "open": Entry("qualcode.cli.workbench:open_", _("Open the workbench in this terminal.")),
            "serve": Entry("qualcode.cli.workbench:serve", _("Show the workbench in a browser on this machine.")),
            "demo": Entry("qualcode.cli.demo:demo", _("Build the sample study and walk through it.")),
            "doctor": Entry("qualcode.cli.doctor:doctor", _("Say what this terminal and installation can do.")),
        },
        _("Documents and cases"): {
            "import": Entry("qualcode.cli.imports:import_", _("Import documents.")),
            "documents": Entry("qualcode.cli.documents:documents", _("List, describe, revise and export documents.")),
            "sections": Entry(
                "qualcode.cli.sections:sections", _("List headings, clauses, pages and notes of a document.")
            ),
            "pseudonymise": Entry("qualcode.cli.sharing:pseudonymise", _("Replace names by stand-ins.")),
            "references": Entry("qualcode.cli.references:references", _("List, show and export publications.")),
            "screen": Entry("qualcode.cli.screening:screen", _("Decide what is taken into a review.")),
            "screening": Entry("qualcode.cli.screening:screening", _("List decisions of a review, and count them.")),
            "links": Entry("qualcode.cli.links:links", _("Find and confirm which document refers to which.")),
            "speakers": Entry("qualcode.cli.speakers:speakers", _("List, name and join who speaks in documents.")),
            "turns": Entry("qualcode.cli.reading:turns", _("List who speaks where in a document.")),
            "read": Entry("qualcode.cli.reading:read", _("Print a document with its codings.")),
            "answers": Entry("qualcode.cli.answers:answers", _("List what respondents said to a question.")),
            "periods": Entry("qualcode.cli.periods:periods", _("Name stretches of time, such as stays in the field.")),
            "sets": Entry("qualcode.cli.sets:sets", _("Name choices of documents, cases and codes.")),
            "cases": Entry("qualcode.cli.cases:cases", _("List, describe and link cases and their attributes.")),
        },
        _("Codes and codings"): {
            "codebook": Entry("qualcode.cli.codebook:codebook", _("Show, import, export and check the codebook.")),
            "codes": Entry("qualcode.cli.codes:codes", _("Add, describe, rename, move, merge and split codes.")),
            "codings": Entry("qualcode.cli.codings:codings", _("List, add, remove, import and export codings.")),
            "autocode": Entry("qualcode.cli.autocode:autocode", _("Code what holds certain words.")),
            "summaries": Entry("qualcode.cli.summaries:summaries", _("Sum up what a case says under a code.")),
            "memos": Entry("qualcode.cli.memos:memos", _("List, write and show memos.")),
            "concepts": Entry("qualcode.cli.concepts:concepts", _("Link codes, and hold claims against the material.")),
        },
        _("Retrieval"): {
            "search": Entry("qualcode.cli.search:search", _("Find words, or any characters, in all documents.")),
            "retrieve": Entry("qualcode.cli.retrieval:retrieve", _("List the passages that a query finds.")),
            "explain": Entry("qualcode.cli.retrieval:explain", _("Say in words what a query means.")),
            "queries": Entry("qualcode.cli.retrieval:queries", _("List, keep and remove queries.")),
        },
        _("Tables"): {
            "frequencies": Entry("qualcode.cli.tables:frequencies", _("Count the codings of every code.")),
            "matrix": Entry("qualcode.cli.tables:matrix", _("Cross codes, documents, cases, attributes and periods.")),
            "cooccurrence": Entry("qualcode.cli.cooccurrence:cooccurrence", _("Count which codes occur together.")),
            "triangulate": Entry(
                "qualcode.cli.triangulate:triangulate",
                _("Set what several kinds of documents say of a code side by side."),
            ),
            "together": Entry(
                "qualcode.cli.together:together", _("Cross two branches of codes within units, such as clauses.")
            ),
            "evidence-table": Entry(
                "qualcode.cli.evidence_table:evidence_table", _("Lead from quotes to concepts and categories.")
            ),
            "network": Entry("qualcode.cli.network:network", _("Tie codes, documents or agencies into a network.")),
            "saturation": Entry("qualcode.cli.saturation:saturation", _("See whether new documents bring new codes.")),
            "words": Entry("qualcode.cli.words:words", _("Count words and n-grams.")),
            "kwic": Entry("qualcode.cli.words:kwic", _("List a word or phrase in its contexts.")),
            "keyness": Entry("qualcode.cli.words:keyness", _("List the words that tell two groups of texts apart.")),
            "quotes": Entry(
                "qualcode.cli.quotes:quotes", _("Pick quotes for a paper, and print them as consent allows.")
            ),
            "report": Entry("qualcode.cli.report:report", _("Write a report of the study into one file.")),
        },
        _("Agreement"): {
            "agreement": Entry("qualcode.cli.agreement:agreement", _("Measure how far coders agree.")),
            "disagreements": Entry("qualcode.cli.agreement:disagreements", _("List where coders disagree.")),
            "study": Entry("qualcode.cli.study:study", _("Run a reliability study in rounds.")),
            "coders": Entry("qualcode.cli.coders:coders", _("List, add, rename and retire coders.")),
        },
        _("History"): {
            "history": Entry("qualcode.cli.history:history", _("List what was changed, when and by whom.")),
            "undo": Entry("qualcode.cli.history:undo", _("Take back your latest change.")),
            "redo": Entry("qualcode.cli.history:redo", _("Bring back what was undone.")),
            "erase": Entry("qualcode.cli.erasure:erase", _("Erase for good what somebody withdraws.")),
        },
    }


def all_commands() -> dict[str, Entry]:
    """Every command, without the headings."""
    return {name: entry for section in sections().values() for name, entry in section.items()}


def resolve(place: str) -> Any:
    """What stands at "module:attribute"; imports the module."""
    module, attribute = place.split(":")
    return getattr(import_module(module), attribute)
