"""`python -m disclosures.printing FOLDER LIMITS NAME`: become a printing worker; returns when it listens."""

import os
import sys
from pathlib import Path

import django


def main(folder: str, limits: str, name: str) -> int:
    django.setup()
    from disclosures.printing import service, warming
    from disclosures.printing.limits import Limits
    from disclosures.printing.worker import CHANGED, Worker

    worker = Worker(Path(folder), Limits.from_text(limits))
    warming.warm_up()
    if worker.name() != name:
        return CHANGED
    listener = service.listen(worker.path(name))
    warming.freeze()
    if os.fork():
        os._exit(0)  # whoever started it goes on now
    os.setsid()
    service.Service(listener, worker.limits).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
