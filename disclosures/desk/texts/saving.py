"""Writing texts slot by slot: what a colleague has changed since it was seen stays, and both are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from accounts import filing
from accounts.editions import edition_of
from accounts.entry.wishes import Typed
from accounts.models import Account, Explanation
from accounts.steps import locked_open

LONGEST = 20_000
SLOT = 120
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))


@dataclass(frozen=True)
class Theirs:
    """What a colleague has written meanwhile."""

    text: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Saved:
    """By slot: what stands there now, what a colleague wrote meanwhile, why a text is refused."""

    saved: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Theirs] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def clean(text: str) -> str:
    """As it is stored: line ends of one kind, no control characters, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS).strip()


@transaction.atomic
def save(account: Account, typed: Mapping[str, Typed], *, by: str) -> Saved:
    """Write what can be written, each slot for itself. Closed when the account is not open."""
    account = locked_open(account)
    edition = edition_of(account.edition)
    now = {each.slot: each for each in Explanation.objects.filter(account=account, slot__in=list(typed))}
    done, write = Saved(), {}
    for slot, each in typed.items():
        text, stands = clean(each.text), now[slot].text if slot in now else ""
        if edition.slot(slot) is None or len(slot) > SLOT:
            done.refused[slot] = "报告里没有这处文字"
        elif len(text) > LONGEST:
            done.refused[slot] = f"文字有 {len(text)} 字，最多 {LONGEST} 字"
        elif text == stands:
            done.saved[slot] = stands
        elif stands in {clean(seen) for seen in each.seen}:
            write[slot] = text
        else:
            done.conflicts[slot] = theirs(now.get(slot))
    if write:
        filing.explain(account, write, by=by)
    done.saved.update(write)
    return done


def theirs(row: Explanation | None) -> Theirs:
    return Theirs(row.text, row.by, row.at.isoformat()) if row else Theirs("")


def last_years(account: Account, slots: Iterable[str] | None = None) -> dict[str, str]:
    """What the account of the year before says, by slot."""
    rows = Explanation.objects.filter(account__unit=account.unit_id, account__year=account.year - 1)
    if slots is not None:
        rows = rows.filter(slot__in=list(slots))
    return dict(rows.values_list("slot", "text"))
