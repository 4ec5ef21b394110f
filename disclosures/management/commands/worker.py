"""`manage.py worker`: does what waits in line, one job after another, until it is stopped."""

import asyncio
import signal
import time
from collections.abc import Coroutine
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg import OperationalError

from disclosures import queue

PAUSE = 2.0
"""Seconds before it asks again for a database that is away, and between two looks at the clock."""
SET = 30
"""Seconds by which the clock jumps where somebody has set it."""


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
        """Begins again whenever the database was away or the clock was set: what is due each hour is reckoned
        from the last time, over a year ahead if need be.
        """
        stop = asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        while not stop.is_set():
            try:
                await first(stop.wait(), work_once(), clock_is_set())
            except (ConnectorException, OperationalError) as error:
                self.stderr.write(f"数据库连不上，{PAUSE:.0f} 秒后再试：{error.__cause__ or error}")
            await first(stop.wait(), asyncio.sleep(PAUSE))


async def first(*works: Coroutine[Any, Any, object]) -> None:
    """Until one of them is done; the others are cancelled, and come to their end."""
    running = [asyncio.ensure_future(work) for work in works]
    done, others = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for each in done:
        each.result()


async def clock_is_set() -> None:
    """Waits until it is."""
    apart = time.time() - time.monotonic()
    while abs(time.time() - time.monotonic() - apart) < SET:
        await asyncio.sleep(PAUSE)


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
