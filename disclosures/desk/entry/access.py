"""The account and the table an address speaks of, for those who may see them; for all others: nothing."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from accounts.editions import edition_of
from accounts.editions.definitions import Table
from accounts.models import Account
from accounts.permissions import NotFound, account_for
from disclosures.desk.access import staff_only
from disclosures.public import missing

View = Callable[[HttpRequest, Account, Table], HttpResponse]


def entry_view(view: View) -> Callable[..., HttpResponse]:
    """The view of one table, the first by default, or the public page for an unknown address."""

    @staff_only
    @wraps(view)
    def found(request: HttpRequest, pk: int, key: str = "") -> HttpResponse:
        try:
            account = account_for(request.user, pk)
            edition = edition_of(account.edition)
            table = edition.table(key) if key else edition.tables[0]
        except (NotFound, KeyError):
            return missing.page(request)
        return view(request, account, table)

    return found
