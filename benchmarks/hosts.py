"""`python -m benchmarks.hosts [--varnish PROGRAM] [--write]`: two hosts, TLS between, a cache before.

On one machine, by ports: PostgreSQL of Debian with a certificate of an own CA, two hosts (gunicorn with TLS
and a worker each), nginx with deploy/nginx/portal.conf asking both by TLS, and a cache before it as a CDN is.
Host A is killed while versions are made; a version is withdrawn, and read through the cache until it is gone.
Exit 1 where anything is not as docs/machines.md says. Needs postgresql, nginx and openssl.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import django
import psycopg

from benchmarks.clients import content
from benchmarks.house import ROOT
from benchmarks.questions import answered, right, tell, waited
from benchmarks.site import EXAMPLE, free_port
from config.embedded.account import hand_over
from config.embedded.server import DATABASE, SUPERUSER, Server

PARSER = argparse.ArgumentParser(description=__doc__)
PARSER.add_argument("--varnish", help="varnishd, as a second cache")
PARSER.add_argument("--programs", type=Path, default=max(Path("/usr/lib/postgresql").glob("*/bin")))
PARSER.add_argument("--write", action="store_true", help="into docs/measurements.md")
ASKED = PARSER.parse_args()
FOLDER = Path(mkdtemp(prefix="hosts-"))
FOLDER.chmod(0o755)
POSTGRES, NGINX, CACHE, VARNISH = free_port(), free_port(), free_port(), free_port()
A, B = free_port(), free_port()
SERVER = Server(FOLDER / "postgres", ASKED.programs)
RUNNING: dict[str, "subprocess.Popen[bytes]"] = {}
FRAME = """
{user}daemon off; pid {folder}/{name}.pid; error_log {folder}/{name}.log;
events {{ worker_connections 256; }}
http {{ access_log off; {inside} }}
"""
AS_A_CDN = """
proxy_cache_path {folder}/cache keys_zone=cdn:10m;
server {{
    listen 127.0.0.1:{port};
    location / {{
        proxy_pass http://127.0.0.1:{origin}; proxy_set_header Host 127.0.0.1;
        proxy_cache cdn; add_header X-Cache $upstream_cache_status;
    }}
}}
"""


def certificates() -> None:
    """Of an own CA, for the name localhost; and of another CA, which nobody trusts."""
    for authority in ("ca", "other"):
        openssl(
            f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN={authority} "
            f"-keyout {authority}.key -out {authority}.pem"
        )
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout host.key "
        "-out host.csr"
    )
    (FOLDER / "names").write_text("subjectAltName=DNS:localhost")
    openssl("x509 -req -in host.csr -CA ca.pem -CAkey ca.key -days 2 -out host.pem -extfile names")


def openssl(arguments: str) -> None:
    subprocess.run(["openssl", *arguments.split()], cwd=FOLDER, check=True, capture_output=True)


def start_postgres() -> None:
    """By TLS alone."""
    SERVER.start()
    SERVER.stop()
    for name in ("host.pem", "host.key"):
        (SERVER.home / name).write_bytes((FOLDER / name).read_bytes())
        (SERVER.home / name).chmod(0o600)
        hand_over(SERVER.home / name)
    (SERVER.data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 trust\n")
    options = (
        f"-p {POSTGRES} -k {SERVER.socket_folder} -c listen_addresses=127.0.0.1 -c ssl=on "
        f"-c ssl_cert_file={SERVER.home}/host.pem -c ssl_key_file={SERVER.home}/host.key"
    )
    SERVER._run("pg_ctl", "start", "-D", SERVER.data, "-l", SERVER.log, "-o", options, "-w", "-t", "90")


def address(**asked: str) -> str:
    wanted = {"sslmode": "verify-full", "sslrootcert": f"{FOLDER}/ca.pem", **asked}
    host = wanted.pop("host", "localhost")
    given = "&".join(f"{name}={value}" for name, value in wanted.items())
    return f"postgres://{SUPERUSER}@{host}:{POSTGRES}/{DATABASE}?{given}"


certificates()
start_postgres()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DEBUG": "False",
    "SECRET_KEY": "the same on both",
    "DATABASE_URL": address(),
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "HTTPS": "False",
    "BEHIND_PROXY": "True",
    "SITE_ADDRESS": "https://hosts.invalid",
    "LOG_KEY_FILE": str(FOLDER / "log-key.pem"),
    "PUBLICATIONS_ROOT": str(FOLDER / "publications"),
    "PUBLIC_FILES": str(FOLDER / "public"),
    "STATIC_ROOT": str(FOLDER / "static"),
    "IMPORTS_ROOT": str(FOLDER / "imports"),
    "PRINT_MEMORY_MB": "2046",
}
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from disclosures import logbook, logkey, withdrawing  # noqa: E402
from disclosures.models import Publication  # noqa: E402
from tests import stages  # noqa: E402
from tests.disclosures.together import approved  # noqa: E402

ORDER = ("publish", "--all-approved", "--year=2024", "--disclosed=2025-09-26", "--by=公开人")


def main() -> None:
    try:
        prepare()
        rows = answered(QUESTIONS)
    finally:
        for process in RUNNING.values():
            process.kill()
            process.wait()
        SERVER.stop()
        subprocess.run(["rm", "-rf", FOLDER], check=False)
    tell("benchmarks.hosts", "Two hosts, TLS between, a cache before", rows, write=ASKED.write)


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("loadsubjects", stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    logkey.make(FOLDER / "log-key.pem")
    User.objects.create_superuser("公开人")
    for name, port in (("A", A), ("B", B)):
        begin(
            f"web {name}",
            *python("-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}"),
            "--workers=1",
            "--threads=4",
            "--no-control-socket",
            "--log-level=warning",
            f"--certfile={FOLDER}/host.pem",
            f"--keyfile={FOLDER}/host.key",
        )
        begin(f"worker {name}", *python("manage.py", "worker"))
    begin("nginx", "nginx", "-c", str(written("nginx", asks_both())), "-p", str(FOLDER))
    cdn = AS_A_CDN.format(folder=FOLDER, port=CACHE, origin=NGINX)
    begin("cache", "nginx", "-c", str(written("cache", cdn)), "-p", str(FOLDER))
    if ASKED.varnish:
        begin(
            "varnish",
            ASKED.varnish,
            "-F",
            "-n",
            str(FOLDER / "varnish"),
            "-a",
            f"127.0.0.1:{VARNISH}",
            "-b",
            f"127.0.0.1:{NGINX}",
        )
    waited(lambda: get(NGINX, "/healthz") == 200, 120)


def python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


def begin(name: str, *command: str) -> None:
    with (FOLDER / "all.log").open("ab") as lines:
        RUNNING[name] = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines, start_new_session=True
        )


def asks_both() -> str:
    """The example, as docs/machines.md says for hosts of their own."""
    portal = EXAMPLE.read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{NGINX};")
    portal = portal.replace("server 127.0.0.1:8000;", f"server localhost:{A}; server localhost:{B};")
    portal = portal.replace("/srv/", f"{FOLDER}/")
    trusted = (
        f"proxy_pass https://portal; proxy_ssl_verify on; proxy_ssl_name localhost; "
        f"proxy_ssl_trusted_certificate {FOLDER}/ca.pem;"
    )
    return re.sub(r"rate=\d+r/[sm]", "rate=100000r/s", portal.replace("proxy_pass http://portal;", trusted))


def written(name: str, inside: str) -> Path:
    user = "user root; " if os.geteuid() == 0 else ""
    path = FOLDER / f"{name}.conf"
    path.write_text(FRAME.format(user=user, folder=FOLDER, name=name, inside=inside), "utf-8")
    return path


def by_tls() -> str:
    """Who is refused, and with what a host speaks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        spoken = cursor.fetchone()[0]
    refused = 0
    for asked in (
        address(host="127.0.0.1"),
        address(sslrootcert=f"{FOLDER}/other.pem"),
        address(sslmode="disable"),
    ):
        try:
            psycopg.connect(asked).close()
            right(False, f"let in by {asked}")
        except psycopg.OperationalError:
            refused += 1
    return f"{spoken}; another name, another CA, no TLS: {refused} of 3 refused"


def one_is_killed() -> str:
    approved(6)
    call_command(*ORDER, stdout=StringIO())
    waited(lambda: Publication.objects.count() >= 2, 240)
    for name in ("web A", "worker A"):
        os.killpg(RUNNING[name].pid, signal.SIGKILL)
    answers = Counter(get(NGINX, "/search/?q=某市") for _ in range(50))
    right(set(answers) == {200}, f"A killed: {dict(answers)}")
    took = waited(lambda: Publication.objects.count() == 6, 400)
    logbook.seal()
    faults = list(logbook.verify())
    right(not faults, f"the log: {faults}")
    waited(lambda: get(NGINX, "/unit0006/2024/") == 200, 60)
    told = f"{answers[200]} of 50 searches answered; all 6 versions made"
    return f"{told}, {took:.0f} s after the kill; the log agrees"


def withdrawn(port: int) -> str:
    """Read through the cache until no address has it."""
    unit = f"unit{2 if port == CACHE else 3:04}"
    places = (f"/{unit}/2024/", f"/{unit}/2024/v1/report.pdf")
    for _ in range(2):
        right({get(port, place) for place in places} == {200}, "read through the cache")
    withdrawing.withdraw(Publication.objects.get(unit__code=unit), by=stages.PUBLISHER, reason="试验")
    begun = time.monotonic()
    gone: dict[str, float] = {}
    while len(gone) < 2 and time.monotonic() - begun < 120:
        for place in places[:2]:
            if place not in gone and get(port, place) == 410:
                gone[place] = time.monotonic() - begun
        time.sleep(0.5)
    right(len(gone) == 2 and max(gone.values()) < 62, f"still there: {gone}")
    return ", ".join(
        f"{place.rpartition('/')[2] or 'page'} 410 after {seconds:.0f} s" for place, seconds in gone.items()
    )


QUESTIONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("sslmode=verify-full", by_tls),
    ("host A killed with -9 while both make versions", one_is_killed),
    ("withdrawn, through nginx as a cache", lambda: withdrawn(CACHE)),
    *([("the same through Varnish", lambda: withdrawn(VARNISH))] if ASKED.varnish else []),
)


def get(port: int, place: str) -> int:
    return content(port, quote(place, safe="/?="))[0]


if __name__ == "__main__":
    main()
