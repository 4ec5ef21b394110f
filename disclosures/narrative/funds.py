"""七、政府性基金预算财政拨款 八、国有资本经营预算财政拨款."""

from dataclasses import dataclass

from accounts.money import in_wan
from disclosures.narrative.story import Story, items
from disclosures.phrases import Runs, say
from disclosures.report import Paragraph


@dataclass(frozen=True)
class Fund:
    """Where a fund's four amounts stand. Table 08 has no carry-over columns: those come from table 04."""

    key: str
    table: str
    column: str
    opening: str
    income: str
    spending: str
    closing: str


GOVERNMENT_FUND = Fund(
    "fund",
    "t07",
    "spending",
    "t07/total/opening",
    "t07/total/income",
    "t07/total/spending",
    "t07/total/closing",
)
STATE_CAPITAL = Fund(
    "capital",
    "t08",
    "total",
    "t04/income.opening_capital/amount",
    "t04/income.capital_budget/amount",
    "t08/total/total",
    "t04/spending.closing/capital",
)


def fund(story: Story) -> list[Paragraph]:
    return _section(story, GOVERNMENT_FUND, "政府性基金预算财政拨款")


def capital(story: Story) -> list[Paragraph]:
    return _section(story, STATE_CAPITAL, story.wording.capital)


def _section(story: Story, fund: Fund, name: str) -> list[Paragraph]:
    codes = items(story.figures, fund.table, fund.column, 7)
    spent = in_wan(story.value(fund.spending))
    runs = say(
        f"{story.year}年度{name}年初结转和结余",
        story.amount(fund.opening),
        "万元；",
        _flow(story, fund, "income", "收入"),
        "；",
        _flow(story, fund, "spending", "支出"),
        "；年末结转和结余",
        story.amount(fund.closing),
        "万元。",
        "支出具体情况如下：" if codes or spent else "没有支出具体内容。",
        story.unlisted(fund.table) if spent and not codes else "",
    )
    return [Paragraph(fund.key, runs), *(_item(story, fund, n, code) for n, code in enumerate(codes, 1))]


def _flow(story: Story, fund: Fund, side: str, noun: str) -> Runs:
    address = fund.income if side == "income" else fund.spending
    compared = story.compare(address)
    nothing = f"，主要是均无此项{noun}" if compared.is_nothing else ""
    reason = story.reason(compared, f"reason.{fund.key}.{side}", f"本年{noun}")
    return say(f"本年{noun}", story.amount(address), "万元，", compared.words(), nothing, reason)


def _item(story: Story, fund: Fund, n: int, code: str) -> Paragraph:
    spent = story.amount(f"{fund.table}/{code}/{fund.column}")
    purpose = story.typed(f"purpose.item.{code}", f"{story.case.name_of(code)}的主要用途")
    runs = say(f"{n}.", story.levels(code), "。支出决算为", spent, "万元，主要用于", purpose, "。")
    return Paragraph(f"{fund.key}.item.{code}", runs)
