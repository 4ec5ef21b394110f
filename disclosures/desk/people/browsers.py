"""What a browser says of itself, in words by which people know their machines. It proves nothing."""

import re

BROWSERS = (
    (r"MicroMessenger/(\d+)", "微信"),
    (r"QQBrowser/(\d+)", "QQ 浏览器"),
    (r"MetaSr ?(\d+)?", "搜狗浏览器"),
    (r"(?:360[SE]E|QIHU)\D*(\d+)?", "360 浏览器"),
    (r"Edg\w*/(\d+)", "Edge"),
    (r"Firefox/(\d+)", "火狐"),
    (r"Chrome/(\d+)", "Chrome"),
    (r"Version/(\d+)\S* .*Safari", "Safari"),
)
"""The first that fits: most call themselves Chrome and Safari as well."""
SYSTEMS = (
    (r"HarmonyOS", "鸿蒙"),
    (r"Android", "安卓"),
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Windows", "Windows"),
    (r"Macintosh", "苹果电脑"),
    (r"UOS|UnionTech", "统信"),
    (r"Kylin", "麒麟"),
    (r"Linux", "Linux"),
)


def named(agent: str) -> str:
    """Of a User-Agent, such as `Edge 131（Windows）`."""
    known = ((re.search(pattern, agent), name) for pattern, name in BROWSERS)
    browser = next((f"{name} {found[1] or ''}".strip() for found, name in known if found), "其他程序")
    system = next((name for pattern, name in SYSTEMS if re.search(pattern, agent)), "")
    return f"{browser}（{system}）" if system else browser
