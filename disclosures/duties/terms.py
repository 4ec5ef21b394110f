"""What an account's 及时性 is judged by: its reply, the bureau's list, and the day of its first version."""

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least, TruncDate

from accounts.models import Account
from disclosures.duties.dates import Terms
from disclosures.duties.models import Duty
from disclosures.models import Publication


def with_terms(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """With `due_on` and `first_on`, for `terms`. What was published elsewhere bears the day itself."""
    of = {"unit": OuterRef("unit"), "year": OuterRef("year")}
    public = Least("disclosed", TruncDate("published_at"))  # as `published.Deed` says
    first = Publication.objects.filter(**of).order_by("number").annotate(public=public)
    return accounts.annotate(
        due_on=Subquery(Duty.objects.filter(**of).values("due")),
        first_on=Coalesce(Subquery(first.values("public")[:1]), "disclosed_on"),
    )


def terms(account: Account) -> Terms:
    """Of an account that came through `with_terms`."""
    return Terms(
        replied=account.replied_on,
        disclosed=account.first_on,  # type: ignore[attr-defined]
        days=settings.DISCLOSURE_DAYS,
        working=settings.DISCLOSURE_DAYS_ARE_WORKING_DAYS,
        due=account.due_on,  # type: ignore[attr-defined]
    )


def terms_of(account: Account) -> Terms:
    return terms(with_terms(Account.objects.filter(pk=account.pk)).get())
