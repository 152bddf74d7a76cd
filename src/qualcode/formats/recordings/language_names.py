"""Languages as recognisers and subtitles name them, as the tags documents have."""

from __future__ import annotations

import re

_NAMES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "swedish": "sv",
    "polish": "pl",
    "russian": "ru",
    "ukrainian": "uk",
    "turkish": "tr",
    "arabic": "ar",
    "hindi": "hi",
    "japanese": "ja",
    "korean": "ko",
    "vietnamese": "vi",
    "thai": "th",
    "indonesian": "id",
}
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z\d_-]+)?")
_CHINESE = frozenset({"zh", "cn", "yue", "cmn", "zho", "chi"})


def language_tag(name: object) -> str | None:
    """The tag for a language's name or code: "en" for "english" and "en-US".

    None where it is not known, and for Chinese, whose script the text itself tells.
    """
    if not isinstance(name, str):
        return None
    key = name.strip().casefold()
    if key in _NAMES:
        return _NAMES[key]
    match = _TAG.fullmatch(key)
    return match[1] if match and match[1] not in _CHINESE else None
