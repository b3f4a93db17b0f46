"""The demo's claims of stages: one that waits with all its papers, one returned, one project that still lacks papers."""

import io
import random
from datetime import date, datetime, time
from decimal import Decimal

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

from taizhang.demo.cast import Cast
from taizhang.evidence.actions import attach
from taizhang.foundation import clock
from taizhang.foundation.quantities import yi_to_wan
from taizhang.investment.actions.claims import claim_stage
from taizhang.investment.actions.projects import register_project
from taizhang.investment.actions.verdicts import send_back
from taizhang.investment.entries import ProjectEntry
from taizhang.investment.models import Project, StageClaim
from taizhang.investment.states import EvidenceKind, ProjectState
from taizhang.organisation.models import User

# A signing's papers with their days; what was scanned as a picture, the rest being PDF.
PAPERS: tuple[tuple[EvidenceKind, tuple[int, int]], ...] = (
    (EvidenceKind.FIRST_CONTACT, (3, 18)),
    (EvidenceKind.MINUTES, (4, 2)),
    (EvidenceKind.DUPLICATE_CHECK, (4, 3)),
    (EvidenceKind.REVIEW_RESULT, (5, 20)),
    (EvidenceKind.FAIR_COMPETITION, (5, 22)),
    (EvidenceKind.LICENCE, (5, 8)),
    (EvidenceKind.OUTSIDE_SHARE, (6, 9)),
    (EvidenceKind.CONTRACT, (6, 9)),
)
SCANNED = (EvidenceKind.LICENCE, EvidenceKind.FIRST_CONTACT)
PAGE, MARGIN = (744, 1052), 80  # A4 at 90 dots an inch
# (name, investor, chain, node, link kind, 亿元)
BATTERY = ("示例·航空动力电池产线", "示例·恒川科技有限公司", "通用航空", "动力", "mend", "1.8")
PACKING = ("示例·冷链包装材料厂", "示例·盛拓实业有限公司", "现代物流", "冷链", "extend", "1.3")
SENSING = ("示例·工业传感器研发中心", "示例·博源控股有限公司", "智能制造", "检测", "strengthen", "0.9")


def load(cast: Cast, rng: random.Random) -> None:
    """Three projects under negotiation as their clerks brought them to the signing."""
    town, bureau = cast.user("investment_clerk", "峡窝镇"), cast.user("investment_clerk", "科工信局")
    waiting = _project(town, *BATTERY)
    _add_papers(town, waiting, len(PAPERS))
    _claim(town, waiting, date(2020, 6, 12))
    returned = _project(bureau, *PACKING)
    _add_papers(bureau, returned, len(PAPERS))
    claim = _claim(bureau, returned, date(2020, 6, 15))
    send_back(
        by=cast.user("investment_verifier"),
        claim=claim,
        reason="合同签章页看不清，请重新扫描后再报。",
        at=datetime(2020, 6, 17, 10, tzinfo=clock.SHANGHAI),
    )
    _add_papers(town, _project(town, *SENSING), 5)


def _project(by: User, name: str, investor: str, chain: str, node: str, link_kind: str, yi: str) -> Project:
    assert by.unit is not None
    total = yi_to_wan(Decimal(yi))
    entry = ProjectEntry(
        name=name, investor=investor, unit_id=by.unit.pk, total=total, outside=total * 8 / 10,
        investor_place="江苏省苏州市", chain=chain, node=node, link_kind=link_kind,
    )  # fmt: skip
    return register_project(by=by, entry=entry)


def _add_papers(by: User, project: Project, count: int) -> None:
    for kind, (month, day) in PAPERS[:count]:
        on, scanned = date(2020, month, day), kind in SCANNED
        file = _page(str(kind.label), project, on, "PNG" if scanned else "PDF")
        name = f"{kind.label}{'.png' if scanned else '.pdf'}"
        attach(to=project, file=file, name=name, kind=kind, dated_on=on, by=by)


def _claim(by: User, project: Project, on: date) -> StageClaim:
    at = datetime.combine(on, time(16, 30), tzinfo=clock.SHANGHAI)
    return claim_stage(by=by, project=project, stage=ProjectState.SIGNED, at=at)


def _page(title: str, project: Project, on: date, kept_as: str) -> io.BytesIO:
    """A page that says what paper it stands for; invented, so it carries nothing else."""
    page = Image.new("RGB", PAGE, "white")
    draw, font = ImageDraw.Draw(page), str(pylopdf_fonts_zh_cn.serif_path())
    lines = (
        (title, 44),
        (str(project), 24),
        (f"{on.year} 年 {on.month} 月 {on.day} 日", 24),
        ("示例材料", 24),
    )
    top = 220
    for text, size in lines:
        draw.text((PAGE[0] // 2, top), text, fill="black", font=ImageFont.truetype(font, size), anchor="mm")
        top += size * 3
    draw.rectangle((MARGIN, MARGIN, PAGE[0] - MARGIN, PAGE[1] - MARGIN), outline="grey")
    file = io.BytesIO()
    page.save(file, kept_as, **({"resolution": 90.0} if kept_as == "PDF" else {}))
    file.seek(0)
    return file
