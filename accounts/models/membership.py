"""Who works for which unit, and as what."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.unit import Unit


class Membership(models.Model):
    """One role of one person in one unit. How far a role reaches is said in `accounts.permissions`."""

    class Role(models.TextChoices):
        CLERK = "clerk", "填报"
        REVIEWER = "reviewer", "审核"
        BUREAU = "bureau", "财政"
        PUBLISHER = "publisher", "公开"
        ADMINISTRATOR = "administrator", "单位管理员"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="人员"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name="单位")
    role = models.CharField("角色", max_length=13, choices=Role)

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        ordering = ("unit", "role", "user")
        constraints = (
            models.UniqueConstraint(fields=("user", "unit", "role"), name="one_membership_per_role"),
            models.CheckConstraint(
                condition=Q(role__in=("clerk", "reviewer", "bureau", "publisher", "administrator")),
                name="membership_role_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}：{self.user}（{self.get_role_display()}）"
