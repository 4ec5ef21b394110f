"""`manage.py worker`: does what waits in line, one job after another, until it is stopped."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg import OperationalError

from disclosures import queue

PAUSE = 2.0
"""Seconds before it asks again for a database that is away."""


class Command(BaseCommand):
    help = (
        "生成程序：依次生成等待公开的版本和草稿 PDF，直到 Ctrl-C 或 SIGTERM（先办完手上的一件）。"
        "印刷用满一个处理器核：要快，就多启动几个，也可以在别的机器上"
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write("生成程序已启动")
        asyncio.run(self.work())
        self.stdout.write("生成程序已停止")

    async def work(self) -> None:
        """Begins again whenever the database was away."""
        stop = asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        while not stop.is_set():
            try:
                await until(stop, work_once())
            except (ConnectorException, OperationalError) as error:
                self.stderr.write(f"数据库连不上，{PAUSE:.0f} 秒后再试：{error.__cause__ or error}")
            await until(stop, asyncio.sleep(PAUSE))


async def until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do it to its end, or until it is time to stop."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        working.cancel()
    with suppress(asyncio.CancelledError):
        await working


async def work_once() -> None:
    """Until it is cancelled, which lets the job at hand come to its end, or until the database goes away."""
    parameters = await asyncio.to_thread(connector_params)
    connector = PsycopgConnector(kwargs=parameters, min_size=1, max_size=4, timeout=10)
    with app.replace_connector(connector):
        async with app.open_async():
            await app.run_worker_async(
                concurrency=1,  # printing fills a core
                update_heartbeat_interval=queue.HEARTBEAT,
                stalled_worker_timeout=queue.STALLED,
                delete_jobs="always",  # what came of them stands in what they made
                install_signal_handlers=False,
            )
