"""The demo's night market has the figures of its bulletin, and every breach climbed the ladder."""

import random
from datetime import date

import pytest

from taizhang.demo import cast, night_market
from taizhang.figures.indicator import Scope, published
from taizhang.night_market.models import Measure, PenaltyCase, StallPermit
from taizhang.night_market.states import Rung

pytestmark = pytest.mark.django_db


def test_the_demo_stands_within_what_the_bulletin_says() -> None:
    night_market.load(cast.assemble(), random.Random(20200619))
    scope = Scope.of(date(2020, 6, 19))
    value = {
        key: published().get(f"night_market.{key}").value(scope)
        for key in ("officer_turnouts", "patrols", "merchants_warned", "warnings", "merchants")
    }
    assert 120 < value["officer_turnouts"] < 130
    assert 60 < value["patrols"] < 70
    assert 50 < value["merchants_warned"] < 60
    assert value["merchants_warned"] < value["warnings"]
    assert 145 <= value["merchants"] <= 155
    for warning in Measure.objects.filter(rung=Rung.VERBAL_WARNING):
        assert Measure.objects.filter(
            canonical=warning.canonical_id, business_on__lt=warning.business_on
        ).exists()
    assert PenaltyCase.objects.count() == 3
    assert set(StallPermit.objects.values_list("state", flat=True)) >= {
        "applied",
        "verified",
        "active",
        "suspended",
        "pending_revocation",
    }
    assert set(Measure.objects.values_list("state", flat=True)) == {
        "proposed",
        "served",
        "contested",
        "voided",
    }
