"""The checklist to begin with and how words find its items."""

from collections import Counter

import pytest

from taizhang.construction.checklist import FOCUS_AREAS, ITEMS, ChecklistItem, find_item, index


def test_every_item_belongs_to_a_focus_area_and_has_a_code_of_its_own() -> None:
    codes = [area.code for area in FOCUS_AREAS]
    assert codes == ["ENV", "CAN", "DOR", "MAT", "IDL", "PUB"]
    assert {item.focus for item in ITEMS} == set(codes)
    assert max(Counter(item.code for item in ITEMS).values()) == 1
    assert max(Counter(item.text for item in ITEMS).values()) == 1
    assert not any(item.clause for item in ITEMS)


@pytest.mark.parametrize("written", ["ENV-01", "env-1", "ＥＮＶ－０１", " ENV 01 ", "ENV01", "env_1"])
def test_a_code_is_found_however_it_is_written(written: str) -> None:
    found = find_item(written)
    assert found is not None and found.item is not None
    assert (found.focus.code, found.item.code) == ("ENV", "ENV-01")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("施工现场环境卫生", "ENV"),
        ("环境卫生", "ENV"),
        ("食堂", "CAN"),
        ("工地 食堂", "CAN"),
        ("宿舍", "DOR"),
        ("物料堆放", "MAT"),
        ("材料堆放", "MAT"),
        ("待建空地", "IDL"),
        ("宣传标语", "PUB"),
        ("can", "CAN"),
    ],
)
def test_a_focus_area_is_found_by_name(written: str, code: str) -> None:
    found = find_item(written)
    assert found is not None
    assert (found.focus.code, found.item) == (code, None)


def test_the_text_of_an_item_is_found_too() -> None:
    for item in ITEMS:
        for written in (item.code, item.text, f"{item.code} {item.text}"):
            found = find_item(written)
            assert found is not None and found.item == item


@pytest.mark.parametrize("written", ["", "ENV-99", "消防", "-"])
def test_what_names_nothing_is_not_guessed(written: str) -> None:
    assert find_item(written) is None


def test_an_edited_checklist_has_its_own_index() -> None:
    edited = index([ChecklistItem("CAN-77", "操作间安装防蝇灯")])
    found = find_item("操作间安装防蝇灯", edited)
    assert found is not None and found.item is not None and found.item.code == "CAN-77"
    assert find_item("ENV-01", edited) is None
    assert index([ChecklistItem("ZZZ-01", "未知重点")]).get("ZZZ1") is None
