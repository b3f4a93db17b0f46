"""校数 for other systems: POST /api/proofreading/check, in the JSON of the command line."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import HttpError

from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.requests import SignedInRequest
from taizhang.proofreading.access import CHECK
from taizhang.proofreading.answers import answer
from taizhang.proofreading.checking import check

LONGEST = 200_000
router = Router(tags=["proofreading"])


class Asked(Schema):
    """A text to check: `as_of` is the day at whose end the ledgers are asked, `dated` the text's own day."""

    text: str
    as_of: date | None = None
    dated: date | None = None


@router.post("/check", summary="The claims of a text against itself and the ledgers")
def checked(request: SignedInRequest, asked: Asked) -> dict[str, Any]:
    """The claims with their verdicts, and the faults inside the text; rows are named as far as the reader may see them."""
    require(request.user, CHECK)
    if len(asked.text) > LONGEST:
        raise HttpError(422, _("文字太长：最多 %(most)s 字。") % {"most": LONGEST})
    return answer(
        check(
            asked.text,
            as_of=asked.as_of or district.business_today(),
            dated=asked.dated,
            reader=request.user,
        )
    )
