"""`python -m benchmarks.once JOB PDF`: one print by a process that has done nothing before."""

import pickle
import sys
from pathlib import Path

import django

django.setup()
from disclosures.printing.progress import to_nobody  # noqa: E402
from disclosures.printing.typeset import typeset  # noqa: E402

html, report = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[2]).write_bytes(typeset(html, report, to_nobody))
