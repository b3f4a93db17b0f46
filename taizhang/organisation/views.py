"""The pages of units, people, posts and permissions; everybody may look somebody up, the administrator changes them."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from taizhang.foundation import clock
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal.timeline import timeline
from taizhang.organisation import actions, forms, matrix, roles
from taizhang.organisation.access import may, require
from taizhang.organisation.actions import MANAGE
from taizhang.organisation.models import Post, Unit, User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact

PAGE_SIZE = 50


def frame(request: SignedInRequest, here: str) -> dict[str, Any]:
    """Context of the tabs; `here` is the key of the present one."""
    tabs = [
        {"key": "people", "title": _("人员"), "url": reverse("organisation:people")},
        {"key": "units", "title": _("单位"), "url": reverse("organisation:units")},
        {"key": "calendar", "title": _("工作日历"), "url": reverse("organisation:calendar")},
        {"key": "permissions", "title": _("权限表"), "url": reverse("organisation:permissions")},
    ]
    return {"tabs": tabs, "register": {"key": here}, "may_manage": may(request.user, MANAGE)}


def _people(request: SignedInRequest) -> tuple[QuerySet[User], dict[str, Any]]:
    """The people whom the address asks for, with today's posts, and the state of the search bar."""
    today, asked = clock.today(), request.GET
    people = User.objects.order_by("id").prefetch_related(
        Prefetch("posts", Post.objects.held_on(today).select_related("unit"), to_attr="held")
    )
    people = people.filter(is_active=asked.get("state") != "shut")
    for word in asked.get("q", "").split():
        people = people.filter(
            Q(full_name__icontains=word) | Q(posts__title__icontains=word, posts__since__lte=today)
        )
    held = Post.objects.held_on(today).order_by()
    units = Unit.objects.all()
    unit = next((each for each in units if str(each.pk) == asked.get("unit")), None)
    if unit is not None:
        held = held.filter(unit__path__startswith=unit.path)
    role = asked.get("role") if asked.get("role") in roles.ROLES else ""
    if role:
        held = held.filter(role=role)
    if unit is not None or role:
        people = people.filter(pk__in=held.values("user_id"))
    choices = {
        "units": [each for each in units if each.kind != Unit.Kind.DISTRICT],
        "roles": roles.ROLES.values(),
    }
    return people.distinct(), {**choices, "unit": unit, "role": role}


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody with their posts of today."""
    found, bar = _people(request)
    number = min(max(int(request.GET["page"]), 1), 2000) if request.GET.get("page", "").isdecimal() else 1
    start = (number - 1) * PAGE_SIZE
    rows = list(found[start : start + PAGE_SIZE + 1])
    context = {
        **frame(request, "people"),
        **bar,
        "people": rows[:PAGE_SIZE],
        "number": number,
        "first": start + 1,
        "last": start + min(len(rows), PAGE_SIZE),
        "more": len(rows) > PAGE_SIZE,
        "opens": request.user.sees_all_of("organisation"),
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(
        request, "organisation/_people_table.html" if fragment else "organisation/people.html", context
    )


def _tree() -> list[tuple[int, Unit]]:
    """(depth, unit) in the order of the tree, with `people` and `below` counted, in one query."""
    today = clock.today()
    in_force = Q(posts__since__lte=today) & (Q(posts__until__isnull=True) | Q(posts__until__gte=today))
    units = Unit.objects.annotate(
        people=Count("posts__user", filter=in_force & Q(posts__user__is_active=True), distinct=True)
    )
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    lines: list[tuple[int, Unit]] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in below.get(parent, ()):
            lines.append((depth, unit))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return lines


@require_GET
def units(request: SignedInRequest) -> HttpResponse:
    """The tree of units."""
    return render(request, "organisation/units.html", {**frame(request, "units"), "lines": _tree()})


def _asked_of_the_matrix(request: SignedInRequest) -> dict[str, str]:
    """The room and the post that the address asks for; empty for all, and for what there is not."""
    room, role = request.GET.get("room", ""), request.GET.get("role", "")
    return {"room": room if room in matrix.rooms() else "", "role": role if role in roles.ROLES else ""}


@require_GET
def permissions(request: SignedInRequest) -> HttpResponse:
    """The matrix of permissions: the whole of it, one room's, or one post's."""
    asked = _asked_of_the_matrix(request)
    shown = matrix.sections(**asked)
    context = {
        **asked,
        "rooms": matrix.rooms(),
        "posts": roles.ROLES.values(),
        "roles": matrix.roles(asked["role"]),
        "sections": shown,
        "count": sum(len(section.lines) for section in shown),
        "mine": request.user.role_keys,
        "export": f"{reverse('organisation:permissions-export')}?{urlencode(asked)}",
    }
    fragment = request.htmx and not request.htmx.boosted
    page = "organisation/_permissions_table.html" if fragment else "organisation/permissions.html"
    return render(request, page, {**frame(request, "permissions"), **context})


@require_GET
def permissions_export(request: SignedInRequest) -> HttpResponse:
    """The matrix that is shown, as a workbook."""
    name = content_disposition_header(True, f"{_('权限表')}.xlsx") or "attachment"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content = matrix.workbook(**_asked_of_the_matrix(request))
    return HttpResponse(content, content_type=sheet, headers={"Content-Disposition": name})


@require_GET
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit: its names, what stands under it, who works there, what happened to it."""
    row = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    around = frame(request, "units")
    parent = reverse("organisation:unit", args=[row.parent_id]) if row.parent_id else ""
    facts = [
        Fact(_("全称"), row.name),
        Fact(_("简称"), row.short_name),
        Fact(_("类别"), row.get_kind_display()),
        Fact(_("代码"), row.code),
        Fact(_("上级"), row.parent, url=parent),
        Fact(_("别名"), row.aliases),
    ]
    acts = (
        [Act(_("修改"), reverse("organisation:unit-edit", args=[pk]))]
        if around["may_manage"] and row.parent_id
        else []
    )
    context = {
        **around,
        "title": row.name,
        "facts": facts,
        "acts": acts,
        "unit_id": pk,
        "below": row.children.all(),
        "posts": row.posts.held_on(clock.today()).select_related("user"),
        "opens": request.user.sees_all_of("organisation"),
        "history": timeline(row),
        "back": reverse("organisation:units"),
    }
    return render(request, "organisation/unit.html", context)


def unit_add(request: SignedInRequest) -> HttpResponse:
    """A new unit."""
    require(request.user, MANAGE)
    page = FormPage(title=_("新增单位"), back=reverse("organisation:units"))
    return form_view(
        request, forms.NewUnitForm, lambda data: actions.register_unit(by=request.user, **data), page=page,
        done=lambda row: reverse("organisation:unit", args=[row.pk]),
        initial={"parent": Unit.objects.filter(kind=Unit.Kind.DISTRICT).first()},
    )  # fmt: skip


def unit_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit's names and place."""
    require(request.user, MANAGE)
    row = get_object_or_404(Unit.objects.exclude(kind=Unit.Kind.DISTRICT), pk=pk)
    page = FormPage(title=_("修改%s") % row.short_name, back=reverse("organisation:unit", args=[pk]))
    initial = {name: getattr(row, name) for name in forms.UnitForm.base_fields}
    return form_view(
        request, forms.UnitForm, lambda data: actions.change_unit(unit=row, values=data, by=request.user), page=page,
        done=lambda _row: page.back, initial=initial,
    )  # fmt: skip


@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: all posts ever held, and what happened to the account; for those who read the whole organisation."""
    if pk == request.user.pk and not request.user.sees_all_of("organisation"):
        return redirect("organisation:me")
    if not request.user.sees_all_of("organisation"):
        raise Http404
    row = get_object_or_404(User, pk=pk)
    around = frame(request, "people")
    acts = []
    if around["may_manage"]:
        acts = [
            Act(_("添加任职"), reverse("organisation:post-add", args=[pk]), primary=True),
            Act(_("修改"), reverse("organisation:person-edit", args=[pk])),
            Act(
                _("重设密码"), reverse("organisation:password", args=[pk]), post=True,
                confirm=_("原来的密码立刻失效，新密码只显示一次。确定重设？"),
            ),
            Act(_("停用"), reverse("organisation:shut", args=[pk]))
            if row.is_active
            else Act(_("启用"), reverse("organisation:open", args=[pk]), post=True, confirm=_("确定重新启用这个账号？")),
        ]  # fmt: skip
    facts = [
        Fact(_("姓名"), row.full_name),
        Fact(_("登录名"), row.username),
        Fact(_("执法证号"), row.certificate),
        Fact(_("邮箱"), row.email),
        Fact(
            _("账号"),
            _("在用") if row.is_active else _("已停用"),
            state="in_use" if row.is_active else "revoked",
        ),
        Fact(
            _("密码"),
            _("待本人改")
            if row.must_change_password
            else _("已设")
            if row.has_usable_password()
            else _("未设，不能登录"),
        ),
        Fact(_("上次登录"), row.last_login),
    ]
    today = clock.today()
    posts = [
        (post, post.since <= today and (post.until is None or post.until >= today))
        for post in row.posts.select_related("unit")
    ]
    context = {
        **around, "title": str(row), "facts": facts, "acts": acts, "posts": posts, "history": timeline(row),
        "back": reverse("organisation:people"),
    }  # fmt: skip
    return render(request, "organisation/person.html", context)


@never_cache
def person_add(request: SignedInRequest) -> HttpResponse:
    """A new person with a first post; the answer shows the generated password once."""
    require(request.user, MANAGE)
    form = forms.NewPersonForm(
        request.POST or None, initial={"since": clock.today(), "unit": request.GET.get("unit")}
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                row, password = actions.employ(by=request.user, **form.cleaned_data)
            except NotPermitted:
                raise
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                return _password_given(request, row, password)
        status = 422
    page = FormPage(title=_("新增人员"), back=reverse("organisation:people"))
    return render(request, "web/form_page.html", {"form": form, "page": page}, status=status)


def _password_given(request: SignedInRequest, row: User, password: str) -> HttpResponse:
    context = {**frame(request, "people"), "person": row, "password": password}
    return render(request, "organisation/password_given.html", context)


def person_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A person's name and certificate number."""
    require(request.user, MANAGE)
    row = get_object_or_404(User, pk=pk)
    page = FormPage(title=_("修改%s") % row, back=reverse("organisation:person", args=[pk]))
    return form_view(
        request, forms.PersonForm, lambda data: actions.change_person(user=row, values=data, by=request.user), page=page,
        done=lambda _row: page.back,
        initial={"full_name": row.full_name, "certificate": row.certificate, "email": row.email},
    )  # fmt: skip


@never_cache
@require_POST
def password(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new generated password, shown once."""
    row = get_object_or_404(User, pk=pk)
    return _password_given(request, row, actions.give_password(user=row, by=request.user))


def post_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """One more post."""
    require(request.user, MANAGE)
    row = get_object_or_404(User, pk=pk)
    page = FormPage(title=_("为%s添加任职") % row, back=reverse("organisation:person", args=[pk]))
    return form_view(
        request, forms.PostForm, lambda data: actions.appoint(user=row, by=request.user, **data), page=page,
        done=lambda _row: page.back, initial={"since": clock.today(), "unit": row.unit},
    )  # fmt: skip


def post_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day of a post."""
    require(request.user, MANAGE)
    row = get_object_or_404(Post.objects.select_related("user", "unit"), pk=pk)
    page = FormPage(
        title=_("免去%(who)s的“%(post)s”") % {"who": row.user, "post": row},
        back=reverse("organisation:person", args=[row.user_id]),
    )
    return form_view(
        request, forms.EndPostForm, lambda data: actions.end_post(post=row, by=request.user, **data), page=page,
        done=lambda _row: page.back, initial={"until": clock.today()},
    )  # fmt: skip


def shut(request: SignedInRequest, pk: int) -> HttpResponse:
    """Shut an account."""
    require(request.user, MANAGE)
    row = get_object_or_404(User, pk=pk)
    page = FormPage(
        title=_("停用%s的账号") % row, back=reverse("organisation:person", args=[pk]), submit=_("停用"),
        note=_("停用后不能登录；此人办过的事和任职记录都留着。"),
    )  # fmt: skip
    return form_view(
        request, forms.ReasonForm, lambda data: actions.set_active(user=row, active=False, by=request.user, **data),
        page=page, done=lambda _row: page.back, saved=_("账号已停用。"),
    )  # fmt: skip


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open an account again."""
    row = get_object_or_404(User, pk=pk)
    actions.set_active(user=row, active=True, by=request.user)
    return redirect("organisation:person", pk=pk)
