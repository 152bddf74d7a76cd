"""What protects the people studied: consent, pseudonyms, sharing, erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.privacy import (
        consent,
        erasure,
        erasure_plan,
        pseudonyms,
        sharing,
    )

    __all__ = [
        "consent",
        "erasure",
        "erasure_plan",
        "pseudonyms",
        "sharing",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
