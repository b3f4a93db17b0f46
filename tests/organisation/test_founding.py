"""Setting up a district from the command line: the system itself acts, the journal says so, and only once."""

from datetime import date
from pathlib import Path

import pytest

from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal import chain
from taizhang.journal.models import Event
from taizhang.organisation import actions, founding, passwords
from taizhang.organisation.models import Unit, User

pytestmark = pytest.mark.django_db

UNITS = [
    {"code": "town", "name": "示例镇", "kind": "town", "aliases": ["示例镇政府"]},
    {"code": "bureau", "name": "示例局", "short_name": "示局"},
    {"code": "team", "name": "示例局一科", "kind": "team", "parent": "bureau"},
]


def found() -> None:
    founding.found_district("410106", "上街区", "上街信息", UNITS, date(2020, 6, 19))


def test_units_stand_under_the_district_unless_they_name_a_parent() -> None:
    found()
    district, town, bureau, team = Unit.objects.order_by("position")
    assert district.kind == "district" and district.path == f"/{district.pk}/"
    assert [town.parent, bureau.parent, team.parent] == [district, district, bureau]
    assert team.path == f"/{district.pk}/{bureau.pk}/{team.pk}/"
    assert Unit.by_name()["示例镇政府"] == town


def test_a_second_district_is_refused() -> None:
    found()
    with pytest.raises(Refused, match="已有区县"):
        founding.found_district("410107", "另一区")


def test_a_parent_must_stand_earlier_in_the_list() -> None:
    with pytest.raises(Refused, match="没有列在它前面"):
        founding.found_district("410106", "上街区", units=list(reversed(UNITS)))
    assert not Unit.objects.exists()


def test_the_system_employs_people_and_the_journal_says_that_nobody_did() -> None:
    found()
    user = founding.employ(
        "admin", "示例管理员", Unit.objects.get(code="bureau"), "administrator", since=date(2019, 1, 1)
    )
    assert user.role_keys == {"administrator"} and not user.has_usable_password()
    assert not Event.objects.filter(by__isnull=False).exists()
    assert not chain.verify().fault


def test_a_name_may_sign_in_once_only() -> None:
    found()
    unit = Unit.objects.get(code="town")
    founding.employ("someone", "示例甲", unit, "town_clerk")
    with pytest.raises(Refused, match="已有人用"):
        founding.employ("SOMEONE", "示例乙", unit, "town_clerk")


def test_an_unknown_role_is_refused_and_leaves_nobody() -> None:
    found()
    with pytest.raises(Refused, match="没有叫“king”的岗位"):
        founding.employ("someone", "示例甲", Unit.objects.get(code="town"), "king")
    assert not User.objects.exists()


def test_generated_passwords_work_and_are_stored_more_slowly_after_the_first_sign_in() -> None:
    found()
    password = founding.generate_password()
    user = founding.employ(
        "someone", "示例甲", Unit.objects.get(code="town"), "town_clerk", password=password
    )
    quick = user.password
    assert passwords.is_generated(password) and not passwords.is_generated("correct horse battery")
    assert user.check_password(password) and not user.check_password("another")
    user.refresh_from_db()
    assert user.password != quick


def test_only_founding_lets_the_system_act() -> None:
    wrong = [
        str(path)
        for path in Path("taizhang").rglob("*.py")
        if "by=None" in path.read_text(encoding="utf-8") and path.name not in {"founding.py", "record.py"}
        and "organisation" in path.parts
    ]  # fmt: skip
    assert not wrong


def test_a_person_without_the_post_cannot_make_anything() -> None:
    found()
    clerk = founding.employ("clerk", "示例甲", Unit.objects.get(code="town"), "town_clerk")
    with pytest.raises(NotPermitted, match="系统管理员"):
        actions.register_unit(
            name="新单位", short_name="新", kind="bureau", code="new", parent=None, by=clerk
        )
