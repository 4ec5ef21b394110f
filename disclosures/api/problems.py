"""What went wrong, told to a program: RFC 9457 `application/problem+json`, the words in Chinese."""

import json
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

MEDIA = "application/problem+json"
TITLES = {
    400: "参数有误",
    404: "没有找到",
    405: "只能读取",
    410: "已撤回",
    429: "请求太频繁",
    500: "服务器出了问题",
    503: "暂时读不出",
}
"""What each status means here; the page about the API has a line for each."""


class Problem(Exception):
    """Answered as it stands. `more`: further members, for programs."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more

    def response(self) -> HttpResponse:
        told = {
            "type": f"{reverse('api-docs')}#problem-{self.status}",
            "title": TITLES[self.status],
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        content = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        response = HttpResponse(content, status=self.status, content_type=MEDIA)
        response["Cache-Control"] = "no-cache"  # it may come to that address later
        return response


def not_found(detail: str, **more: Any) -> Problem:
    return Problem(404, detail, **more)
