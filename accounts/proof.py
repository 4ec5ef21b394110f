"""The password once more, in the form that approves or publishes. It is good for that one act."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from accounts.models import WrongPassword
from accounts.refusals import Refused

AT_MOST = 5
WITHIN = timedelta(minutes=15)


class NotProven(Refused):
    """The password was wrong, or was wrong too often of late."""


def prove(user: Any, password: str) -> None:
    """Refused where it is not the person's. Call it outside the act's transaction: a miss is counted."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # guesses at the same time count one after another
        now = timezone.now()  # misses that a wrong clock has dated ahead lock nobody out for as long
        often = WrongPassword.objects.filter(user=user, at__range=(now - WITHIN, now)).count() >= AT_MOST
        right = not often and user.check_password(password)
        if not often and not right:
            WrongPassword.objects.create(user=user)
    if often:
        minutes = int(WITHIN.total_seconds() // 60)
        raise NotProven(f"密码输错 {AT_MOST} 次，请 {minutes} 分钟后再试；没有办理")
    if not right:
        raise NotProven("密码不对，没有办理；请输入您自己的登录密码")
