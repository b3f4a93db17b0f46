"""Figures for other systems: GET /api/figures and GET /api/figures/{key}, in the JSON of the command line."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from taizhang.figures.answers import answer
from taizhang.figures.indicator import Scope, UnknownIndicator, published
from taizhang.foundation.quantities import QuantityError, normalise_name
from taizhang.organisation import district
from taizhang.organisation.models import Unit
from taizhang.organisation.requests import SignedInRequest

router = Router(tags=["figures"])


class Asked(Schema):
    """The scope: the day at whose end the figure stands, the period, and a unit by any of its names."""

    as_of: date | None = None
    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")
    unit: str = ""

    def scope(self) -> Scope:
        """The scope; raises HttpError 422 for an unknown unit or a period that ends before it begins."""
        unit = Unit.by_name().get(normalise_name(self.unit)) if self.unit else None
        if self.unit and unit is None:
            raise HttpError(422, _("没有叫“%s”的单位。") % self.unit)
        try:
            return Scope.of(
                self.as_of or district.business_today(), start=self.start, end=self.end, unit=unit
            )
        except QuantityError as error:
            raise HttpError(422, str(error)) from error


@router.get("", summary="Every figure of the catalogue")
def figures(request: SignedInRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """The catalogue's values for the scope."""
    scope = asked.scope()
    return [answer(indicator, scope) for indicator in published()]


@router.get("/{key}", summary="One figure, with its rows where rows=1")
def figure(request: SignedInRequest, key: str, asked: Query[Asked], rows: bool = False) -> dict[str, Any]:
    """One figure for the scope; its rows are those that the reader may open."""
    try:
        indicator = published().get(key)
    except UnknownIndicator as error:
        raise HttpError(404, _("目录里没有“%s”。") % key) from error
    return answer(indicator, asked.scope(), rows=rows, reader=request.user)
