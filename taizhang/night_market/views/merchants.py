"""Pages of merchants: what is known, what may stand outside, how far up the ladder."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.foundation.quantities import is_credit_code
from taizhang.night_market.actions import merchants as actions
from taizhang.night_market.actions import permits
from taizhang.night_market.forms import MerchantForm, PermitForm, PledgeForm, SameMerchantForm
from taizhang.night_market.ladder_view import ladder_of
from taizhang.night_market.models import Breach, Merchant, Pledge, StallPermit
from taizhang.night_market.pitch_reasons import pitch_of
from taizhang.night_market.registers import BREACHES, MERCHANTS, PERMITS, SEGMENTS
from taizhang.night_market.states import STALL_PERMIT, StallPermitState
from taizhang.night_market.views.sections import SHOWN, Line, Section, badge, record_context
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact

form_methods = require_http_methods(["GET", "POST"])


def _merchant(request: SignedInRequest, pk: int) -> Merchant:
    rows = Merchant.objects.visible_to(request.user).select_related("segment", "unit", "merged_into")
    return get_object_or_404(rows, pk=pk)


def _at(row: Any) -> str:
    return MERCHANTS.url("record", pk=row.pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One merchant; the ladder, pledges and permit are those of all its records."""
    row = _merchant(request, pk)
    today, pledges = business_today(), permits.pledges_of(row)
    group = Merchant.objects.same_as([row.canonical_id])
    held = list(StallPermit.objects.filter(merchant__in=group.values("pk")).order_by("-id"))
    ladder, pitch = ladder_of(row.canonical_id, today), pitch_of(row)
    seats = _("%(tables)s 桌 %(chairs)s 椅") % {"tables": pitch.tables, "chairs": pitch.chairs}
    facts = [
        Fact(_("再违规"), ladder.next_title),
        Fact(_("可摆桌椅"), _("算不出") if pitch.missing else seats),
        Fact(_("路段"), row.segment, url=SEGMENTS.url("record", pk=row.segment_id)),
        Fact(_("属地单位"), row.unit),
        Fact(_("负责人"), row.person),
        Fact(_("地址"), row.address, wide=True),
        *_code(row),
        Fact(_("经营面积(㎡)"), display.wan(row.area)),
        Fact(_("门面宽(mm)"), row.frontage),
        Fact(_("门数"), row.doors),
        *(Fact(label, pledges.get(kind) or _("未签")) for kind, label in Pledge.Kind.choices),
        Fact(_("登记日期"), row.registered_on),
    ]
    facts += [
        Fact(_("同一商户的记录"), other.name, url=_at(other))
        for other in group.exclude(pk=pk).order_by("id")
        if may_read(request.user, other)
    ]
    context = record_context(
        MERCHANTS, row, title=row.name, facts=facts, acts=_acts(row, held, request.user),
        ladder=ladder, pitch=pitch, sections=[_permits(held), _breaches(row)],
    )  # fmt: skip
    return render(request, "night_market/merchant.html", context)


def may_read(user: User, row: Merchant) -> bool:
    """Whether a row of another unit may be named."""
    return user.sees_all_of("night_market") or row.unit_id in user.home_unit_ids


def _code(row: Merchant) -> list[Fact]:
    code = row.credit_code
    if code and not is_credit_code(code):
        return [Fact(_("统一社会信用代码"), _("%s（校验位不符，请核对执照）") % code, wide=True)]
    return [Fact(_("统一社会信用代码"), code)]


def _acts(row: Merchant, held: list[StallPermit], user: User) -> list[Act]:
    offered = [
        ("night_market.record_breach", _("登记违规"), f"{BREACHES.url('add')}?merchant={row.pk}"),
        ("night_market.take_pledge", _("登记承诺"), reverse("night_market:merchants-pledge", kwargs={"pk": row.pk})),
        ("night_market.apply_for_permit", _("申请资格"), reverse("night_market:merchants-permit", kwargs={"pk": row.pk})),
        ("night_market.merge_merchants", _("认定同一商户"), reverse("night_market:merchants-same", kwargs={"pk": row.pk})),
        ("night_market.keep_merchant", _("修改"), MERCHANTS.url("edit", pk=row.pk)),
    ]  # fmt: skip
    if any(permit.state != StallPermitState.REVOKED for permit in held):
        del offered[2]
    allowed = [(title, url) for permission, title, url in offered if may(user, permission, row)]
    return [Act(title, url, primary=place == 0) for place, (title, url) in enumerate(allowed)]


def _permits(held: list[StallPermit]) -> Section:
    return Section(
        _("摊位资格"),
        (_("可摆桌椅"), _("状态"), _("申请日期"), _("有效期至")),
        [
            Line(
                PERMITS.url("record", pk=permit.pk),
                (
                    _("%(tables)s 桌 %(chairs)s 椅") % {"tables": permit.tables, "chairs": permit.chairs},
                    badge(STALL_PERMIT, permit.state),
                    permit.applied_on,
                    permit.valid_until,
                ),
            )
            for permit in held
        ],
        _("还没有申请。"),
    )


def _breaches(row: Merchant) -> Section:
    rows = (
        Breach.objects.filter(canonical=row.canonical_id)
        .select_related("measure")
        .order_by("-happened_at")[:SHOWN]
    )
    return Section(
        _("违规"),
        (_("发生时间"), _("类别"), _("处置"), _("送达日期"), _("撤销日期")),
        [
            Line(
                BREACHES.url("record", pk=breach.pk),
                (
                    display.moment(breach.happened_at),
                    breach.get_category_display(),
                    breach.measure.get_rung_display() if breach.measure and breach.measure.rung else "",
                    breach.served_on,
                    breach.voided_on,
                ),
            )
            for breach in rows
        ],
        _("没有违规记录。"),
        f"{BREACHES.url()}?q={row.name}",
    )


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Register a shop."""
    require(request.user, MERCHANTS.add_permission)
    return form_view(
        request,
        MerchantForm,
        lambda data: actions.register_merchant(by=request.user, **data),
        page=FormPage(
            title=_("新增商户"),
            back=MERCHANTS.url(),
            note=_("信用代码相同，或同一负责人在同一地址的，算同一商户，以前的处置接着算。"),
        ),
        done=_at,
        by=request.user,
    )


@form_methods
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a shop."""
    row = _merchant(request, pk)
    require(request.user, "night_market.keep_merchant", row)
    return form_view(
        request,
        MerchantForm,
        lambda data: actions.change_merchant(merchant=row, by=request.user, **data),
        page=FormPage(title=_("修改商户"), back=_at(row)),
        done=_at,
        initial={name: getattr(row, name) for name in actions.FIELDS},
        by=request.user,
    )


@form_methods
def pledge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep that a pledge was signed."""
    row = _merchant(request, pk)
    require(request.user, "night_market.take_pledge", row)
    signed = permits.pledges_of(row)
    unsigned = [kind for kind in Pledge.Kind.values if kind not in signed]
    return form_view(
        request,
        PledgeForm,
        lambda data: actions.sign_pledge(merchant=row, by=request.user, **data),
        page=FormPage(title=_("登记承诺：%s") % row, back=_at(row)),
        done=lambda _pledge: _at(row),
        initial={"signed_on": business_today(), "kind": unsigned[0] if unsigned else None},
    )


@form_methods
def permit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Apply for a stall permit."""
    row = _merchant(request, pk)
    require(request.user, "night_market.apply_for_permit", row)
    today, pitch = business_today(), pitch_of(row)
    told = _("按路段和门面算，可摆 %(tables)s 桌 %(chairs)s 椅。") % {
        "tables": pitch.tables,
        "chairs": pitch.chairs,
    }
    return form_view(
        request,
        PermitForm,
        lambda data: permits.apply_for_permit(merchant=row, by=request.user, **data),
        page=FormPage(title=_("申请摊位资格：%s") % row, back=_at(row), note="" if pitch.missing else told),
        done=lambda made: PERMITS.url("record", pk=made.pk),
        initial={"valid_until": today.replace(month=12, day=31)},
    )


@form_methods
def same(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare that two records are one merchant."""
    row = _merchant(request, pk)
    require(request.user, "night_market.merge_merchants")
    return form_view(
        request,
        SameMerchantForm,
        lambda data: actions.merge_merchants(merchant=row, by=request.user, **data),
        page=FormPage(
            title=_("认定同一商户：%s") % row,
            back=_at(row),
            note=_("两条记录都保留，以最早登记的一条计数，违规合在一起算阶梯。"),
        ),
        done=_at,
        by=request.user,
    )
