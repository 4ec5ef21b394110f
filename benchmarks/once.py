"""`python -m benchmarks.once PAGE PDF`: one print by a process that has done nothing before."""

import sys
from pathlib import Path

from disclosures.press.stages import to_nobody
from disclosures.press.typeset import typeset

page = Path(sys.argv[1]).read_text(encoding="utf-8")
Path(sys.argv[2]).write_bytes(typeset(page, to_nobody))
