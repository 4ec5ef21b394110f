"""Passwords that were wrong where one is asked for again."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class WrongPassword(models.Model):
    """A password that was wrong before an approval or a publication. Counted, so that none can be guessed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "输错的密码"
        indexes = (models.Index(fields=("user", "at"), name="wrong_password_by_time"),)

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d %H:%M}"
