"""Makers of the night market's rows, all through its actions."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count

from taizhang.foundation.clock import SHANGHAI
from taizhang.night_market.actions import breaches, measures, merchants, patrols, permits, segments
from taizhang.night_market.models import Breach, Merchant, Officer, Pledge, RoadSegment, StallPermit
from taizhang.organisation.models import Unit, User
from tests.factories import person, unit

_numbers = count(1)


def at(text: str) -> datetime:
    """A moment of 2020 in Shanghai: "06-01 21:10"."""
    return datetime.fromisoformat(f"2020-{text}").replace(tzinfo=SHANGHAI)


def day(text: str) -> date:
    """A day of 2020: "06-01"."""
    return date.fromisoformat(f"2020-{text}")


def clerk() -> User:
    return person("night_market_clerk")


def officer(name: str = "", **fields: object) -> Officer:
    number = next(_numbers)
    fields.setdefault("certificate", f"ZF{number:04d}")
    return patrols.register_officer(by=clerk(), name=name or f"示例队员{number}", **fields)


def segment(name: str = "示例路", town: Unit | None = None, **details: object) -> RoadSegment:
    found = RoadSegment.objects.filter(name=name).first()
    if found is not None:
        return found
    details = {
        "road_class": 3, "footway_width": 3600, "approval_document": "示例批复1号",
        "approval_valid_until": date(2099, 12, 31), **details,
    }  # fmt: skip
    return segments.register_segment(by=clerk(), name=name, unit=town or unit(), **details)


def merchant(name: str = "", **fields: object) -> Merchant:
    number = next(_numbers)
    values: dict[str, object] = {
        "name": name or f"示例小店{number}", "person": f"示例店主{number}", "address": f"示例路{number}号",
        "area": Decimal(64), "frontage": 8000, "registered_on": date(2020, 1, 1), **fields,
    }  # fmt: skip
    values.setdefault("segment", None)
    values["segment"] = values["segment"] or segment()
    return merchants.register_merchant(by=clerk(), **values)


def breach(
    shop: Merchant, moment: str, category: str = "noise", *, serve: bool = True, **fields: object
) -> Breach:
    """A breach recorded by an officer and, unless told otherwise, served on its night's date."""
    row = breaches.record_breach(
        by=person("officer"), merchant=shop, category=category, happened_at=at(moment), **fields
    )
    if serve and row.measure.state == "proposed":
        measures.serve_measure(
            measure=row.measure,
            officers=[officer(), officer()],
            served_on=row.business_on,
            by=person("officer"),
        )
        row.refresh_from_db()
    return row


def active_permit(shop: Merchant) -> StallPermit:
    by = clerk()
    for kind in Pledge.Kind.values:
        merchants.sign_pledge(merchant=shop, kind=kind, signed_on=day("04-01"), by=by)
    permit = permits.apply_for_permit(merchant=shop, valid_until=day("12-31"), applied_on=day("04-01"), by=by)
    permit = permits.verify_permit(permit=permit, by=person("officer"), on=day("04-02"))
    return permits.activate_permit(permit=permit, by=by, on=day("04-03"))
