"""Walking the journal's whole chain in the background, with the outcome kept where the page can read it."""

from dataclasses import asdict
from typing import Any

from django.core.cache import caches
from django_tasks import task

from taizhang.foundation import clock
from taizhang.journal import chain

KEY = "journal-verification"


def last_verification() -> dict[str, Any]:
    """The last walk: {"running": True}, or `at`, `events`, `head`, `fault_seq`, `fault`; empty before the first."""
    return caches["progress"].get(KEY) or {}


def announce() -> None:
    """Say that a walk has been asked for."""
    caches["progress"].set(KEY, {**last_verification(), "running": True}, timeout=None)


@task()
def verify_chain() -> None:
    """Walk the chain and keep what was found."""
    found = asdict(chain.verify())
    caches["progress"].set(KEY, {**found, "at": clock.now(), "running": False}, timeout=None)
