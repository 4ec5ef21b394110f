"""The duty to publish (公开义务) of a unit for a year, its changes, and the reminders that were sent."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Unit


class DutyQuerySet(models.QuerySet["Duty"]):
    def released(self) -> "DutyQuerySet":
        """What the public may know of."""
        return self.filter(released_at__isnull=False)


class Duty(models.Model):
    """On the bureau's list of a year. A unit that is not on it, for whatever reason, has no row: the reason
    may be secret.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    due = models.DateField("公开期限", null=True, blank=True, help_text="没有批复的，还没有期限")
    fixed = models.BooleanField("财政部门另定", default=False, help_text="另定的期限不随批复日期变动")
    released_at = models.DateTimeField("公布时间", null=True, blank=True)
    released_by = models.CharField("公布人", max_length=150, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开义务"
        ordering = ("-year", "unit")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="one_duty_per_year"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2999)), name="duty_year_has_four_digits"),
            models.CheckConstraint(
                condition=Q(fixed=False) | Q(due__isnull=False, due__year__gt=F("year")),
                name="duty_fixed_after_its_year",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by="")
                | Q(released_at__isnull=False) & ~Q(released_by=""),
                name="duty_released_at_and_by_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年度决算的公开义务"


class DutyChange(models.Model):
    """What was done with a duty, by whom and why. Never edited (trigger); it outlives the duty."""

    class What(models.TextChoices):
        LISTED = "listed", "列入名单"
        STRUCK = "struck", "移出名单"
        DUE = "due", "期限"
        RELEASED = "released", "公布"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    what = models.CharField("办理", max_length=8, choices=What)
    before = models.DateField("原期限", null=True, blank=True)
    after = models.DateField("新期限", null=True, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    by = models.CharField("经办人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "公开义务的改动"
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(by=""), name="duty_change_has_an_actor"),)

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年度：{self.get_what_display()}（{self.by}）"


class Reminder(models.Model):
    """A mail sent, of a duty to a person. `mark`: how many days before the last day; negative after it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    due = models.DateField("公开期限")
    mark = models.SmallIntegerField("期限前几天")
    person = models.CharField("收件人", max_length=150)
    address = models.EmailField("邮箱")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "提醒邮件"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "due", "mark", "person"), name="reminded_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年度（{self.person}）"
