"""What enterprises ask for: each request with the steps taken, the answers given, and the enterprise's own verdicts."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.models.enterprises import Enterprise
from taizhang.enterprises.models.visits import Visit
from taizhang.enterprises.states import (
    ENTERPRISE_REQUEST,
    WITH_THE_UNIT,
    EnterpriseRequestState,
    RequestKind,
)
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User

_WITH_THE_UNIT = Q(state__in=[str(state) for state in WITH_THE_UNIT])


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Sets of answers."""

    def settled(self, day: date) -> Self:
        """Answers with which the enterprise was satisfied by the end of a day and had not come back since."""
        return self.filter(
            Q(taken_back_on__isnull=True) | Q(taken_back_on__gt=day), satisfied=True, verdict_on__lte=day
        )

    def pending(self, day: date) -> Self:
        """Answers on which the enterprise had said nothing by the end of a day."""
        return self.filter(
            Q(verdict_on__isnull=True) | Q(verdict_on__gt=day), declines=False, answered_on__lte=day
        )

    def declining(self, day: date) -> Self:
        """Refusals to take a request in that stood at the end of a day."""
        return self.filter(
            Q(verdict_on__isnull=True) | Q(verdict_on__gt=day), declines=True, answered_on__lte=day
        )


class RequestQuerySet(UnitScoped):
    """Sets of requests."""

    ledger = "enterprises"

    def visible_to(self, user: User) -> Self:
        """All for who reads the room whole; else those of the own units, now or first, and those that one opened."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.sees_all_of(self.ledger):
            return self
        home = user.home_unit_ids
        return self.filter(Q(unit__in=home) | Q(first_unit__in=home) | Q(opened_by=user))

    def overdue(self, day: date) -> Self:
        """With the unit still, past the limit."""
        return self.filter(_WITH_THE_UNIT, due_on__lt=day)

    def with_outcome(self, day: date) -> Self:
        """Annotates `solved_on`: the day of the verdict that closed the request as it stood at the end of a day."""
        settled = Answer.objects.settled(day).filter(request=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            solved_on=Subquery(settled.values("verdict_on")[:1], output_field=DateField()),
            settled_by=Subquery(settled.values("answered_on")[:1], output_field=DateField()),
        )

    def in_time_or_not(self, day: date) -> Self:
        """Those on which time has told by the end of a day, with `in_time`.

        Left out: requests that were declined, and those still within their first limit or answered within it and
        waiting for the enterprise's word, which is nobody's delay.
        """
        waits = Answer.objects.pending(day).filter(
            request=OuterRef("pk"), answered_on__lte=OuterRef("first_due_on")
        )
        declined = Answer.objects.declining(day).filter(request=OuterRef("pk"))
        return (
            self.with_outcome(day)
            .filter(Q(solved_on__isnull=False) | Q(first_due_on__lt=day), ~Exists(waits), ~Exists(declined))
            .annotate(
                in_time=Case(
                    When(settled_by__lte=F("first_due_on"), then=True),
                    default=False,
                    output_field=models.BooleanField(),
                )
            )
        )


class EnterpriseRequest(Journalled):
    """A difficulty that an enterprise brought. The first unit stays named until it is solved (首接负责).

    `unit` handles it now, `first_unit` answers for it; `due_on` is the limit of the present round, `first_due_on` that
    of the first. `came` counts the times that the enterprise had to come for it (最多跑一次: at most one).
    """

    journal_type = "enterprises.request"
    workflow = ENTERPRISE_REQUEST
    journal_titles = {"step": _("办理记录"), "link_renewed": _("换发评价链接"), "came": _("企业跑动次数")}

    # Annotated by RequestQuerySet.
    solved_on: date | None
    in_time: bool

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, verbose_name=_("企业"), related_name="requests"
    )
    kind = models.CharField(_("类别"), max_length=12, choices=RequestKind.choices)
    text = models.TextField(_("诉求内容"), max_length=2000)
    opened_on = models.DateField(_("提出日期"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("登记人"), related_name="+"
    )
    visit = models.ForeignKey(
        Visit, models.PROTECT, verbose_name=_("走访"), related_name="requests", null=True, blank=True
    )
    first_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("首接单位"), related_name="+"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("承办单位"), related_name="+", db_index=False
    )
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=EnterpriseRequestState.choices,
        default=EnterpriseRequestState.OPENED,
    )
    limit_days = models.PositiveSmallIntegerField(_("办理时限(工作日)"))
    first_due_on = models.DateField(_("首次期限"))
    due_on = models.DateField(_("办理期限"))
    came = models.PositiveSmallIntegerField(_("跑动次数"), default=0)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业诉求")
        indexes = (
            models.Index(fields=("opened_on", "id"), name="request_by_day"),
            models.Index(fields=("unit", "state", "due_on", "id"), name="request_of_unit"),
            models.Index(fields=("due_on", "id"), name="request_by_limit", condition=_WITH_THE_UNIT),
        )

    def __str__(self) -> str:
        return f"{self.enterprise}：{self.text[:20]}"

    def is_overdue(self, day: date) -> bool:
        """Still with the unit, and past its limit."""
        return self.state in WITH_THE_UNIT and self.due_on < day


class RequestStep(models.Model):
    """Something that was done about a request; `came` where the enterprise had to come for it. Its journal tells by whom."""

    request = models.ForeignKey(
        EnterpriseRequest, models.PROTECT, verbose_name=_("企业诉求"), related_name="steps", db_index=False
    )
    day = models.DateField(_("日期"))
    text = models.CharField(_("办理情况"), max_length=500)
    came = models.BooleanField(_("企业跑了一次"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("办理记录")
        ordering = ("day", "id")
        indexes = (models.Index(fields=("request", "day", "came"), name="step_of_request"),)

    def __str__(self) -> str:
        return f"{self.day} {self.text}"


class Answer(models.Model):
    """One round: what the unit answered (or why the request was declined), and what the enterprise says to it.

    `nonce` is in the link that the enterprise gets, so that a link fits one answer only; `link_on` is when it was made.
    """

    request = models.ForeignKey(
        EnterpriseRequest, models.PROTECT, verbose_name=_("企业诉求"), related_name="answers", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("答复单位"), related_name="+"
    )
    round = models.PositiveSmallIntegerField(_("轮次"))
    text = models.TextField(_("答复内容"), max_length=2000)
    declines = models.BooleanField(_("不予受理"), default=False)
    answered_on = models.DateField(_("答复日期"))
    nonce = models.CharField(_("链接随机数"), max_length=32, unique=True)
    link_on = models.DateField(_("链接日期"))
    satisfied = models.BooleanField(_("企业满意"), null=True)
    words = models.CharField(_("企业的话"), max_length=500, blank=True)
    verdict_on = models.DateField(_("评价日期"), null=True)
    signed_as = models.CharField(_("评价人职务"), max_length=40, blank=True)
    taken_back_on = models.DateField(_("要求重办日期"), null=True)
    taken_back_words = models.CharField(_("要求重办的理由"), max_length=500, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("答复")
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=("request", "round"), name="one_answer_a_round"),)

    def __str__(self) -> str:
        return f"{self.request_id} #{self.round}"
