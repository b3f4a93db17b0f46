"""The page of the proofs: what to look at in the signed pages, what was found wrong, and what the editors said to it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.bulletin import actions
from taizhang.bulletin.actions.proofing import LOOKED_AT
from taizhang.bulletin.forms import ReasonForm
from taizhang.bulletin.models import OFFICE, Issue, PrintedItem, ProofRemark
from taizhang.bulletin.sheet import set_issue
from taizhang.bulletin.states import IssueState
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import Form, FormPage, form_view
from taizhang.web.records import Act

IN_PROOFS = (IssueState.FROZEN, IssueState.PROOFED)


class PassForm(Form):
    """What was looked at, ticked one by one."""

    looked_at = forms.MultipleChoiceField(
        label=gettext_lazy("已核对"),
        required=False,
        choices=lambda: list(LOOKED_AT.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"wide": True}),
    )
    note = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
    )


class RemarkForm(Form):
    """What is wrong, and where."""

    printed = forms.ModelChoiceField(
        label=gettext_lazy("所在稿件"),
        queryset=PrintedItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("版式或报头报尾"),
    )
    passage = forms.CharField(
        label=gettext_lazy("原文"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"wide": True}),
    )
    text = forms.CharField(
        label=gettext_lazy("问题"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "wide": True})
    )

    def __init__(self, *args: Any, issue: Issue, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["printed"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = issue.printed_items.all()


def acts(user: User, issue: Issue) -> list[Act]:
    """The way to the proofs from the page of an issue."""
    if issue.imported or not issue.is_frozen or not user.role_keys & OFFICE:
        return []
    waits = issue.state == IssueState.FROZEN and may(user, "bulletin.pass_proofs", issue)
    title = _("校清样") if waits else _("清样")
    return [Act(title, reverse("bulletin:issues-proofs", args=[issue.pk]), primary=waits)]


@require_http_methods(["GET", "POST"])
def proofs(request: SignedInRequest, pk: int) -> HttpResponse:
    """The signed pages beside the list; a POST passes them (`pass`) or says what is wrong (`remark`)."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user).frozen(), pk=pk)
    if not request.user.role_keys & OFFICE:
        raise NotPermitted(_("清样由编辑部校对和查看。"))
    data = request.POST if request.method == "POST" else None
    passing = PassForm(data if data and "pass" in data else None, prefix="pass")
    remarking = RemarkForm(data if data and "remark" in data else None, prefix="remark", issue=issue)
    status = 200
    if data is not None:
        if _taken(request, issue, passing, remarking):
            return HttpResponseRedirect(reverse("bulletin:issues-proofs", args=[pk]))
        status = 422
    remarks = ProofRemark.objects.filter(issue=issue).select_related("printed", "by")
    context = {
        "issue": issue,
        "items": set_issue(issue),
        "passing": passing,
        "remarking": remarking,
        "remarks": remarks,
        "may_pass": issue.state == IssueState.FROZEN and may(request.user, "bulletin.pass_proofs", issue),
        "may_remark": issue.state in IN_PROOFS and may(request.user, "bulletin.pass_proofs", issue),
        "may_settle": may(request.user, "bulletin.settle_proof_remark", issue),
    }
    return render(request, "bulletin/proofs.html", context, status=status)


def _taken(request: SignedInRequest, issue: Issue, passing: PassForm, remarking: RemarkForm) -> bool:
    """Do what was posted; False where something is wrong, which then stands at its field."""
    form: Form = passing if "pass" in request.POST else remarking
    if not form.is_valid():
        return False
    try:
        if form is passing:
            actions.pass_proofs(issue=issue, by=request.user, **form.cleaned_data)
            messages.success(request, _("清样已校毕，可以印发。"))
        else:
            actions.remark_on_proofs(issue=issue, by=request.user, **form.cleaned_data)
            messages.success(request, _("已告诉编辑。"))
    except NotPermitted:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


@require_http_methods(["GET", "POST"])
def dismiss(request: SignedInRequest, pk: int, remark: int) -> HttpResponse:
    """The editors let the printed text stand, and say why."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user).frozen(), pk=pk)
    found = get_object_or_404(ProofRemark.objects.visible_to(request.user), issue=issue, pk=remark)
    if request.method == "GET" and not may(request.user, "bulletin.settle_proof_remark", found):
        raise Http404
    back = reverse("bulletin:issues-proofs", args=[pk])
    return form_view(
        request,
        ReasonForm,
        lambda data: actions.dismiss_remark(remark=found, by=request.user, **data),
        page=FormPage(title=_("不更正"), back=back, submit=_("不更正"), note=found.text),
        done=lambda _remark: back,
        saved=_("已办理。"),
    )
