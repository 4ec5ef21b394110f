"""一、收入支出总体 二、收入 三、支出 四、财政拨款收入支出总体."""

from accounts.money import in_wan
from disclosures import phrases
from disclosures.narrative.story import Story
from disclosures.phrases import Runs, joined, say
from disclosures.report import Paragraph

ADJUSTMENT = "adjustment"


def overall(story: Story) -> list[Paragraph]:
    income, spending = "t01/income.grand_total/amount", "t01/spending.grand_total/amount"
    totals = _totals(story, "overall", "", income, spending, f"。与{story.year - 1}年度相比，", "下降")
    return [totals, *_adjustment(story, "overall", ("other",))]


def fiscal(story: Story) -> list[Paragraph]:
    income, spending = "t04/income.grand_total/amount", "t04/spending.grand_total/total"
    totals = _totals(story, "fiscal", "财政拨款", income, spending, f"，与{story.year - 1}年相比，", "降低")
    return [totals, *_adjustment(story, "fiscal", ("general", "fund", "capital"))]


def _adjustment(story: Story, key: str, kinds: tuple[str, ...]) -> list[Paragraph]:
    """Why opening balances are not last year's closing ones (勾稽51): for the money of this section."""
    adjusted = [kind for kind in kinds if in_wan(story.value(f"{ADJUSTMENT}/{kind}/amount"))]
    if not adjusted:
        return []
    told = joined((_adjusted(story, kind) for kind in adjusted), "；")
    return [Paragraph(f"{key}.adjustment", say(f"{story.year}年年初结转和结余有调整：", told, "。"))]


def _adjusted(story: Story, kind: str) -> Runs:
    address = f"{ADJUSTMENT}/{kind}/amount"
    amount = story.value(address)
    row = story.case.edition.table(ADJUSTMENT).row(kind)
    name = row.title if row else kind
    return say(
        f"{name}年初结转和结余比{story.year - 1}年年末调{'增' if amount > 0 else '减'}",
        phrases.change(amount, *story.sources(address)),
        "万元，主要是",
        story.typed(f"reason.adjustment.{kind}", f"{name}年初结转和结余调整的原因"),
    )


def _totals(
    story: Story, key: str, name: str, income: str, spending: str, against: str, fall: str
) -> Paragraph:
    """Both sides in one sentence, as they are equal; each in its own where, against the rule, they differ."""
    received, spent = story.compare(income), story.compare(spending)
    if not _agree(story, income, spending):
        return _apart(story, key, name, income, spending)
    totals = say(f"{story.year}年度{name}收、支总计均为", story.amount(income), "万元")
    if not (received.needs_reason or spent.needs_reason):
        nothing = "，主要是均无此项收支" if received.is_nothing else ""
        return Paragraph(key, say(totals, "，", received.words(), nothing, "。"))
    change = received.words(lead=f"{name}收、支总计各", fall=fall)
    return Paragraph(key, say(totals, against, change, _reason(story, key, name), "。"))


def _agree(story: Story, income: str, spending: str) -> bool:
    """Whether both sides print as the same amount, this year and last."""
    received, spent = story.compare(income), story.compare(spending)
    return in_wan(received.now) == in_wan(spent.now) and in_wan(received.difference) == in_wan(
        spent.difference
    )


def _apart(story: Story, key: str, name: str, income: str, spending: str) -> Paragraph:
    sides = ((f"{name}收入总计", income), (f"{name}支出总计", spending))
    told = joined(
        (say(title, story.amount(cell), "万元，", story.compare(cell).words()) for title, cell in sides), "；"
    )
    changed = any(story.compare(cell).needs_reason for _, cell in sides)
    reason = _reason(story, key, name) if changed else ()
    return Paragraph(key, say(f"{story.year}年度", told, reason, "。"))


def _reason(story: Story, key: str, name: str) -> Runs:
    return say("。主要原因：", story.typed(f"reason.{key}", f"{name}收、支总计变动的主要原因"))


def income(story: Story) -> list[Paragraph]:
    return [_kinds(story, "income", "收入", "t02")]


def spending(story: Story) -> list[Paragraph]:
    return [_kinds(story, "spending", "支出", "t03")]


def income_shares(story: Story) -> list[Paragraph]:
    return [_kinds(story, "income", "收入", "t02", shares=True)]


def spending_shares(story: Story) -> list[Paragraph]:
    return [_kinds(story, "spending", "支出", "t03", shares=True)]


def _kinds(story: Story, side: str, noun: str, table: str, *, shares: bool = False) -> Paragraph:
    """The total and each kind, which are the columns of the table."""
    (block,) = story.case.edition.table(table).blocks
    whole = f"{table}/total/total"
    kinds = (
        _share(story, f"{table}/total/{column.key}", column.title, whole)
        if shares
        else _kind(story, side, noun, f"{table}/total/{column.key}", column.title)
        for column in block.columns
        if column.key != "total"
    )
    total = say(f"本年{noun}合计", story.amount(whole), "万元，其中：")
    return Paragraph(side, say(total, joined(kinds, "；"), "。"))


def _share(story: Story, address: str, title: str, whole: str) -> Runs:
    return say(title, story.amount(address), "万元", story.share("，占", address, whole))


def _kind(story: Story, side: str, noun: str, address: str, title: str) -> Runs:
    """One kind of income or spending with its change on last year and the reason."""
    compared = story.compare(address)
    nothing = f"，主要是均无此项{noun}" if compared.is_nothing else ""
    reason = story.reason(compared, f"reason.{side}.{address.rpartition('/')[2]}", title)
    return say(title, story.amount(address), "万元，", compared.words(), nothing, reason)
