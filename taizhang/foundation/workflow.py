"""State machines as plain tables: named transitions with their sources, and the diagram drawn from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


class UnknownTransition(KeyError):
    """A transition was named that the workflow does not have: a programming error, not a user's."""


@dataclass(frozen=True)
class Transition:
    """One named way from any of `sources` to `target`; a correction carries a reason."""

    name: str
    title: Any
    sources: tuple[str, ...]
    target: str
    needs_reason: bool = False


class Workflow:
    """The states of one kind of row and the only ways between them.

    `code` is the stable name used in the journal and in docs/states; `states` is a Django TextChoices class or any
    class with `.choices`; `initial` is the state in which a row is born.
    """

    def __init__(
        self, code: str, title: Any, states: Any, initial: str, transitions: Iterable[Transition]
    ) -> None:
        self.code = code
        self.title = title
        self.states = states
        self.initial = initial
        self.transitions: dict[str, Transition] = {}
        known = {value for value, _label in states.choices}
        for transition in transitions:
            stray = (set(transition.sources) | {transition.target, initial}) - known
            if stray:
                raise ValueError(f"{code}: unknown states {sorted(stray)}")
            if transition.name in self.transitions:
                raise ValueError(f"{code}: transition {transition.name!r} is named twice")
            self.transitions[transition.name] = transition

    def transition(self, name: str) -> Transition:
        """The transition of that name; raises UnknownTransition."""
        try:
            return self.transitions[name]
        except KeyError as error:
            raise UnknownTransition(f"{self.code} has no transition {name!r}") from error

    def allowed_from(self, state: str) -> list[Transition]:
        """The transitions that may start from a state, in the order of the table."""
        return [transition for transition in self.transitions.values() if state in transition.sources]

    def label(self, state: str) -> str:
        """The Chinese (or translated) name of a state."""
        return str(dict(self.states.choices)[state])

    def mermaid(self) -> str:
        """The diagram as Mermaid text, one arrow a source, in the order of the table."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {value} : {label}" for value, label in self.states.choices]
        lines.append(f"    [*] --> {self.initial}")
        for transition in self.transitions.values():
            mark = " *" if transition.needs_reason else ""
            lines += [
                f"    {source} --> {transition.target} : {transition.title}{mark}"
                for source in transition.sources
            ]
        targets_only = {value for value, _label in self.states.choices} - {
            source for transition in self.transitions.values() for source in transition.sources
        }
        lines += [f"    {value} --> [*]" for value, _label in self.states.choices if value in targets_only]
        return "\n".join(lines) + "\n"
