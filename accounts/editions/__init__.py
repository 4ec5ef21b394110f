"""The editions (报表格式) by code. A new year or region is one new file here and one line below."""

from accounts.editions.definitions import Edition
from accounts.editions.jilin_2024 import DEPARTMENT, UNIT

EDITIONS: dict[str, Edition] = {edition.code: edition for edition in (UNIT, DEPARTMENT)}


class UnknownEdition(KeyError):
    """No edition has this code."""

    def __str__(self) -> str:
        return f"没有报表格式 {self.args[0]}；已有：{'、'.join(sorted(EDITIONS))}"


def edition_of(code: str) -> Edition:
    """The edition of that code; UnknownEdition when there is none."""
    try:
        return EDITIONS[code]
    except KeyError:
        raise UnknownEdition(code) from None
