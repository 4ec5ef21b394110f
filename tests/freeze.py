"""Freezes an edition: `python -m tests.freeze CODE` writes its golden file. See docs/editions.md."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from accounts.editions import edition_of
from accounts.editions.definitions import Edition

GOLDEN = Path(__file__).parent / "golden"


def as_json(edition: Edition) -> str:
    return json.dumps(asdict(edition), ensure_ascii=False, indent=1) + "\n"


def golden_file(code: str) -> Path:
    return GOLDEN / f"edition-{code}.json"


if __name__ == "__main__":
    for code in sys.argv[1:]:
        golden_file(code).write_text(as_json(edition_of(code)), encoding="utf-8")
        print(f"froze {code}")
