"""What the page frame shows of the organisation: the district, the person's post, and the day in force."""

from typing import Any

from django.http import HttpRequest

from taizhang.organisation import district


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template context: `district`, `post` (the first of today's posts) for a signed-in person."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"district": district.current(), "post": next(iter(request.user.current_posts), None)}
