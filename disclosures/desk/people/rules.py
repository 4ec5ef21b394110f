"""Rules for passwords that Django 5.2 has not, or not in Chinese."""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

OF_THE_HOUSE = re.compile(
    "决算|预算|财政|公开|门户|管理员?|填报|审核|单位|密码|中国|"
    "juesuan|yusuan|caizheng|gongkai|menhu|guanli|tianbao|shenhe|danwei|mima|zhongguo|"
    "portal|admin|manager|password|passwd|login|qwerty|iloveyou",
    re.I,
)
"""What is guessed first at a portal of final accounts (docs/people.md)."""


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"密码太短，至少 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 个字符，可以是一句话，汉字也算。"


class NotOfTheHouse:
    """Something must be left when words of the house are taken away: letters, or more digits and signs than
    a birthday, a telephone and the number of an identity card have.
    """

    letters = 4
    digits = 20

    def validate(self, password: str, user: Any = None) -> None:
        left = OF_THE_HOUSE.sub("", password)
        if len(re.sub(r"[\W\d_]", "", left)) < self.letters and len(once(left[:1000])) < self.digits:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        return (
            "密码不能只由“决算”“财政”“admin”这类容易猜到的词加数字组成；"
            f"只用数字的要 {self.digits} 位以上，不能重复同一段。"
        )


def once(text: str) -> str:
    """What a text repeats; the text itself where it repeats nothing."""
    found = re.fullmatch(r"(.+?)\1*", text, re.S)
    return found[1] if found else ""
