"""Writing what a clerk typed: cell by cell for the script, all or nothing for the plain form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts import ledger
from accounts.editions import edition_of
from accounts.entry.amounts import written
from accounts.entry.wishes import Typed, reading, sort_out
from accounts.figures import Address
from accounts.models import Account, Change
from accounts.money import Scale
from accounts.steps import locked_open


@dataclass(frozen=True)
class Theirs:
    """What a colleague has written into a cell meanwhile."""

    text: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Saved:
    """By address: what stands there now, what a colleague wrote meanwhile, why a cell is refused."""

    saved: dict[str, str]
    conflicts: dict[str, Theirs]
    refused: dict[str, str]


@transaction.atomic
def save(account: Account, table: str, typed: Mapping[str, Typed], *, by: str) -> Saved:
    """Write what can be written. Closed when the account is not open."""
    account = locked_open(account)
    edition, scale = edition_of(account.edition), Scale(account.scale)
    read_cells = reading(edition, scale, table, typed, ledger.project_keys(account))
    found = sort_out(read_cells.wishes, ledger.load(account))
    if found.write:
        ledger.record(account, found.write, by=by)
    return Saved(
        saved={str(a): text_of(account, a, amount) for a, amount in (found.done | found.write).items()},
        conflicts=theirs(account, found.conflicts),
        refused=read_cells.refused,
    )


def text_of(account: Account, address: Address, amount: Decimal | None) -> str:
    return written(amount, edition_of(account.edition).measure(address), Scale(account.scale))


def theirs(account: Account, conflicts: Mapping[Address, Decimal | None]) -> dict[str, Theirs]:
    changes = {change.address: change for change in last_changes(account, map(str, conflicts))}
    found = {}
    for address, amount in conflicts.items():
        text, change = text_of(account, address, amount), changes.get(str(address))
        found[str(address)] = Theirs(text, change.by, change.at.isoformat()) if change else Theirs(text)
    return found


def last_changes(account: Account, addresses: Iterable[str]) -> list[Change]:
    addresses = list(addresses)
    if not addresses:
        return []
    found = Change.objects.filter(account=account, address__in=addresses)
    return list(found.order_by("address", "-id").distinct("address"))


def changes_of_form(
    account: Account, table: str, texts: Mapping[str, str], seen: Mapping[str, str]
) -> tuple[dict[Address, Decimal | None], dict[Address, Decimal | None], dict[str, str]]:
    """What the plain form changes, what its page showed there, and why cells cannot be read."""
    edition, scale = edition_of(account.edition), Scale(account.scale)
    typed = {key: Typed(text, (seen.get(key, ""),)) for key, text in texts.items()}
    found = reading(edition, scale, table, typed, ledger.project_keys(account))
    changes = {address: wish.amount for address, wish in found.wishes.items() if wish.amount != wish.seen[0]}
    return changes, {address: found.wishes[address].seen[0] for address in changes}, found.refused
