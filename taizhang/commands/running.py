"""`serve`, `work` and `remind`: one process tree that serves the pages and does the background work."""

import argparse
import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from granian import Granian
from granian.constants import Interfaces

from taizhang.commands.set_up import SIGN_INS, migrate
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district
from taizhang.organisation.models import District
from taizhang.reminders import schedule
from taizhang.reminders.actions import daily, deliveries
from taizhang.workbooks import recovery


def check_database() -> str:
    """One sentence on the database in use, with the journal mode that SQLite really has."""
    if connection.vendor != "sqlite":
        return "数据库：PostgreSQL"
    with closing(connection.cursor()) as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    safe = "无 WAL 缺陷" if settings.SQLITE_JOURNAL_MODE == "WAL" else "有 WAL 缺陷，已改用回滚日志"
    return f"数据库：SQLite {settings.SQLITE_VERSION}（{safe}，{mode}）"


def serve(arguments: argparse.Namespace) -> int:
    """Serve until interrupted; a worker process runs beside and ends with it."""
    migrate()
    if not District.objects.exists():
        raise Refused("还没有区县。请先运行 taizhang init 或 taizhang demo。")
    recovery.release_stuck_imports()
    workers = arguments.workers or (1 if connection.vendor == "sqlite" else os.cpu_count() or 1)
    print(check_database())
    sign_ins = Path(settings.DATA_DIR) / SIGN_INS
    if sign_ins.exists():
        print(f"演示登录（用户名 密码 岗位）：\n{sign_ins.read_text(encoding='utf-8')}")
    print(f"网址：http://{arguments.host}:{arguments.port}/", flush=True)
    connection.close()
    environment = {**os.environ, "TAIZHANG_DATA": str(settings.DATA_DIR)}
    os.environ.update(environment)
    worker = subprocess.Popen([sys.executable, "-m", "taizhang", "work"], env=environment)
    try:
        Granian(
            "taizhang.wsgi:application",
            address=arguments.host,
            port=arguments.port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,
            websockets=False,
            log_enabled=False,
        ).serve()
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=30)
        except subprocess.TimeoutExpired:
            worker.kill()
    return 0


def work(arguments: argparse.Namespace) -> int:
    """Do background tasks one after another until stopped; beside them remind once a day and send what waits."""
    stop = threading.Event()
    watch = threading.Thread(target=schedule.watch, args=(stop,), name="reminders", daemon=True)
    watch.start()
    try:
        call_command("db_worker", interval=0.5, queue_name="*", startup_delay=False, verbosity=0)
    finally:
        stop.set()
        watch.join(timeout=15)
    return 0


def remind(arguments: argparse.Namespace) -> int:
    """Remind of what is due on a day, then send what waits; as often as one likes, nobody is reminded twice."""
    if not District.objects.exists():
        raise Refused("还没有区县。请先运行 taizhang init 或 taizhang demo。")
    today = district.business_today()
    run = daily.remind(day=arguments.day or today)
    if run.day == today:
        daily.finish(run=run)
    sent = deliveries.deliver()
    print(f"{run.day}：新提醒 {run.made} 条，发出 {sent} 条消息。")
    for line in run.rules.exclude(fault=""):
        print(f"{line.rule}：{line.fault}", file=sys.stderr)
    return 1 if run.faults else 0
