"""./dev, as far as it can be tried without installing anything."""

import socket
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def dev(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", **environment}
    command = [str(ROOT / "dev"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_alone_it_lists_its_habits() -> None:
    lines = dev().stdout.splitlines()
    assert [line.split()[1] for line in lines] == ["setup", "demo", "test", "slow", "audit", "manage"]


def test_an_unknown_habit_is_refused() -> None:
    assert dev("deploy").returncode == 2


def test_a_port_in_use_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = dev("demo", PORT=port)
    assert answer.returncode == 1
    assert (
        answer.stderr
        == f"Port {port} is in use. Stop what runs there, or choose another: PORT=8001 ./dev demo\n"
    )


def test_libraries_are_listed_and_asked_about() -> None:
    """Slow tests end with it; what could not be asked about is no success."""
    told = (ROOT / "dev").read_text()
    assert "cyclonedx-py requirements requirements.lock" in told
    assert "pip-audit --strict --require-hashes --disable-pip" in told and 'libraries" audit' in told


def test_continuous_integration_runs_the_gate() -> None:
    assert "./dev test" in (ROOT / ".ci/run").read_text()
