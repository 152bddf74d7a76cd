"""What a person can do to a project, in a person's words. The one room that sees both files and rows; it never prints, prompts or commits.

``from qualcode import actions`` costs nothing: a module is imported when it is first named, as in ``actions.codes.add``; the same holds of the rooms within, as in
``actions.studies.sampling``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions import (
        agreement,
        autocoding,
        checked_codings,
        checks,
        code_groups,
        code_pages,
        codebooks,
        coders,
        codes,
        coding,
        coding_files,
        comparing,
        concepts,
        demo,
        exchange,
        finding_memos,
        finished,
        frames,
        history,
        importing,
        inline,
        installation,
        layers,
        literature,
        material,
        memos,
        networks,
        overview,
        pictures,
        places,
        privacy,
        querying,
        quotes,
        report,
        revising,
        segments,
        splitting,
        studies,
        tables,
        words,
    )

    __all__ = [
        "agreement",
        "autocoding",
        "checked_codings",
        "checks",
        "code_groups",
        "code_pages",
        "codebooks",
        "coders",
        "codes",
        "coding",
        "coding_files",
        "comparing",
        "concepts",
        "demo",
        "exchange",
        "finding_memos",
        "finished",
        "frames",
        "history",
        "importing",
        "inline",
        "installation",
        "layers",
        "literature",
        "material",
        "memos",
        "networks",
        "overview",
        "pictures",
        "places",
        "privacy",
        "querying",
        "quotes",
        "report",
        "revising",
        "segments",
        "splitting",
        "studies",
        "tables",
        "words",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
