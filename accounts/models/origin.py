"""Where an account was published that is not ours."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.days import day
from accounts.models.account import Account


class Origin(models.Model):
    """已在别处公开: by whom or on which site, its address, the day. The last one counts; none is altered."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="origins", verbose_name="决算")
    place = models.CharField("公开的地方", max_length=200, help_text="网站、报刊或部门的名称")
    address = models.URLField("网址", max_length=500, blank=True)
    disclosed_on = models.DateField("公开日期", null=True, blank=True)
    by = models.CharField("导入人", max_length=150)
    at = models.DateTimeField("导入时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "别处公开的出处"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(place="") & ~Q(by=""), name="origin_has_place_and_actor"),
        )

    def __str__(self) -> str:
        told = f"{day(self.disclosed_on)}公开于{self.place}"
        return f"{told}（{self.address}）" if self.address else told
