"""What `manage.py check` asks of the editions: each may only refer to what it has."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from accounts.editions import EDITIONS
from accounts.editions.validation import faults


@register()
def editions_are_whole(**_: Any) -> list[CheckMessage]:
    wrong_codes = [
        f"{code}：登记的代码与报表格式的代码 {edition.code} 不一致"
        for code, edition in EDITIONS.items()
        if code != edition.code
    ]
    found = [fault for edition in EDITIONS.values() for fault in faults(edition)]
    return [Error(fault, id="accounts.E001") for fault in (*wrong_codes, *found)]
