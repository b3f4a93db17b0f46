"""The papers that lie with a project, held against what the gates of the stages ask for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.evidence.models import Attachment
from taizhang.evidence.states import AttachmentState
from taizhang.investment import stage_gates
from taizhang.investment.models import Project, StageClaim
from taizhang.investment.states import ProjectState, StageClaimState

EARLIER_DATE = {
    ProjectState.LANDED: "signed_on",
    ProjectState.STARTED: "landed_on",
    ProjectState.IN_USE: "started_on",
}


@dataclass(frozen=True)
class Asked:
    """One thing that a gate asks for: its name, and the papers on file that meet it, oldest first."""

    title: str
    papers: tuple[Attachment, ...]


@dataclass(frozen=True)
class Gate:
    """The gate to a stage as it stands for a project: what it asks for, what is missing, the day that the papers give."""

    stage: ProjectState
    asked: tuple[Asked, ...]
    missing: str
    recognised_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def sentence(self) -> str:
        """What is still missing, as the project's page says it; empty when nothing is."""
        if self.is_open:
            return ""
        return _("申报%(stage)s还缺：%(papers)s") % {"stage": self.stage.label, "papers": self.missing}

    @property
    def papers(self) -> list[Attachment]:
        """Every paper that meets something, once each, in the order in which the gate asks."""
        return list({paper.pk: paper for asked in self.asked for paper in asked.papers}.values())


def papers_of(project: Project) -> QuerySet[Attachment]:
    """The papers on file with a project that bear a date; removed ones are not on file."""
    return Attachment.objects.filter(
        subject_type=Project.journal_type,
        subject_id=project.pk,
        state=AttachmentState.KEPT,
        dated_on__isnull=False,
    ).order_by("dated_on", "pk")


def gate_of(project: Project, stage: ProjectState, papers: Iterable[Attachment]) -> Gate:
    """The gate to a stage for a project with these papers, oldest first.

    The day is never before that of the stage before: a project passes the gates one after another.
    """
    of_kind: dict[str, list[Attachment]] = {}
    for paper in papers:
        of_kind.setdefault(paper.kind, []).append(paper)
    only = project.equipment_only
    asked = tuple(
        Asked(stage_gates.describe([kinds]), tuple(each for kind in kinds for each in of_kind.get(kind, ())))
        for kinds in stage_gates.asked_of_a_claim(stage, equipment_only=only)
    )
    missing = stage_gates.missing_for_claim(stage, of_kind, equipment_only=only)
    on = day_given(project, stage, [(each.kind, each.dated_on) for some in of_kind.values() for each in some])
    return Gate(stage, asked, stage_gates.describe(missing), None if missing else on)


def day_given(project: Project, stage: ProjectState, dated: Sequence[tuple[str, date | None]]) -> date | None:
    """The recognised date that papers of these kinds and days give; None while the gate is closed."""
    known = [(kind, day) for kind, day in dated if day is not None]
    on = stage_gates.recognised_on(stage, known, equipment_only=project.equipment_only)
    earlier = getattr(project, EARLIER_DATE[stage]) if stage in EARLIER_DATE else None
    return on if on is None or earlier is None else max(on, earlier)


def why_held(attachment_pk: int) -> str:
    """Why a paper may not leave its project: a claim that waits or was recognised rests on it; else empty.

    Locks the project, so that no claim is made on a paper that is just being removed.
    """
    paper = Attachment.objects.get(pk=attachment_pk)
    Project.objects.select_for_update().get(pk=paper.subject_id)
    standing = (StageClaimState.SUBMITTED, StageClaimState.RECOGNISED)
    for claim in StageClaim.objects.filter(project=paper.subject_id, state__in=standing):
        if claim.rests_on(attachment_pk):
            told = {"stage": claim.get_stage_display()}
            if claim.state == StageClaimState.SUBMITTED:
                return _("待认定的%(stage)s申报依据这份材料。请先撤回申报，再移除材料。") % told
            return _("已认定的%(stage)s依据这份材料，不能移除。材料有误的，请核定员先撤销认定。") % told
    return ""
