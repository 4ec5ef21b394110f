"""Modules that WeasyPrint imports for pictures, variable fonts and web fonts, of which our pages have none.

A stand-in takes the place of each; the real one is imported when something of it is called.
"""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

NAMES = (
    "PIL",
    "PIL.Image",
    "PIL.ImageCms",
    "PIL.ImageFile",
    "PIL.ImageOps",
    "fontTools.subset",
    "fontTools.ttLib",
    "fontTools.ttLib.ttFont",
    "fontTools.ttLib.woff2",
    "fontTools.varLib.instancer",
)


class Later(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return sys.modules.get(f"{self.__name__}.{name}") or asked_later(self.__name__, name)


def asked_later(module: str, name: str) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(real(module), name)(*arguments, **named)

    return call


def real(module: str) -> ModuleType:
    for name in NAMES:
        if isinstance(sys.modules.get(name), Later):
            del sys.modules[name]
    return importlib.import_module(module)


def stand_in() -> None:
    """For what is not yet there."""
    for name in NAMES:
        if name not in sys.modules:
            sys.modules[name] = Later(name)
