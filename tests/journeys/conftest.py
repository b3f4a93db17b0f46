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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "guide" / "pictures"
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
START_SECONDS = 90


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", action="store_true", help="retake the guide's pictures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass
class Site:
    """The running demo: its address, its data folder, the generated password of each person."""

    address: str
    data: Path
    passwords: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command on the same data."""
        command = [sys.executable, "-m", "taizhang", "--data", str(self.data), *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
        )


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "TAIZHANG_DATA"}}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
        ]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the journeys are walked on SQLite")
    data = tmp_path_factory.mktemp("demo")
    made = Site("", data, {}).run("demo")
    assert made.returncode == 0, made.stderr
    lines = (data / "demo-sign-ins.txt").read_text(encoding="utf-8").splitlines()
    passwords = dict(re.split(r"\s+", line)[:2] for line in lines)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "taizhang", "--data", str(data), "serve", "--port", str(port)]
    log = (data / "serve.log").open("wb")
    server = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=log, stderr=log)
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


class Walker:
    """A person at a browser: opens pages, takes the guide's pictures, checks that a page can be used by everybody."""

    def __init__(self, page: Page, site: Site, shots: bool) -> None:
        self.page, self.site, self.shots = page, site, shots

    def sign_in(self, username: str) -> "Walker":
        """Sign in as that person."""
        self.page.goto(f"{self.site.address}/account/login/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码", exact=True).fill(self.site.passwords[username])
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.locator(".tz-person")).to_be_visible()
        return self

    def open(self, path: str) -> Page:
        """Open an address of the site; fails on an error page."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        return self.page

    def look(self, name: str, *, check: bool = True) -> None:
        """Check accessibility (serious and critical faults of WCAG A and AA), and keep a picture when asked."""
        self.page.wait_for_load_state("networkidle")
        if check:
            found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
            grave = [
                (fault["id"], fault["nodes"][0]["html"][:200])
                for fault in found
                if fault["impact"] in {"serious", "critical"}
            ]
            assert not grave, grave
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} is {overflow} px wider than the screen"
        if self.shots:
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=False)


@pytest.fixture
def walker(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Callable[..., Walker]]:
    """walker("zhuanban", "phone") → that person, signed in, in a fresh window of that size."""
    contexts: list[BrowserContext] = []

    def make(username: str, size: str = "desktop", **options: Any) -> Walker:
        context = browser.new_context(viewport=SIZES[size], locale="zh-CN", accept_downloads=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error on {page.url}: {error}"))
        return Walker(page, site, bool(request.config.getoption("--shots", default=False))).sign_in(username)

    yield make
    for context in contexts:
        context.close()
