"""For every permission of the bulletin (what it needs, the action that it guards), as in acts.py."""

from collections.abc import Callable
from datetime import date
from typing import Any

from taizhang.archive import actions as archive
from taizhang.bulletin import actions
from taizhang.bulletin.actions.drafting import keep_default_templates
from taizhang.bulletin.models import Confirmation, Issue, Item, ProofRemark
from taizhang.organisation.models import Unit, User
from tests import factories
from tests.permissions.archive_acts import issue_in, nothing
from tests.permissions.pages import opened

JUNE_30, JULY_1, JULY_10 = date(2020, 6, 30), date(2020, 7, 1), date(2020, 7, 10)
HEADING: dict[str, Any] = {"masthead": "示例信息", "publisher": "示例办公室", "cut_off": JUNE_30}


def draft(unit: Unit, body: str = "示例·部署了工作。") -> Item:
    """A draft of the unit, by its reporter."""
    return actions.write_item(
        unit=unit, title=f"示例·{unit}的工作", body=body, by=factories.person("reporter", unit)
    )


def signed_off(unit: Unit, body: str = "示例·部署了工作。") -> Item:
    return actions.sign_off_item(item=draft(unit, body), by=factories.person("unit_signer", unit))


def submitted(unit: Unit, body: str = "示例·部署了工作。") -> Item:
    return actions.submit_item(item=signed_off(unit, body), by=factories.person("reporter", unit))


def received(unit: Unit, body: str = "示例·部署了工作。") -> Item:
    return actions.receive_item(item=submitted(unit, body), by=factories.person("editor"))


def edit(by: User, item: Item, body: str) -> Item:
    return actions.change_item(
        item=item, version=item.version, title=item.title, body=body, source=item.source, by=by
    )


def asked(unit: Unit) -> Confirmation:
    """A figure of the unit's that an editor changed, and asked the unit about."""
    editor = factories.person("editor")
    item = edit(editor, received(unit, "示例·排查75家。"), "示例·排查76家。")
    [made] = actions.ask_to_confirm(item=item, by=editor)
    return made


def in_first_review(unit: Unit) -> Issue:
    editor = factories.person("editor")
    issue = actions.open_issue(by=editor, **HEADING)
    actions.place_item(issue=issue, item=received(unit), by=editor)
    return actions.send_to_first_review(issue=issue, by=editor)


def in_second_review(unit: Unit) -> Issue:
    return actions.pass_first_review(issue=in_first_review(unit), by=factories.person("editor"))


def to_sign(unit: Unit) -> Issue:
    return actions.pass_second_review(issue=in_second_review(unit), by=factories.person("office_chief"))


def used(unit: Unit) -> Item:
    """An item of the unit that a signed issue printed."""
    issue = actions.sign_issue(issue=to_sign(unit), by=factories.person("issuer"))
    return Item.objects.get(placement__issue=issue)


def remark(unit: Unit) -> ProofRemark:
    return actions.remark_on_proofs(
        issue=issue_in("frozen")(unit), text="示例·错字", by=factories.person("proofreader")
    )


BULLETIN: dict[str, tuple[Callable[[Unit], Any], Callable[[User, Any, Unit], Any]]] = {
    "bulletin.write_item": (
        nothing,
        lambda by, row, unit: actions.write_item(unit=unit, title="示例", body="示例·正文。", by=by),
    ),
    "bulletin.sign_off_item": (draft, lambda by, row, unit: actions.sign_off_item(item=row, by=by)),
    "bulletin.submit_item": (signed_off, lambda by, row, unit: actions.submit_item(item=row, by=by)),
    "bulletin.select_items": (submitted, lambda by, row, unit: actions.receive_item(item=row, by=by)),
    "bulletin.edit_item": (received, lambda by, row, unit: edit(by, row, "示例·改过的正文。")),
    "bulletin.assemble": (nothing, lambda by, row, unit: actions.open_issue(by=by, **HEADING)),
    "bulletin.first_review": (
        in_first_review,
        lambda by, row, unit: actions.pass_first_review(issue=row, by=by),
    ),
    "bulletin.second_review": (
        in_second_review,
        lambda by, row, unit: actions.pass_second_review(issue=row, by=by),
    ),
    "bulletin.sign_issue": (to_sign, lambda by, row, unit: actions.sign_issue(issue=row, by=by)),
    "bulletin.send_back_issue": (
        in_first_review,
        lambda by, row, unit: actions.send_back_issue(issue=row, reason="示例", by=by),
    ),
    "bulletin.pass_proofs": (
        issue_in("frozen"),
        lambda by, row, unit: actions.remark_on_proofs(issue=row, text="示例·错字", by=by),
    ),
    "bulletin.settle_proof_remark": (
        remark,
        lambda by, row, unit: actions.dismiss_remark(remark=row, reason="示例", by=by),
    ),
    "bulletin.correct_printed": (
        issue_in("frozen"),
        lambda by, row, unit: archive.correct_passage(issue=row, was="示例甲", becomes="示例乙", by=by),
    ),
    "bulletin.keep_recipients": (
        nothing,
        lambda by, row, unit: actions.write_recipients(
            name="示例",
            line="sent_to",
            printed="示例",
            entries=[actions.Addressee(outside="示例公司")],
            by=by,
        ),
    ),
    "bulletin.keep_house_style": (
        nothing,
        lambda by, row, unit: actions.write_starting_rules(by=by),
    ),
    "bulletin.keep_templates": (nothing, lambda by, row, unit: keep_default_templates(by=by)),
    "bulletin.set_run": (
        nothing,
        lambda by, row, unit: actions.set_run(year=2019, last_number=50, by=by),
    ),
    "bulletin.confirm_item": (asked, lambda by, row, unit: actions.confirm_figures(confirmation=row, by=by)),
    "bulletin.read_inbox": (nothing, lambda by, row, unit: opened(by, "/bulletin/inbox/")),
    "bulletin.merge_items": (
        lambda unit: [received(unit), received(unit)],
        lambda by, row, unit: actions.merge_items(items=row, title="示例", body="示例·并稿。", by=by),
    ),
    "bulletin.call_for_items": (
        nothing,
        lambda by, row, unit: actions.call_for_items(
            title="示例", text="示例·请写一篇", units=[unit], due_on=JULY_10, by=by
        ),
    ),
    "bulletin.edit_topics": (nothing, lambda by, row, unit: actions.set_topic(name="示例主题", by=by)),
    "bulletin.record_adoption": (
        used,
        lambda by, row, unit: actions.record_adoption(
            item=row, level="city", adopted_on=JUNE_30, evidence="示例·市级刊物第1期", by=by
        ),
    ),
    "bulletin.set_credit_rules": (
        nothing,
        lambda by, row, unit: actions.set_credit_rules(
            since=JULY_1, single=5, merged=3, city=10, province=20, by=by
        ),
    ),
}
