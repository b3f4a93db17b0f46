"""What the page frame shows of the organisation: the district, the person's post, and the day in force."""

from typing import Any

from django.http import HttpRequest

from taizhang.organisation import district


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template context: `district`, and `post` (the first of today's posts) for a signed-in person."""
    user = getattr(request, "user", None)
    post = next(iter(user.current_posts), None) if user is not None and user.is_authenticated else None
    return {"district": district.current(), "post": post}
