"""Reminders and where they stand: who was reminded of what, the runs that found it, the channels that carry it out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.organisation.models import Unit, User


class DailyJob(models.Model):
    """The daily job's own row, locked by whoever does it: the last day done, and since when it is being done."""

    key = models.CharField(_("任务"), max_length=20, unique=True)
    done_on = models.DateField(_("已办到"), null=True)
    taken_at = models.DateTimeField(_("开始时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("每日任务")

    def __str__(self) -> str:
        return self.key


class Run(Journalled):
    """One time that the rules were asked what is due: by the daily job (`by` is None) or by hand."""

    journal_type = "reminders.run"
    journal_titles = {"reminded": _("提醒")}

    day = models.DateField(_("业务日"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), null=True, related_name="+"
    )
    started_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    made = models.PositiveIntegerField(_("新提醒"), default=0)
    faults = models.PositiveIntegerField(_("出错规则"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("提醒运行")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class RuleRun(models.Model):
    """What one rule found in one run, or why it could not."""

    run = models.ForeignKey(Run, models.PROTECT, verbose_name=_("运行"), related_name="rules")
    rule = models.CharField(_("规则"), max_length=60)
    found = models.PositiveIntegerField(_("到期事项"), default=0)
    made = models.PositiveIntegerField(_("新提醒"), default=0)
    fault = models.CharField(_("出错"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("规则运行")

    def __str__(self) -> str:
        return f"{self.rule} {self.run}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Sets of reminders."""

    def visible_to(self, user: User) -> "ReminderQuerySet":
        """One's own, whatever one's posts."""
        return self.filter(user=user) if user.is_authenticated and user.is_active else self.none()

    def unread(self) -> "ReminderQuerySet":
        """Those not read yet."""
        return self.filter(read_at__isnull=True)

    def in_order(self) -> "ReminderQuerySet":
        """As an inbox shows them: unread first, then the newest."""
        unread = models.ExpressionWrapper(Q(read_at__isnull=True), models.BooleanField())
        return self.order_by(unread.desc(), "-pk")


class Reminder(models.Model):
    """One person reminded once of one thing: a note, not a fact of a ledger, so the journal keeps the runs only."""

    rule = models.CharField(_("规则"), max_length=60)
    journal_type = models.CharField(_("对象类型"), max_length=40)
    subject_id = models.BigIntegerField(_("对象编号"))
    on = models.DateField(_("日子"))
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("提醒谁"), related_name="+", db_index=False)
    text = models.CharField(_("内容"), max_length=300)
    url = models.CharField(_("页面"), max_length=300)
    made_at = models.DateTimeField(_("提醒时间"))
    read_at = models.DateTimeField(_("已读时间"), null=True)
    found_by = models.ForeignKey(
        RuleRun, models.PROTECT, verbose_name=_("规则运行"), related_name="reminders"
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("提醒")
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "journal_type", "subject_id", "on", "user"), name="reminded_once"
            ),
        )
        indexes = (
            models.Index(fields=("user", "-id"), name="reminder_of_user"),
            models.Index(fields=("user",), name="reminder_unread", condition=Q(read_at__isnull=True)),
        )

    def __str__(self) -> str:
        return self.text


class Channel(Journalled):
    """A way out of the house: a mail server, or a robot in a DingTalk or WeCom group; for whom, and whether it is on.

    `address` is host:port of the mail server or the robot's whole address, which holds its token; `account` the mail
    server's user, who is the sender; `secret` its password or the robot's signing key. No units and no roles: everybody.
    """

    class Kind(models.TextChoices):
        """What carries the message."""

        MAIL = "mail", _("电子邮件")
        DINGTALK = "dingtalk", _("钉钉群机器人")
        WECOM = "wecom", _("企业微信群机器人")

    journal_type = "reminders.channel"
    journal_titles = {"tested": _("发送测试"), "retried": _("催发"), "secret": _("密钥或密码")}

    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("名称"), max_length=40, unique=True)
    address = models.CharField(_("地址"), max_length=300)
    account = models.CharField(_("发件邮箱"), max_length=100, blank=True)
    secret = models.CharField(_("密钥或密码"), max_length=200, blank=True)
    units = models.ManyToManyField(Unit, verbose_name=_("单位"), blank=True, related_name="+")
    roles = models.JSONField(_("岗位"), default=list, blank=True)
    is_on = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("提醒渠道")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title

    @property
    def to_each(self) -> bool:
        """Whether a message goes to one person; a robot's goes to its group."""
        return self.kind == self.Kind.MAIL


class Message(models.Model):
    """One digest handed to a channel, or one test of it: to whom, how many lines, and what came of it."""

    channel = models.ForeignKey(Channel, models.PROTECT, verbose_name=_("渠道"), related_name="messages")
    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("收件人"), null=True, related_name="+", db_index=False
    )
    started_at = models.DateTimeField(_("发送时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    lines = models.PositiveSmallIntegerField(_("条数"), default=0)
    fault = models.CharField(_("出错"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("发送记录")
        ordering = ("-pk",)
        indexes = (models.Index(fields=("channel", "started_at"), name="message_rate"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.started_at:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """One reminder that goes out by one channel: it stays in the queue until a message has carried it."""

    channel = models.ForeignKey(
        Channel, models.PROTECT, verbose_name=_("渠道"), related_name="deliveries", db_index=False
    )
    reminder = models.ForeignKey(
        Reminder, models.PROTECT, verbose_name=_("提醒"), related_name="deliveries", db_index=False
    )
    next_at = models.DateTimeField(_("下次发送"))
    tries = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    message = models.ForeignKey(
        Message, models.PROTECT, verbose_name=_("最后一次发送"), null=True, related_name="deliveries"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("待发提醒")
        constraints = (
            models.UniqueConstraint(fields=("reminder", "channel"), name="delivered_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(message__isnull=False), name="sent_by_a_message"
            ),
        )
        indexes = (
            models.Index(
                fields=("channel", "next_at"), name="delivery_queue", condition=Q(sent_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.reminder}"
