"""The site and the bare application, each on a server of its own over the same database, and a client that keeps its connections."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from taizhang.organisation.models import User

START_SECONDS = 60
TOKEN = "b" * 32


class Site:
    """Requests of one signed-in person to the site, and of nobody to the bare application."""

    def __init__(self, port: int, floor_port: int, session: str) -> None:
        self._site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._floor = http.client.HTTPConnection("127.0.0.1", floor_port, timeout=30)
        self._headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        }

    def get(self, address: str) -> bytes:
        """A page of the site."""
        return _answer(self._site, "GET", address, None, self._headers)

    def post(self, address: str, body: dict[str, Any]) -> bytes:
        """A write through the site's API."""
        headers = {**self._headers, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}
        return _answer(self._site, "POST", address, json.dumps(body), headers)

    def floor(self) -> bytes:
        """An empty answer of the bare application."""
        return _answer(self._floor, "GET", "/", None, {})

    def write_by_hand(self) -> bytes:
        """A write by the bare application."""
        return _answer(self._floor, "POST", "/write", "{}", {})


def _answer(
    wire: http.client.HTTPConnection, method: str, address: str, body: str | None, headers: dict[str, str]
) -> bytes:
    wire.request(method, quote(address, safe="/?=&"), body, headers)
    answer = wire.getresponse()
    content = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {address} answers {answer.status}: {content[:500]!r}")
    return content


@contextmanager
def serving(address: str, user: User) -> Iterator[Site]:
    """Both servers over the database of that address, one process and one thread each, with `user` signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    connection.close()
    with ExitStack() as stack:
        ports = [
            stack.enter_context(_server(application, address))
            for application in ("taizhang.wsgi:application", "bench.floor:application")
        ]
        yield Site(*ports, session.session_key or "")


@contextmanager
def _server(application: str, address: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1",
        "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "warning", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Return when the port answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("The server did not start.")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not answer within {START_SECONDS} s.")
