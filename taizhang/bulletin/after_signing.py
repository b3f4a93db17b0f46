"""What else happens when an issue is signed: rooms above the bulletin say so once, and the signing calls them."""

from collections.abc import Callable

from taizhang.bulletin.models import Issue
from taizhang.organisation.models import User

Listener = Callable[[Issue, User], object]
_listeners: dict[str, Listener] = {}


def publish(key: str, listener: Listener) -> None:
    """Add a listener; called by the rooms above when the site starts. The later word about a key counts."""
    _listeners[key] = listener


def tell(issue: Issue, by: User) -> None:
    """Call every listener in the signing's own transaction; what one of them raises undoes the signing."""
    for listener in _listeners.values():
        listener(issue, by)
