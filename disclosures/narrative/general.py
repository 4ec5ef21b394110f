"""五、一般公共预算财政拨款支出 六、一般公共预算财政拨款基本支出."""

from accounts.figures import at
from accounts.money import in_wan
from disclosures.narrative.story import Story, items
from disclosures.phrases import Runs, joined, say
from disclosures.report import Paragraph

NAME = "一般公共预算财政拨款支出"
TOTAL = "t05/total/total"


def general(story: Story) -> list[Paragraph]:
    return [
        Paragraph("general.total.heading", say(f"（一）{NAME}决算总体情况"), "heading"),
        Paragraph("general.total", _total(story)),
        Paragraph("general.structure.heading", say(f"（二）{NAME}决算结构情况"), "heading"),
        Paragraph("general.structure", _structure(story)),
        Paragraph("general.items.heading", say(f"（三）{NAME}决算具体情况"), "heading"),
        Paragraph("general.items", _against_budget(story)),
        *_items(story),
    ]


def _total(story: Story) -> Runs:
    start = say(f"{story.year}年度{NAME}", story.amount(TOTAL), "万元")
    start = say(start, story.share("，占本年支出合计的", TOTAL, "t03/total/total"))
    compared = story.compare(TOTAL)
    if compared.before is None:
        return say(start, "。", compared.words(), "。")
    against = f"。与{story.year - 1}年度相比，"
    if compared.is_flat:
        nothing = "，主要是均无此项支出" if compared.is_nothing else ""
        return say(start, against, f"{NAME}持平", nothing, "。")
    change = compared.words(lead=NAME, fall="降低")
    return say(
        start, against, change, story.reason(compared, "reason.general", NAME, lead="。主要原因："), "。"
    )


def _structure(story: Story) -> Runs:
    start = say(f"{story.year}年度{NAME}", story.amount(TOTAL), "万元，")
    classes = items(story.figures, "t05", "total", 3)
    if not classes and not in_wan(story.value(TOTAL)):
        return say(start, "没有支出具体内容。")
    kinds = joined((_class(story, code) for code in classes), "；") or (story.unlisted("t05"),)
    return say(start, "主要用于以下方面：", kinds, "。")


def _class(story: Story, code: str) -> Runs:
    address = f"t05/{code}/total"
    return say(story.name(code), story.amount(address), "万元", story.share("，占", address, TOTAL))


def _against_budget(story: Story) -> Runs:
    budget = "initial_budget/total/amount"
    runs = say(f"{story.year}年度{NAME}", _budget_and_outturn(story, budget, TOTAL), "。")
    return say(runs, "其中：") if _subjects(story) else runs


def _budget_and_outturn(story: Story, budget: str, outturn: str, *, rated: bool = True) -> Runs:
    amounts = say("年初预算为", story.amount(budget), "万元，支出决算为", story.amount(outturn), "万元")
    if not in_wan(story.value(budget)):
        nothing = not in_wan(story.value(outturn)) or not story.begun("initial_budget")
        return amounts if nothing else say(amounts, "，年初未安排预算")
    return say(amounts, story.share("，完成年初预算的", outturn, budget)) if rated else amounts


def _subjects(story: Story) -> list[str]:
    """Every 项 that was spent on or budgeted, so that both columns of the sentences add up."""
    spent = items(story.figures, "t05", "total", 7)
    budgeted = items(story.figures, "initial_budget", "amount", 7)
    return sorted({*spent, *budgeted})


def _items(story: Story) -> list[Paragraph]:
    return [
        Paragraph(
            f"general.item.{code}",
            say(f"{n}.", story.levels(code), "。", _purpose(story, code), _item(story, code)),
        )
        for n, code in enumerate(_subjects(story), 1)
    ]


def _purpose(story: Story, code: str) -> Runs:
    """What was bought, where the edition asks for it and something was."""
    slot = f"purpose.general.{code}"
    if story.case.edition.slot(slot) is None or not in_wan(story.value(f"t05/{code}/total")):
        return ()
    return say("主要用于", story.typed(slot, f"{story.case.name_of(code)}的主要用途"), "。")


def _item(story: Story, code: str) -> Runs:
    budget, outturn = f"initial_budget/{code}/amount", f"t05/{code}/total"
    amounts = say(_budget_and_outturn(story, budget, outturn, rated=story.wording.item_rates), "。")
    gap = in_wan(story.value(outturn) - story.value(budget))
    if not story.begun("initial_budget"):
        return amounts
    if not gap:
        return say(amounts, "决算数与预算数一致。")
    reason = story.typed(f"reason.item.{code}", f"{story.case.name_of(code)}决算与预算差异的主要原因")
    return say(amounts, f"决算数{'大' if gap > 0 else '小'}于预算数的主要原因是", reason, "。")


def basic(story: Story) -> list[Paragraph]:
    """人员经费 and 公用经费 with exactly the 款 of table 06 that have an amount."""
    start = say(f"{story.year}年度一般公共预算财政拨款基本支出", story.amount("t05/total/basic"), "万元")
    if not in_wan(story.value("t05/total/basic")):
        return [Paragraph("basic", say(start, "。"))]
    return [
        Paragraph("basic", say(start, "，其中：")),
        Paragraph("basic.personnel", _group(story, "personnel", "人员经费")),
        Paragraph("basic.operating", _group(story, "operating", "公用经费")),
    ]


def _group(story: Story, key: str, title: str) -> Runs:
    """From table 06; where that is empty, the amount alone, from table 05 if it has such a column."""
    edition, table = story.case.edition, story.case.edition.table("t06")
    if not story.figures.has_amounts("t06"):
        known = edition.table("t05").blocks[0].column(key)
        amount = story.amount(f"t05/total/{key}") if known else story.unlisted("t06")
        return say(title, amount, "万元。")
    row = table.row(key)
    classes = [table.row(code) for code in (row.parts if row else ())]
    kinds = [table.row(code) for parent in classes if parent for code in parent.parts]
    names = [kind.title for kind in kinds if kind and story.figures.amount(at(f"t06/{kind.key}/amount"))]
    start = say(title, story.amount(f"t06/{key}/amount"), "万元")
    return say(start, f"，主要包括：{'、'.join(names)}。") if names else say(start, "。")
