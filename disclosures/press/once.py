"""`python -m disclosures.press.once PAGE PDF`: one print by a process that has done nothing before."""

import sys
from pathlib import Path

from disclosures.press import later
from disclosures.press.stages import to_nobody
from disclosures.press.typeset import typeset


def main(page: str, pdf: str) -> None:
    later.stand_in()
    Path(pdf).write_bytes(typeset(Path(page).read_text(encoding="utf-8"), to_nobody))


if __name__ == "__main__":
    main(*sys.argv[1:])
