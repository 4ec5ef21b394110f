"""Projects with their self-evaluation (绩效自评). Their money is figures at `project/<key>.<line>/…`."""

from django.db import models
from django.db.models import Q

from accounts.models.account import Account

KEY = r"^[a-z0-9][a-z0-9_-]*$"


class Project(models.Model):
    """One 项目支出绩效自评表; the fields of `accounts.projects.ProjectSheet`."""

    class Fund(models.TextChoices):
        GENERAL = "general", "一般公共预算"
        FUND = "fund", "政府性基金预算"
        CAPITAL = "capital", "国有资本经营预算"

    account = models.ForeignKey(Account, models.CASCADE, related_name="projects", verbose_name="决算")
    position = models.PositiveSmallIntegerField("次序")
    key = models.CharField("代码", max_length=60)
    name = models.TextField("项目名称")
    implementer = models.TextField("实施单位", blank=True)
    department = models.TextField("主管部门", blank=True)
    fund = models.CharField("资金", max_length=10, choices=Fund, default=Fund.GENERAL)
    layout = models.CharField("表样", max_length=10, blank=True)
    expected = models.TextField("预期目标", blank=True)
    actual = models.TextField("实际完成情况", blank=True)
    execution_weight = models.TextField("执行率分值", blank=True)
    execution_score = models.TextField("执行率得分", blank=True)
    score = models.TextField("总分", blank=True)
    department_evaluated = models.BooleanField("部门评价项目", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ("account", "position")
        constraints = (
            models.UniqueConstraint(fields=("account", "key"), name="one_project_per_key"),
            models.UniqueConstraint(
                fields=("account", "position"),
                name="one_project_per_position",
                deferrable=models.Deferrable.IMMEDIATE,  # so that one statement may change places
            ),
            models.CheckConstraint(condition=Q(key__regex=KEY), name="project_key_is_a_slug"),
            models.CheckConstraint(
                condition=Q(fund__in=("general", "fund", "capital")), name="project_fund_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """One 三级指标; the fields of `accounts.projects.IndicatorLine`. Numbers are text."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators", verbose_name="项目")
    position = models.PositiveSmallIntegerField("次序")
    level1 = models.TextField("一级指标", blank=True)
    level2 = models.TextField("二级指标", blank=True)
    name = models.TextField("三级指标")
    nature = models.TextField("指标性质", blank=True)
    operator = models.CharField("符号", max_length=1, blank=True)
    target = models.TextField("指标值", blank=True)
    unit = models.TextField("计量单位", blank=True)
    actual = models.TextField("实际完成值", blank=True)
    completion = models.TextField("完成率", blank=True)
    weight = models.TextField("分值", blank=True)
    score = models.TextField("得分", blank=True)
    deviation = models.TextField("偏差原因及改进措施", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "绩效指标"
        ordering = ("project", "position")
        constraints = (
            models.UniqueConstraint(fields=("project", "position"), name="one_indicator_per_position"),
            models.CheckConstraint(
                condition=Q(operator__in=("", "≤", "≥", "=", ">", "<")), name="indicator_operator_is_normal"
            ),
        )

    def __str__(self) -> str:
        return self.name
