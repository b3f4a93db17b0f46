"""The repository inspected as a house: where rules may live, what nobody may write, what must be fresh."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "taizhang"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}


def calls(path: Path) -> list[tuple[int, str, str]]:
    """(line, text of the object, name) of every method call."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (node.lineno, ast.unparse(node.func.value), node.func.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_source_file_is_longer_than_400_lines() -> None:
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    long = {
        name(path): count
        for path in files
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_there_is_no_junk_drawer() -> None:
    assert not [
        name(path) for path in SOURCES if path.stem in {"utils", "helpers", "common", "misc", "services"}
    ]


@pytest.mark.parametrize("kind", ["views", "api", "forms", "sheets", "indicators", "registers"])
def test_only_actions_write(kind: str) -> None:
    wrong = [
        f"{name(path)}:{line} {target}.{method}"
        for path in SOURCES
        if kind in (path.stem, path.parent.name)
        for line, target, method in calls(path)
        if method in WRITES and (".objects" in target or method in {"save", "delete", "bulk_create"})
    ]
    assert not wrong


def test_only_moves_sets_a_state() -> None:
    wrong = []
    for path in SOURCES:
        if name(path) == "taizhang/journal/moves.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AugAssign)
                else []
            )
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                wrong.append(f"{name(path)}:{node.lineno}")
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "update"
            ):
                wrong += [
                    f"{name(path)}:{node.lineno}" for keyword in node.keywords if keyword.arg == "state"
                ]
    assert not wrong


def test_only_the_clock_reads_the_clock() -> None:
    wrong = [
        f"{name(path)}:{line}"
        for path in SOURCES
        if name(path) != "taizhang/foundation/clock.py"
        for line, target, method in calls(path)
        if (target.split(".")[-1], method) in {
            ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now"),
            ("timezone", "localdate"), ("time", "time"),
        }
    ]  # fmt: skip
    assert not wrong


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name(path)
        for path in SOURCES
        if path.stat().st_size
        and path.parent.name != "commands"
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        and "management" not in path.parts
    ]
    assert not silent


def test_templates_hold_no_inline_script_or_style() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\son\w+=|javascript:|\sstyle=",
        re.IGNORECASE,
    )
    wrong = [
        f"{name(path)}: {found.group()}"
        for path in TEMPLATES
        if (found := inline.search(path.read_text(encoding="utf-8")))
    ]
    assert not wrong


def test_every_template_is_used() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*SOURCES, *TEMPLATES)]
    unused = []
    for path in TEMPLATES:
        key = path.as_posix().split("/templates/")[1]
        if key.startswith(("account/", "allauth/")) or key in {"404.html", "500.html"}:
            continue  # found by allauth and Django under these names
        if not any(f'"{key}"' in text for text in texts):
            unused.append(key)
    assert not unused


def test_chinese_text_on_screen_goes_through_translation() -> None:
    bare = re.compile(r"[\u4e00-\u9fff]")
    tags = re.compile(
        r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|{%\s*comment.*?endcomment\s*%}",
        re.DOTALL,
    )
    allowed = {"中文", "台"}
    wrong = []
    for path in TEMPLATES:
        text = tags.sub("", path.read_text(encoding="utf-8"))
        wrong += [f"{name(path)}: {line.strip()[:60]}" for line in text.splitlines() if bare.search(line) and not any(
            re.sub(r"<[^>]*>|\s", "", line) == word for word in allowed)]  # fmt: skip
    assert not wrong


def test_the_diagrams_of_the_states_are_fresh() -> None:
    call_command("draw_states", "--check")


def test_every_migration_has_a_name_of_its_own() -> None:
    wrong = [path for path in map(name, PACKAGE.glob("*/migrations/0*.py")) if "_auto_" in path]
    assert not wrong


def test_every_workflow_column_is_called_state() -> None:
    from taizhang.journal.models import Journalled

    wrong = []
    for model in apps.get_models():
        if issubclass(model, Journalled) and model.workflow is not None:
            if not any(field.name == "state" for field in model._meta.get_fields()):
                wrong.append(model._meta.label)
            assert model.journal_type, model._meta.label
    assert not wrong
