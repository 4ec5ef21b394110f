"""The terms of the 名词解释 found in the sentences of a report, the first time in each section.

Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from disclosures.report import Report, TermEntry


@dataclass
class Finder:
    """Finds each term once; one finder for each section."""

    keys: Mapping[str, str]
    """Name to anchor."""
    seen: set[str] = field(default_factory=set)

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the anchor of the term it is, or none. Longest terms first."""
        if not self.keys:
            yield text, ""
            return
        names = sorted(self.keys, key=len, reverse=True)
        for n, piece in enumerate(re.split(f"({'|'.join(map(re.escape, names))})", text)):
            is_new = n % 2 == 1 and piece not in self.seen
            if is_new:
                self.seen.add(piece)
            if piece:
                yield piece, self.keys[piece] if is_new else ""


def keys(report: Report) -> dict[str, str]:
    """The anchors of the terms, `term-1` and on, by name."""
    entries = [
        each for section in report.sections for each in section.contents if isinstance(each, TermEntry)
    ]
    return {entry.name: f"term-{n}" for n, entry in enumerate(entries, 1)}
