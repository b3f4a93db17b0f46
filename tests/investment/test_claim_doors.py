"""Sheets, forms and many at once: no door moves a stage past its gate, and none takes half of what it was asked."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from taizhang.evidence.models import Attachment
from taizhang.foundation.refusals import Refused
from taizhang.investment.actions.projects import change_project, import_projects
from taizhang.investment.actions.verdicts import recognise_claims
from taizhang.investment.models import Project, StageClaim
from taizhang.investment.sheets import PROJECTS as PROJECT_SHEET
from taizhang.organisation.models import User
from tests import factories
from tests.investment.makers import JUNE_12, claimed, entry, faults, negotiated, signed

MAY = date(2020, 5, 1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def test_several_claims_are_recognised_all_or_none_with_every_refusal_named(
    verifier: User, clerk: User
) -> None:
    good = [claimed(clerk, signed(verifier, on=MAY, name=f"示例·好{number}"), "landed") for number in (1, 2)]
    bad = claimed(clerk, signed(verifier, on=MAY, name="示例·缺"), "landed")
    Attachment.objects.filter(pk=bad.papers[0]["id"]).update(state="removed")
    own = claimed(verifier, signed(verifier, on=MAY, name="示例·自报", unit=verifier.unit), "landed")
    with pytest.raises(Refused) as refusal:
        recognise_claims(by=verifier, claims=[*good, bad, own])
    told = str(refusal.value)
    assert (
        "有 2 份不能认定" in told
        and "示例·缺 · 落地：申报落地还缺" in told
        and "示例·自报 · 落地：这是您自己" in told
    )
    assert not Project.objects.filter(landed_on__isnull=False).exists()
    assert not StageClaim.objects.filter(state="recognised").exists()
    recognise_claims(by=verifier, claims=good, verdict="材料齐全")
    assert StageClaim.objects.filter(state="recognised", verdict="材料齐全").count() == 2
    with pytest.raises(Refused, match="请先选"):
        recognise_claims(by=verifier, claims=[])


def test_no_sheet_moves_a_stage(verifier: User, clerk: User, tmp_path: Path) -> None:
    project = negotiated(clerk, name="示例·甲")
    moved = entry(name="示例·甲", signed_on=JUNE_12)
    with pytest.raises(Refused, match="招商核定员导入"):
        import_projects(records=[entry(name="示例·乙", signed_on=JUNE_12)], by=clerk, source="x")
    with pytest.raises(Refused, match="已有叫"):
        import_projects(records=[moved], by=verifier, source="x")
    columns = [column.key for column in PROJECT_SHEET.columns]
    cells = {
        "name": "示例·甲",
        "investor": project.investor,
        "unit": "峡窝镇",
        "total": "5",
        "signed_on": "2020-06-12",
    }
    row = [cells.get(key) for key in columns]
    for person in (clerk, verifier):
        told = faults(tmp_path, PROJECT_SHEET, [row], person)
        assert any(column == "签约日期" for _row, column, _reason in told), told
    project.refresh_from_db()
    assert (project.state, project.signed_on) == ("negotiating", None)
    history = signed(verifier, on=MAY, name="示例·历史")
    assert [event.kind for event in history.history] == ["recognised"] and not history.claims.exists()


def test_a_form_that_changes_a_project_moves_no_stage(verifier: User, clerk: User) -> None:
    project = negotiated(clerk, name="示例·甲")
    forged = entry(name="示例·甲", investor="示例·新", signed_on=JUNE_12, state="signed")
    change_project(by=clerk, project=project, entry=forged)
    project.refresh_from_db()
    assert (project.investor, project.state, project.signed_on) == ("示例·新", "negotiating", None)


def test_a_new_lead_unit_takes_the_claims_along(verifier: User, clerk: User) -> None:
    project = signed(verifier, name="示例·甲", on=MAY)
    claim = claimed(clerk, project, "landed")
    town = factories.unit("中心路街道")
    change_project(by=verifier, project=project, entry=entry("5", name="示例·甲", unit=town))
    claim.refresh_from_db()
    assert (claim.unit, claim.claimant_unit) == (town, clerk.unit)
