"""十一: operating expenses, procurement with and without small business, the fleet."""

from disclosures.narrative import write
from tests.casebook import case


def told(*args: object, **kwargs: object) -> list[str]:
    return [p.text for p in write(case(*args, **kwargs), "other_matters")]  # type: ignore[arg-type]


def test_operating_expenses_against_last_year() -> None:
    key = "operations/operating_expenses/value"
    text = told(f"{key} 90", f"{key} 100", texts={"reason.operating_expenses": "厉行节约"})[1]
    assert text == "2024年度机关运行经费支出90万元，较2023年度减少10万元，降低10%，主要是厉行节约。"


def test_no_operating_expenses() -> None:
    text = told("operations/operating_expenses/value 0")[1]
    assert text == "2024年度机关运行经费支出0万元，与上年持平，主要是均无此项支出。"


def test_procurement_from_small_business() -> None:
    text = told(
        """operations/procurement.total/value 10 operations/procurement.goods/value 8
           operations/procurement.services/value 2 operations/procurement.sme/value 5
           operations/procurement.sme_micro/value 1 operations/procurement.sme_goods/value 4
           operations/procurement.sme_services/value 1"""
    )[3]
    assert text == (
        "2024年度政府采购支出总额10万元，其中：政府采购货物支出8万元、政府采购工程支出0万元、"
        "政府采购服务支出2万元。授予中小企业合同金额5万元，占政府采购支出总额的50%，其中："
        "授予小微企业合同金额1万元，占授予中小企业合同金额的20%；"
        "货物采购授予中小企业合同金额占货物支出金额的50%，服务采购授予中小企业合同金额占服务支出金额的50%。"
    )


def test_no_procurement_has_no_shares() -> None:
    text = told("operations/procurement.total/value 0")[3]
    assert text == (
        "2024年度政府采购支出总额0万元，其中：政府采购货物支出0万元、政府采购工程支出0万元、"
        "政府采购服务支出0万元。"
    )


def test_the_department_gives_the_amounts_of_each_kind() -> None:
    text = told(
        "operations/procurement.total/value 10 operations/procurement.goods/value 10",
        edition="jilin-2024-department",
    )[3]
    assert (
        "货物采购授予中小企业合同金额0万元，占货物支出金额的0%，工程采购授予中小企业合同金额0万元，" in text
    )
    assert "工程支出金额的" not in text


def test_other_vehicles_tell_their_use_and_none_do_not() -> None:
    some = told("operations/fleet.other/value 1", texts={"purpose.fleet_other": "送文件"})[5]
    assert "其他用车1辆，其他用车主要是送文件；单位价值100万元" in some
    none = told("operations/fleet.other/value 0")[5]
    assert "其他用车0辆；单位价值100万元" in none
