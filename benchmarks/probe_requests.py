# ruff: noqa: E501  # lists of attacks read best in their own lines
"""Requests that no browser sends: paths, hosts, methods, headers, bodies that could be read in two ways."""

from collections.abc import Iterator
from http import HTTPStatus
from time import monotonic
from urllib.parse import quote

from benchmarks.probe_asking import Answer, Asking
from benchmarks.probe_site import HOST, PASSWORD, STRANGER

Told = tuple[str, bool, str]
"""What was tried, whether the answer was as it should be, and the answer."""
SECRETS = ("PRIVATE KEY", "root:x:", "SECRET_KEY", "ssl_certificate", "[core]", "DATABASES", "Traceback")
EVIL = "evil.invalid"
REPORT = "/liaoyuan/2024/"
LOGIN = "/desk/login/"


def told(what: str, answer: Answer, good: bool) -> Told:
    return what, good and answer.status < 500 and not leaks(answer), f"{answer.status}"


def leaks(answer: Answer) -> bool:
    return any(each in answer.text for each in SECRETS)


def is_here(place: str) -> bool:
    """Whether a browser stays on this site."""
    return place.startswith("/") and not place.startswith(("//", "/\\"))


def paths(ask: Asking) -> Iterator[Told]:
    """Nothing beside what is published, however it is written. Nobody but a site's own page says 200."""
    up = (
        "../",
        "%2e%2e/",
        "%2e%2e%2f",
        "..%5c",
        "..\\",
        "....//",
        "%252e%252e%252f",
        ".%00./",
        "%c0%ae%c0%ae/",
    )
    for start in (
        "/",
        "/static/",
        "/static..",
        "/static",
        "/log/tile/",
        "/log/checkpoints/",
        "/data/",
        REPORT,
    ):
        for step in up:
            for goal in ("log-key.pem", "etc/tls/site.key", "nginx.conf", "../../etc/passwd"):
                path = f"{start}{step * 3 if 'passwd' in goal else step}{goal}"
                yield told(f"path {path}", answer := ask("GET", path), answer.status in (301, 400, 404))
    for path in (
        "/.git/config", "/.env", "/.asked/", "/.asked", "/nothing-here", "/index.html", "/feed.atom", "/site.css.gz",
        "/index.html.gz", f"{REPORT}index.html", "/log/key.pem", "/publications/", "/media/", "/sha256/", "/wp-login.php",
        f"{REPORT}report.pdf%00.html", f"{REPORT}report.pdf/", "/%00", "/%0d%0aSet-Cookie:x=1", f"{REPORT}%0d%0ax:y",
        f"{REPORT}report.sqlite", "/liaoyuan%0a/2024/report.pdf", "/99999999999999999999/2024/", "/liaoyuan/0000/",
        "/liaoyuan/2024/v99999999999999999999/", f"/liaoyuan/2024/v{'9' * 5000}/", f"/feed/{'9' * 30}",
        f"/log/stamps/{'9' * 30}/checkpoint", f"/log/checkpoints/{'9' * 30}", f"/desk/accounts/{'9' * 30}/",
        f"/api/v1/units/{'9' * 30}", f"/subjects/t03/{'9' * 30}/",
    ):  # fmt: skip
        yield told(
            f"path {path[:60]}", answer := ask("GET", path), answer.status in (301, 302, 400, 404, 414)
        )
    for path in (
        f"/{REPORT}",
        f"/.{REPORT}",
        "/a/..%2fliaoyuan/2024/",
        "//evil.invalid/liaoyuan",
        "/\\evil.invalid/",
    ):
        answer = ask("GET", path)
        yield told(f"path {path}", answer, is_here(answer.headers.get("location", "/")))


def hosts(ask: Asking) -> Iterator[Told]:
    """No header of a reader is believed, nor comes back in what others are shown."""
    for path in (
        "/",
        REPORT,
        "/search/?q=a",
        "/verify/",
        "/api/v1/units",
        "/feed?x",
        LOGIN,
        "/nope/",
        "/desk/",
    ):
        plain = ask("GET", path)
        for name, value in {
            "X-Forwarded-Host": EVIL, "X-Host": EVIL, "Forwarded": f"host={EVIL};proto=http", "X-Forwarded-Proto": "http",
            "X-Original-URL": "/desk/people/", "X-Rewrite-URL": "/desk/people/", "X-Forwarded-Prefix": f"/{EVIL}",
            "X-HTTP-Method-Override": "DELETE", "X-Forwarded-Port": "81", "X-Forwarded-For": "127.0.0.1",
            "X_Forwarded_Host": EVIL, "X-Script-Name": f"/{EVIL}", "Script-Name": f"/{EVIL}", "X-Accel-Redirect": "/etc",
        }.items():  # fmt: skip
            answer = ask("GET", path, headers={name: value})
            same = answer.status == plain.status and EVIL not in answer.text + f"{answer.headers}"
            yield told(f"{name} on {path}", answer, same)
        answer = ask("GET", path, headers={"Host": EVIL})
        good = EVIL not in answer.text + f"{answer.headers}" and (answer.status == 400 or plain.status == 200)
        yield told(f"Host: {EVIL} on {path}", answer, good)
    for host in (
        "",
        "a b",
        "[::1",
        f"{HOST}:99999",
        f"{HOST}@{EVIL}",
        f"{HOST}\t{EVIL}",
        "\u00e4.invalid",
        "a" * 300,
    ):
        line = f"GET {LOGIN} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1")
        (answer, *rest) = ask.raw(line) or [Answer(0)]
        yield told(
            f"Host: {host[:40]!r}",
            answer,
            answer.status in (200, 400) and EVIL not in answer.text and not rest,
        )
    absolute = f"GET https://{EVIL}{LOGIN} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    (answer,) = ask.raw(absolute)
    yield told("absolute request line of another host", answer, EVIL not in answer.text)


def methods(ask: Asking) -> Iterator[Told]:
    for path in (
        "/",
        REPORT,
        f"{REPORT}report.pdf",
        "/search/",
        "/api/v1/units",
        "/static/site.css",
        LOGIN,
        "/log/checkpoint",
    ):
        for method in (
            "PUT",
            "DELETE",
            "PATCH",
            "TRACE",
            "TRACK",
            "PROPFIND",
            "MKCOL",
            "COPY",
            "DEBUG",
            "GETT",
            "OPTIONS",
        ):
            answer = ask(method, path)
            wanted = (200, 204, 405) if method == "OPTIONS" else (400, 403, 404, 405)
            yield told(f"{method} {path}", answer, answer.status in wanted and "Cookie" not in answer.text)
        answer = ask("POST", path, body="a=1")
        yield told(
            f"POST {path} without token", answer, answer.status in (400, 403, 404, 405) or path == LOGIN
        )


def twofold(ask: Asking, gunicorn: int) -> Iterator[Told]:
    """Bodies that nginx and gunicorn could end at different places: one answer each, and nothing smuggled."""
    mark = "smuggledaaa"
    inner = f"GET /verify/{mark}/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n"
    chunked = f"0\r\n\r\n{inner}"
    lines = {
        "CL and TE": (f"Content-Length: {len(chunked)}", "Transfer-Encoding: chunked"),
        "TE and CL": ("Transfer-Encoding: chunked", "Content-Length: 4"),
        "CL twice": ("Content-Length: 0", f"Content-Length: {len(chunked)}"),
        "CL twice in one": (f"Content-Length: 0, {len(chunked)}",),
        "CL with a sign": (f"Content-Length: +{len(chunked)}",),
        "CL negative": ("Content-Length: -1",),
        "CL in hex": ("Content-Length: 0x10",),
        "CL of others' digits": ("Content-Length: \u00b2",),
        "CL with an underscore": ("Content-Length: 1_0",),
        "TE unknown": ("Transfer-Encoding: xchunked",),
        "TE twice": ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
        "TE with a space before the colon": (
            "Transfer-Encoding : chunked",
            f"Content-Length: {len(chunked)}",
        ),
        "TE with a tab": ("Transfer-Encoding:\tchunked", f"Content-Length: {len(chunked)}"),
        "TE with a vertical tab": ("Transfer-Encoding: \x0bchunked", f"Content-Length: {len(chunked)}"),
        "TE folded": ("Transfer-Encoding:", " chunked", f"Content-Length: {len(chunked)}"),
        "TE by an underscore": ("Transfer_Encoding: chunked", f"Content-Length: {len(chunked)}"),
        "CL by a bare line feed": (f"X: y\nContent-Length: {len(chunked)}",),
        "bare carriage return": (f"X: y\rContent-Length: {len(chunked)}",),
        "chunk with an extension": ("Transfer-Encoding: chunked",),
    }
    bodies = {"chunk with an extension": "0;a=\r\nb\r\n\r\n"}
    for port, via in ((0, "nginx"), (gunicorn, "gunicorn")):
        for name, headers in lines.items():
            sent = "\r\n".join(
                (f"POST /verify/ HTTP/1.1\r\nHost: {HOST}", "X-Forwarded-Proto: https", *headers)
            )
            body = bodies.get(name, chunked)
            answers = ask.raw(f"{sent}\r\n\r\n{body}".encode("latin-1"), port, seconds=2)
            seen = any(mark in each.text for each in answers)
            # One that ends the body at the chunk of nothing reads the rest as a request of its own: that is no
            # smuggling where nobody reads it otherwise, so gunicorn alone is asked for its status only.
            good = all(each.status < 500 or each.status == HTTPStatus.NOT_IMPLEMENTED for each in answers)
            yield f"{name}, {via}", good and not (seen and not port), f"{[each.status for each in answers]}"


def upgrades(ask: Asking) -> Iterator[Told]:
    for protocol in ("websocket", "h2c", "TLS/1.0"):
        headers = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": protocol, "HTTP2-Settings": "AAMAAABk",
                   "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}  # fmt: skip
        for path in ("/", LOGIN, "/api/v1/units"):
            answer = ask("GET", path, headers=headers)
            yield told(f"upgrade to {protocol} on {path}", answer, answer.status == 200)


def large(ask: Asking) -> Iterator[Told]:
    """Much of everything: refused or answered, soon."""
    many = {
        "a cookie of 7 KB": {"Cookie": "a=" + "b" * 7_000},
        "a cookie of 100 KB": {"Cookie": "a=" + "b" * 100_000},
        "a thousand cookies": {"Cookie": "; ".join(f"c{n}=1" for n in range(900))},
        "200 headers": {f"X-{n}": "y" for n in range(200)},
        "a thousand ranges": {"Range": "bytes=" + ",".join(f"{n}-{n + 1}" for n in range(0, 2000, 2))},
        "overlapping ranges": {"Range": "bytes=" + ",".join("0-" for _ in range(1000))},
        "a range that is none": {"Range": "bytes=-99999999999999999999"},
        "a language of 4 KB": {"Accept-Language": "zh-" + "x-" * 2_000},
        "an encoding that is none": {"Accept-Encoding": "gzip;q=NaN, \x7f"},
        "a day that is none": {"If-Modified-Since": "Thu, 99 Feb 99999 99:99:99 GMT"},
        "a thousand tags": {"If-None-Match": ", ".join(f'"{n}"' for n in range(900))},
        "a media type that is none": {"Accept": "*/*;q=" + "9" * 3000},
    }
    for what, headers in many.items():
        for path in (f"{REPORT}report.pdf", "/search/?q=a", LOGIN, "/api/v1/units"):
            begun = monotonic()
            answer = ask("GET", path, headers=headers)
            size, soon = len(answer.body), monotonic() - begun < 20
            good = answer.status in (200, 206, 304, 400, 414, 416, 431) and size < 5_000_000 and soon
            yield told(f"{what} on {path}", answer, good)
    words = {
        "a hundred words": " ".join("甲乙丙丁"[n % 4] * 2 for n in range(100)),
        "the same character": "支" * 200,
        "patterns": "%_" * 100,
        "regular expressions": "(a+)+$" * 30,
        "backslashes": "\\" * 200,
        "quotes": "'\"" * 100,
        "tsquery": "a & !b | (c <-> d):*" * 10,
        "spaces": "\u3000 \t" * 60,
    }
    for what, text in words.items():
        for path in (
            "/search/?q=",
            "/board/?name=",
            "/rankings/?q=",
            "/compare/?q=",
            "/api/v1/reports?q=",
            "/verify/?code=",
        ):
            begun = monotonic()
            answer = ask("GET", path + quote(text))
            good = answer.status in (200, 302, 400, 414, 422) and monotonic() - begun < 20
            yield told(f"{what} in {path}", answer, good)
    for count in (100, 7_000):
        answer = ask("GET", "/compare/?" + "&".join("unit=a" for _ in range(count)))
        yield told(f"{count} units compared", answer, answer.status in (200, 302, 400, 414))
    answer = ask("POST", LOGIN, headers={"Content-Length": "104857601"}, body=b"")
    yield told("a body announced as 100 MB", answer, answer.status == 413)


def doors(ask: Asking) -> Iterator[Told]:
    """The login leads nowhere else; a form of another site does nothing; no page is framed or guessed at."""
    for there in (f"//{EVIL}/", f"https://{EVIL}/", f"/\\{EVIL}", "javascript:alert(1)", f"https:{EVIL}", f"\t//{EVIL}",
                  f"/%09/{EVIL}", f"https://{HOST}@{EVIL}/", f"///{EVIL}"):  # fmt: skip
        form = {"username": STRANGER, "password": PASSWORD, "next": there}
        answer = ask("POST", LOGIN, body=form)
        to = answer.headers.get("location", "")
        yield told(f"login leads to {there!r}", answer, answer.status == 302 and is_here(to))
    act = "/desk/two-step/"
    for what, headers in {
        "without a token": {"X-CSRFToken": "", "Cookie": ask.cookies["clerk"]},
        "from another origin": {"Origin": f"https://{EVIL}"},
        "from no origin": {"Origin": "null"},
        "from the origin without TLS": {"Origin": f"http://{HOST}:{ask.port}"},
        "from another page": {"Referer": f"https://{EVIL}/"},
        "from nowhere": {"Referer": ""},
        "with a token of others": {"X-CSRFToken": "b" * 32},
    }.items():
        answer = ask("POST", act, who="clerk", headers=headers, body="code=1")
        yield told(f"post {what}", answer, answer.status == 403)
    for path in ("/", REPORT, "/search/?q=a", "/verify/", LOGIN, "/desk/nope/", "/api/v1/docs", "/nope/", f"{REPORT}report.pdf",
                 "/api/v1/units", "/static/site.css", "/static/icon.svg", "/log/checkpoint", "/data/index.json", "/feed"):  # fmt: skip
        answer = ask("GET", path)
        strict = answer.headers.get("strict-transport-security", "").count("max-age") == 1
        page = "html" in answer.headers.get("content-type", "")
        shut = "frame-ancestors 'none'" in answer.headers.get("content-security-policy", "") or not page
        good = strict and shut and answer.headers.get("x-content-type-options") == "nosniff"
        yield told(
            f"headers of {path}", answer, (good and "set-cookie" not in answer.headers) or path == LOGIN
        )
    form = {"username": STRANGER, "password": PASSWORD}
    answer = ask("POST", LOGIN, body=form)
    cookie = answer.headers.get("set-cookie", "")
    yield told(
        "the cookie of a session",
        answer,
        all(each in cookie for each in ("__Host-", "Secure", "HttpOnly", "SameSite=Lax")),
    )


def kinds(ask: Asking) -> Iterator[Told]:
    """Bodies of other kinds than a page's, at the scripts' addresses and the forms'."""
    bodies = {
        "no JSON": "{", "deep JSON": "[" * 200_000, "deep objects": '{"a":' * 50_000, "half a character": '{"user":"\\ud800"}',
        "a list": "[]", "null": "null", "a number": "1e999", "invalid UTF-8": b"\xff\xfe\x00", "nothing": "",
        "UTF-16": '{"user":"clerk"}'.encode("utf-16"), "keys twice": '{"user":"a","user":"clerk","cells":{},"texts":{}}',
        "cells of nothing": '{"user":"clerk","cells":{"":{"text":null,"seen":null}},"texts":{"":{"text":1,"seen":[]}}}',
        "NUL in words": '{"user":"clerk","cells":{"t01/x/y\\u0000":{"text":"\\u0000","seen":[]}},"texts":{"a\\u0000":{"text":"\\u0000","seen":[""]}}}',
        "half a character in words": '{"user":"clerk","cells":{"t01/x/y":{"text":"\\udc00","seen":[]}},"texts":{"duties":{"text":"\\ud800","seen":[""]}}}',
        "a number without end": '{"user":"clerk","cells":{"t01/income.general_budget/amount":{"text":"' + "9" * 5000 + '","seen":[""]}},"texts":{}}',
        "an exponent": '{"user":"clerk","cells":{"t01/income.general_budget/amount":{"text":"1e999999999","seen":[""]}},"texts":{}}',
    }  # fmt: skip
    types = ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
             "multipart/form-data; boundary=\xff", "application/json; charset=utf-7", "text/xml; charset=nonsense", "\x7f/")  # fmt: skip
    for path in ("/desk/accounts/1/tables/t01/cells", "/desk/accounts/1/texts/save", "/desk/accounts/1/tables/t01/subjects",
                 "/desk/accounts/1/steps/submit", "/verify/", LOGIN):  # fmt: skip
        for what, body in bodies.items():
            answer = ask("POST", path, who="clerk", headers={"Content-Type": "application/json"}, body=body)
            yield told(f"{what} to {path}", answer, 0 < answer.status < 500)
        for kind in types:
            answer = ask(
                "POST",
                path,
                who="clerk",
                headers={"Content-Type": kind},
                body='{"user": "clerk", "cells": {}}',
            )
            yield told(f"{kind!r} to {path}", answer, 0 < answer.status < 500)
