"""`python people.py HOST CERTIFICATE WORKBOOK PASSWORD`: from the first login to a published report.

Part of the rehearsal of docs/administrator.md: what people do in a browser, as requests over HTTPS. The
administrator makes a unit and people, a clerk uploads the workbook of the sample, others review, reply and
publish, a reader takes every file. Each step is said; the first that is not as the guide says ends it with 1.
"""

import json
import re
import ssl
import sys
import time
from base64 import b32decode
from collections.abc import Callable
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)
from uuid import uuid4

from django_otp.oath import totp

HOST, CERTIFICATE, WORKBOOK, PASSWORD = sys.argv[1:]
SITE = f"https://{HOST}"
UNIT, NAME, YEAR = "liaoyuan", "辽源市社会保险事业管理局", 2024
TYPES = {"pdf": b"%PDF", "xlsx": b"PK", "docx": b"PK", "zip": b"PK", "json": b"{", "txt": NAME.encode()}


def say(line: str) -> None:
    print(f"  {line}", flush=True)


def expect(is_so: object, told: str, page: str = "") -> None:
    if not is_so:
        shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(page.partition("<main")[2] or page)))
        sys.exit(f"没有做成：{told}\n{shown[:1500]}")


def until(is_so: Callable[[], bool], told: str) -> None:
    """Within two minutes."""
    for _ in range(120):
        if is_so():
            return
        time.sleep(1)
    expect(False, told)


class Forms(HTMLParser):
    """The forms of a page: where each goes, and what it holds before anybody types."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.area = self.choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif (
            self.found and tag == "input" and name and given.get("type") not in ("checkbox", "file", "submit")
        ):
            self.found[-1][1][name] = given.get("value", "")
        elif tag in ("textarea", "select"):
            self.area, self.choice = (name, "") if tag == "textarea" else ("", name)
        elif self.found and tag == "option" and self.choice and "selected" in given:
            self.found[-1][1][self.choice] = given["value"]

    def handle_data(self, data: str) -> None:
        if self.found and self.area:
            self.found[-1][1][self.area] = self.found[-1][1].get(self.area, "") + data

    def handle_endtag(self, tag: str) -> None:
        self.area = self.area if tag != "textarea" else ""


class Led(HTTPRedirectHandler):
    """Not from HTTPS to anything else."""

    def redirect_request(self, request: Request, *answer: object) -> Request | None:
        expect(str(answer[-1]).startswith(SITE), f"led to {answer[-1]}")
        return super().redirect_request(request, *answer)  # type: ignore[arg-type]


class Reader:
    """A browser: cookies, the certificate, and where it is."""

    def __init__(self) -> None:
        secure = ssl.create_default_context(cafile=CERTIFICATE)
        self.opener = build_opener(
            ProxyHandler({}), HTTPSHandler(context=secure), HTTPCookieProcessor(CookieJar()), Led
        )
        self.page, self.at = "", SITE

    def ask(self, path: str, data: bytes | None = None, type: str = "") -> tuple[int, bytes]:
        headers = {"Referer": self.at} | ({"Content-Type": type} if type else {})
        try:
            answer: HTTPResponse | HTTPError = self.opener.open(
                Request(urljoin(self.at, path), data, headers), timeout=120
            )
        except HTTPError as error:
            answer = error
        body = answer.read()
        if "html" in answer.headers.get("Content-Type", ""):
            self.page, self.at = body.decode(), answer.url
        return answer.status or 0, body

    def open(self, path: str) -> str:
        status, _ = self.ask(path)
        expect(status == 200, f"{path} answered {status}", self.page)
        return self.page

    def send(self, action: str, done: str, **typed: str) -> None:
        """Fill in the form of the page that goes there, and look for what is said then."""
        where, fields = self.form(action, typed)
        self.look(self.ask(where, urlencode(fields).encode()), action, done)

    def upload(self, action: str, done: str, file: Path) -> None:
        where, fields = self.form(action, {})
        self.look(self.ask(where, *multipart(fields, file)), action, done)

    def form(self, action: str, typed: dict[str, str]) -> tuple[str, dict[str, str]]:
        """Where it goes, and all that it sends."""
        forms = [each for each in Forms(self.page).found if action in urljoin(self.at, each[0])]
        expect(forms, f"no form for {action} on {self.at}", self.page)
        return forms[0][0] or self.at, forms[0][1] | typed

    def look(self, answer: tuple[int, bytes], action: str, done: str) -> None:
        is_so = answer[0] == 200 and done in self.page
        expect(is_so, f"{action}: {answer[0]}, without {done}", self.page)


def multipart(fields: dict[str, str], file: Path) -> tuple[bytes, str]:
    mark, field = uuid4().hex, 'Content-Disposition: form-data; name="{}"'.format
    parts = [f"--{mark}\r\n{field(name)}\r\n\r\n{value}\r\n".encode() for name, value in fields.items()]
    head = f'--{mark}\r\n{field("file")}; filename="{file.name}"\r\n\r\n'
    parts += [head.encode(), file.read_bytes(), f"\r\n--{mark}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={mark}"


class Person(Reader):
    """Somebody with a login, a password of their own and a telephone."""

    def __init__(self, name: str, given: str) -> None:
        super().__init__()
        self.name, self.password, self.key, self.used = name, given, b"", 0
        self.open("/desk/login/?next=/desk/")
        self.send("/desk/login/", "工作台", username=name, password=given, code="")

    def choose_password(self) -> None:
        own = f"我自己的口令 {self.name} 2026"
        self.send("password_change", "", old_password=self.password, new_password1=own, new_password2=own)
        self.password = own
        expect("/password_change/" not in self.at.replace("done", ""), "a password of one's own", self.page)

    def set_up_telephone(self) -> None:
        expect("/desk/two-step/" in self.at, "led to two-step login", self.page)
        key = re.search(r'class="key"><code>([A-Z2-7 ]+)<', self.page)
        expect(key, "a key to type", self.page)
        text = key[1].replace(" ", "") if key else ""
        self.key = b32decode(text + "=" * (-len(text) % 8))
        self.send("/desk/two-step/", "两步验证已启用", password=self.password, code=self.code())

    def code(self) -> str:
        """One that was not used yet: the telephone's next, or the one after that, as the site allows."""
        step = max(self.used + 1, int(time.time()) // 30)
        time.sleep(max(0.0, (step - 1) * 30 - time.time() + 1))
        self.used = step
        return f"{totp(self.key, t0=int(time.time()) - step * 30):06d}" if self.key else ""

    def proof(self) -> dict[str, str]:
        return {"password": self.password, "code": self.code()} if self.key else {"password": self.password}


def invite(admin: Person, name: str, role: str) -> Person:
    admin.open("/desk/people/add/")
    unit = re.search(rf'<option value="(\d+)"[^>]*>{NAME}', admin.page)
    expect(unit, "the unit to choose", admin.page)
    admin.send(
        "/people/add/",
        "只显示这一次",
        username=name,
        name=name,
        unit=unit[1] if unit else "",
        role=role,
        **admin.proof(),
    )
    once = re.search(r'<code class="once">([^<]+)<', admin.page)
    person = Person(name, once[1] if once else "")
    person.choose_password()
    if role != "clerk":
        person.open("/desk/")
        person.set_up_telephone()
    say(f"{name}：一次性密码 → 自己的密码" + ("" if role == "clerk" else " → 两步验证"))
    return person


def main() -> None:
    admin = Person("admin", PASSWORD)
    admin.set_up_telephone()
    say("第一个用户登录，启用两步验证")
    admin.open("/desk/accounts/unit/add/")
    admin.send(
        "/unit/add/",
        "成功",
        code=UNIT,
        name=NAME,
        kind="unit",
        level="市",
        region="吉林省辽源市",
        position="0",
    )
    say(f"建单位 {NAME}")
    clerk, reviewer, bureau, publisher = (
        invite(admin, f"{who}", role)
        for who, role in (
            ("tianbao", "clerk"),
            ("shenhe", "reviewer"),
            ("caizheng", "bureau"),
            ("gongkai", "publisher"),
        )
    )
    clerk.open("/desk/begin/")
    clerk.send("/desk/begin/", "已建立", year=str(YEAR), scale="wan")
    account = re.search(r"/desk/accounts/(\d+)/", clerk.at + clerk.page)
    expect(account, "the account begun", clerk.page)
    here = f"/desk/accounts/{account[1] if account else ''}"
    clerk.open(f"{here}/workbook/")
    clerk.upload("/workbook/preview", "上传预览", Path(WORKBOOK))
    clerk.send(
        "/workbook/confirm", "已写入", take="*"
    )  # exported elsewhere: there it was filled, here it is not
    written = re.search(r"已写入 \d+ 处", clerk.page)
    say(f"填报人导入工作簿，{written[0] if written else ''}")
    today = datetime.now().astimezone().date().isoformat()
    for kind in ("secrecy", "leader"):
        clerk.open(f"{here}/steps/")
        clerk.send("/steps/sign", "已登记", kind=kind, signer="王敏", signed_on=today)
    clerk.send("/steps/submit", "已办理")
    say("登记保密审查、负责人审签，报送")
    for person, verb, more in ((reviewer, "review", {}), (bureau, "reply", {"replied": today})):
        person.open(f"{here}/steps/")
        person.send(f"/steps/{verb}", "已办理", **more, **person.proof())
        say(f"{person.name}：{verb}")
    publisher.open(f"{here}/steps/")
    publisher.send("/steps/order", "公开申请", disclosed=today, **publisher.proof())
    order = publisher.at
    until(lambda: "查看已公开的版本" in publisher.open(order), "published")
    say("已公开")
    read()


def read() -> None:
    """As anybody may."""
    reader = Reader()
    until(lambda: NAME in reader.open("/"), "the report on the home page")
    until(lambda: reader.ask("/log/checkpoint")[0] == 200, "the public log")
    page = reader.open(f"/{UNIT}/{YEAR}/")
    sizes = []
    for kind, begin in TYPES.items():
        status, body = reader.ask(f"/{UNIT}/{YEAR}/report.{kind}")
        expect(status == 200 and begin in body[:4000], f"report.{kind}: {status}")
        sizes.append(f"{kind} {len(body):,}")
    say(f"读者：网页 {len(page):,} 字，{'、'.join(sizes)} 字节")
    code = re.search(r"/verify/(\w+)", page)
    expect(code, "a code on the page", page)
    expect(NAME in reader.open(f"/verify/{code[1] if code else ''}"), "verified by its code", reader.page)
    pdf = Path(WORKBOOK).with_name("report.pdf")
    pdf.write_bytes(reader.ask(f"/{UNIT}/{YEAR}/report.pdf")[1])
    reader.open("/verify/")
    reader.upload("/verify/", NAME, pdf)
    say("核验：按编码、按文件都是本站公开的")
    status, listed = reader.ask("/api/v1/reports")
    expect(status == 200 and json.loads(listed), f"/api/v1/reports: {status}")
    for path in ("/feed", "/sitemap.xml", "/healthz"):
        expect(reader.ask(path)[0] == 200, path)


main()
