"""The example for nginx is not run by the gate: what it says is held against the site's own answers."""

import re
from pathlib import Path

from django.conf import settings

from disclosures.artefacts import BY_KIND
from disclosures.public import caching, feeds, sitemaps
from disclosures.public.offered import FOLDER
from disclosures.served import MARK
from disclosures.served.files import FEED, PACKED

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
EXAMPLE, SCRIPT = (DEPLOY / "nginx/portal.conf").read_text(), (DEPLOY / "debian/portal").read_text()

TYPE = re.compile(r"([\w.+-]+/[\w.+-]+)\s+([^;]+);")


def header(name: str) -> str:
    found = re.search(rf'add_header {name} (?:"([^"]+)"|(\S+));', EXAMPLE)
    assert found, name
    return found[1] or found[2]


def test_the_same_policy_and_protections() -> None:
    policy = {part.strip() for part in header("Content-Security-Policy").split(";")}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy == {f"{name} {' '.join(sources)}" for name, sources in directives.items()}
    assert header("X-Frame-Options") == settings.X_FRAME_OPTIONS
    assert header("Referrer-Policy") == settings.SECURE_REFERRER_POLICY
    assert header("X-Content-Type-Options") == "nosniff"


def test_whatever_nginx_answers_itself_is_for_tls_alone_and_of_the_type_it_says() -> None:
    """nginx hands no header down to a location that adds one: each must say it."""
    answering = re.findall(r"\n    location ([^{]*?) \{((?:\n        .*)+)\n    \}", EXAMPLE)
    own = {name: lines for name, lines in answering if "add_header" in lines}
    assert {"/", "/static/", "~ ^/log/tile/", "@wait", "@too_many"} <= own.keys()
    for name, lines in own.items():
        assert "Strict-Transport-Security $strictly always;" in lines, name
        assert "nosniff" in lines or "return 429" in lines, name
    years = f'https   "max-age={settings.SECURE_HSTS_SECONDS or 31_536_000}; includeSubDomains";'
    assert years in EXAMPLE and "Strict-Transport-Security" not in SCRIPT


def test_answers_are_kept_as_long() -> None:
    (keeping,) = re.findall(r"map \$uri \$keeping \{(.*?)\n\}", EXAMPLE, re.S)
    kept = re.findall(r'^    (\S+) +"(public[^"]*)";', keeping, re.M)
    assert dict(kept)["default"] == caching.A_MINUTE
    assert {keeping for _, keeping in kept} == {caching.A_MINUTE, caching.FOR_GOOD}


def test_a_file_names_the_page_it_is_of_and_a_page_itself() -> None:
    """Django names the page of the version also at the address that has none."""
    (rule, told) = re.findall(r'map \$uri \$stands_for \{.*?"~([^"]+)" +\'([^\']+)\';', EXAMPLE, re.S)[0]
    named = {
        "/liaoyuan/2024/v1/report.pdf": '</liaoyuan/2024/v1/>; rel="canonical"',
        "/liaoyuan/2024/report.csv": '</liaoyuan/2024/>; rel="canonical"',
        "/liaoyuan/2024/v1/": "",
        "/data/2024.zip": "",
    }
    for address, link in named.items():
        found = re.search(rule.replace("(?<", "(?P<"), address)
        assert (told.replace("$of", found["of"]) if found else "") == link, address


def test_every_kind_of_file_has_its_type() -> None:
    types = re.search(r"types \{(.*?)\}", EXAMPLE, re.S)
    assert types
    for line in TYPE.findall(types[1]):
        for kind in line[1].split():
            if kind in BY_KIND:
                assert BY_KIND[kind].media == line[0], kind
    known = {kind: media for media, kinds in TYPE.findall(types[1]) for kind in kinds.split()}
    assert {*BY_KIND, FOLDER} <= known.keys()
    texts = {known["atom"]: feeds.Feed.content_type, known["xml"]: sitemaps.XML, known["txt"]: sitemaps.TEXT}
    for media, content_type in texts.items():
        assert content_type == f"{media}; charset=utf-8" and re.search(
            rf"charset_types [^;]*{re.escape(media)}", EXAMPLE
        )


def tried(address: str, query: str = "") -> list[str]:
    """The files that nginx looks for, as the maps and the one location say; none of what Django answers."""
    if re.search(r"/\.|/index\.html$|\.atom$|\.gz$", address):
        return []
    (rules,) = re.findall(r'map "\$is_args\$uri" \$asked \{(.*?)\n\}', EXAMPLE, re.S)
    given = dict(re.findall(r'^    (\S+) +"([^"]*)";', rules, re.M))
    asking = f"{'?' if query else ''}{address}"
    found = (to for rule, to in given.items() if rule[0] == '"' and re.search(rule[2:-1], asking))
    asked = next(found, given["default"])
    (order,) = re.findall(r"try_files (\$asked\S+ .*) @portal;", EXAMPLE)
    for name, value in (("$asked", asked), ("${uri}", address), ("$uri", address)):
        order = order.replace(name, value)
    return [path.lstrip("/") for path in order.split() if not path.startswith("/.")]


def test_what_is_laid_out_is_found_and_a_question_goes_to_the_site() -> None:
    places = {
        "/": "index.html",
        "/liaoyuan/": "liaoyuan/index.html",
        "/regions/某市/": "regions/某市/index.html",
        "/feed": f"feed{FEED}",
        "/feed/1": f"feed/1{FEED}",
        "/liaoyuan/feed": f"liaoyuan/feed{FEED}",
        "/sitemap-2024-1.xml": "sitemap-2024-1.xml",
        "/board/2024/": "board/2024/index.html",
        "/liaoyuan/2024/v1/report.pdf": "liaoyuan/2024/v1/report.pdf",
        "/liaoyuan/2024/": "liaoyuan/2024/index.html",
    }
    for address, path in places.items():
        assert path in tried(address), address
        is_report = address.startswith("/liaoyuan/2024/")
        assert bool(tried(address, "state=late")) == is_report, address


def test_names_of_files_are_no_addresses() -> None:
    """As on the site: each page has one address."""
    names = r"location ~ (?:/index\.html|\.atom|\.gz)$ { try_files /nothing-here @portal; }"
    assert names in EXAMPLE and FEED == ".atom" and PACKED == ".gz"
    assert MARK.startswith(".") and r"location ~ /\. { return 404; }" in EXAMPLE


def test_logins_questions_and_the_api_are_bounded() -> None:
    for place, zone in (("= /desk/login/", "login"), ("@portal", "asked"), ("/api/", "api")):
        (inside,) = re.findall(rf"location {re.escape(place)} \{{(.*?)\n    \}}", EXAMPLE, re.S)
        assert f"limit_req zone={zone} " in inside
        assert re.search(rf"^limit_req_zone \$binary_remote_addr zone={zone}:", EXAMPLE, re.M)
    assert "client_max_body_size 100m;" in EXAMPLE


def test_where_django_is_away_our_own_page_says_so() -> None:
    assert "error_page 500 502 503 504 =503 /unavailable.html;" in EXAMPLE
    (inside,) = re.findall(r"location ~ \^/\(\?:unavailable\|too-large\).*? \{(.*?)\n    \}", EXAMPLE, re.S)
    assert "internal;" in inside and "Retry-After 30 always;" in inside and "no-store always;" in inside
    for page in ("unavailable", "too-large"):
        written = (Path(settings.BASE_DIR) / f"static/{page}.html").read_text("utf-8")
        assert 'lang="zh-CN"' in written and "<h1>" in written and "style=" not in written


def test_no_folder_is_listed_and_no_version_told() -> None:
    assert "autoindex" not in EXAMPLE and "server_tokens off;" in EXAMPLE


def test_what_the_site_answers_by_itself_gets_no_second_headers() -> None:
    """What stood at the server's level would be added to them."""
    (outside,) = re.findall(r"server \{\n(.*?)\n    location", EXAMPLE, re.S)
    assert "add_header" not in outside
    (portal,) = re.findall(r"location @portal \{(.*?)\n    \}", EXAMPLE, re.S)
    assert "add_header" not in portal
