"""Loads the whole demo, ledger by ledger, in one transaction: either the district stands, or nothing does."""

import random
from collections.abc import Callable

from django.db import transaction

from taizhang.demo import (
    archive,
    bulletin,
    claims,
    construction,
    editorial,
    enterprises,
    house_style,
    investment,
    leads,
    night_market,
    proofreading,
    reminders,
    reports,
    supervision,
    targets,
)
from taizhang.demo.cast import Cast, assemble

SEED = 20200619

LOADERS: tuple[tuple[str, Callable[[Cast, random.Random], None]], ...] = (
    ("招商引资", investment.load),
    ("首报和承诺", leads.load),
    ("阶段申报", claims.load),
    ("目标任务", targets.load),
    ("企业服务", enterprises.load),
    ("夜间经济", night_market.load),
    ("工地整治", construction.load),
    ("校数", proofreading.load),
    ("体例和名单", house_style.load),
    ("信息刊物", bulletin.load),
    ("收稿和约稿", editorial.load),
    ("收阅和旧刊", archive.load),
    ("督查考核", supervision.load),
    ("月度通报", reports.load),
    ("提醒", reminders.load),
)


def load(*, tell: Callable[[str], None] = lambda sentence: None) -> Cast:
    """Make the demo district in an empty database; returns its cast with the generated passwords."""
    rng = random.Random(SEED)
    with transaction.atomic():
        cast = assemble()
        for name, loader in LOADERS:
            tell(name)
            loader(cast, rng)
    return cast
