"""`python -m benchmarks.once JOB PDF`: one print by a process that has done nothing before."""

import pickle
import sys
from pathlib import Path

import django

django.setup()
from disclosures import typesetting  # noqa: E402

html, report = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[2]).write_bytes(typesetting.pdf(html, report))
