"""What every record page of the room shows around itself, and the room's addresses."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from taizhang.workbooks.registers import Register
from taizhang.workbooks.views import frame


def record_context(register: Register, **context: Any) -> dict[str, Any]:
    """What a record page of the register shows around its own context."""
    return {**frame(register), "back": register.url(), **context}


def address(name: str, **query: Any) -> str:
    """An address of this room with a query string."""
    return f"{reverse(f'enterprises:{name}')}?{urlencode(query)}"


def address_of(name: str, pk: int) -> str:
    """An address of this room for one row, such as "nodes-edit"."""
    return reverse(f"enterprises:{name}", kwargs={"pk": pk})
