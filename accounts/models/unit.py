"""The tree of departments and units. A code is part of public addresses and never changes."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

RESERVED = frozenset(
    {"about", "admin", "api", "assets", "board", "compare", "data", "desk", "duties", "favicon.ico", "feed"}
    | {"healthz", "help", "i18n", "log", "login", "logout", "media", "news", "pdf", "preview", "rankings"}
    | {"readyz", "regions", "robots.txt", "search", "sitemap.xml", "static", "subjects", "units", "v"}
    | {"verify", "withdrawn"}
)
"""First words of addresses of the site."""
CODE = r"^[a-z][a-z0-9-]*$"
INVENTED = "invented-"
"""So begin the codes of units that are made up: whoever has a figure of theirs sees it by the code."""


def refuse_reserved(code: str) -> None:
    """A unit's code is the first word of its public address, so it may not be one the site uses itself."""
    if code in RESERVED:
        raise ValidationError("“%(code)s”是本站保留的地址，不能用作单位代码", params={"code": code})


class UnitQuerySet(models.QuerySet["Unit"]):
    def invented(self) -> "UnitQuerySet":
        """Those that are made up, for demonstration."""
        return self.filter(code__startswith=INVENTED)

    def below(self, unit: "Unit") -> "UnitQuerySet":
        """All that hang below `unit`, at any depth, in order: one query."""
        tree = """
            WITH RECURSIVE below(id) AS (
                SELECT id FROM accounts_unit WHERE parent_id = %s
                UNION SELECT u.id FROM accounts_unit u JOIN below ON u.parent_id = below.id
            ) SELECT id FROM below
        """
        return self.filter(id__in=models.expressions.RawSQL(tree, [unit.pk])).order_by("position", "code")


class Unit(models.Model):
    """A 部门 or a 单位. A department is a node of its own; its 本级 is one of the units below it."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "部门"
        UNIT = "unit", "单位"

    class Level(models.TextChoices):
        PROVINCE = "省", "省级"
        PREFECTURE = "州", "州级"
        CITY = "市", "市级"
        COUNTY = "县", "县级"

    class Institution(models.TextChoices):
        ADMINISTRATIVE = "administrative", "行政单位"
        PARTICIPATING = "participating", "参照公务员法管理的事业单位"
        PUBLIC = "public", "事业单位"

    code = models.SlugField(
        "代码",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(CODE, "代码由小写字母、数字和连字符组成，以字母开头"),
            refuse_reserved,
        ],
        help_text="用作公开网址，启用后不能修改",
    )
    name = models.CharField("名称", max_length=200)
    consolidated_name = models.CharField(
        "部门决算中的名称", max_length=200, blank=True, help_text="例如“某某局（汇总）”；空白时用名称"
    )
    kind = models.CharField("类型", max_length=10, choices=Kind)
    level = models.CharField("级次", max_length=2, choices=Level)
    institution = models.CharField(
        "单位性质", max_length=14, choices=Institution, blank=True, help_text="不清楚或部门含多种性质时留空"
    )
    region = models.CharField("地区", max_length=60, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    position = models.PositiveSmallIntegerField("次序", default=0, help_text="在上级之下的排列次序")
    dissolved = models.BooleanField(
        "已撤销",
        default=False,
        help_text="撤销的、并入别的单位的、全部分给别的单位的：以后的年度不用再公开",
    )
    successors = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("unit", "successor"),
        symmetrical=False,
        related_name="predecessors",
        verbose_name="承接单位",
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=CODE), name="unit_code_is_a_slug"),
            models.CheckConstraint(
                condition=Q(kind__in=("department", "unit")),
                name="unit_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(level__in=("省", "州", "市", "县")), name="unit_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(institution__in=("", "administrative", "participating", "public")),
                name="unit_institution_is_known",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_below_itself"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """No unit is above itself, by however many others."""
        if self.pk and self in upwards(self.parent):
            raise ValidationError({"parent": round_about(self.parent)})

    @property
    def is_department(self) -> bool:
        return self.kind == self.Kind.DEPARTMENT

    @property
    def is_invented(self) -> bool:
        return self.code.startswith(INVENTED)

    @property
    def reported_name(self) -> str:
        """The name its account bears."""
        return self.consolidated_name or self.name


def upwards(unit: Unit | None) -> Iterator[Unit]:
    """The unit, its parent, that one's, and so on: each once."""
    seen: set[int] = set()
    while unit and unit.pk not in seen:
        yield unit
        seen.add(unit.pk)
        unit = unit.parent


def onwards(unit: Unit) -> Iterator[Unit]:
    """The unit, those that took over from it, from them, and so on: each once."""
    seen, todo = set(), [unit]
    while todo:
        each = todo.pop()
        if each.pk not in seen:
            yield each
            seen.add(each.pk)
            todo.extend(each.successors.all())


def round_about(unit: Unit | None) -> str:
    return f"不能选“{unit}”：一级一级找下去会绕回本单位"


class Succession(models.Model):
    """承接: duties of a unit, all or some, are now another's. Many may take over from one, one from many."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="successions", verbose_name="原单位")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances", verbose_name="承接单位")

    class Meta:
        verbose_name = verbose_name_plural = "承接单位"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "successor"),
                name="one_succession_of_two_units",
                violation_error_message="同一个承接单位写了两次",
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("unit")),
                name="unit_not_its_own_successor",
                violation_error_message="不能选本单位",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} → {self.successor}"

    def clean(self) -> None:
        """Nobody takes over from itself, by however many others."""
        if self.unit.pk and self.successor_id and self.unit in onwards(self.successor):
            raise ValidationError({"successor": round_about(self.successor)})


class UnitName(models.Model):
    """A name a unit has borne since a day; nobody knows since when where there is none."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name="单位")
    name = models.CharField("名称", max_length=200)
    valid_from = models.DateField("启用日期", null=True, blank=True, help_text="不知道时留空")

    class Meta:
        verbose_name = verbose_name_plural = "单位名称沿革"
        ordering = ("unit", F("valid_from").desc(nulls_last=True))
        constraints = (models.UniqueConstraint(fields=("unit", "valid_from"), name="one_unit_name_per_day"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.valid_from}起）" if self.valid_from else self.name
