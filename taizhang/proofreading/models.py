"""What 校数 is told by people: the phrases by which texts are linked to figures, and what each ledger covers."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.organisation.models import Unit, User
from taizhang.proofreading.periods_of import PeriodRule


class Told(models.QuerySet):
    """Sets of phrases or of declarations: everybody who signs in may read them."""

    def visible_to(self, user: User) -> Self:
        """All of them for whoever is signed in."""
        return self if user.is_authenticated and user.is_active else self.none()

    def in_force(self) -> Self:
        """Those that count."""
        return self.filter(active=True)


class Phrase(Journalled):
    """A way of speaking and the figure that is meant by it; kept by name, so that nothing is learnt unseen.

    All of the `words`, divided by blanks, stand in the clause; `indicator` empty says that it is held against no ledger.
    `unit_of_measure` narrows it to quantities in that unit, `unit` reads the figure for a unit, `period` fixes the period.
    """

    journal_type = "proofreading.phrase"
    journal_titles = {"switched_off": _("停用"), "switched_on": _("启用")}

    class Rule(models.TextChoices):
        """How the period is read where the text names none."""

        ANY = "", _("各种读法都试")
        YEAR_SO_FAR = PeriodRule.YEAR_SO_FAR.value, _("今年以来")
        SINCE_COVERAGE = PeriodRule.SINCE_COVERAGE.value, _("台账覆盖以来")
        MONTH_SO_FAR = PeriodRule.MONTH_SO_FAR.value, _("本月以来")

    words = models.CharField(_("用语"), max_length=120)
    unit_of_measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    indicator = models.CharField(_("对应的数字"), max_length=80, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name=_("限于单位"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    period = models.CharField(_("时段读法"), max_length=20, choices=Rule.choices, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    active = models.BooleanField(_("在用"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("添加人"), related_name="+", db_index=False
    )
    added_on = models.DateField(_("添加日期"))

    objects = Told.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("校数用语")
        constraints = (
            models.UniqueConstraint(
                fields=("words", "unit_of_measure"), condition=Q(active=True), name="phrase_in_force_once"
            ),
        )

    def __str__(self) -> str:
        return self.words


class Coverage(Journalled):
    """A declaration that a ledger holds everything of its kind, in the district or a unit, from a day on.

    Only within it does a claim come out 支持 or 矛盾: rows that are not there say nothing where nobody vouches for them.
    """

    journal_type = "proofreading.coverage"
    journal_titles = {"withdrawn": _("撤回声明")}

    ledger = models.CharField(_("台账"), max_length=40)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name=_("限于单位"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    note = models.CharField(_("依据"), max_length=200, blank=True)
    active = models.BooleanField(_("有效"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("声明人"), related_name="+", db_index=False
    )
    declared_on = models.DateField(_("声明日期"))

    objects = Told.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("覆盖声明")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="coverage_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.ledger} {self.since:%Y-%m-%d}"

    def holds(self, start: date, end: date) -> bool:
        """Whether the days from `start` to `end` all lie within it."""
        return self.since <= start and (self.until is None or end <= self.until)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Sets of decisions."""

    def in_force(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(withdrawn_on=None)

    def about(self, subject_type: str, subject_ids: Iterable[int]) -> Self:
        """The decisions in force on some rows of a kind."""
        return (
            self.in_force()
            .filter(subject_type=subject_type, subject_id__in=list(subject_ids))
            .select_related("by")
        )


class Decision(Journalled):
    """What an editor decided about one claim or fault of one text, with the reason and the name.

    `mark` knows the place again as long as its sentence stays as it is (taizhang.proofreading.deciding.mark_of); a sentence
    that is rewritten is undecided again. `words` and `context` are kept to be read, `verdict` is what 校数 had said.
    """

    journal_type = "proofreading.decision"
    journal_titles = {"decided": _("校数处理"), "withdrawn": _("撤回校数处理")}

    class Kind(models.TextChoices):
        """What was decided."""

        AGREED = "agreed", _("核过，照印")
        OVERRULED = "overruled", _("有理由，照印")

    subject_type = models.CharField(_("类别"), max_length=40)
    subject_id = models.BigIntegerField(_("编号"))
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("单位"), related_name="+", db_index=False)
    mark = models.CharField(_("位置"), max_length=64)
    words = models.CharField(_("写法"), max_length=80)
    context = models.CharField(_("所在句"), max_length=300)
    verdict = models.CharField(_("校数结论"), max_length=10)
    finding = models.CharField(_("校数说明"), max_length=500)
    kind = models.CharField(_("处理"), max_length=12, choices=Kind.choices)
    reason = models.CharField(_("理由"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("处理人"), related_name="+", db_index=False
    )
    post = models.CharField(_("岗位"), max_length=100, blank=True)
    decided_on = models.DateField(_("处理日期"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("校数处理")
        constraints = (
            models.UniqueConstraint(
                fields=("subject_type", "subject_id", "mark"),
                condition=Q(withdrawn_on=None),
                name="decision_in_force_once",
            ),
        )

    def __str__(self) -> str:
        return self.words
