"""The site as it is deployed, to be attacked: nginx with TLS as deploy/debian/portal writes it, gunicorn as
its unit starts it, the samples published and as drafts, a person of each role with two-step login.
"""

import os
import re
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

from benchmarks.clients import content
from benchmarks.house import ROOT, House
from benchmarks.site import FRAME, Site

HOST = "portal.invalid"
GUNICORN = ("-m", "gunicorn", "config.wsgi", "--bind")
SCRIPT = (ROOT / "deploy/debian/portal").read_text("utf-8")
PASSWORD = "probe-Ra7-Wolke-19"
ROLES = ("clerk", "reviewer", "bureau", "publisher", "administrator")
STRANGER = "stranger"
"""Clerk of a unit that has nothing to do with the samples."""
ROOT_USER = "superuser"


class Deployed(Site):
    """`nginx` is the port with TLS, `plain` the one that leads there. Rates are not limited, for scanners."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.etc = house.folder / "etc"
        origin = f"https://{HOST}:{self.nginx}"
        os.environ |= {
            "ALLOWED_HOSTS": HOST,
            "HTTPS": "True",
            "BEHIND_PROXY": "True",
            "SECRET_KEY": os.urandom(32).hex(),
            "SITE_ADDRESS": origin,
            "CSRF_TRUSTED_ORIGINS": origin,
        }

    def start(self) -> None:
        (self.house.folder / "imports").mkdir(exist_ok=True)
        self.run([sys.executable, *GUNICORN, f"127.0.0.1:{self.django}", *as_in_its_unit()])
        self.run(["nginx", "-c", f"{self.written()}", "-p", f"{self.house.folder}"])
        while not content(self.django, "/healthz")[0] or not content(self.plain, "/")[0]:
            time.sleep(0.2)

    def written(self) -> Path:
        """nginx's configuration, by the deploying script's own lines; only places and ports are others."""
        (self.etc / "tls").mkdir(parents=True, exist_ok=True)
        (self.etc / "conf.d").mkdir(exist_ok=True)
        (lines,) = re.findall(r"^write_web_server\(\) \{.*?\n(.*?)    nginx -t -q\n\}", SCRIPT, re.M | re.S)
        lines = lines.replace("/etc/nginx/", "$ETC/")
        lines = re.sub(r"rm -f .*", "", lines)
        given = {"HOME_FOLDER": f"{ROOT}", "DATA": f"{self.house.folder}", "ETC": f"{self.etc}"}
        subprocess.run(
            ["bash", "-ec", f"say() {{ :; }}\n{lines}", "-", HOST], env=os.environ | given, check=True
        )
        portal = (self.etc / "conf.d/portal.conf").read_text("utf-8")
        portal = re.sub(r"listen \[::\]:\d+(?: ssl)?;", "", portal)
        portal = portal.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.nginx} ssl;")
        portal = portal.replace("listen 80;", f"listen 127.0.0.1:{self.plain};")
        portal = portal.replace("127.0.0.1:8000", f"127.0.0.1:{self.django}")
        portal = re.sub(r"rate=\d+r/[sm]", "rate=100000r/s", portal)
        frame = FRAME[: FRAME.index("server {")] + "}}\n"
        user = "user root;\n" if os.geteuid() == 0 else ""
        path = self.house.folder / "nginx.conf"
        path.write_text(frame.format(user=user, folder=self.house.folder, portal=portal), "utf-8")
        return path


def as_in_its_unit() -> list[str]:
    """gunicorn's other arguments."""
    unit = (ROOT / "deploy/systemd/portal-web.service").read_text("utf-8")
    found = re.search(r"^ExecStart=\S+ config\.wsgi --bind \S+ (.*)$", unit, re.M)
    assert found
    return found[1].split()


def furnish() -> dict[str, str]:
    """Samples, units and people. The cookie of each person's session, by name. After `django.setup()`."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from accounts.models import Membership, Unit
    from disclosures import logkey

    quiet = {"stdout": StringIO()}
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Path(os.environ["LOG_KEY_FILE"]).exists():
        logkey.make(Path(os.environ["LOG_KEY_FILE"]))
    call_command("loadsubjects", **quiet)
    call_command("loadsample", if_missing=True, **quiet)
    call_command("loadsample", as_printed=True, **quiet)
    call_command("catalogue", **quiet)
    call_command("layout", **quiet)
    elsewhere, _ = Unit.objects.get_or_create(code="elsewhere", name="别处单位", kind="unit", level="县")
    cookies = {}
    for name in (*ROLES, STRANGER, ROOT_USER):
        user, _ = User.objects.get_or_create(
            username=name, defaults={"is_staff": True, "is_superuser": name == ROOT_USER}
        )
        user.set_password(PASSWORD)
        user.save()
        if name != ROOT_USER:
            units = [elsewhere] if name == STRANGER else Unit.objects.exclude(code="elsewhere")
            role = "clerk" if name == STRANGER else name
            for unit in units:
                Membership.objects.get_or_create(user=user, unit=unit, role=role)
        if name not in ("clerk", STRANGER):
            TOTPDevice.objects.get_or_create(user=user, name="probe", confirmed=True)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        ((_, morsel),) = client.cookies.items()
        cookies[name] = f"{morsel.key}={morsel.value}"
    return cookies
