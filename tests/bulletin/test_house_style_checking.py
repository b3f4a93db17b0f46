"""House style, the pure part: which forms are faults, where, and what should stand there."""

import pytest

from taizhang.bulletin.house_style import FORBIDDEN, PREFER, REQUIRED, Rule, exceptions, find, rules_of_unit
from taizhang.bulletin.starting_style import STARTING_RULES


def starting() -> list[Rule]:
    return [
        Rule(each.kind, each.pattern, each.replacement, exceptions(each.unless)) for each in STARTING_RULES
    ]


def said(text: str, *rules: Rule) -> list[tuple[str, str]]:
    found = find(text, rules)
    assert all(text[fault.start : fault.end] == fault.text for fault in found)
    return [(fault.text, fault.suggestion) for fault in found]


def test_a_forbidden_form_is_found_wherever_it_stands_with_its_place() -> None:
    [first, second] = find(
        "截止目前共3家，截止目前未变。", [Rule(FORBIDDEN, "截止目前", "截至目前", reason="后面接时间")]
    )
    assert (first.start, first.end, second.start) == (0, 4, 8)
    assert first.suggestion == "截至目前" and first.reason == "后面接时间"


def test_a_form_inside_an_exception_or_inside_its_replacement_is_right() -> None:
    rule = Rule(FORBIDDEN, "截止", "截至", unless=("截止日期", "截止时间"))
    assert said("截止日期是6月，截止6月。", rule) == [("截止", "截至")]
    assert said("区商务局牵头，商务局配合。", Rule(PREFER, "商务局", "区商务局")) == [("商务局", "区商务局")]


def test_a_form_that_must_stand_whole_is_a_fault_only_where_it_does_not() -> None:
    rule = Rule(REQUIRED, "社会主义核心价值", "社会主义核心价值观")
    assert said("践行社会主义核心价值观。", rule) == []
    assert said("践行社会主义核心价值。", rule) == [("社会主义核心价值", "社会主义核心价值观")]


def test_of_two_forms_on_the_same_characters_the_longer_is_named() -> None:
    short, long = Rule(FORBIDDEN, "截止", "截至"), Rule(FORBIDDEN, "截止到目前", "截至目前")
    assert said("截止到目前有3家，截止6月有2家。", short, long) == [
        ("截止到目前", "截至目前"),
        ("截止", "截至"),
    ]


def test_live_figures_are_no_text() -> None:
    assert said("共[[做为.key|unit=做为]]家，做为重点。", Rule(FORBIDDEN, "做为", "作为")) == [
        ("做为", "作为")
    ]


def test_an_alias_of_a_unit_is_to_be_its_short_name_unless_it_names_another_places_bureau() -> None:
    rules = rules_of_unit("上街区商务局", "区商务局", ["商务局", "商务局", "区商务局"])
    assert len(rules) == 1
    text = "上街区商务局、区商务局、郑州市商务局都到了，商务局汇报。"
    [fault] = find(text, rules)
    assert fault.start == text.index("，") + 1 and fault.suggestion == "区商务局"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("截止目前", [("截止目前", "截至目前")]),
        ("做为第一责任人", [("做为", "作为")]),
        ("涉及到12家企业", [("涉及到", "涉及")]),
        ("签定责任书", [("签定", "签订")]),
        ("整改台帐", [("台帐", "台账")]),
        ("到目前为止一切正常", []),
        ("按装备制造业的要求", []),
        ("发布署名文章", []),
        ("渡假村", [("渡假", "度假")]),
    ],
)
def test_the_rules_that_an_office_begins_with_find_the_slip_and_leave_the_right_word(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert said(text, *starting()) == wanted


def test_no_starting_rule_finds_a_fault_in_what_it_suggests_and_there_are_some_thirty() -> None:
    assert len(STARTING_RULES) >= 30
    assert len({(each.kind, each.pattern) for each in STARTING_RULES}) == len(STARTING_RULES)
    for rule in starting():
        if rule.replacement:
            assert find(rule.replacement, starting()) == [], rule


def test_exceptions_are_read_as_clerks_type_them() -> None:
    assert exceptions("截止日期、截止时间， 截止阀") == ("截止日期", "截止时间", "截止阀")
    assert exceptions("  ") == ()
