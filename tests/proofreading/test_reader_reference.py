"""The reading of issue 47 beside the reading that was made of it by hand: raw, without blanks, and as a .docx file."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from taizhang.proofreading.claim import Claim, Modality, Reading, Relation
from taizhang.proofreading.reading.files import read_text
from taizhang.proofreading.reading.reader import read

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"
DATED = date(2020, 6, 19)
PERIODS = {
    "2019年": (date(2019, 1, 1), date(2019, 12, 31)),
    "2020年（今年）": (date(2020, 1, 1), date(2020, 12, 31)),
}
MODALITIES = {
    "measure": Modality.ACTUAL,
    "target": Modality.TARGET,
    "attribute": Modality.ATTRIBUTE,
    "list_count": Modality.LIST_COUNT,
}
FORMS = ("raw", "normalised", "docx")


@pytest.fixture(scope="module")
def by_hand() -> dict[str, dict[str, Any]]:
    if not REFERENCE.exists():
        pytest.skip("the reference text is not in the repository")
    claims = json.loads((REFERENCE / "issue-47-claims.json").read_text(encoding="utf-8"))["claims"]
    return {claim["id"]: claim for claim in claims}


def _as_docx(raw: str) -> str:
    document = Document()
    for line in raw.split("\n"):
        document.add_paragraph(line)
    file = BytesIO()
    document.save(file)
    return read_text(file.getvalue(), "第47期.docx")


@pytest.fixture(scope="module", params=FORMS)
def reading(request: pytest.FixtureRequest, by_hand: dict[str, dict[str, Any]]) -> Reading:
    raw = (REFERENCE / "issue-47.txt").read_text(encoding="utf-8")
    texts = {"raw": lambda: raw, "normalised": lambda: "".join(raw.split()), "docx": lambda: _as_docx(raw)}
    return read(texts[request.param](), DATED)


def _norm_place(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """A place of the text as given, counted without blanks."""
    before = len("".join(reading.text[:start].split()))
    return before, before + len("".join(reading.text[start:end].split()))


def _at(reading: Reading, claim: dict[str, Any]) -> Claim | None:
    place = (claim["norm_start"], claim["norm_end"])
    return next((one for one in reading.claims if _norm_place(reading, one.start, one.end) == place), None)


def _tier(by_hand: dict[str, dict[str, Any]], tier: str) -> list[dict[str, Any]]:
    return [claim for claim in by_hand.values() if claim["tier"] == tier]


def test_every_explicit_claim_is_found_at_its_place_in_its_sense(
    reading: Reading, by_hand: dict[str, dict[str, Any]]
) -> None:
    claims = _tier(by_hand, "A")
    assert len(claims) == 22
    for claim in claims:
        found = _at(reading, claim)
        assert found is not None, claim["id"]
        assert reading.text[found.start : found.end] == found.text
        assert (claim["id"], found.modality) == (claim["id"], MODALITIES[claim["role"]])


def test_offsets_in_the_raw_text_are_those_of_the_hand(by_hand: dict[str, dict[str, Any]]) -> None:
    raw = (REFERENCE / "issue-47.txt").read_text(encoding="utf-8")
    places = {(claim.start, claim.end) for claim in read(raw, DATED).claims}
    for claim in _tier(by_hand, "A"):
        assert (claim["raw_start"], claim["raw_end"]) in places, claim["id"]


def test_the_six_implied_claims_are_flagged_and_no_other(
    reading: Reading, by_hand: dict[str, dict[str, Any]]
) -> None:
    implied = {
        _norm_place(reading, one.start, one.end): one.implied
        for one in reading.claims
        if one.quantity is None
    }
    wanted = {(claim["norm_start"], claim["norm_end"]): claim["role"] for claim in _tier(by_hand, "B")}
    assert len(wanted) == 6
    assert implied == wanted


@pytest.mark.parametrize("tier", ["N", "D", "T"])
def test_what_is_no_claim_is_not_reported(
    reading: Reading, by_hand: dict[str, dict[str, Any]], tier: str
) -> None:
    places = [_norm_place(reading, one.start, one.end) for one in reading.claims if one.quantity is not None]
    for claim in _tier(by_hand, tier):
        touched = [one for one in places if one[0] < claim["norm_end"] and claim["norm_start"] < one[1]]
        assert not touched, claim["id"]


def test_nothing_is_reported_that_the_hand_does_not_know(
    reading: Reading, by_hand: dict[str, dict[str, Any]]
) -> None:
    assert len(reading.claims) == len(_tier(by_hand, "A")) + len(_tier(by_hand, "B"))


def test_thresholds_belong_to_the_claims_that_they_bound(
    reading: Reading, by_hand: dict[str, dict[str, Any]]
) -> None:
    for bound in _tier(by_hand, "T"):
        claim = _at(reading, by_hand[bound["of"]])
        assert claim is not None
        assert bound["text"] in [threshold.text.replace(" ", "") for threshold in claim.thresholds], bound[
            "id"
        ]


def test_periods_are_those_of_the_hand(reading: Reading, by_hand: dict[str, dict[str, Any]]) -> None:
    for claim in _tier(by_hand, "A"):
        found = _at(reading, claim)
        assert found is not None
        if claim["period"] in PERIODS:
            assert (claim["id"], (found.span.start, found.span.end)) == (
                claim["id"],
                PERIODS[claim["period"]],
            )
        elif claim["period"]:
            assert (claim["id"], found.span.start, found.span.end) == (claim["id"], None, DATED)
            assert "目前" in found.span.words
        else:
            assert found.span.words == ""


def test_subjects_and_entities_are_in_the_texts_own_words(
    reading: Reading, by_hand: dict[str, dict[str, Any]]
) -> None:
    subjects = {
        "C01": "新签约项目", "C03": "新签约项目", "C04": "新签约项目", "C05": "引进项目", "C06": "引进项目",
        "C07": "引进项目", "C08": "引进区外资金", "C17": "出动执法人员", "C18": "巡查辖区重点夜市经济区域",
        "C19": "不合规商户", "C20": "排查建设项目", "C21": "停工整改", "C22": "查处施工现场环境卫生问题",
    }  # fmt: skip
    for key, subject in subjects.items():
        found = _at(reading, by_hand[key])
        assert found is not None
        assert (key, found.subject) == (key, subject)
    for claim in _tier(by_hand, "A"):
        found = _at(reading, claim)
        assert found is not None
        assert (claim["id"], found.entity) == (claim["id"], claim.get("entity", ""))
    warned = _at(reading, by_hand["C19"])
    assert warned is not None
    assert warned.verb == "予以警告"


def test_claims_lean_on_one_another_as_the_hand_says(
    reading: Reading, by_hand: dict[str, dict[str, Any]]
) -> None:
    def leans(key: str) -> tuple[Relation, Claim | None]:
        claim = _at(reading, by_hand[key])
        assert claim is not None
        return claim.relation, None if claim.of is None else reading.claims[claim.of]

    signed, surveyed = _at(reading, by_hand["C01"]), _at(reading, by_hand["C20"])
    assert leans("C02") == (Relation.TOTAL, signed)
    assert leans("C03") == (Relation.SUBSET, signed)
    assert leans("C04") == (Relation.SUBSET, signed)
    assert leans("C14")[0] == Relation.LIST
    assert leans("C20")[0] == Relation.TOTAL
    assert leans("C21") == (Relation.SUBSET, surveyed)


def test_lists_are_counted(reading: Reading, by_hand: dict[str, dict[str, Any]]) -> None:
    for claim in _tier(by_hand, "A"):
        found = _at(reading, claim)
        assert found is not None
        assert (claim["id"], found.listed) == (claim["id"], claim.get("enumerated"))
        assert found.open_list == claim.get("open_list", False)


def test_units_are_those_whose_item_it_is(reading: Reading, by_hand: dict[str, dict[str, Any]]) -> None:
    units = {
        "C01": (),
        "C05": (),
        "C14": (),
        "C17": ("区城管局",),
        "C19": ("区城管局",),
        "C20": ("区住建局",),
        "C22": ("区住建局",),
    }
    for key, wanted in units.items():
        found = _at(reading, by_hand[key])
        assert found is not None
        assert (key, found.units) == (key, wanted)
