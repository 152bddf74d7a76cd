"""Modules that are imported when they are first named, so that a small command pays for nothing it does not use."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module


def submodules(package: str) -> Callable[[str], object]:
    """Return a module's ``__getattr__`` that imports the modules of ``package`` by their names.

    A name that no module has is an AttributeError, as everywhere; a fault inside a module stays what it is.
    """

    def __getattr__(name: str) -> object:
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{package}.{name}":
                raise
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None

    return __getattr__
