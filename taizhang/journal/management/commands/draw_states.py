"""Draws docs/states/*.md from every workflow in the code, or with --check fails where a drawing is stale."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from taizhang.foundation.workflow import Workflow
from taizhang.journal.models import Journalled


def workflows() -> list[Workflow]:
    """Every workflow that a model declares, and those that its module lists, by code."""
    found: dict[str, Workflow] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("taizhang."):
            states = import_module(f"{config.name}.states") if _has_states(config.path) else None
            for value in vars(states).values() if states else ():
                if isinstance(value, Workflow):
                    found[value.code] = value
    for model in apps.get_models():
        if issubclass(model, Journalled) and model.workflow is not None:
            found.setdefault(model.workflow.code, model.workflow)
    return [found[code] for code in sorted(found)]


def _has_states(path: str) -> bool:
    return (Path(path) / "states.py").exists()


def drawings() -> dict[str, str]:
    """File name → text of every diagram, in Chinese."""
    with translation.override("zh-hans"):
        return {
            f"{workflow.code}.md": (
                f"# {workflow.title} · {workflow.code}\n\n"
                f"Drawn from the code by `make states`; `*` marks a transition that needs a written reason.\n\n"
                f"```mermaid\n{workflow.mermaid()}```\n"
            )
            for workflow in workflows()
        }


class Command(BaseCommand):
    help = "Draws the state machines as Mermaid."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        folder = Path("docs/states")
        folder.mkdir(parents=True, exist_ok=True)
        drawn = drawings()
        present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
        if check:
            stale = sorted(
                name for name in drawn.keys() | present.keys() if drawn.get(name) != present.get(name)
            )
            if stale:
                raise CommandError(f"Stale diagrams: {', '.join(stale)}. Run `make states`.")
            return
        for name in present.keys() - drawn.keys():
            (folder / name).unlink()
        for name, text in drawn.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(drawn)} diagrams")
