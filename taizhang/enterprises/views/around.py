"""The addresses of this room."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def address(name: str, **query: Any) -> str:
    """An address of this room with a query string."""
    return f"{reverse(f'enterprises:{name}')}?{urlencode(query)}"


def address_of(name: str, pk: int) -> str:
    """An address of this room for one row, such as "nodes-edit"."""
    return reverse(f"enterprises:{name}", kwargs={"pk": pk})
