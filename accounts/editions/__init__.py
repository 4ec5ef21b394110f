"""The editions (报表格式) by code. A new year or region is one new file here and one line below."""

from accounts.editions import jilin_2024, shanghai_2024
from accounts.editions.definitions import Edition

BY_REGION: dict[str, tuple[Edition, ...]] = {
    "吉林省": (jilin_2024.UNIT, jilin_2024.DEPARTMENT),
    "上海市": (shanghai_2024.UNIT, shanghai_2024.DEPARTMENT),
}
EDITIONS: dict[str, Edition] = {each.code: each for found in BY_REGION.values() for each in found}


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


def region_of(code: str) -> str:
    """For whom the edition is; empty where that is not said."""
    return next((name for name, found in BY_REGION.items() if code in {each.code for each in found}), "")


def fitting(scope: str, region: str = "", year: int | None = None) -> list[Edition]:
    """Those for a 部门 or a 单位: first those of the region it lies in, a city's own before its
    province's; then by how near their year is, without one the newest."""

    def place(edition: Edition) -> tuple[int, int]:
        own = region_of(edition.code)
        nearness = len(own) if region.startswith(own) else 0
        return -nearness, abs(year - edition.year) if year else -edition.year

    return sorted((each for each in EDITIONS.values() if each.wording.scope == scope), key=place)
