"""A text held against small ledgers: the domain's examples, the readings that are tried, and what is never judged."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.foundation.periods import Period
from taizhang.organisation.models import User
from taizhang.proofreading.actions import add_phrase, declare_coverage
from taizhang.proofreading.checking import CheckedClaim, check, dated_in
from taizhang.proofreading.claim import Span
from taizhang.proofreading.periods_of import PeriodRule, admissible, year_before
from tests import factories
from tests.investment import makers

import taizhang.urls  # noqa: F401  isort: skip  publishes figures and addresses

pytestmark = pytest.mark.django_db
AS_OF = date(2020, 6, 19)
SENTENCE = "今年以来，全区新签约亿元以上项目3个，总金额7.7亿元。"


@pytest.fixture
def verifier() -> User:
    factories.district(stands_on=AS_OF)
    factories.unit("区商务局", kind="bureau")
    return factories.person("investment_verifier")


def covered(by: User, since: date = date(2019, 1, 1), ledger: str = "investment") -> None:
    declare_coverage(by=by, ledger=ledger, since=since, note="示例·合同都入库")


def signed(by: User, *amounts: str, on: date = date(2020, 5, 20)) -> list[Any]:
    return [makers.signed(by, yi, on) for yi in amounts]


def of(text: str, **options: Any) -> list[CheckedClaim]:
    return list(check(text, as_of=AS_OF, **options).claims)


def verdicts(text: str) -> list[str]:
    return [claim.verdict.value for claim in of(text)]


def test_one_project_below_the_bound_contradicts_number_and_sum_and_is_named(verifier: User) -> None:
    covered(verifier)
    signed(verifier, "4.2", "2.5")
    low = makers.signed(verifier, "1.00", date(2020, 5, 20))
    assert verdicts(SENTENCE) == ["支持", "支持"]
    low.revisions.update(total=makers.wan("0.99"))
    number, total = of(SENTENCE)
    assert (number.verdict.value, total.verdict.value) == ("矛盾", "矛盾")
    for claim in (number, total):
        assert f"{low.name}（0.99亿元）" in claim.why
        assert claim.rows[0].url.endswith(f"/{low.pk}/")
    assert (number.suggestions, total.suggestions) == (("2个",), ("6.7亿元",))


def test_a_reader_is_named_only_rows_that_the_reader_may_open(verifier: User) -> None:
    covered(verifier)
    signed(verifier, "4.2", "2.5", "0.99")
    clerk = factories.person("reporter", factories.unit("新安路街道"))
    number = of(SENTENCE, reader=clerk)[0]
    assert number.verdict.value == "矛盾" and not number.rows and "0.99" not in number.why


def test_without_coverage_the_ledger_is_quoted_and_nothing_judged(verifier: User) -> None:
    signed(verifier, "4.2", "2.5", "1.00")
    for claim in of(SENTENCE):
        assert claim.verdict.value == "无法判断" and claim.key
    assert "现有记录是3个" in of(SENTENCE)[0].why
    covered(verifier, since=date(2020, 3, 1))
    assert verdicts(SENTENCE) == ["无法判断", "无法判断"]  # 今年 begins in January
    assert verdicts("目前，全区新签约亿元以上项目3个。") == ["支持"]  # since the coverage began


def test_zero_rows_are_zero_only_within_the_coverage(verifier: User) -> None:
    text = "今年以来，全区新签约亿元以上项目1个。"
    assert verdicts(text) == ["无法判断"]
    covered(verifier)
    assert verdicts(text) == ["矛盾"]


def test_growth_is_reckoned_from_the_same_days_a_year_earlier(verifier: User) -> None:
    covered(verifier)
    signed(verifier, "1", "2", "3")
    signed(verifier, "1", "2", on=date(2019, 4, 1))
    signed(verifier, "9", on=date(2019, 7, 1))
    text = "今年以来，全区新签约招商引资项目3个，同比增长{}%。"
    assert verdicts(text.format("50")) == ["支持", "支持"]
    wrong = of(text.format("30"))[1]
    assert (wrong.verdict.value, wrong.suggestions) == ("矛盾", ("50%",))


def test_a_named_phrase_links_what_no_figure_knows(verifier: User) -> None:
    covered(verifier)
    signed(verifier, "1", "2")
    text = "今年以来“敲锣”项目2个。"
    assert of(text)[0].key == ""
    phrase = add_phrase(by=factories.person("editor"), words="敲锣", indicator="investment.signed_projects")
    claim = of(text)[0]
    assert (claim.key, claim.verdict.value, claim.phrase) == (
        "investment.signed_projects", "支持", phrase.pk,
    )  # fmt: skip


def test_a_thing_that_no_row_is_called_is_not_judged(verifier: User) -> None:
    covered(verifier)
    project = makers.signed(verifier, "30", date(2020, 5, 20), name="示例航空产业园")
    right, strange = of("目前，已签约投资30亿元的示例航空产业园、6.5亿元的示例冷链基地等项目。")[:2]
    assert (right.verdict.value, right.rows[0].name) == ("支持", project.name)
    assert (strange.verdict.value, strange.key) == ("无法判断", "")


def test_a_unit_that_the_district_does_not_have_is_not_read_as_the_district(verifier: User) -> None:
    covered(verifier)
    signed(verifier, "1", "2")
    text = "今年以来，{}新签约招商引资项目2个。"
    assert verdicts(text.format("全区")) == ["支持"]
    assert verdicts(text.format("全市")) == ["无法判断"]


def test_lists_are_judged_by_the_text_itself(verifier: User) -> None:
    text = "会议提出“三个坚持”，即坚持以人为本，坚持实干为先。"
    claim = of(text)[0]
    assert claim.claim.listed == 2
    assert claim.verdict.value == "矛盾"


def test_the_text_gives_its_own_day_on_a_line_near_its_top() -> None:
    assert dated_in("示例信息\n\n第 3 期\n\n2020 年 6 月 9 日\n\n正文") == date(2020, 6, 9)
    assert dated_in("2020年6月9日，全区召开会议。") is None
    assert dated_in("正文" * 300 + "\n2020年6月9日\n") is None


def test_an_open_time_is_read_in_every_admissible_way() -> None:
    until, since = AS_OF, date(2019, 4, 1)
    rules = [each.rule for each in admissible(Span("目前"), until, covered_since=since)]
    assert rules == [PeriodRule.YEAR_SO_FAR, PeriodRule.SINCE_COVERAGE]
    said = admissible(Span("2019年", date(2019, 1, 1), date(2019, 12, 31)), until, covered_since=since)
    assert [each.period for each in said] == [Period(date(2019, 1, 1), date(2019, 12, 31))]
    assert admissible(Span("下月", date(2020, 7, 1), date(2020, 7, 31)), until) == []
    (month,) = admissible(Span(), until, covered_since=since, rule="month_so_far")
    assert month.period == Period(date(2020, 6, 1), until)
    assert year_before(Period(date(2020, 2, 29), until)).start == date(2019, 2, 28)


def test_a_text_ten_times_as_long_takes_as_many_queries(verifier: User) -> None:
    covered(verifier)
    covered(factories.person("site_clerk"), ledger="construction")
    signed(verifier, "4.2", "2.5", "0.99")
    text = f"{SENTENCE}专班排查建设项目75家，下达停工令6份，每日汇总更新整改情况。\n"

    def queries(times: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(check(text * times, as_of=AS_OF).claims) == 5 * times
        return len(captured)

    assert queries(10) == queries(1) > 5
