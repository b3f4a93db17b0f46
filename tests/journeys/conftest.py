"""A real server on the demo district, and a real browser in front of it; skipped with a reason where there is no browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.walker import ROOT, Site, Walker

SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
START_SECONDS = 90
PATIENCE = 30_000
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--lang=zh-CN",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", action="store_true", help="retake the guide's pictures")
    parser.addoption("--demo", help="a data folder with a fresh demo, to copy instead of making one")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "TAIZHANG_DATA"}}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "taizhang", "--data", str(data), *arguments]


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        environment: dict[str, Any] = {**os.environ, "LANGUAGE": "zh_CN"}
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, env=environment)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Site]:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the journeys are walked on SQLite")
    data = tmp_path_factory.mktemp("demo")
    if given := request.config.getoption("--demo", default=None):
        shutil.copytree(given, data, dirs_exist_ok=True)
    else:
        made = subprocess.run(
            _command(data, "demo"), cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stderr
    lines = (data / "demo-sign-ins.txt").read_text(encoding="utf-8").splitlines()
    passwords = dict(re.split(r"\s+", line)[:2] for line in lines)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (data / "serve.log").open("wb")
    server = subprocess.Popen(
        _command(data, "serve", "--port", str(port)), cwd=ROOT, env=_environment(), stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/health/", server, data)
        yield Site(address, data, passwords)
    finally:
        server.terminate()
        server.wait(timeout=40)
        log.close()


def _wait(url: str, server: "subprocess.Popen[bytes]", data: Path) -> None:
    for _attempt in range(START_SECONDS * 5):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError((data / "serve.log").read_text(errors="replace"))


@pytest.fixture(scope="session")
def sign_ins() -> dict[str, Any]:
    """The cookies of everybody who has signed in, so that one sign-in serves the whole walk."""
    return {}


@pytest.fixture
def window(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Callable[..., Walker]]:
    """window("phone") → a stranger at a fresh window of that size."""
    opened: list[Walker] = []

    def make(size: str = "desktop", **options: Any) -> Walker:
        context = browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        opened.append(
            Walker(context.new_page(), site, shots=bool(request.config.getoption("--shots", default=False)))
        )
        return opened[-1]

    yield make
    for walker in opened:
        walker.page.context.close()


@pytest.fixture
def walker(window: Callable[..., Walker], sign_ins: dict[str, Any]) -> Callable[..., Walker]:
    """walker("zhuanban", "phone") → that person, signed in, in a fresh window of that size."""

    def make(username: str, size: str = "desktop") -> Walker:
        if username in sign_ins:
            return window(size, storage_state=sign_ins[username])
        walker = window(size).sign_in(username)
        sign_ins[username] = walker.page.context.storage_state()
        return walker

    return make
