"""What a worker does before its first print, so that no print has to do it again."""

import contextlib
import gc
from dataclasses import replace

from disclosures import assembly, rendering, sample_files
from disclosures.fonts import PrintingImpossible
from disclosures.printing.progress import to_nobody
from disclosures.printing.typeset import typeset
from disclosures.report import Issue


def warm_up() -> None:
    """Print the first part of a sample. What this machine lacks is said by the print that is asked for."""
    report = assembly.build(sample_files.read(sample_files.names()[0]), Issue())
    short = replace(report, parts=report.parts[:1])
    with contextlib.suppress(PrintingImpossible):
        typeset(rendering.article(short), short, to_nobody)


def freeze() -> None:
    """Children share the memory of what is loaded by now; a collection would write to all of it."""
    gc.collect()
    gc.disable()
    gc.freeze()
