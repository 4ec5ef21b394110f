"""一、收入支出总体 二、收入 三、支出 四、财政拨款收入支出总体."""

from accounts.money import in_wan
from disclosures.narrative.story import Story
from disclosures.phrases import Runs, joined, say
from disclosures.report import Paragraph

INCOME = (
    ("fiscal", "财政拨款收入"),
    ("superior_subsidy", "上级补助收入"),
    ("service", "事业收入"),
    ("business", "经营收入"),
    ("subordinate_remittance", "附属单位上缴收入"),
    ("other", "其他收入"),
)
SPENDING = (
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("remitted_up", "上缴上级支出"),
    ("business", "经营支出"),
    ("subsidy_down", "对附属单位补助支出"),
)


def both_sides(story: Story, name: str, income: str, spending: str) -> Runs:
    """2024年度收、支总计均为X万元; both named where, against the rule, they differ."""
    if in_wan(story.value(income)) == in_wan(story.value(spending)):
        return say(f"{story.year}年度{name}收、支总计均为", story.amount(income), "万元")
    income_side = say(f"{story.year}年度{name}收入总计", story.amount(income), "万元")
    return say(income_side, f"，{name}支出总计", story.amount(spending), "万元")


def overall(story: Story) -> list[Paragraph]:
    income, spending = "t01/income.grand_total/amount", "t01/spending.grand_total/amount"
    return [_totals(story, "overall", "", income, spending, f"。与{story.year - 1}年度相比，", "下降")]


def fiscal(story: Story) -> list[Paragraph]:
    income, spending = "t04/income.grand_total/amount", "t04/spending.grand_total/total"
    return [_totals(story, "fiscal", "财政拨款", income, spending, f"，与{story.year - 1}年相比，", "降低")]


def _totals(
    story: Story, key: str, name: str, income: str, spending: str, against: str, fall: str
) -> Paragraph:
    totals = both_sides(story, name, income, spending)
    compared = story.compare(income)
    if not compared.needs_reason:
        nothing = "，主要是均无此项收支" if compared.is_nothing else ""
        return Paragraph(key, say(totals, "，", compared.words(), nothing, "。"))
    change = compared.words(lead=f"{name}收、支总计各", fall=fall)
    reason = story.reason(compared, f"reason.{key}", f"{name}收、支总计", lead="。主要原因：")
    return Paragraph(key, say(totals, against, change, reason, "。"))


def income(story: Story) -> list[Paragraph]:
    kinds = joined((_kind(story, "income", "t02", key, title) for key, title in INCOME), "；")
    return [
        Paragraph("income", say("本年收入合计", story.amount("t02/total/total"), "万元，其中：", kinds, "。"))
    ]


def spending(story: Story) -> list[Paragraph]:
    kinds = joined((_kind(story, "spending", "t03", key, title) for key, title in SPENDING), "；")
    return [
        Paragraph(
            "spending", say("本年支出合计", story.amount("t03/total/total"), "万元，其中：", kinds, "。")
        )
    ]


def _kind(story: Story, side: str, table: str, key: str, title: str) -> Runs:
    """One kind of income or spending with its change on last year and the reason."""
    address = f"{table}/total/{key}"
    compared = story.compare(address)
    nothing = f"，主要是均无此项{title[-2:]}" if compared.is_nothing else ""
    reason = story.reason(compared, f"reason.{side}.{key}", title)
    return say(title, story.amount(address), "万元，", compared.words(), nothing, reason)
