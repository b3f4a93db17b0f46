"""What the system says when it will not do something: one exception for users' mistakes, with the sentence to show."""

from typing import Any


class Refused(Exception):
    """An action that cannot be done as asked; `message` is a whole sentence for the user, `field` the input at fault."""

    status = 400

    def __init__(self, message: Any, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Refused):
    """The row has moved on since the user saw it, or another transaction got there first."""

    status = 409


class NotPermitted(Refused):
    """The person may not do this; `posts` names the posts that may."""

    status = 403

    def __init__(self, message: Any, *, posts: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.posts = posts
