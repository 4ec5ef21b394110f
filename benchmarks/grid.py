"""How fast the entry sheet is with 300 subjects: `.venv/bin/pytest benchmarks/grid.py -s` (docs/entry.md).

From the key to the painted sum, opening the table, saving 1,000 pasted cells. In Debian's Chromium.
"""

import gzip
import time
from pathlib import Path
from statistics import median
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, expect

from tests.browser.grid import Sheet, at_desk, clerk, open_account

pytest_plugins = ("tests.conftest", "tests.browser.conftest")

ROWS = 300
COLUMNS = ("total", "basic", "project", "remitted_up", "business", "subsidy_down")
TIMED = """() => new Promise(resolve => {
  const input = document.activeElement;
  const start = performance.now();
  input.value = input.value === "7" ? "8" : "7";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  const done = performance.now() - start;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve([done, performance.now() - start]);
    channel.port2.postMessage(0);
  });
})"""


def codes() -> list[str]:
    """Three classes with their parts, 300 in all."""
    found = []
    for one in range(400, 403):
        found.append(f"{one}")
        for two in range(10, 19):
            found.append(f"{one}{two}")
            found += [f"{one}{two}{three}" for three in range(10, 20)]
    return found[:ROWS]


def figures() -> str:
    """Every 项 spends 1 万元 in two columns, and everything adds up."""
    every = codes()
    leaves = {code: [each for each in every if len(each) == 7 and each.startswith(code)] for code in every}
    leaves["total"] = [code for code in every if len(code) == 7]
    cells = []
    for row, below in leaves.items():
        cells += [f"t03/{row}/basic {len(below)}", f"t03/{row}/project {len(below)}"]
        cells += [f"t03/{row}/total {2 * len(below)}"]
        cells += [f"t03/{row}/{column} 0" for column in COLUMNS[3:]]
    return " ".join(cells)


def opened(sheet: Sheet) -> float:
    start = time.perf_counter()
    sheet.open()
    return time.perf_counter() - start


def typed(sheet: Sheet, times: int = 40) -> tuple[float, float]:
    """The script's part, and until it is painted, in ms: medians."""
    sheet.go("t03/4011010/basic")
    found = [sheet.page.evaluate(TIMED) for _ in range(times)]
    sheet.press("Escape")
    return median(each[0] for each in found), median(each[1] for each in found)


def saved(sheet: Sheet) -> tuple[float, float]:
    """1,000 cells: until they are pasted, and until the server has them."""
    sheet.go("t03/4001010/basic")
    block = "\n".join(["\t".join(["1.25"] * 4)] * 250)
    start = time.perf_counter()
    sheet.paste(block)
    expect(sheet.page.locator("dialog.preview")).to_be_visible()
    sheet.press("Enter")
    expect(sheet.page.locator(".toast")).to_contain_text("粘贴了 1000 格")
    pasted = time.perf_counter() - start
    expect(sheet.page.locator("#state")).to_contain_text("已全部保存", timeout=60_000)
    return pasted, time.perf_counter() - start


def weights(site: Client, account: Any) -> tuple[int, int, int]:
    """The page, the page compressed, all scripts of the sheet compressed: bytes."""
    address = f"/desk/accounts/{account.pk}/tables/t03/"
    plain, packed = (site.get(address, headers={"Accept-Encoding": how}) for how in ("", "gzip"))
    folder = Path(str(finders.find("desk/grid/main.js"))).parent
    scripts = sum(len(gzip.compress(each.read_bytes())) for each in folder.glob("*.js"))
    return len(plain.content), len(packed.content), scripts


def test_what_it_weighs(db: None) -> None:
    account, site = open_account(figures=figures()), Client()
    site.force_login(clerk(account))
    page, packed, scripts = weights(site, account)
    print(f"\npage {page / 1000:.0f} kB, compressed {packed / 1000:.0f} kB")
    print(f"scripts of the sheet, compressed {scripts / 1000:.0f} kB")


def test_the_sheet(browser: Browser, live_server: Any) -> None:
    account = open_account(figures=figures())
    with at_desk(browser, live_server.url, account, clerk(account)) as sheet:
        opened(sheet)
        first = median(opened(sheet) for _ in range(5))
        script, painted = typed(sheet)
        pasted, stored = saved(sheet)
        print(f"\n{len(codes())} subjects, {len(codes()) * len(COLUMNS)} figures")
        print(f"opened and ready      {first * 1000:6.0f} ms")
        print(f"key to reckoned sum   {script:6.1f} ms")
        print(f"key to painted sum    {painted:6.1f} ms (goal 50)")
        print(f"1,000 cells pasted    {pasted * 1000:6.0f} ms, the agreement to the preview included")
        print(f"1,000 cells saved     {stored * 1000:6.0f} ms")
        assert painted < 500
