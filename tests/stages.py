"""An account brought to a status by the steps there are, without what the steps ask of its content."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, connections
from procrastinate import sql
from procrastinate.contrib.django import app

from accounts import content, filing, workflow
from accounts.ledger import load_case
from accounts.models import Account, Step
from disclosures import corrections, publishing, queue
from disclosures.models import Publication, PublishOrder
from disclosures.publishing import PublishFailed

DAY = date(2025, 9, 26)


def keep_files_in(folder: Path, settings: Any) -> None:
    """What a test publishes is kept there and not among the demo's files."""
    kept = {**settings.STORAGES["publications"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "publications": kept}


def hand(name: str) -> User:
    """Somebody who may take every step and is kept nowhere."""
    return User(username=name, is_staff=True, is_superuser=True)


CLERK, REVIEWER, BUREAU, PUBLISHER = map(hand, ("填报人", "审核人", "财政", "公开人"))


def submit(account: Account, by: User = CLERK) -> Step:
    """Whatever is wrong with it."""
    return workflow.take(account, Step.Verb.SUBMIT, by=by, check=lambda a: content.mark(load_case(a)))


def approve(account: Account) -> None:
    """From draft to 已批复."""
    submit(account)
    workflow.review(account, by=REVIEWER)
    workflow.reply(account, by=BUREAU, replied=DAY)


def order(account: Account, disclosed: date = DAY) -> PublishOrder:
    """From draft, or 已批复, to an order."""
    if Account.objects.get(pk=account.pk).is_open:
        approve(account)
    return publishing.order(account, by=PUBLISHER, disclosed=disclosed)


def publish(account: Account, disclosed: date = DAY) -> Publication:
    return publishing.publish(order(account, disclosed))


def work() -> None:
    """As a worker does all that waits in line, but each job once. What goes wrong stands in the rows."""
    worker = in_line("register_worker")["worker_id"]
    give_sign_of_life("1 hour")
    while (job := in_line("fetch_job", queues=None, worker_id=worker))["id"]:
        with suppress(PublishFailed):
            app.tasks[job["task_name"]].func(**json.loads(job["args"]))
        in_line("finish_job", job_id=job["id"], status="succeeded", delete_job=True)
    in_line("unregister_worker", worker_id=worker)


@contextmanager
def working() -> Iterator[None]:
    """The same meanwhile, in a thread of its own."""

    def run() -> None:
        work()
        connections.close_all()

    worker = threading.Thread(target=run)
    worker.start()
    yield
    worker.join()


def give_sign_of_life(since: str) -> None:
    """Of every worker, as long from now."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() + %s::interval", [since])


def in_line(what: str, **arguments: Any) -> Any:
    """One of procrastinate's questions, in the transaction of the test."""
    found = queue.LINE.connector.execute_query_all(query=sql.queries[what], **arguments)
    return found[0] if found else None


def reopen(account: Account) -> None:
    corrections.reopen(account, by=PUBLISHER, reason="更正", kind="figures", reference="辽财库〔2025〕9号")


def correct(account: Account) -> None:
    """Open again, with a word changed: what says the same is no correction."""
    reopen(account)
    filing.explain(account, {"profile.duties": "承担社会保险经办工作。"}, by="填报人")


def put_in(account: Account, status: str) -> None:
    """Round the triggers: as if it had got there."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE accounts_account SET status = %s WHERE id = %s", [status, account.pk])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    account.refresh_from_db()
