"""`{% table_help account table %}`: the folded help of a table, for the page on which it is filled in."""

from typing import Any

from django import template

from accounts.editions.definitions import Table
from accounts.models import Account
from disclosures.desk.help.tables import help_for

register = template.Library()


@register.inclusion_tag("desk/help/_table.html")
def table_help(account: Account, table: Table) -> dict[str, Any]:
    return {"help": help_for(account.edition, table.key)}
