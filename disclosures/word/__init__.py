"""A report as a Word copy: a `Report` comes in, the bytes of a .docx go out, the same for the same. Pure.

Why without a library: docs/decisions/0016-word-copy.md
"""

from disclosures.word.writing import document

__all__ = ["document"]
