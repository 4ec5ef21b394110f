"""`python -m config.ask_health`: the container's health check. Ends with 0 when the site answers."""

import os
import urllib.request


def ask() -> None:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=5) as answer:
        if answer.status != 200:
            raise SystemExit(f"/healthz answers {answer.status}")


if __name__ == "__main__":
    ask()
