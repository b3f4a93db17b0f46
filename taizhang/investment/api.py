"""The API of stage claims: other systems claim, recognise and return through the same actions, once for each receipt."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Header, Query, Router, Schema, Status

from taizhang.foundation.refusals import Refused
from taizhang.investment import stage_gates
from taizhang.investment.actions import claims as actions
from taizhang.investment.actions import verdicts
from taizhang.investment.models import Project, StageClaim
from taizhang.investment.papers import gate_of, papers_of
from taizhang.investment.states import ProjectState, StageClaimState
from taizhang.journal import receipts
from taizhang.organisation.requests import SignedInRequest

router = Router(tags=["investment"])
MOST = 200


class Sent(Schema):
    """What every write carries."""

    receipt: UUID | None = Field(None, description="made by the client; the header X-Receipt does as well")


class ClaimIn(Sent):
    """A claim that a project reached its next stage; the date is worked out from the papers on file, never sent."""

    project: int = Field(description="the id of the project")
    stage: str = Field(description="signed, landed, started or in_use")
    total: Decimal | None = Field(
        None, description="the contract's amount in 万元, at a signing; else the planned one"
    )
    outside: Decimal | None = Field(None, description="its out-of-district part in 万元")
    note: str = Field("", max_length=200)


class RecogniseIn(Sent):
    """The recognition of a claim; at a signing the contract's amount in 万元 may be set right."""

    claim: int = Field(description="the id of the claim")
    total: Decimal | None = None
    outside: Decimal | None = None
    verdict: str = Field("", max_length=200)


class ReturnIn(Sent):
    """Why a claim is returned."""

    claim: int = Field(description="the id of the claim")
    reason: str = Field(max_length=200)


class ClaimState(Schema):
    """Where a claim stands after a write."""

    id: int
    state: str
    business_on: date
    recognised_on: date | None


class PaperOut(Schema):
    """A paper on which a claim rests."""

    id: int
    kind: str
    dated_on: date
    digest: str
    name: str


class ClaimOut(Schema):
    """A claim as lists show it."""

    id: int
    project: int
    project_name: str
    unit: int
    claimant_unit: int
    stage: str
    state: str
    claimed_at: datetime
    business_on: date
    recognised_on: date | None
    return_reason: str
    papers: list[PaperOut]


class ClaimPage(Schema):
    """One page, oldest first; `after` is the cursor of the next one, empty on the last."""

    rows: list[ClaimOut]
    after: str


class ClaimQuery(Schema):
    """What a list may be narrowed to."""

    project: int | None = None
    unit: int | None = None
    stage: ProjectState | None = None
    state: StageClaimState | None = None
    after: int = 0
    limit: int = Field(50, ge=1, le=MOST)


class GateOut(Schema):
    """What a project still lacks for its next stage; `stage` is empty at the end of its way and in a side state."""

    project: int
    state: str
    stage: str
    missing: str
    business_on: date | None


def _once(
    request: SignedInRequest, body: Sent, header: UUID | None, about: dict[str, Any], act: Any
) -> dict[str, Any]:
    receipt = header or body.receipt
    if receipt is None:
        raise Refused(_("缺少回执号：请在 X-Receipt 或 receipt 里给一个 UUID。"), field="receipt")
    content = {**body.model_dump(mode="json", exclude={"receipt"}), **about}
    return receipts.once(receipt, content, by=request.user, act=act)


def _said(claim: StageClaim) -> dict[str, Any]:
    on = claim.recognised_on
    return {
        "id": claim.pk,
        "state": claim.state,
        "business_on": claim.business_on.isoformat(),
        "recognised_on": on.isoformat() if on else None,
    }


@router.get("/claims", response=ClaimPage, summary="List stage claims")
def list_claims(request: SignedInRequest, query: Query[ClaimQuery]) -> dict[str, Any]:
    """The claims that the person may read, one page after the other."""
    rows = StageClaim.objects.visible_to(request.user).filter(pk__gt=query.after)
    for name in ("project", "unit", "stage", "state"):
        if (value := getattr(query, name)) is not None:
            rows = rows.filter(**{name: value})
    found = list(
        rows.order_by("pk").values(
            "id", "project_id", "project__name", "unit_id", "claimant_unit_id", "stage", "state", "claimed_at",
            "business_on", "recognised_on", "return_reason", "papers",
        )[: query.limit + 1]
    )  # fmt: skip
    page = found[: query.limit]
    for row in page:
        row["project"], row["project_name"] = row.pop("project_id"), row.pop("project__name")
        row["unit"], row["claimant_unit"] = row.pop("unit_id"), row.pop("claimant_unit_id")
    return {"rows": page, "after": str(page[-1]["id"]) if len(found) > query.limit else ""}


@router.get(
    "/projects/{int:pk}/gate", response=GateOut, summary="What a project still lacks for its next stage"
)
def gate(request: SignedInRequest, pk: int) -> dict[str, Any]:
    """The next stage, the papers that are missing in words, and the day that those on file give."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    following = stage_gates.next_stage(project.state)
    found = gate_of(project, following, papers_of(project)) if following else None
    return {
        "project": project.pk,
        "state": project.state,
        "stage": following or "",
        "missing": found.missing if found else "",
        "business_on": found.recognised_on if found else None,
    }


@router.post("/claims", response={201: ClaimState}, summary="Claim a stage")
def claim_stage(
    request: SignedInRequest, body: ClaimIn, x_receipt: Header[UUID | None] = None
) -> Status[dict[str, Any]]:
    """Claim the project's next stage, or submit a returned claim again; refused while a paper is missing."""

    def act() -> dict[str, Any]:
        project = get_object_or_404(Project.objects.visible_to(request.user), pk=body.project)
        made = actions.claim_stage(
            by=request.user, project=project, stage=body.stage, total=body.total, outside=body.outside, note=body.note
        )  # fmt: skip
        return _said(made)

    return Status(201, _once(request, body, x_receipt, {"act": "claim"}, act))


def _claim(request: SignedInRequest, pk: int) -> StageClaim:
    return get_object_or_404(StageClaim.objects.visible_to(request.user), pk=pk)


@router.post("/claims/recognise", response=ClaimState, summary="Recognise a stage claim")
def recognise(
    request: SignedInRequest, body: RecogniseIn, x_receipt: Header[UUID | None] = None
) -> dict[str, Any]:
    """Recognise a claim of another unit; the project takes the stage from the day that the papers give."""

    def act() -> dict[str, Any]:
        return _said(verdicts.recognise_claim(
            by=request.user, claim=_claim(request, body.claim), total=body.total, outside=body.outside, verdict=body.verdict
        ))  # fmt: skip

    return _once(request, body, x_receipt, {"act": "recognise"}, act)


@router.post("/claims/return", response=ClaimState, summary="Return a stage claim")
def send_back(
    request: SignedInRequest, body: ReturnIn, x_receipt: Header[UUID | None] = None
) -> dict[str, Any]:
    """Return a claim of another unit with what is wrong."""

    def act() -> dict[str, Any]:
        return _said(
            verdicts.send_back(by=request.user, claim=_claim(request, body.claim), reason=body.reason)
        )

    return _once(request, body, x_receipt, {"act": "return"}, act)
