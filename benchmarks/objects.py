"""`python -m benchmarks.objects --server PROGRAM [--write]`: files of publications in a real object store.

PROGRAM is an S3 server that takes `-H 127.0.0.1 -p PORT`, as `moto_server` of moto[server] does; the site has
requirements-s3.lock. 辽源 is published into it, a worker publishes besides, everything is read by Django,
verified, exported, withdrawn; then the store is killed. Exit 1 where anything is wrong.
"""

import argparse
import hashlib
import os
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import django

from benchmarks.house import House
from benchmarks.questions import answered, right, tell
from benchmarks.site import free_port

PARSER = argparse.ArgumentParser(description=__doc__)
PARSER.add_argument("--server", required=True)
PARSER.add_argument("--write", action="store_true", help="into docs/measurements.md")
ASKED = PARSER.parse_args()
HOUSE, STORE = House(), free_port()
BUCKET, REGION = "publications", "cn-north-1"
os.environ |= {
    "S3_BUCKET": BUCKET,
    "S3_ENDPOINT": f"http://127.0.0.1:{STORE}",
    "S3_REGION": REGION,
    "S3_ADDRESSING": "path",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
    "ALLOWED_HOSTS": "testserver",
    "PUBLIC_FILES": str(HOUSE.folder / "public"),
    "DATA_SECONDS": "1",
}
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.test import Client  # noqa: E402

from disclosures import archive, withdrawing  # noqa: E402
from disclosures.artefacts import ARTEFACTS  # noqa: E402
from disclosures.models import Publication, PublishOrder  # noqa: E402
from disclosures.publiclog import verifyarchive  # noqa: E402
from tests import stages  # noqa: E402
from tests.disclosures.together import approved_one  # noqa: E402

READER = Client(raise_request_exception=False)
ORDER = ("publish", "--all-approved", "--year=2024", "--disclosed=2025-09-26", "--by=公开人")


def main() -> None:
    store = started()
    try:
        prepare()
        rows = answered(QUESTIONS)
        rows.append(["the store killed with -9", killed(store)])
    finally:
        store.kill()
        HOUSE.close()
    tell(
        f"benchmarks.objects --server {os.path.basename(ASKED.server)}",
        "Files in an object store",
        rows,
        write=ASKED.write,
    )


def started() -> "subprocess.Popen[bytes]":
    command = [ASKED.server, "-H", "127.0.0.1", "-p", str(STORE)]
    store = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    bucket = archive.files().bucket  # type: ignore[attr-defined]  # of S3Storage
    for _ in range(100):
        try:
            bucket.create(CreateBucketConfiguration={"LocationConstraint": REGION})
            return store
        except Exception:
            time.sleep(0.2)
    raise SystemExit("the store does not answer")


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("loadsubjects", stdout=StringIO())
    call_command("loadsample", stdout=StringIO())
    User.objects.create_superuser("公开人")


def published() -> str:
    approved_one(1)
    begun = time.monotonic()
    HOUSE.keep_at_work(1)
    call_command(*ORDER, "--wait", stdout=StringIO())
    HOUSE.dismiss()
    return f"by a worker in {time.monotonic() - begun:.0f} s with its start; {len(objects())} objects"


def read() -> str:
    """Each file of each version, as a reader asks for it."""
    seen: Counter[str] = Counter()
    for version in Publication.objects.public().select_related("unit"):
        place = f"/{version.unit.code}/{version.year}/v{version.number}/"
        for artefact in ARTEFACTS:
            entry = version.files.get(artefact.name)
            if entry and artefact.kind:
                content = READER.get(f"{place}report.{artefact.kind}").content
                right(hashlib.sha256(content).hexdigest() == entry["sha256"], f"{place}{artefact.name}")
                seen["files"] += 1
        for page in (place, f"{place}report.zip", f"/log/proof/{version.code}.tlog-proof"):
            right(READER.get(page).status_code == 200, page)
            seen["pages, folders and proofs"] += 1
    for page in ("/", "/log/checkpoint", "/search/?q=辽源", "/verify/", "/readyz"):
        right(READER.get(page).status_code == 200, page)
    return ", ".join(f"{count} {what}" for what, count in seen.items()) + ", each file with its hash"


def packages() -> str:
    call_command("data", stdout=StringIO())
    answer = READER.get("/data/2024.zip")
    size = len(b"".join(answer)) if answer.status_code == 200 else 0
    right(size > 1000, f"/data/2024.zip answers {answer.status_code}")
    return f"{size:,} bytes read"


def laid_out() -> str:
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("layout", stdout=StringIO())
    files = [path for path in (HOUSE.folder / "public").rglob("*") if path.is_file()]
    right(not [path for path in files if path.suffix in (".pdf", ".zip")], "files laid out")
    return f"{len(files)} files of pages, no file of a version"


def verified() -> str:
    said = StringIO()
    call_command("verifypublications", stdout=said, stderr=said)
    with tempfile.TemporaryDirectory() as place:
        call_command("exportarchive", f"--output={place}/archive", stdout=StringIO())
        right(verifyarchive.told(Path(place) / "archive", None) == 0, "the archive")
    return f"{said.getvalue().strip().splitlines()[-1]}; exported and verified"


def backed_up() -> str:
    try:
        call_command("backup", str(HOUSE.folder / "backup"))
    except CommandError as refused:
        return str(refused)
    right(False, "a backup without files")
    return ""


def withdrawn() -> str:
    version = Publication.objects.get(unit__code="liaoyuan", number=1)
    before = set(objects())
    withdrawing.withdraw(version, by=stages.PUBLISHER, reason="试验")
    stages.work()
    gone = before - set(objects())
    right(READER.get("/liaoyuan/2024/v1/").status_code == 410, "410")
    right(READER.get("/liaoyuan/2024/v1/report.pdf").status_code == 410, "410 of the PDF")
    call_command("verifypublications", stdout=StringIO())
    return f"{len(gone)} objects gone, 410"


def killed(store: "subprocess.Popen[bytes]") -> str:
    stages.work()  # what was in line before is not of this
    store.kill()
    store.wait()
    begun = time.monotonic()
    ready, page = READER.get("/readyz").status_code, READER.get("/unit0001/2024/").status_code
    took = time.monotonic() - begun
    right(ready == 503 and page >= 500, f"store killed: {ready}, {page}")
    right((HOUSE.folder / "public/unit0001/2024/index.html").exists(), "the page stays")
    approved_one(2)
    call_command(*ORDER, stdout=StringIO())
    stages.work()
    order = PublishOrder.objects.get(account__unit__code="unit0002")
    right(order.state == "failed" and not Publication.objects.filter(order=order).exists(), order.state)
    return f"/readyz {ready}, a page from Django {page} ({took:.1f} s for both); an order says: {order.error}"


QUESTIONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("published", published),
    ("read by Django", read),
    ("data packages", packages),
    ("laid out", laid_out),
    ("verifypublications, exportarchive", verified),
    ("backup says", backed_up),
    ("withdrawn", withdrawn),
)


def objects() -> list[str]:
    return [each.key for each in archive.files().bucket.objects.all()]  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
