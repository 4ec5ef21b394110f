"""Chromium printing the page of the PDF, asked through its debugging pipe: nothing else is measured."""

import base64
import json
import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
PAPER = {
    "preferCSSPageSize": True,
    "printBackground": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}


class Chromium:
    def __init__(self, program: str, fonts: Path) -> None:
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        requests, self.to_browser = os.pipe()
        self.from_browser, answers = os.pipe()
        command = [program, *OPTIONS, f"--user-data-dir={self.profile.name}", "--remote-debugging-pipe"]
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", f'exec "$@" 3<&{requests} 4>&{answers}', "sh", *command, "about:blank"],
            pass_fds=(requests, answers),
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(requests)
        os.close(answers)
        self.unread, self.number = b"", 0
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        self.ask("Page.enable", sessionId=self.session)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.to_browser)
        os.close(self.from_browser)
        self.profile.cleanup()

    def pdf(self, page: Path) -> bytes:
        self.ask("Page.navigate", sessionId=self.session, url=page.as_uri())
        while self.message().get("method") != "Page.loadEventFired":
            pass
        return base64.b64decode(self.ask("Page.printToPDF", sessionId=self.session, **PAPER)["data"])

    def ask(self, method: str, sessionId: str = "", **parameters: Any) -> dict[str, Any]:
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if sessionId:
            request["sessionId"] = sessionId
        os.write(self.to_browser, json.dumps(request).encode() + b"\0")
        while (answer := self.message()).get("id") != self.number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def message(self) -> dict[str, Any]:
        while b"\0" not in self.unread:
            part = os.read(self.from_browser, 1 << 20)
            if not part:
                raise RuntimeError("Chromium ended")
            self.unread += part
        line, _, self.unread = self.unread.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message
