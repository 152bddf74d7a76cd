"""What a person can do to a project, in a person's words. The one room that sees both files and rows; it never prints, prompts or commits.

``from qualcode import actions`` costs nothing: a module is imported when it is first named, as in ``actions.codes.add``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions import (
        agreement,
        agreement_overview,
        agreement_rounds,
        attributes,
        autocoding,
        blind_copies,
        cases,
        checks,
        codebooks,
        coders,
        codes,
        coding,
        coding_files,
        concordance,
        consent,
        demo,
        documents,
        erasure,
        exchange,
        framework,
        history,
        import_reports,
        imports,
        installation,
        joining,
        links,
        matrix_tests,
        memos,
        new_versions,
        other_programs,
        overview,
        panels,
        passages,
        pseudonyms,
        questionnaires,
        retrieval,
        revisions,
        saturation,
        saved_queries,
        sharing,
        sheets,
        speakers,
        studies,
        study_adjudication,
        study_drift,
        study_figures,
        study_intra,
        study_report,
        study_sampling,
        study_size,
        tables,
        turns,
        unplaced,
        words,
    )

    __all__ = [
        "agreement",
        "agreement_overview",
        "agreement_rounds",
        "attributes",
        "autocoding",
        "blind_copies",
        "cases",
        "checks",
        "codebooks",
        "coders",
        "codes",
        "coding",
        "coding_files",
        "concordance",
        "consent",
        "demo",
        "documents",
        "erasure",
        "exchange",
        "framework",
        "history",
        "import_reports",
        "imports",
        "installation",
        "joining",
        "links",
        "matrix_tests",
        "memos",
        "new_versions",
        "other_programs",
        "overview",
        "panels",
        "passages",
        "pseudonyms",
        "questionnaires",
        "retrieval",
        "revisions",
        "saturation",
        "saved_queries",
        "sharing",
        "sheets",
        "speakers",
        "studies",
        "study_adjudication",
        "study_drift",
        "study_figures",
        "study_intra",
        "study_report",
        "study_sampling",
        "study_size",
        "tables",
        "turns",
        "unplaced",
        "words",
    ]
else:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        try:
            return import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
