"""The demo's first reports, two-way commitments and leaders' links, as they stood on the day of the demo."""

import random
from datetime import date
from decimal import Decimal
from io import BytesIO

from taizhang.demo.cast import Cast
from taizhang.foundation.quantities import yi_to_wan
from taizhang.investment.actions.commitments import CommitmentEntry, keep_commitment, record_commitment
from taizhang.investment.actions.leaders import LinkEntry, link_leader
from taizhang.investment.actions.leads import LeadEntry, follow_up, register_lead
from taizhang.investment.models import Lead, Project

COLD_CHAIN = "示例·嘉木冷链集团有限公司"
# (post, unit, investor, idea, contact, first contact, day of registration): near its end, live, a clash of two, expired.
LEADS = (
    ("investment_clerk", "峡窝镇", "示例·盛拓减速器有限公司", "示例·谐波减速器产线", "投资总监", date(2020, 5, 22), date(2020, 5, 23)),
    ("investment_clerk", "科工信局", "示例·启辰激光装备有限公司", "示例·激光切割装备产线", "副总经理", date(2020, 5, 18), date(2020, 5, 18)),
    ("investment_clerk", "峡窝镇", COLD_CHAIN, "示例·冷链集配中心", "项目总监", date(2020, 6, 3), date(2020, 6, 3)),
    ("town_clerk", "中心路街道", COLD_CHAIN, "示例·生鲜加工配送", "区域经理", date(2020, 6, 15), date(2020, 6, 16)),
    ("town_clerk", "中心路街道", "示例·和瑞文旅有限公司", "示例·工业遗址夜游", "总经理助理", date(2020, 5, 8), date(2020, 5, 9)),
)  # fmt: skip
FOLLOWED_UP = ("示例·启辰激光装备有限公司", date(2020, 6, 10), "示例·带企业看了两处厂房，约定月底前交方案。")
NAMED = ("中原工学院民航校区", "宝供物流", "郑上科创园", "奥瑞环保科技", "霸凌金国冷链")
# (project, side, kind, text, 亿元, by when, unit that has to keep it, made on, kept on)
COMMITMENTS = (
    ("宝供物流", "investor", "investment", "示例·首期资本金到位", "1.5", date(2020, 6, 10), "", date(2020, 3, 12), None),
    ("郑上科创园", "government", "land", "示例·一期用地完成供地", "", date(2020, 7, 31), "自然资源局", date(2020, 5, 15), None),
    ("中原工学院民航校区", "investor", "start", "示例·校区主体工程开工", "", date(2020, 9, 30), "", date(2020, 4, 28), None),
    ("霸凌金国冷链", "government", "utilities", "示例·双回路供电接到红线", "", date(2020, 6, 15), "发改委", date(2020, 5, 26), date(2020, 6, 12)),
)  # fmt: skip
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"


def load(cast: Cast, rng: random.Random) -> None:
    """Enter the reports as each unit's clerk did, the rest as the commerce bureau's verifier did; draws no lots."""
    for role, unit, investor, idea, contact, contact_on, on in LEADS:
        entry = LeadEntry(
            cast.unit(unit).pk, investor=investor, idea=idea, first_contact_on=contact_on, contact=contact
        )
        register_lead(by=cast.user(role, unit), entry=entry, on=on)
    investor, on, note = FOLLOWED_UP
    clerk = cast.user("investment_clerk", "科工信局")
    paper = BytesIO(PDF + "示例·洽谈纪要\n".encode())
    lead = Lead.objects.get(investor=investor)
    follow_up(by=clerk, lead=lead, on=on, note=note, file=paper, name="示例·洽谈纪要.pdf")
    by, leader = cast.user("investment_verifier"), cast.user("leader")
    projects = {project.name: project for project in Project.objects.filter(name__in=NAMED)}
    for name, side, kind, text, yi, due_on, duty, made_on, kept_on in COMMITMENTS:
        promise = CommitmentEntry(
            side,
            kind,
            text,
            due_on,
            amount=yi_to_wan(Decimal(yi)) if yi else None,
            duty_unit=cast.unit(duty) if duty else None,
        )
        row = record_commitment(by=by, project=projects[name], entry=promise, on=made_on)
        if kept_on:
            keep_commitment(by=by, commitment=row, on=kept_on)
    for project in projects.values():
        signed_on = project.signed_on or date(2020, 1, 1)
        link_leader(by=by, entry=LinkEntry(leader, signed_on, project=project, duty="示例·协调落地开工"))
    link_leader(by=by, entry=LinkEntry(leader, date(2020, 1, 10), chain="通用航空", duty="示例·链长"))
