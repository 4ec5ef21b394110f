"""What the home page is asked for: state, year, region, words of a name. Anything else is passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from accounts.models import Account

MINE, NONE = "mine", "none"
"""What waits for the person; units that have not begun."""
STATES = (*Account.Status.values, MINE, NONE)


@dataclass(frozen=True)
class Asked:
    state: str = ""
    year: int | None = None
    region: str = ""
    name: str = ""

    def with_state(self, state: str) -> str:
        """The address that asks for the same in another state."""
        given = {"state": state, "year": self.year or "", "region": self.region, "name": self.name}
        return f"?{urlencode({key: value for key, value in given.items() if value})}"


def asked(query: Mapping[str, str]) -> Asked:
    state, year = query.get("state", ""), query.get("year", "")
    return Asked(
        state=state if state in STATES else "",
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        region=query.get("region", "")[:60],
        name=query.get("name", "").strip()[:100],
    )
