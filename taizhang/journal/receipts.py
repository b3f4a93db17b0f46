"""Writes with a client-made id: the same id and body answer as the first time; another body is refused and kept."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict
from taizhang.journal.models import Receipt, RefusedReceipt
from taizhang.journal.record import canonical


def once(
    receipt_id: UUID, body: dict[str, Any], *, by: Any, act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do `act` once for this id and return its JSON answer; a repeat returns the first answer without acting.

    Raises Conflict when the id was used with another body or by another person; that body is kept in RefusedReceipt.
    """
    digest = hashlib.sha256(canonical(body).encode()).hexdigest()
    with transaction.atomic():
        held = next(iter(Receipt.objects.select_for_update().filter(pk=receipt_id)), None)
        if held is None:
            answer = act()
            Receipt.objects.create(
                id=receipt_id, digest=digest, by=by, recorded_at=clock.now(), answer=answer
            )
            return answer
        if held.digest == digest and held.by_id == by.pk:
            return dict(held.answer)
        RefusedReceipt.objects.create(receipt=held, by=by, recorded_at=clock.now(), body=body)
    raise Conflict(_("这个回执号已用于另一份内容；新内容已留存待查，没有生效。"))
