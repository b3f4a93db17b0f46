"""The labelled corpus against the demo district: which figures its claims are linked to, with which verdict."""

import pytest

from taizhang.demo.cast import Cast
from tests.proofreading import measured

pytestmark = pytest.mark.django_db

# In percent, two points below what was reached when they were last set.
FLOORS = {
    "tune": {"links": 84, "link_precision": 89, "verdicts": 83},
    "measure": {"links": 75, "link_precision": 98, "verdicts": 95},
}


@pytest.mark.parametrize("half", FLOORS)
def test_claims_are_linked_to_the_right_figures(demo: Cast, half: str) -> None:
    result = measured.measure(half, measured.the_reader, check=measured.the_check())
    below = {what: result.share(what) for what, floor in FLOORS[half].items() if result.share(what) < floor}
    assert not below, f"below its floor: {below}"


def test_no_claim_is_called_right_or_wrong_that_no_figure_counts(demo: Cast) -> None:
    check = measured.the_check()
    assert check is not None
    for sample in measured.samples("tune"):
        for one in check(sample).claims:
            if one.claim.quantity is not None and not one.key and not one.claim.listed:
                assert one.verdict.value in ("无法判断", "警告"), (sample.name, one.claim.text, one.why)
