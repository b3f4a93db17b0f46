"""The templates ask the frontend only for what it has, and lock files name no server."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "taizhang").rglob("templates/**/*.html"))
TAG_SOURCES = [*TEMPLATES, *sorted((ROOT / "taizhang").rglob("*.py"))]


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    config = (ROOT / "frontend" / "esbuild.config.mjs").read_text(encoding="utf-8")
    listed = set(re.findall(r'"([a-z0-9-]+)"', config.split("const icons", 1)[1].split("];", 1)[0]))
    named = {
        (icon, path.name)
        for path in TAG_SOURCES
        for icon in re.findall(r'\bicon "([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert not {(icon, page) for icon, page in named if icon not in listed}


def test_every_class_of_ours_that_a_page_uses_has_a_rule() -> None:
    styles = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "frontend" / "src" / "css").glob("*.css")
    )
    used = {
        (each, path.name)
        for path in TEMPLATES
        for attribute in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for each in re.findall(r"\btz-[a-z-]+", attribute)
    }
    assert not {(each, page) for each, page in used if not re.search(rf"\.{each}(?![\w-])", styles)}


def test_lock_files_name_no_server() -> None:
    locks = [*(ROOT / "requirements").glob("*.lock"), ROOT / "requirements" / "uv.txt"]
    assert locks
    for lock in locks:
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name
    packages = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in packages
