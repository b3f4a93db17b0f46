"""校数 on the demo district: the reference text raw and as a paper, and what becomes of it when a row is changed."""

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang import cli, commands
from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.figures.indicator import Scope, published
from taizhang.investment.models import AmountRevision, Project
from taizhang.night_market.models import Merchant
from taizhang.proofreading.actions import withdraw_coverage
from taizhang.proofreading.checking import Checked, CheckedClaim, check
from taizhang.proofreading.claim import Relation
from taizhang.proofreading.models import Coverage
from taizhang.proofreading.reading.files import read_text

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[3] / "shared" / "reference"
REFERENCE, BY_HAND = SHARED / "issue-47.txt", SHARED / "issue-47-claims.json"
OVER = "investment.signed_over_"
LINKED = {
    "C01": (f"{OVER}1", "2019-01-01", "2019-12-31"),
    "C02": (f"{OVER}1_amount", "2019-01-01", "2019-12-31"),
    "C03": (f"{OVER}10", "2019-01-01", "2019-12-31"),
    "C04": (f"{OVER}5", "2019-01-01", "2019-12-31"),
    "C05": (f"{OVER}1.target", "2020-01-01", "2020-12-31"),
    "C06": (f"{OVER}5.target", "2020-01-01", "2020-12-31"),
    "C07": (f"{OVER}10.target", "2020-01-01", "2020-12-31"),
    "C08": ("investment.out_of_district_funds.target", "2020-01-01", "2020-12-31"),
    **{f"C{n:02}": ("investment.signed_amount", None, "2020-06-19") for n in range(9, 14)},
    "C14": ("investment.signed_projects", "2020-01-01", "2020-06-19"),
    "C17": ("night_market.officer_turnouts", "2020-01-01", "2020-06-19"),
    "C18": ("night_market.patrols", "2020-01-01", "2020-06-19"),
    "C19": ("night_market.merchants_warned", "2020-01-01", "2020-06-19"),
    "C20": ("construction.sites_surveyed", "2020-01-01", "2020-06-19"),
    "C21": ("construction.sites_stopped", "2020-01-01", "2020-06-19"),
    "C22": ("construction.problems_found", "2020-01-01", "2020-06-19"),
}
# In words of our own, for machines that do not have the reference.
OWN = (
    "2019年全区新签约亿元以上项目23个，总金额225.7亿元，其中10亿元以上项目2个，5亿元以上项目8个。\n"
    "截至目前，城管部门夜市整治累计出动执法人员120余人次，巡查夜市重点路段60余次，口头警告违规商户50余家。\n"
    "住建部门共排查建设项目75家，停工整改6家，发现问题175项，现已全部整改到位。"
)


def texts() -> list[tuple[str, str]]:
    """The reference as read from the plain file and from a paper."""
    raw = REFERENCE.read_text(encoding="utf-8")
    paper, buffer = docx.Document(), BytesIO()
    for line in raw.splitlines():
        paper.add_paragraph(line)
    paper.save(buffer)
    return [("raw", raw), ("docx", read_text(buffer.getvalue(), "示例.docx"))]


def named(checked: Checked) -> dict[str, CheckedClaim]:
    """The claims by the names that they have in the reading by hand, found in their order."""
    by_hand = [
        claim
        for claim in json.loads(BY_HAND.read_text(encoding="utf-8"))["claims"]
        if claim["tier"] in ("A", "B")
    ]
    by_hand.sort(key=lambda claim: claim["norm_start"])
    found, left = {}, list(checked.claims)
    for claim in by_hand:
        while left:
            each = left.pop(0)
            if (
                claim["text"] in "".join(each.claim.text.split())
                or "".join(each.claim.text.split()) in claim["text"]
            ):
                found[claim["id"]] = each
                break
    return found


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference text is not in the repository")
def test_the_reference_comes_out_supported_with_figure_and_period(demo: Cast) -> None:
    for kind, text in texts():
        checked = check(text, as_of=STANDS_ON)
        claims = named(checked)
        for name, (key, start, end) in LINKED.items():
            claim = claims[name]
            assert (name, claim.verdict, claim.key) == (name, "支持", key), (kind, claim.why)
            assert claim.scope is not None
            assert claim.scope.period.end.isoformat() == end
            if start:
                assert claim.scope.period.start.isoformat() == start
        assert {name: claims[name].verdict.value for name in ("C15", "C16", *(f"Q0{n}" for n in range(1, 7)))} == {
            "C15": "矛盾", "C16": "支持", "Q01": "支持", "Q02": "支持", "Q03": "支持", "Q04": "支持", "Q05": "无法判断", "Q06": "无法判断",
        }  # fmt: skip
        assert [problem.kind for problem in checked.problems if problem.sure] == ["lists", "names"]


def test_the_same_facts_in_other_words_are_supported(demo: Cast) -> None:
    checked = check(OWN, as_of=STANDS_ON)
    assert {claim.verdict.value for claim in checked.claims} == {"支持"}, [
        (claim.claim.text, claim.why) for claim in checked.claims if claim.verdict != "支持"
    ]
    assert not checked.contradicted


def test_a_project_below_the_bound_contradicts_number_and_sum_and_is_named(demo: Cast) -> None:
    of_2019 = Scope.of(STANDS_ON, start=date(2019, 1, 1), end=date(2019, 12, 31))
    smallest = published().get(f"{OVER}1").rows(of_2019).order_by("amount").first()
    assert smallest is not None
    project, lost = Project.objects.get(pk=smallest.pk), smallest.amount / 10_000
    AmountRevision.objects.filter(project=project).update(total=Decimal(9_900))
    checked = check(OWN, as_of=STANDS_ON)
    number, total = checked.claims[0], checked.claims[1]
    assert (number.verdict.value, total.verdict.value) == ("矛盾", "矛盾")
    assert project.name in number.why and project.name in total.why
    left = (Decimal("225.7") - lost).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert (number.suggestions, total.suggestions) == (("22个",), (f"{left}亿元",))
    assert f"/investment/projects/{project.pk}/" in {row.url for row in number.rows}


def test_warnings_are_not_merchants(demo: Cast) -> None:
    text = "今年以来，城管部门整治夜市，对57家违规商户予以口头警告。"
    claim = check(text, as_of=STANDS_ON).claims[0]
    assert (claim.verdict.value, claim.key) == ("矛盾", "night_market.merchants_warned")
    assert "“口头警告”的57次相符" in claim.why
    assert claim.suggestions == (f"{Merchant.objects.count() and 54}家",)


EVERY_DAY = "对工地排查出的问题，建立整改台账，每日汇总更新。"


def test_every_day_is_every_day_since_the_work_began(demo: Cast) -> None:
    (claim,) = check(EVERY_DAY, as_of=STANDS_ON).claims
    assert (claim.verdict.value, "74天，天天都有" in claim.why) == ("支持", True)
    (later,) = check(EVERY_DAY, as_of=STANDS_ON + timedelta(3), dated=STANDS_ON + timedelta(3)).claims
    assert later.verdict.value == "矛盾"
    assert "缺2020-06-20、2020-06-21、2020-06-22，" in later.why
    (weekend,) = check(EVERY_DAY, as_of=STANDS_ON + timedelta(2), dated=STANDS_ON + timedelta(2)).claims
    assert weekend.verdict.value == "警告"
    (other,) = check("巡逻台账每日汇总更新。", as_of=STANDS_ON).claims
    assert other.verdict.value == "无法判断"


def test_a_full_survey_is_one_of_every_registered_site(demo: Cast) -> None:
    text = "今年以来对全区工地全面摸排，无一逾期整改。"
    full, overdue = check(text, as_of=STANDS_ON).claims
    assert (full.verdict.value, full.key) == ("支持", "construction.survey_rate")
    assert (overdue.verdict.value, overdue.key) == ("支持", "construction.problems_overdue")
    (april,) = check("4月份对全区工地全面摸排。", as_of=STANDS_ON).claims
    assert (april.verdict.value, april.key) == ("矛盾", "construction.survey_rate")


def test_without_declared_coverage_nothing_is_judged(demo: Cast) -> None:
    for coverage in Coverage.objects.all():
        withdraw_coverage(by=demo.user("office_chief"), coverage=coverage, reason="示例·核对未完")
    checked = check(OWN, as_of=STANDS_ON)
    assert {claim.verdict.value for claim in checked.claims} == {"无法判断"}
    assert "现有记录是23个" in checked.claims[0].why


def test_zero_rows_are_not_zero(demo: Cast) -> None:
    claim = check("2018年全区新签约项目3个。", as_of=STANDS_ON).claims[0]
    assert (claim.verdict.value, claim.key) == ("无法判断", "investment.signed_projects")


def test_the_number_of_queries_does_not_grow_with_the_text(demo: Cast) -> None:
    def queries(text: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            check(text, as_of=STANDS_ON)
        return len(captured)

    assert queries(OWN) == queries("\n".join([OWN] * 10))


def test_a_tier_is_read_with_and_without_the_higher_one(demo: Cast) -> None:
    text = "2019年新签约亿元以上项目23个，其中10亿元以上项目2个，5亿元以上项目6个。"
    claim = check(text, as_of=STANDS_ON).claims[2]
    assert (claim.verdict.value, claim.key) == ("支持", f"{OVER}5")
    assert "不含" in claim.read_as
    assert claim.claim.relation in (Relation.SUBSET, Relation.NONE)


def test_a_town_is_read_for_itself(demo: Cast) -> None:
    town = demo.unit("济源路街道")
    value = published().get("construction.problems_found").value(Scope.of(STANDS_ON, unit=town))
    right, wrong = (
        check(f"今年以来，济源路街道工地共发现问题{number}项。", as_of=STANDS_ON).claims[0]
        for number in (value, 175)
    )
    assert (right.verdict.value, wrong.verdict.value) == ("支持", "矛盾")
    assert right.scope is not None and right.scope.unit == town


def test_the_command_gives_the_contract(demo: Cast, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "示例.txt"
    file.write_text(OWN.replace("23个", "24个"), encoding="utf-8")
    arguments = cli.parser().parse_args(["check", str(file), "--as-of", "2020-06-19", "--json"])
    assert commands.run(arguments) == 1
    told = json.loads(capsys.readouterr().out)
    first, second = told["claims"][:2]
    asked = {
        "text", "start", "end", "value", "low", "high", "unit", "approx", "modality", "subject", "period", "verdict",
        "figure", "found", "why",
    }  # fmt: skip
    assert asked <= set(first)
    assert (first["value"], first["found"], first["verdict"], first["suggestion"]) == (24, 23, "矛盾", "23个")
    assert (second["value"], second["unit"], second["period"]["to"]) == (225.7, "亿元", "2019-12-31")
    assert OWN.replace("23个", "24个")[first["start"] : first["end"]] == "24个"
    commands.run(cli.parser().parse_args(["check", str(file), "--as-of", "2020-06-19"]))
    assert "可写：23个" in capsys.readouterr().out


def test_the_api_answers_like_the_command(demo: Cast) -> None:
    client = Client()
    client.force_login(demo.user("reporter"))
    body = {"text": OWN, "as_of": "2020-06-19"}
    answer = client.post("/api/proofreading/check", json.dumps(body), content_type="application/json")
    assert [claim["verdict"] for claim in answer.json()["claims"]] == ["支持"] * 11
    assert date.fromisoformat(answer.json()["as_of"]) == STANDS_ON
