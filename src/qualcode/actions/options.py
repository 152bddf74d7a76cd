"""What a notebook asks by name: options that are checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.text.names import nearest


def require_options(given: Mapping[str, Any], *kinds: type, more: Sequence[str] = ()) -> None:
    """Raise WrongUse for an option that is neither a field of the dataclasses ``kinds`` nor in ``more``, and for a text where a list
    is asked for: it would be taken for a list of its letters."""
    types = {one.name: str(one.type) for kind in kinds for one in fields(kind)} | dict.fromkeys(more, "")
    for name, value in given.items():
        if name not in types:
            close = nearest(name, list(types)) or sorted(types)
            raise WrongUse(
                _("There is no option {name!r} here.", name=name), _("Did you mean {names}?", names=listed(close))
            )
        if types[name].startswith(("Sequence", "tuple")):
            require_list(name, value)


def require_list(name: str, value: object) -> None:
    """Raise WrongUse for a text where several are asked for."""
    if isinstance(value, str):
        raise WrongUse(_("{name} takes a list.", name=name), _("Write {example}.", example=f"{name}=[{value!r}]"))
