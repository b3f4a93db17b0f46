"""The pages of the 年度认定办法: one version beside another, and the form that makes the next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.investment.actions.rules import set_rules
from taizhang.investment.link_registers import RULES, version_text
from taizhang.investment.models import RuleSet
from taizhang.investment.rule_forms import RuleForm, filled, rule_differences, shown_rules, typed_rules
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame


def _name(rules: RuleSet) -> str:
    return _("%(year)s 年认定办法 %(version)s") % {
        "year": rules.year,
        "version": version_text(rules.version),
    }


def _at(rules: RuleSet) -> str:
    return RULES.url("record", pk=rules.pk)


def _other(request: HttpRequest, rules: RuleSet, versions: list[RuleSet]) -> RuleSet | None:
    """The version to compare with: the one asked for, else the one before; None where there is none."""
    asked = request.GET.get("with", "")
    if asked:
        found = next((each for each in versions if str(each.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    earlier = [each for each in versions if (each.year, each.version) < (rules.year, rules.version)]
    return earlier[0] if earlier else None


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A version, whether it is in force, and how it differs from another."""
    readable = RuleSet.objects.visible_to(request.user)
    rules = get_object_or_404(readable, pk=pk)
    versions = list(readable.latest_first())
    other, today = _other(request, rules, versions), district.business_today()
    in_force = RuleSet.in_force(rules.year, today).pk == rules.pk
    later = next(
        (each for each in reversed(versions) if each.year == rules.year and each.version > rules.version),
        None,
    )
    if in_force:
        stands = Fact(_("现状"), _("现行"), state="active")
    elif rules.effective_on > today:
        stands = Fact(_("现状"), _("尚未施行"), state="draft")
    else:
        stands = Fact(_("现状"), _("已被新版替换"), state="archived")
    facts = [
        stands,
        Fact(_("施行日期"), rules.effective_on),
        Fact(_("文号"), rules.document),
        *([Fact(_("用到"), _("%s 的前一天") % later.effective_on.isoformat())] if later else []),
        *(Fact(title, value, wide=True) for title, value in shown_rules(rules).values()),
    ]
    makes = may(request.user, "investment.set_rules")
    context = {
        **frame(RULES),
        "title": _name(rules),
        "subject": rules,
        "rules": rules,
        "facts": facts,
        "acts": [Act(_("另立新版"), f"{RULES.url('add')}?year={rules.year}", primary=True)] if makes else [],
        "other": other,
        "other_name": _name(other) if other else "",
        "others": [(each.pk, _name(each)) for each in versions if each.pk != rules.pk],
        "differences": rule_differences(other, rules) if other else [],
        "history": timeline(rules),
        "back": RULES.url(),
    }
    return render(request, "investment/rules_record.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Make the next version of a year's rules, from those that hold."""
    require(request.user, "investment.set_rules")
    asked, today = request.GET.get("year", ""), district.business_today()
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    held = RuleSet.of_year(year)
    day = today if held.year == year and held.pk else today.replace(year=year, month=1, day=1)
    base = (
        _("表里已填入%s的内容，改动处改过来即可。") % _name(held)
        if held.pk
        else _("还没有办法，表里是通行的数。")
    )
    return form_view(
        request,
        RuleForm,
        lambda data: set_rules(by=request.user, **typed_rules(data)),
        page=FormPage(title=_("另立认定办法新版"), back=RULES.url(), note=base),
        done=_at,
        initial={**filled(held), "year": year, "effective_on": day},
    )
