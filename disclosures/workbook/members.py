"""The XML of a package's members, element by element, within bounds of time, number and depth. Pure."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from time import thread_time
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from disclosures.workbook.package import RESAVE, Unreadable

SECONDS = 20.0
"""Of processor time, so that a busy machine refuses nothing."""
DEPTH = 40
"""Of elements in elements: what is deeper is no workbook."""
EVENTS = 2_000_000
"""Beginnings and ends of elements in one member: what is not asked for is held until the end."""
BROKEN = f"文件损坏或不合规范，没有读取。{RESAVE}"
TOO_LARGE = "文件太大，读取超时。请删除多余的工作表、行和格式后再上传"
FAULTS = (LookupError, ValueError, ArithmeticError, ParseError, DefusedXmlException, RecursionError)
FAULTS_OF_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


class Members:
    """Every way in raises Unreadable, whatever is wrong with the file."""

    def __init__(self, package: zipfile.ZipFile, seconds: float = SECONDS) -> None:
        self.package = package
        self.until = thread_time() + seconds

    def elements(self, member: str, *names: str, opening: str = "") -> Iterator[Element]:
        """The elements of these names, each whole, dropped when the next is read; those of the name
        `opening` as they begin, with nothing but their attributes (again as they end, if among the names)."""
        parents: list[Element] = []
        for event, each in self.events(member):
            name = local(each.tag)
            if event == "start":
                parents.append(each)
                if name == opening:
                    yield each
                continue
            parents.pop()
            if name in names:
                yield each
                each.clear()
                if parents:
                    parents[-1].remove(each)

    def events(self, member: str) -> Iterator[tuple[str, Element]]:
        with whole(), self.package.open(member) as source:
            yield from self.parsed(source)

    def parsed(self, source: IO[bytes]) -> Iterator[tuple[str, Element]]:
        event: str
        depth = 0
        for n, (event, each) in enumerate(iterparse(source, ("start", "end"), forbid_dtd=True)):
            if n > EVENTS or (n % 1000 == 0 and thread_time() > self.until):
                raise Unreadable(TOO_LARGE)
            depth += 1 if event == "start" else -1
            if depth > DEPTH:
                raise Unreadable(BROKEN)
            yield event, each


@contextmanager
def whole() -> Iterator[None]:
    """What breaks while a file is read is the file's fault, and is told as such."""
    try:
        yield
    except Unreadable:
        raise
    except (*FAULTS, *FAULTS_OF_ZIP) as fault:
        raise Unreadable(BROKEN) from fault


@lru_cache(1024)
def local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]
