"""The gates of the stages."""

from datetime import date

import pytest

from taizhang.investment.stage_gates import GATES, describe, may_verify, missing_evidence, recognised_on

SIGNED = ["contract", "licence", "review_result", "fair_competition", "outside_share"]


def test_a_gate_opens_when_all_its_evidence_is_there() -> None:
    assert missing_evidence("signed", SIGNED) == []
    assert missing_evidence("signed", SIGNED[1:]) == [("contract",)]
    assert len(missing_evidence("negotiating", [])) == 3


def test_a_framework_agreement_and_a_ceremony_open_nothing() -> None:
    assert missing_evidence("signed", [*SIGNED[1:], "framework_agreement", "ceremony"]) == [("contract",)]


def test_one_of_several_papers_is_enough_where_the_rule_says_or() -> None:
    for place in ("land", "plant", "lease"):
        assert missing_evidence("landed", ["registration", place]) == []
    assert missing_evidence("landed", ["registration"]) == [("land", "plant", "lease")]
    assert missing_evidence("in_use", ["production_certificate", "invoice"]) == []
    assert missing_evidence("in_use", ["acceptance"]) == [("first_output", "first_use", "invoice")]


def test_only_an_equipment_project_starts_without_a_construction_permit() -> None:
    bought = ["equipment_contract", "equipment_payment", "delivery_photo"]
    assert missing_evidence("started", bought, equipment_only=True) == []
    assert missing_evidence("started", bought)[0] == ("filing",)
    assert missing_evidence("started", bought[:2], equipment_only=True) == [("delivery_photo",)]
    assert missing_evidence("landed", ["registration", "lease"], equipment_only=True) == []


def test_a_side_state_has_no_gate() -> None:
    with pytest.raises(KeyError):
        missing_evidence("paused", [])
    assert list(GATES) == ["negotiating", "signed", "landed", "started", "in_use"]


def test_the_recognised_day_is_the_latest_that_the_gate_needs() -> None:
    dated = [(kind, date(2020, 6, day)) for day, kind in enumerate(SIGNED, start=1)]
    assert recognised_on("signed", dated) == date(2020, 6, 5)
    assert recognised_on("signed", dated[:-1]) is None


def test_ceremonies_and_second_papers_do_not_move_the_recognised_day() -> None:
    dated = [(kind, date(2020, 6, 5)) for kind in SIGNED]
    later = [("ceremony", date(2020, 6, 12)), ("contract", date(2020, 6, 20))]
    assert recognised_on("signed", [*dated, *later]) == date(2020, 6, 5)


def test_where_one_of_several_is_enough_the_first_counts() -> None:
    dated = [
        ("registration", date(2020, 3, 1)),
        ("land", date(2020, 5, 1)),
        ("lease", date(2020, 4, 1)),
    ]
    assert recognised_on("landed", dated) == date(2020, 4, 1)


def test_who_claims_does_not_verify() -> None:
    assert may_verify("张", "商务局", "李", "科工信局")
    assert not may_verify("张", "商务局", "张", "科工信局")
    assert not may_verify("张", "商务局", "李", "商务局")
    assert not may_verify("张", None, "李", "商务局")


def test_what_is_missing_is_said_in_words() -> None:
    assert describe(missing_evidence("landed", [])) == "区内公司注册证明、用地手续或厂房证明或租赁合同"
