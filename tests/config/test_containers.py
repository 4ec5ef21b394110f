"""No container engine runs the tests: what can be read from the files is kept in step with ./dev."""

import re
import tomllib
from pathlib import Path

from config.embedded import binaries

ROOT = Path(__file__).resolve().parents[2]
DEV = (ROOT / "dev").read_text()
IMAGE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "docker-compose.yml").read_text()


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match.group(1)


def test_the_same_system_packages() -> None:
    in_image = found(r"--no-install-recommends \\(.*?)&&", IMAGE).replace("\\", "").split()
    assert in_image == found(r'RUN_PACKAGES="(.*?)"', DEV).split()


def test_a_python_that_the_project_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert found(r"FROM python:(\d\.\d+)-slim-bookworm", IMAGE) == "3.11"
    assert project["project"]["requires-python"] == ">=3.11"


def test_the_same_lock() -> None:
    install = "--require-hashes --only-binary=:all: -r"
    assert f"{install} requirements.lock\n" in IMAGE
    assert install in DEV
    assert "python_packages requirements.lock" in DEV


def test_the_same_typefaces() -> None:
    assert "-m disclosures.typefaces" in found(r"\ntypefaces\(\) \{(.*?)\n\}", DEV)
    assert "python -m disclosures.typefaces" in IMAGE


def test_declarations_are_kept_before_the_user_changes() -> None:
    """He may not write them."""
    assert IMAGE.index("COPY . .") < IMAGE.index("load_typesetter()") < IMAGE.index("USER portal")


def test_the_same_commands() -> None:
    demo = found(r"\ndemo\(\) \{(.*?)\n\}", DEV)
    prepared = re.findall(r"manage\.py (\w+)", found(r"\n  prepare:(.*?)\n\n", COMPOSE))
    assert prepared == ["migrate", "loadsubjects", "publiclog", "collectstatic", "catalogue", "layout"]
    assert re.findall(r"manage (\w+)", demo) == [*prepared[:2], "loadsample", "demopeople"]
    script = (ROOT / "deploy/debian/portal").read_text()
    assert (
        re.findall(r"^ +manage\w* (?!check)(\w+)", found(r"\nprepare\(\) \{(.*?)\n\}", script), re.M)
        == prepared
    )
    assert "gunicorn config.wsgi" in demo
    assert '"gunicorn", "config.wsgi"' in IMAGE
    assert "manage.py worker" in demo
    assert '["python", "manage.py", "worker"]' in COMPOSE


def test_a_worker_that_ends_is_started_again() -> None:
    """Where the files of the site are: it makes them."""
    worker, site = found(r"\n  worker:(.*?)\n\n", COMPOSE), found(r"x-site: &site(.*?)\n\n", COMPOSE)
    assert "restart: always" in worker and "<<: *site" in worker
    assert "publications:/srv/publications" in site


def test_nginx_finds_the_files_where_the_site_lays_them() -> None:
    server, site = found(r"\n  nginx:(.*?)\n\n", COMPOSE), found(r"x-site: &site(.*?)\n\n", COMPOSE)
    example = (ROOT / "deploy/nginx/portal.conf").read_text()
    for name in ("publications", "public", "static"):
        assert f"{name}:/srv/{name}:ro" in server and f"{name}:/srv/{name}\n" in site
        assert f"/srv/{name}" in example


def test_nginx_outlives_the_site() -> None:
    """In a network of its own, with the site at an address that stays."""
    server, site = found(r"\n  nginx:(.*?)\n\n", COMPOSE), found(r"\n  web:(.*?)\n\n", COMPOSE)
    address = found(r"ipv4_address: ([\d.]+)", site)
    assert f"sed s/127.0.0.1:8000/{address}:8000/ /etc/portal.conf" in server and "ports:" in server
    assert "upstream portal { server 127.0.0.1:8000; }" in (ROOT / "deploy/nginx/portal.conf").read_text()


def test_a_postgresql_that_the_project_supports() -> None:
    """And whose own programs the image has, for backups."""
    assert int(found(r"image: postgres:(\d+)-bookworm", COMPOSE)) in binaries.PACKAGED


def test_the_database_keeps_chinese() -> None:
    server = (ROOT / "config/embedded/server.py").read_text()
    arguments = found(r'POSTGRES_INITDB_ARGS: "(.*?)"', COMPOSE).split()
    assert [argument for argument in arguments if f'"{argument}"' not in server] == []


def test_backups_may_be_written() -> None:
    """Into a folder of the machine, by the user of the image."""
    user = found(r"--uid (\d+) .*portal", IMAGE)
    assert f"chown {user} backups" in COMPOSE


def test_both_are_watched() -> None:
    assert COMPOSE.count("config.ask_health") == IMAGE.count("config.ask_health") == 1
    assert "pg_isready" in COMPOSE


def test_there_are_no_secrets_in_the_files() -> None:
    assert re.findall(r"(?:SECRET_KEY|PASSWORD|LOG_KEY): ", COMPOSE) == []
    assert re.findall(r"://\w+:", COMPOSE + IMAGE) == []
    assert ".local" in (ROOT / ".dockerignore").read_text().split()
    assert ".local/" in (ROOT / ".gitignore").read_text().split()
