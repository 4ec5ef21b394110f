"""十一、其他重要事项: 机关运行经费, 政府采购, 国有资产占用."""

from accounts.money import in_wan
from disclosures.narrative.story import Story
from disclosures.phrases import Runs, joined, say
from disclosures.report import Paragraph

PROCUREMENT = (("goods", "货物"), ("works", "工程"), ("services", "服务"))


def other_matters(story: Story) -> list[Paragraph]:
    return [
        Paragraph("other_matters.expenses.heading", say("（一）机关运行经费执行情况说明"), "heading"),
        Paragraph("other_matters.expenses", _expenses(story)),
        Paragraph("other_matters.procurement.heading", say("（二）政府采购支出情况说明"), "heading"),
        Paragraph("other_matters.procurement", _procurement(story)),
        Paragraph("other_matters.assets.heading", say("（三）国有资产占用情况说明"), "heading"),
        Paragraph("other_matters.assets", _assets(story)),
    ]


def _expenses(story: Story) -> Runs:
    address = "operations/operating_expenses/value"
    compared = story.compare(address)
    change = compared.words(lead=f"较{story.year - 1}年度", fall="降低")
    nothing = "，主要是均无此项支出" if compared.is_nothing else ""
    reason = story.reason(compared, "reason.operating_expenses", "机关运行经费")
    runs = say(f"{story.year}年度机关运行经费支出", story.amount(address), "万元，")
    return say(runs, change, nothing, reason, "。")


def _cell(key: str) -> str:
    return f"operations/procurement.{key}/value"


def _procurement(story: Story) -> Runs:
    kinds = joined(
        (say(f"政府采购{title}支出", story.amount(_cell(key)), "万元") for key, title in PROCUREMENT), "、"
    )
    total = story.amount(_cell("total"))
    runs = say(f"{story.year}年度政府采购支出总额", total, "万元，其中：", kinds, "。")
    if not in_wan(story.value(_cell("total"))):
        return runs
    return say(runs, _small_and_medium(story))


def _small_and_medium(story: Story) -> Runs:
    """授予中小企业: of the total, 小微 of it, and within each kind. A share of nothing is left out."""
    runs = say("授予中小企业合同金额", story.amount(_cell("sme")), "万元")
    runs = say(runs, story.share("，占政府采购支出总额的", _cell("sme"), _cell("total")))
    runs = say(runs, "，其中：授予小微企业合同金额", story.amount(_cell("sme_micro")), "万元")
    runs = say(runs, story.share("，占授予中小企业合同金额的", _cell("sme_micro"), _cell("sme")))
    kinds = [kind for key, title in PROCUREMENT if (kind := _kind(story, key, title))]
    return say(runs, "；" if kinds else "", joined(kinds, "，"), "。")


def _kind(story: Story, key: str, title: str) -> Runs:
    part, whole = _cell(f"sme_{key}"), _cell(key)
    name = f"{title}采购授予中小企业合同金额"
    if not story.wording.always_full:
        return story.share(f"{name}占{title}支出金额的", part, whole)
    return say(name, story.amount(part), "万元", story.share(f"，占{title}支出金额的", part, whole))


def _assets(story: Story) -> Runs:
    runs = say(
        f"截至{story.year}年12月31日，{story.case.unit.name}共有车辆",
        story.count(_fleet("total")),
        "辆，其中，",
    )
    total = story.case.edition.table("operations").row("fleet.total")
    rows = [story.case.edition.table("operations").row(key) for key in (total.parts if total else ())]
    kinds = (say(row.title, story.count(f"operations/{row.key}/value"), "辆") for row in rows if row)
    runs = say(runs, joined(kinds, "、"))
    if story.value(_fleet("other")):
        runs = say(runs, "，其他用车主要是", story.typed("purpose.fleet_other", "其他用车的主要用途"))
    equipment = story.count("operations/equipment/value")
    return say(runs, "；单位价值100万元（含）以上设备（不含车辆）", equipment, "台（套）。")


def _fleet(key: str) -> str:
    return f"operations/fleet.{key}/value"
