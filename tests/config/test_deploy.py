"""Deployment on plain Debian: what can be held against the rest without a machine to boot."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SCRIPT = (DEPLOY / "debian/portal").read_text()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_what_there_is_confined_to_its_folders(unit: Path) -> None:
    told = unit.read_text()
    command = re.search(
        r"^ExecStart=/opt/portal/.venv/bin/(?:gunicorn config.wsgi|python manage.py (\w+)) ?", told, re.M
    )
    assert command and (command[1] is None or command[1] in get_commands())
    for each in ("User=portal", "NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=\n"):
        assert each in told
    assert "Type=oneshot" in told or "Restart=always" in told
    assert ("UMask=0022\n" in told) == ("ReadWritePaths=/srv/portal\n" in told), (
        "nginx reads what these write"
    )


@pytest.mark.parametrize("script", ["portal", "rehearse"])
def test_a_script_is_sound_bash(script: str) -> None:
    subprocess.run(["bash", "-n", DEPLOY / "debian" / script], check=True)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", DEPLOY / "debian" / script], check=True)


def test_it_calls_commands_and_variables_that_exist() -> None:
    commands = set(re.findall(r"^\s+manage(?:_as_owner)? ([a-z]+)", SCRIPT, re.M))
    assert {"migrate", "backup", "layout"} <= commands <= set(get_commands())
    table = (ROOT / "docs/platform.md").read_text("utf-8")
    for name in re.findall(r"^([A-Z_]+)=", SCRIPT.partition("<<ENV\n")[2].partition("\nENV\n")[0], re.M):
        assert f"`{name}`" in table, name


def test_tls_is_new_and_strong() -> None:
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in SCRIPT
    assert "ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;" in SCRIPT, "forward secrecy, with a tag"


def test_readers_are_led_to_tls_and_programs_are_told() -> None:
    (plain,) = re.findall(r"\nserver \{\n    listen 80;(.*?)\n\}", SCRIPT, re.S)
    assert "location /api/ { default_type text/plain; return 403 " in plain
    assert "location / { return 301 https://" in plain and "server_tokens off;" in plain


def test_logs_are_kept_for_half_a_year() -> None:
    assert "MaxRetentionSec=7month" in SCRIPT and r"\1 214/' /etc/logrotate.d/nginx" in SCRIPT


def test_nginx_is_started_again_too() -> None:
    assert (
        r"'[Service]\nRestart=always\nRestartSec=2\n' >/etc/systemd/system/nginx.service.d/portal.conf"
        in SCRIPT
    )


def test_every_unit_is_installed() -> None:
    assert "deploy/systemd/portal-*" in SCRIPT
    assert "    serve " in SCRIPT.partition("\nupgrade() {")[2], "those of the new release, too"
    for name in re.findall(
        r"portal-[a-z]+(?:@\d)?(?:\.timer)?", SCRIPT.partition("systemctl enable")[2].partition("\n")[0]
    ):
        stem, _, kind = re.sub(r"@\d", "@", name).partition(".")
        assert (DEPLOY / f"systemd/{stem}.{kind or 'service'}").exists(), name
