"""No history shows a raw name: every kind of event and every changed thing that the code journals has its title."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from taizhang.journal.models import Journalled
from taizhang.journal.timeline import kinds

PACKAGE = Path(__file__).resolve().parents[2] / "taizhang"
WRITING = {"record", "touch", "Entry"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """(where, call) of everything that writes an event."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "taizhang.journal" in text or "touch(" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITING:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def words(node: ast.expr | None) -> Iterator[str]:
    """The strings that an argument may be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from words(node.body)
        yield from words(node.orelse)


def keys(call: ast.Call) -> Iterator[str]:
    """What the call writes as changed, where it says so itself."""
    for node in ast.walk(call):
        if isinstance(node, ast.Dict) and all(isinstance(each, ast.List) for each in node.values):
            for key in node.keys:
                yield from words(key)


def journalled() -> list[type[Journalled]]:
    return [model for model in apps.get_models() if issubclass(model, Journalled)]


def test_every_kind_of_event_has_a_title() -> None:
    titled = set(kinds())
    for model in journalled():
        titled |= set(model.journal_titles) | set(model.workflow.transitions if model.workflow else ())
    found = [
        (where, kind)
        for where, call in calls()
        for node in (*(each.value for each in call.keywords if each.arg == "kind"), *call.args[1:3])
        for kind in words(node)
    ]
    assert len(found) > 60
    assert not [each for each in found if each[1] not in titled]


def test_every_thing_that_an_event_says_was_changed_has_a_title() -> None:
    titled = {name for model in journalled() for name in model.journal_titles}
    titled |= {field.name for model in journalled() for field in model._meta.get_fields()}
    found = [(where, key) for where, call in calls() for key in keys(call)]
    assert found
    assert not [each for each in found if each[1] not in titled]
