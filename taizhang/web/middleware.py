"""Turns a refusal raised anywhere in a view into the page, fragment or JSON that says it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from taizhang.foundation.refusals import Refused
from taizhang.web import refusals


class RefusalMiddleware:
    """Answers Refused with its status and its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals; anything else is a fault and goes on to the 500 page."""
        return refusals.answer(request, exception) if isinstance(exception, Refused) else None
