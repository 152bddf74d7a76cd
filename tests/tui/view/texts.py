"""Texts that are hard to lay out, for hypothesis."""

from hypothesis import strategies as st

PIECES = [
    *"你好社区工作人员信任的了",
    *"，。！？；：、）】”’（【“‘《》…—·",
    *"abcXYZ019-.,!?:;)]([\"'",
    " ",
    "  ",
    "\t",
    "\u3000",
    "hello",
    "well-known",
    "COVID-19",
    "https://example.org/a/long/path?with=query&and=more",
    "👨‍👩‍👧",
    "👍🏽",
    "❤️",
    "1️⃣",
    "🇨🇳",
    "🇨",
    "😀",
    "e\u0301",
    "\u0301",
    "नमस्ते",
    *("हिन्दी", "தமிழ்", "ខ្មែរ", "\u093e", "e" + "\u0301" * 40, "\u3164"),
    "ก็",
    "한국어",
    "\u1112\u1161\u11ab",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x1b",
    "\x7f",
    "\u0085",
    "\u2028",
    "か\u3099",
    "ｶﾞ",
    *("שלום", "שָׁלוֹם", "مرحبا", "سَلَام", "\u0661\u0662"),
    *("\u00ad", "\u200e", "\u200f", "\u202e", "\u2066", "\u2069", "\x9b", "\u2029", "\u2060"),
    *("\U00020000", "\U0002a6b2", "\U00030001", "葛\U000e0100", "㐀"),
    "，。！？；：、）】」』",
    "。。。。。。。。。。。。",
    "a" * 70,
    "👩🏽‍🚀",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
]

lines = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
"""Paragraphs: text without a line end."""

texts = st.lists(lines, min_size=1, max_size=12).map("\n".join)
"""Documents."""

plain_lines = st.lists(
    st.one_of(
        st.sampled_from(["信任", "社区工作人员", "hello", "a", "of", "慢慢适应"]),
        st.sampled_from(["，", "。", " ", "“好”", "（一）", "……", "——", "-", ", ", "！”"]),
    ),
    max_size=80,
).map("".join)
"""Paragraphs such as people write, where a good place to break is never far."""
