"""The words around pictures: titles, and the line that says what was counted and whose codings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qualcode import messages
from qualcode.messages import _, labelled
from qualcode.text.unit_names import unit_word

_CHOICES = frozenset({"layer", "normalize", "order", "relation", "scope"})


def scope(**parts: object) -> str:
    """One line of what was counted: each part with its name; what nobody asked for (None, False, "", "none") is left out."""
    names = scope_names()
    chosen = {name: value for name, value in parts.items() if value not in (None, False, "", "none", ())}
    known = {name: choice_words().get(value, value) for name, value in chosen.items() if name in _CHOICES}
    if "unit" in chosen:
        known["unit"] = unit_word(str(chosen["unit"]))
    return " · ".join(labelled(names.get(name, name), known.get(name, value)) for name, value in chosen.items())


def choice_words() -> Mapping[object, str]:
    """What the choices of options are called; in English as they are typed."""
    return {
        "record": _("record"), "consensus": _("consensus"), "all": _("all"), "coded": _("coded"), "code": _("code"),
        "overlap": _("overlap"), "same-span": _("same-span"), "encloses": _("encloses"), "near": _("near"),
        "same-unit": _("same-unit"), "same-document": _("same-document"),
        "row": _("row"), "column": _("column"), "total": _("total"), "cases": _("cases"),
        "time": _("time"), "import": _("import"), "coding": _("coding"),
    }  # fmt: skip


def scope_names() -> Mapping[str, str]:
    """What the parts of that line are called."""
    return {
        "cells": _("cells"),
        "case_level": _("level of cases"),
        "code_level": _("level of codes"),
        "code": _("code"),
        "coder": _("coder"),
        "coders": _("coders"),
        "document": _("document"),
        "group": _("groups"),
        "kind": _("kind"),
        "layer": _("layer"),
        "normalize": _("divided by"),
        "order": _("order"),
        "relation": _("relation"),
        "role": _("role"),
        "scope": _("scope"),
        "speaker": _("speaker"),
        "attribute": _("attribute"),
        "unit": _("unit"),
        "where": _("only"),
        "among": _("among"),
    }


def dimension_title(name: str) -> str:
    """A dimension, or a product of several, as a title says it."""
    words = {
        "codes": _("codes"),
        "documents": _("documents"),
        "cases": _("cases"),
        "code": _("code"),
        "coder": _("coder"),
        "coders": _("coders"),
        "speakers": _("speakers"),
        "roles": _("roles"),
        "kinds": _("kinds of documents"),
        "segments": _("segments"),
        "sets": _("sets of documents"),
        "case-sets": _("sets of cases"),
        "code-sets": _("sets of codes"),
        "period:year": _("years"),
        "period:quarter": _("quarters"),
        "period:month": _("months"),
    }
    parts = (part.strip() for part in re.split(r"(?<!/)\*", name))
    chosen = re.compile("^(attribute|codes|cases):")
    return " × ".join(words.get(part) or chosen.sub("", part) for part in parts)


def kind_words() -> dict[str, str]:
    """What people call the kinds of documents."""
    return {
        "interview": _("interview"), "focus group": _("focus group"), "observation": _("field note"),
        "policy": _("policy text"), "questionnaire": _("questionnaire"), "email": _("e-mail"), "post": _("post"),
        "literature": _("literature"), "other": _("other"),
    }  # fmt: skip


def called(name: str, labels: Sequence[str]) -> Sequence[str]:
    """The labels of a dimension as a picture has them: kinds of documents are keys, and have names in other languages."""
    if name != "kinds" or messages.language() == "en":
        return labels
    words = kind_words()
    return [words.get(label, label) for label in labels]


def begun(title: str) -> str:
    """A title that begins with a capital letter."""
    return title[:1].upper() + title[1:]
