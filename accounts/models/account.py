"""The final account (决算) of one unit and year, and who moved it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.unit import Unit


class AccountQuerySet(models.QuerySet["Account"]):
    def of(self, unit: str, year: int) -> "Account":
        """The account of the unit with that code; Account.DoesNotExist when there is none."""
        return self.select_related("unit").get(unit__code=unit, year=year)


class Account(models.Model):
    """A department's account is the consolidated one (部门决算), a unit's its own (单位决算)."""

    class Source(models.TextChoices):
        PORTAL = "portal", "本站填报"
        IMPORTED = "imported", "已在别处公开，导入"
        COMPARISON = "comparison", "仅供比较的上年数"

    class Status(models.TextChoices):
        DRAFT = "draft", "填报中"
        SUBMITTED = "submitted", "已报送"
        REVIEWED = "reviewed", "已审核"
        REPLIED = "replied", "已批复"
        ORDERED = "ordered", "待公开"
        PUBLISHED = "published", "已公开"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="accounts", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    edition = models.CharField("报表格式", max_length=60, help_text="accounts.editions 中的代码")
    scale = models.CharField("金额单位", max_length=4, choices=[("yuan", "元"), ("wan", "万元")])
    source = models.CharField("来源", max_length=10, choices=Source, default=Source.PORTAL)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    approved_on = models.DateField("批准日期", null=True, blank=True, help_text="人大常委会批准决算的日期")
    replied_on = models.DateField("批复日期", null=True, blank=True, help_text="财政部门批复决算的日期")
    disclosed_on = models.DateField("公开日期", null=True, blank=True)
    begun_by = models.CharField("建立人", max_length=150, blank=True)
    begun_at = models.DateTimeField("建立时间", null=True, blank=True, help_text="由触发器保护，不能改")

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "决算"
        ordering = ("-year", "unit")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="one_account_per_year"),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2999)), name="account_year_has_four_digits"
            ),
            models.CheckConstraint(condition=Q(scale__in=("yuan", "wan")), name="account_scale_is_known"),
            models.CheckConstraint(
                condition=Q(source__in=("portal", "imported", "comparison")), name="account_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "submitted", "reviewed", "replied", "ordered", "published")),
                name="account_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(source="portal") | Q(status="draft"), name="only_our_own_are_published"
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True)
                | Q(replied_on__isnull=True)
                | Q(approved_on__lte=F("replied_on")),
                name="account_approved_before_reply",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit.reported_name}{self.year}年度决算"

    @property
    def is_ours(self) -> bool:
        """Whether it is made and published here. The others only stand beside ours, to be compared with."""
        return self.source == self.Source.PORTAL

    @property
    def is_open(self) -> bool:
        """Whether its figures and texts may be written."""
        return self.status == self.Status.DRAFT


class Step(models.Model):
    """Who moved an account from one status to the next, and why. Never edited (trigger).

    Inserting one is what moves the account: a trigger sets the status, which nothing else can, and refuses
    steps there are not, approval by who submitted, and sending back without a reason (migration 0007).
    """

    class Verb(models.TextChoices):
        SUBMIT = "submit", "报送"
        RETURN = "return", "退回"
        REVIEW = "review", "审核通过"
        REPLY = "reply", "批复"
        ORDER = "order", "申请公开"
        PUBLISH = "publish", "公开"
        CANCEL = "cancel", "取消公开"
        REOPEN = "reopen", "重新打开"
        CLOSE = "close", "恢复已公开"
        WITHDRAW = "withdraw", "撤回"

    account = models.ForeignKey(Account, models.PROTECT, related_name="steps", verbose_name="决算")
    before = models.CharField("原状态", max_length=10, choices=Account.Status)
    after = models.CharField("新状态", max_length=10, choices=Account.Status)
    reason = models.TextField("理由", blank=True)
    verb = models.CharField("办理", max_length=10, choices=Verb, blank=True)
    by = models.CharField("经办人", max_length=150)
    person = models.BigIntegerField(
        "经办人编号", null=True, blank=True, help_text="一个人改了用户名，仍是同一个人"
    )
    content = models.CharField("当时内容的摘要", max_length=64, blank=True)
    figures_until = models.BigIntegerField("当时最后一条数的改动", default=0, help_text="由触发器填写")
    texts_until = models.BigIntegerField("当时最后一条文字的改动", default=0, help_text="由触发器填写")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "流转记录"
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(by=""), name="step_has_an_actor"),)

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}（{self.by}）"
