"""校数 of a text of 5,000 characters: what it takes beyond its ledger queries, and how many of these there are."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from statistics import median
from time import perf_counter, thread_time
from typing import Any

from django.db import connection

from bench.district import EMPTY, SINCE, District
from bench.timing import Line
from taizhang.figures.indicator import Indicator, Scope
from taizhang.proofreading.actions import declare_coverage
from taizhang.proofreading.checking import check

CHARACTERS = 5000
MOST = 300.0  # milliseconds beyond the queries
TIMES = 10  # as often the same text in one: it speaks of the same figures and scopes
AS_OF = date(2020, 6, 19)
# Our own sentences, in the manner of such briefs, with many more numbers than these have.
PARAGRAPHS = (
    "示例区扎实推进招商引资 今年以来，全区新签约亿元以上项目{0}个，总金额3{0}.5亿元，其中10亿元以上项目2个，5亿元以上项目{1}个，"
    "到位区外资金4{1}.2亿元，完成年度目标任务105亿元的43.05%，同比增长6.5%，提高1.2个百分点。目前，已签约投资{0}亿元的示例航空产业园、"
    "6.5亿元的示例冷链基地等{0}个项目。",
    "示例区开展工地环境卫生整治 截至6月19日，专班共排查建设项目2{0}家，停工整改{1}家，下达停工令{1}份，查处施工现场环境卫生问题17{1}项，"
    "已整改到位16{1}项，整改率96.{0}%，其余问题正在逐项整改，每日汇总更新。",
    "示例区规范夜间经济 一是划定夜市路段{0}条，设置摊位{1}0处；二是引导商户签订责任书13{1}份；三是出动执法人员12{0}余人次，巡查夜市6{1}余次，"
    "对5{0}余家违规商户予以口头警告，受理群众投诉4{1}件，满意率9{0}.2%。",
    "示例区做好就业和民生保障 1—5月份，城镇新增就业3{0}25人，其中就业困难人员{1}12人；发放创业担保贷款{0}笔、1{1}20万元；东、西两区分别完成"
    "改造小区{0}个、{1}个，惠及居民1.{0}万户，投诉件由{1}86件下降到{0}5件。",
)  # fmt: skip
PLAIN = (
    "会议强调，各级各部门要提高站位，压实责任，健全工作机制，坚持问题导向，做到件件有着落、事事有回音。要加强统筹协调，形成齐抓共管的工作合力，",
    "推动各项任务落地见效。一是强化组织领导，细化任务分工；二是加大宣传力度，引导群众广泛参与；三是严格督促检查，对工作不力的严肃问责。下一步，",
    "将继续巩固整治成果，完善长效管理办法，不断提升群众的获得感、幸福感和安全感，为全区高质量发展营造良好环境。",
)
_FLOOR = re.compile(
    r"(\d+(?:\.\d+)?)(余|多)?(亿元|万元|万户|人次|个百分点|%|个|家|项|处|份|条|次|件|人|笔)(以上|左右)?"
)


def text_of(characters: int, plain: tuple[str, ...] = PLAIN) -> str:
    """A text of so many characters, its numbers turning from paragraph to paragraph; `plain` prose stands between."""
    parts: list[str] = []
    while sum(map(len, parts)) < characters:
        number = len(parts)
        told = PARAGRAPHS[number % len(PARAGRAPHS)].format(2 + number % 7, 3 + number % 5)
        parts.append("".join((told, *plain, "\n")))
    return "".join(parts)[:characters]


@contextmanager
def _queries_timed() -> Iterator[list[float]]:
    """The CPU milliseconds that each figure takes from the making of its query to its value; the last are the queries beside."""
    taken: list[float] = []
    inside = [False]
    value = Indicator.value

    def asked(indicator: Indicator, scope: Scope) -> Any:
        start, inside[0] = thread_time(), True
        try:
            return value(indicator, scope)
        finally:
            inside[0] = False
            taken.append(1000 * (thread_time() - start))

    def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        start = thread_time()
        try:
            return execute(sql, params, many, context)
        finally:
            if not inside[0]:
                taken.append(1000 * (thread_time() - start))

    Indicator.value = asked  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(timed):
            yield taken
    finally:
        Indicator.value = value  # type: ignore[method-assign]


def measure(district: District) -> Iterator[Line]:
    """The check of two texts in turns with a regular expression written by hand, which finds numbers and no claims."""
    district.databases.use(EMPTY)
    declare_coverage(by=district.clerk, ledger="construction", since=SINCE, note="示例·逐日登记")
    for plain, most in ((PLAIN, MOST), ((), None)):
        yield from _of_text(text_of(CHARACTERS, plain), district.turns, most)


def _of_text(text: str, turns: int, most: float | None) -> Iterator[Line]:
    whole, beyond, floor, counts = [], [], [], []
    for turn in range(turns + 1):
        with _queries_timed() as taken:
            start = thread_time()
            elapsed, checked = _timed(lambda: check(text, as_of=AS_OF))
            worked = 1000 * (thread_time() - start)
        raw, found = _timed(lambda: _FLOOR.findall(text))
        if turn:  # the first one reads regular expressions and addresses, once in a process
            whole.append(elapsed)
            beyond.append(worked - sum(taken))
            floor.append(raw)
            counts.append(len(taken))
    work = f"{len(checked.claims)} claims in {CHARACTERS:,} characters"
    if most:
        yield Line(f"check beyond queries, {work}", None, median(beyond), most, 1.0, "the most that is meant")
    yield Line(
        f"check with its queries, {work}",
        None,
        median(whole),
        median(beyond),
        None,
        "the same beyond queries",
    )
    yield Line(
        f"check beyond queries, {work}",
        None,
        median(beyond),
        median(floor),
        None,
        f"regex that finds {len(found)} numbers and no claim",
    )
    with _queries_timed() as taken:
        check("\n".join([text] * TIMES), as_of=AS_OF)
    yield Line(
        f"queries, {work}, {TIMES} times", None, len(taken), median(counts), 1.0, "queries of the text once"
    )


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    result = work()
    return 1000 * (perf_counter() - start), result
