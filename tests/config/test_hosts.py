"""With a host for the desk: what each of the two serves."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.config.test_nginx import EXAMPLE
from tests.config.test_settings import PRODUCTION, ROOT, run

DESK, PUBLIC = "desk.example.gov.cn", "js.example.gov.cn"


@pytest.fixture
def two_hosts(settings: Any, db: None) -> None:
    settings.DESK_HOST, settings.SITE_ADDRESS = DESK, f"https://{PUBLIC}"
    settings.ALLOWED_HOSTS = [DESK, PUBLIC]


def at(host: str) -> Client:
    client = Client(headers={"host": host})
    client.force_login(User.objects.get_or_create(username="张三", is_staff=True)[0])
    return client


def test_the_desk_is_on_its_own_host_alone(two_hosts: None) -> None:
    assert at(DESK).get("/desk/").status_code == 200
    unknown = at(PUBLIC).get("/no/such/page/").content
    for address in ("/desk/", "/desk/login/", "/desk/begin/"):
        for ask in (at(PUBLIC).get, at(PUBLIC).post):
            answer = ask(address)
            assert (answer.status_code, answer.content) == (404, unknown), address
            assert answer.headers["X-Frame-Options"] == "DENY" and not answer.cookies


def test_from_the_desk_links_lead_to_the_public_host(two_hosts: None) -> None:
    client = at(DESK)
    for address in ("/search/?q=医院", "/liaoyuan/2024/", "/no/such/page/"):
        answer = client.get(address)
        assert answer.status_code == 302 and answer.headers["Location"].startswith(f"https://{PUBLIC}/"), (
            address
        )
    assert client.get("/").headers["Location"] == "/desk/"
    assert client.post("/verify/").status_code == 404, "a file for the public host is not taken"
    assert at(PUBLIC).get("/").status_code == 200


def test_nginx_lays_nothing_out_on_the_host_of_the_desk() -> None:
    """Its other file, beside the one for readers; what it names stands there."""
    own = (ROOT / "deploy/nginx/desk.conf").read_text()
    assert set(re.findall(r"^\s+(?:root|alias) ([^;]+);", own, re.M)) == {"/srv/static/"}
    for named in ("zone=login", "zone=asked", "upstream portal", "$strictly", "$drawn"):
        assert named.split()[-1] in own and named in EXAMPLE
    (passed,) = re.findall(r"location @portal \{(.*?)\n    \}", own, re.S)
    for line in re.findall(r"proxy_set_header [^;]+;", passed):
        assert line in EXAMPLE


def test_both_tell_their_health(two_hosts: None) -> None:
    assert [at(host).get("/healthz").status_code for host in (DESK, PUBLIC)] == [200, 200]


def test_without_it_there_is_one_host(db: None) -> None:
    client = at("localhost")
    assert (client.get("/desk/").status_code, client.get("/").status_code) == (200, 200)


def test_the_setting_wants_the_address_of_the_other() -> None:
    code = "from config import settings as s; print(s.DESK_ADDRESS, s.ALLOWED_HOSTS)"
    for site in ({}, {"SITE_ADDRESS": f"https://{DESK}"}):
        assert "DESK_HOST wants SITE_ADDRESS" in run("-c", code, **PRODUCTION, DESK_HOST=DESK, **site).stderr
    told = run("-c", code, **PRODUCTION, DESK_HOST=DESK, SITE_ADDRESS=f"https://{PUBLIC}").stdout
    assert told == f"https://{DESK} ['{PUBLIC}', '{DESK}']\n"
