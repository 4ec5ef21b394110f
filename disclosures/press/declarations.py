"""WeasyPrint's declarations of C functions, read once and kept: to read them takes half of its import.

While WeasyPrint is imported, `Kept` stands in for `cffi.FFI`. What is kept belongs to one text of
declarations and one version of cffi; others are made anew. Where it cannot be written, it is made every time.
"""

import contextlib
import hashlib
import importlib.util
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cffi  # type: ignore[import-untyped]

FOLDER = Path(__file__).resolve().parents[2] / ".local" / "declarations"


class Kept:
    """As much of `cffi.FFI` as a module needs that declares once and then calls."""

    def cdef(self, text: str) -> None:
        declared = declarations(text)
        for name in dir(declared):
            if not name.startswith("_"):
                setattr(self, name, getattr(declared, name))


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """For the time of an import."""
    usual, cffi.FFI = cffi.FFI, Kept
    try:
        yield
    finally:
        cffi.FFI = usual


def declarations(text: str) -> Any:
    name = hashlib.sha256(f"{cffi.__version__} {text}".encode()).hexdigest()[:16]
    path = FOLDER / f"{name}.py"
    if not path.exists():
        source = read(text)
        try:
            write(path, source)
        except OSError:
            return made_of(source)
    return imported(path)


def read(text: str) -> str:
    """As a module of Python."""
    reader, source = cffi.api.FFI(), io.StringIO()
    reader.cdef(text)
    reader.set_source("declarations", None)
    with contextlib.redirect_stdout(io.StringIO()):  # it says what it does
        reader.emit_python_code(source)
    return source.getvalue()


def write(path: Path, source: str) -> None:
    """Whole or not at all: another process may be looking."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(source, encoding="utf-8")
    fresh.replace(path)


def imported(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ffi


def made_of(source: str) -> Any:
    names: dict[str, Any] = {}
    exec(source, names)
    return names["ffi"]
