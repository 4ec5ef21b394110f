"""The first address: what there is."""

from django.http import HttpRequest
from ninja import Router

from disclosures.api import links, shapes
from disclosures.catalogue import searching

router = Router(tags=["开始 (start)"])
TITLE = "决算公开数据接口 (final accounts, read API)"
ABOUT = (
    "公开的部门决算、单位决算，供程序读取。只读，不用登录，没有密钥。"
    "金额一律以元为单位，写成文本，不是浮点数；时间是北京时间。"
    "(Published final accounts of Chinese public bodies. Amounts are text in yuan, never floats.)"
)


@router.get("/", response=shapes.Start, summary="有什么 (what there is)")
def start(request: HttpRequest) -> shapes.Start:
    """年度、地区，以及有哪些地址。"""
    return shapes.Start(
        title=TITLE,
        description=ABOUT,
        documentation=links.page(request, "api-docs"),
        openapi=links.page(request, "api-openapi"),
        years=searching.years(),
        regions=searching.regions(),
        addresses=addresses(),
    )


def addresses() -> dict[str, str]:
    """Each path of the API and what it answers."""
    from disclosures.api.description import operations  # made from all operations, this one too

    return {each.path: each.summary for each in operations()}
