"""A person at a browser: opens pages, reads lists, downloads, and looks whether everybody can use the page."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "guide" / "pictures"
COLOURS = 256
RULES = ["wcag2a", "wcag2aa"]
_READ_ROWS = """table => [...table.tBodies].flatMap(body => [...body.rows]).map(row => Object.fromEntries(
    [...row.cells].map(cell => [cell.dataset.label, cell.innerText.trim()])))"""


@dataclass
class Site:
    """The running demo: its address, its data folder, the generated password of each person."""

    address: str
    data: Path
    passwords: dict[str, str]


class Walker:
    """One window of one person; `shots` keeps the guide's pictures."""

    def __init__(self, page: Page, site: Site, *, shots: bool = False) -> None:
        self.page, self.site, self.shots = page, site, shots
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._note(line.text))

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(f"{self.page.url}: {text}")

    def fill_in_sign_in(self, username: str, password: str) -> None:
        """Fill in the sign-in page that is open, and send it."""
        self.page.get_by_label("登录名").fill(username)
        self.page.get_by_label("密码", exact=True).fill(password)
        self.page.get_by_role("button", name="登录").click()

    def sign_in(self, username: str) -> "Walker":
        """Sign in as that person without looking at a page; two tests walk through the sign-in page itself."""
        address, context = f"{self.site.address}/account/login/", self.page.context
        context.request.get(address)
        token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
        form = {
            "login": username, "password": self.site.passwords[username], "csrfmiddlewaretoken": token,
        }  # fmt: skip
        answer = context.request.post(address, form=form, headers={"Referer": address}, max_redirects=0)
        assert answer.status == 302, f"{username} was not let in: {answer.status}"
        return self

    def open(self, path: str, status: int = 200) -> Page:
        """Open an address of the site, which answers with that status."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None and answer.status == status, f"{path}: {answer and answer.status}"
        return self.page

    @property
    def title(self) -> Locator:
        """The page's main heading."""
        return self.page.locator("main h1")

    def choose(self, label: str, option: str) -> None:
        """Choose an option of the select of that name by its text."""
        self.unfold()
        self.page.get_by_role("combobox", name=label, exact=True).select_option(label=option)

    def unfold(self) -> None:
        """Show every field of the search bar, which a phone folds."""
        for button in self.page.locator(".tz-filter-toggle[aria-expanded=false]").all():
            if button.is_visible():
                button.click()

    def rows(self) -> list[dict[str, str]]:
        """The rows of the list on the page, by column title."""
        table = self.page.locator("#list table")
        return table.evaluate(_READ_ROWS) if table.count() else []

    def all_rows(self) -> list[dict[str, str]]:
        """The rows of this page of the list and of those after it."""
        found = self.rows()
        following = self.page.get_by_role("link", name="下一页")
        while following.count():
            last = found[-1]
            following.click()
            self.page.wait_for_load_state()
            page = self.rows()
            assert page and page[-1] != last
            found += page
        return found

    def download(self, link: Locator, folder: Path) -> Path:
        """Press what downloads a file; returns it under its own name."""
        with self.page.expect_download() as waiting:
            link.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def look(self, picture: str = "", *, scroll_to: Locator | None = None) -> None:
        """No script error, no overflow, no serious fault of accessibility; and a picture where it is named and wanted."""
        page = self.page
        page.wait_for_load_state("networkidle")
        assert not self.faults, self.faults
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{page.url} is {width} px wider than the screen"
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
        grave = [
            (fault["id"], fault["nodes"][0]["html"][:200])
            for fault in found["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]
        assert not grave, (page.url, grave)
        if self.shots and picture:
            place = scroll_to or page.locator("body")
            place.evaluate("element => element.scrollIntoView()")
            _keep(picture, page.screenshot(animations="disabled"))


def _keep(name: str, png: bytes) -> None:
    """Keep a picture in few colours, so that the guide stays small."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture: Any = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
