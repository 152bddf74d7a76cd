"""What fields of forms in an OpenDocument text show: boxes to tick, lists to choose from, lines to fill in."""

from __future__ import annotations

from lxml.etree import _Element as Element

from qualcode.formats.odt.names import n

_TICKED, _EMPTY = "☒", "☐"


class Controls:
    """The controls of a document by their identity, as its forms describe them."""

    def __init__(self, body: Element) -> None:
        self._by_identity = {
            control.get(n("form:id")) or control.get(n("xml:id")): control
            for forms in body.iter(n("office:forms"))
            for control in forms.iter()
        }

    def shown(self, drawn: Element) -> str | None:
        """What a draw:control shows, None where it is not known."""
        control = self._by_identity.get(drawn.get(n("draw:control")))
        if control is None:
            return None
        if control.tag in (n("form:checkbox"), n("form:radio")):
            on = control.get(n("form:current-state")) == "checked" or control.get(n("form:current-selected")) == "true"
            label = control.get(n("form:label"), "")
            return f"{_TICKED if on else _EMPTY} {label}".rstrip()
        return control.get(n("form:current-value")) or control.get(n("form:value"))


def shown_by_field(mark: Element) -> str:
    """What a form's field taken over from Word shows; "" where its text follows as text."""
    parameters = {entry.get(n("field:name"), ""): entry.get(n("field:value"), "") for entry in mark}
    kind = mark.get(n("field:type"), "").rpartition(".")[2]
    if kind == "FORMCHECKBOX":
        return _TICKED if parameters.get("Checkbox_Checked") == "true" else _EMPTY
    if kind == "FORMDROPDOWN":
        entries = [
            entry.get(n("field:value"), "") for entry in mark if entry.get(n("field:name")) == "Dropdown_ListEntry"
        ]
        chosen = parameters.get("Dropdown_Selected", "")
        return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
    return ""
