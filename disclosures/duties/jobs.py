"""What workers do once a day. procrastinate finds this module by its name."""

from django.utils import timezone
from procrastinate.contrib.django import app

from disclosures.duties import reminding


@app.periodic(cron="0 0 * * *")  # UTC: eight in the morning in China
@app.task(name="remind", queueing_lock="remind")
def remind(timestamp: int) -> None:
    """What could not be sent is in the log, and sent the next day."""
    reminding.remind(timezone.localdate())
