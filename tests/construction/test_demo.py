"""The demo's campaign: the figures of the bulletin, from rows that went through every rule."""

import random

from django.db import models

from taizhang.construction.indicators import INDICATORS
from taizhang.construction.models import DailyLedger, Inspection, Problem, Site, StopWorkOrder
from taizhang.demo import construction
from taizhang.demo.cast import STANDS_ON, assemble
from taizhang.figures.indicator import Scope
from taizhang.journal import chain
from tests.construction.makers import day


def test_the_campaign_stands_as_the_bulletin_says(db: None) -> None:
    construction.load(assemble(), random.Random(20200619))
    figures = {indicator.key.removeprefix("construction."): indicator for indicator in INDICATORS}

    def values(as_of: object, *keys: str) -> list[object]:
        return [figures[key].value(Scope.of(as_of)) for key in keys]  # type: ignore[arg-type]

    told = ("sites_surveyed", "sites_stopped", "problems_found", "problems_closed", "closure_rate")
    assert values(STANDS_ON, *told) == [75, 6, 175, 175, 100]
    assert values(STANDS_ON, "compliance_rate", "sites_still_stopped", "stop_work_orders") == [100, 0, 7]
    assert values(day("06-18"), "problems_found", "problems_closed", "problems_open") == [175, 173, 2]
    assert (Site.objects.count(), Problem.objects.count()) == (78, 181)
    assert Problem.objects.exclude(merged_into=None).count() == 4
    assert not Site.objects.exclude(name__startswith="示例").exists()
    for model, field in ((Problem, "closed_on"), (Inspection, "day"), (StopWorkOrder, "lifted_on")):
        assert model.objects.aggregate(last=models.Max(field))["last"] <= STANDS_ON
    assert len(figures["problems_found"].by_unit(Scope.of(STANDS_ON))) == 6
    assert DailyLedger.objects.get(day=day("06-18")).problems_closed == 173
    assert not chain.verify().fault
