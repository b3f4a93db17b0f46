"""Several items made into one: the source line, every source kept, and taken out again."""

import pytest
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.indicators import INDICATORS
from taizhang.bulletin.models import Item
from taizhang.bulletin.source_lines import joined_sources, without_sources
from taizhang.figures.indicator import Scope
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from tests import factories
from tests.bulletin.conftest import TODAY, Office
from tests.bulletin.test_pages import client, page


def of_other(office: Office, title: str = "乙", body: str = "乙文。") -> Item:
    item = actions.write_item(unit=office.other, title=title, body=body, by=office.stranger)
    actions.sign_off_item(item=item, by=factories.person("unit_signer", office.other))
    actions.submit_item(item=item, by=office.stranger)
    actions.receive_item(item=item, by=office.editor)
    return item


def merged(office: Office, main: Item | None = None, *items: Item) -> Item:
    chosen = items or (office.received("甲", "甲文。"), of_other(office))
    return actions.merge_items(items=chosen, main=main, title="合编", body="甲文。乙文。", by=office.editor)


def test_source_lines_name_each_once() -> None:
    assert (
        joined_sources(["区城管局", "（区住建局）", "区城管局、区商务局"]) == "区城管局、区住建局、区商务局"
    )
    assert without_sources("甲、乙、丙", ["乙"]) == "甲、丙"
    assert without_sources("甲、乙", ["乙", "甲"], keep=["甲"]) == "甲"
    assert without_sources("甲", ["甲"]) == "甲"


def test_a_new_item_of_the_office_takes_the_sources_in(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    main = merged(office, None, first, second)
    assert (main.state, main.source, main.unit) == ("received", "住建局、城管局", office.editor.unit)
    for item in (first, second):
        item.refresh_from_db()
        assert item.state == "merged" and item.merged_into.main == main
    assert main.history.last().detail["reason"] == "《甲》、《乙》"
    text = page(office.editor, "items-record", main.pk)
    assert "并入的来稿" in text and reverse("bulletin:items-record", args=[second.pk]) in text


def test_one_of_them_is_the_main_one(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    main = merged(office, first, first, second)
    assert main.pk == first.pk and (main.title, main.source, main.version) == ("合编", "住建局、城管局", 2)
    assert [link.source for link in main.sources.all()] == [second]


def test_what_cannot_be_merged_says_why(office: Office) -> None:
    first = office.received("甲")
    with pytest.raises(Refused, match="两篇"):
        merged(office, None, first, first)
    with pytest.raises(Conflict, match="草稿"):
        merged(office, None, first, office.item("未报"))
    with pytest.raises(NotPermitted):
        actions.merge_items(items=[first, of_other(office)], title="合", body="文", by=office.reporter)
    outside = office.received("丙")
    with pytest.raises(Refused, match="主稿"):
        merged(office, outside, first, of_other(office, "丁"))
    first.refresh_from_db()
    assert first.state == "received"


def test_an_item_made_of_others_is_not_merged_into_a_third_unless_it_is_the_main_one(office: Office) -> None:
    main, third = merged(office), office.received("丙")
    with pytest.raises(Conflict, match="本身是并成的"):
        merged(office, None, main, third)
    assert merged(office, main, main, third).sources.count() == 3


def test_a_source_is_taken_out_again_with_a_reason(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    main = merged(office, first, first, second)
    with pytest.raises(Refused, match="理由"):
        actions.unmerge_item(item=second, reason="", by=office.editor)
    assert actions.unmerge_item(item=second, reason="另发一篇", by=office.editor).state == "received"
    main.refresh_from_db()
    assert main.source == "住建局" and not main.sources.exists()
    with pytest.raises(Conflict, match="没有并入"):
        actions.unmerge_item(item=second, reason="再来", by=office.editor)


def test_nothing_is_taken_out_of_a_printed_item(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    office.signed(merged(office, first, first, second))
    with pytest.raises(Conflict, match="已经采用"):
        actions.unmerge_item(item=second, reason="晚了", by=office.editor)


def test_nothing_is_taken_out_of_an_item_that_waits_to_be_signed(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    office.reviewed(merged(office, first, first, second))
    with pytest.raises(Conflict, match="不能再编改"):
        actions.unmerge_item(item=second, reason="晚了", by=office.editor)


def test_every_source_of_a_printed_item_counts_as_used_and_the_offices_own_text_does_not(
    office: Office,
) -> None:
    used = INDICATORS[1]
    issue = office.reviewed(merged(office))
    assert used.value(Scope.of(TODAY)) == 0
    actions.sign_issue(issue=issue, by=office.issuer)
    assert used.value(Scope.of(TODAY)) == 2 == len(used.listed(Scope.of(TODAY)))
    assert {name: value for _pk, name, value in used.by_unit(Scope.of(TODAY))} == {"住建局": 1, "城管局": 1}
    assert used.value(Scope.of(TODAY, unit=office.other)) == 1
    assert {row["issue_number"] for row in used.listed(Scope.of(TODAY))} == {1}


def test_a_main_item_of_a_unit_counts_with_its_sources(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    office.signed(merged(office, first, first, second), office.received("单篇"))
    assert INDICATORS[1].value(Scope.of(TODAY)) == 3


def test_the_page_puts_the_texts_under_each_other_and_makes_one(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    signed_in, address = client(office.editor), reverse("bulletin:merge-add")
    assert "至少要选两篇" in page(office.editor, "merge-add")
    text = page(office.editor, "merge-add", data={"items": [first.pk, second.pk]})
    assert "甲文。\n乙文。" in text
    typed = {"items": f"{first.pk},{second.pk}", "main": first.pk, "title": "合编", "body": "甲文。"}
    assert signed_in.post(address, {**typed, "title": ""}).status_code == 422
    assert signed_in.post(address, typed)["Location"] == reverse("bulletin:items-record", args=[first.pk])
    assert "并入《合编》" in page(office.stranger, "items-record", second.pk)
    page(office.reporter, "merge-add", status=403)
