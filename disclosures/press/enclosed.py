"""A file that travels inside the PDF: the data of the report, for whoever wants to calculate."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Enclosed:
    name: str
    """ASCII, for whatever reads no other."""
    title: str
    """Its name as people see it, in Chinese."""
    about: str
    media: str
    day: str
    """When it was made: 2025-09-26."""
    content: bytes

    @property
    def label(self) -> dict[str, str]:
        """All but the content."""
        return {key: value for key, value in vars(self).items() if key != "content"}
