"""The addresses of this room."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def address(name: str, **query: Any) -> str:
    """An address of this ledger with a query string."""
    return f"{reverse(f'construction:{name}')}?{urlencode(query)}"


def address_of(key: str, pk: int) -> str:
    """The page of one row of a register of this ledger."""
    return reverse(f"construction:{key}-record", kwargs={"pk": pk})
