"""House style as the office keeps it: rules written, changed, put out of force, and what they find in a text typed."""

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.models import StyleRule
from taizhang.bulletin.starting_style import STARTING_RULES
from taizhang.foundation.refusals import NotPermitted, Refused
from tests.bulletin.conftest import Office


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def rule(office: Office, pattern: str = "做为", replacement: str = "作为", **more) -> StyleRule:
    given = {"kind": "forbidden", "topic": "spelling", **more}
    return actions.write_style_rule(pattern=pattern, replacement=replacement, by=office.editor, **given)


def found(user, body: str, title: str = "题") -> str:
    return client(user).post(reverse("bulletin:style-check"), {"title": title, "body": body}).content.decode()


def test_editors_keep_the_rules_and_units_do_not(office: Office) -> None:
    made = rule(office)
    assert made.history.get().kind == "created"
    with pytest.raises(NotPermitted, match="管体例"):
        actions.write_style_rule(kind="prefer", topic="wording", pattern="其它", by=office.reporter)
    with pytest.raises(NotPermitted):
        actions.change_style_rule(rule=made, active=False, by=office.reporter)


def test_a_rule_that_could_not_be_obeyed_is_refused(office: Office) -> None:
    rule(office)
    with pytest.raises(Refused, match="已有一条"):
        rule(office)
    with pytest.raises(Refused, match="一样"):
        rule(office, "其他", "其他")
    with pytest.raises(Refused, match="含有"):
        rule(office, "核心价值", "价值", kind="required")
    with pytest.raises(Refused, match="活数字"):
        rule(office, "[[", "")


def test_a_fault_is_shown_with_its_place_and_a_button_that_replaces_it(office: Office) -> None:
    rule(office, reason="“作为”是介词")
    text = found(office.reporter, "第一行。\r\n他做为代表发言。", title="做为第一")
    assert 'data-replace="#id_title"' in text and 'data-replace="#id_body"' in text
    assert 'data-start="6" data-end="8" data-text="做为" data-with="作为"' in text
    assert "改为“作为”" in text and "“作为”是介词" in text
    assert "没有发现问题" in found(office.reporter, "他作为代表发言。")
    assert client(office.reader).post(reverse("bulletin:style-check"), {"body": "文"}).status_code == 403


def test_a_rule_out_of_force_finds_nothing(office: Office) -> None:
    made = rule(office)
    client(office.editor).post(reverse("bulletin:style-switch", args=[made.pk]))
    assert "没有发现问题" in found(office.editor, "做为")
    client(office.editor).post(reverse("bulletin:style-switch", args=[made.pk]))
    assert "改为“作为”" in found(office.editor, "做为")


def test_another_name_of_a_unit_is_to_be_its_short_name(office: Office) -> None:
    office.bureau.aliases, office.bureau.short_name = ["住建委"], "住建局"
    office.bureau.save()
    assert "改为“住建局”" in found(office.editor, "住建委牵头。")
    rule(office, "住建委", "区住建局")  # the office's own word goes first
    assert "改为“区住建局”" in found(office.editor, "住建委牵头。")


def test_the_starting_rules_come_in_once(office: Office) -> None:
    rule(office, "做为", "作为")
    editor = client(office.editor)
    assert "还没有体例" not in editor.get(reverse("bulletin:style")).content.decode()
    editor.post(reverse("bulletin:style-begin"))
    assert StyleRule.objects.count() == len(STARTING_RULES)
    assert actions.write_starting_rules(by=office.editor) == 0
    assert client(office.reporter).post(reverse("bulletin:style-begin")).status_code == 403


def test_the_rules_are_listed_filtered_made_and_changed_on_pages(office: Office) -> None:
    editor = client(office.editor)
    assert "还没有体例" in editor.get(reverse("bulletin:style")).content.decode()
    filled = {
        "kind": "forbidden",
        "topic": "spelling",
        "pattern": "松驰",
        "replacement": "松弛",
        "unless": "",
        "reason": "",
    }
    assert editor.post(reverse("bulletin:style-add"), filled).status_code == 302
    made = StyleRule.objects.get()
    changed = {**filled, "reason": "驰是跑"}
    assert editor.post(reverse("bulletin:style-edit", args=[made.pk]), changed).status_code == 302
    assert "驰是跑" in editor.get(reverse("bulletin:style")).content.decode()
    assert "没有符合" in editor.get(reverse("bulletin:style"), {"q": "没有的"}).content.decode()
    assert "松弛" in editor.get(reverse("bulletin:style"), {"topic": "spelling", "q": "松"}).content.decode()
    assert "松弛" in client(office.reporter).get(reverse("bulletin:style")).content.decode()
    assert client(office.reader).get(reverse("bulletin:style")).status_code == 403
    assert client(office.reporter).get(reverse("bulletin:style-edit", args=[made.pk])).status_code == 403
