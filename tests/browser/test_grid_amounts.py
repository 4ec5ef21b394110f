"""The browser reads amounts as the server does: the same vectors."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.grid import at_desk, clerk, open_account

VECTORS = Path(__file__).parents[1] / "accounts" / "entry" / "amounts.json"
READ = """async vectors => {
  const { read, written } = await import("/static/desk/grid/amounts.js");
  return vectors.map(({ typed, measure, scale }) => {
    try {
      const value = read(typed, measure, scale);
      const again = read(written(value, measure, scale), measure, scale);
      return { amount: value === null ? null : String(value), again: again === value };
    } catch (reason) { return { refused: reason.message }; }
  });
}"""


def hundredths(amount: str | None) -> str | None:
    if amount is None:
        return None
    whole, _, part = amount.partition(".")
    return str(int(whole + part.ljust(2, "0")))


def test_the_browser_reads_as_the_server_does(browser: Browser, live_server: Any) -> None:
    account = open_account()
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        sheet.open()
        for vector, found in zip(vectors, sheet.page.evaluate(READ, vectors), strict=True):
            if "refused" in vector:
                assert vector["refused"] in found.get("refused", ""), vector
            else:
                assert found == {"amount": hundredths(vector["amount"]), "again": True}, vector
