"""A merchant's tables and chairs by the pitch rules, with the reasons in sentences, or with what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from taizhang.night_market.models import Merchant
from taizhang.night_market.pitch_rules import DEFAULT_RULES, Capacity, PitchRules, capacity


@dataclass(frozen=True)
class Pitch:
    """Tables and chairs allowed, the steps that lead there, and the measures without which there is no answer."""

    tables: int
    chairs: int
    steps: tuple[str, ...]
    missing: tuple[str, ...]


def pitch_of(merchant: Merchant, rules: PitchRules = DEFAULT_RULES) -> Pitch:
    """What may stand in front of a merchant's shop, by the measures of the shop and of its segment."""
    segment = merchant.segment
    needed = (
        (segment.road_class, _("路段的道路等级")),
        (segment.footway_width, _("路段的人行道宽")),
        (merchant.frontage, _("门面宽")),
    )
    missing = tuple(str(name) for value, name in needed if value is None)
    if segment.road_class is None or segment.footway_width is None or merchant.frontage is None:
        return Pitch(0, 0, (), missing)
    found = capacity(
        road_class=segment.road_class,
        footway=segment.footway_width,
        frontage=merchant.frontage,
        area=merchant.area,
        doors=merchant.doors,
        no_go_distance=segment.no_go_distance,
        rules=rules,
    )
    return Pitch(found.tables, found.chairs, tuple(_steps(merchant, found, rules)), ())


def _steps(merchant: Merchant, found: Capacity, rules: PitchRules) -> list[str]:
    segment, rule = merchant.segment, rules.road_class(merchant.segment.road_class or 1)
    footway, frontage = segment.footway_width or 0, merchant.frontage or 0
    if not rule.extend:
        return [_("一类路不许外摆。")]
    steps = [
        _("道路等级许可外摆 %(extend)s mm；人行道宽 %(footway)s mm，须留出 %(clear)s mm，余 %(left)s mm。")
        % {
            "extend": rule.extend,
            "footway": footway,
            "clear": rule.clear,
            "left": max(0, footway - rule.clear),
        }
    ]
    if segment.no_go_distance is not None:
        steps.append(
            _("距消防通道、盲道或出入口 %(distance)s mm，再让 %(off)s mm，余 %(left)s mm。")
            % {
                "distance": segment.no_go_distance,
                "off": rules.off_no_go,
                "left": max(0, segment.no_go_distance - rules.off_no_go),
            }
        )
    steps.append(_("取最小的，进深 %(depth)s mm。") % {"depth": found.depth})
    steps.append(
        _("门面宽 %(frontage)s mm，减去 %(doors)s 个门各 %(door)s mm，可用长度 %(length)s mm。")
        % {"frontage": frontage, "doors": merchant.doors, "door": rules.per_door, "length": found.length}
    )
    by_area = int(merchant.area // rules.area_per_table)
    steps.append(
        _("经营面积 %(area)s ㎡，每 %(each)s ㎡ 一桌，至多 %(most)s 桌。")
        % {"area": merchant.area.normalize().__format__("f"), "each": rules.area_per_table, "most": by_area}
    )
    if found.module is None:
        steps.append(_("放不下一张桌。"))
    else:
        steps.append(
            _("按每桌 %(seats)s 座（%(depth)s × %(length)s mm）摆，坐得最多。")
            % {"seats": found.module.seats, "depth": found.module.depth, "length": found.module.length}
        )
    return steps
