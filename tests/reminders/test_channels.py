"""Out of the house: digests, twenty a minute, signatures, tries again, and nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client

from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.journal.models import Event
from taizhang.organisation.models import User
from taizhang.reminders import network, robots
from taizhang.reminders.actions import channels, daily, deliveries
from taizhang.reminders.models import Channel, Delivery, Message, Reminder
from tests import factories
from tests.reminders.makers import DAY, Robot, channel, due, rule

Publish = Callable[..., None]
SECRET = "SECdemo0123456789"


def person(role: str = "town_clerk", **fields: object) -> User:
    return factories.person(role, email=f"{role}-{User.objects.count()}@example.cn", **fields)


def remind(publish: Publish, *dues: object) -> None:
    publish(rule(lambda day: list(dues)))
    daily.remind(day=DAY)


def test_dingtalk_is_signed_as_its_platform_asks() -> None:
    """The vector was made with `openssl dgst -sha256 -hmac`."""
    assert robots.dingtalk_signature(SECRET, 1577808000000) == "40cZ1HejG+xamay5uz8ijoaYnw/IOP5da0yHZUts8UU="
    address = robots.dingtalk_address(
        "https://oapi.example.cn/robot/send?access_token=t", SECRET, 1577808000000
    )
    assert address.endswith(
        "?access_token=t&timestamp=1577808000000&sign=40cZ1HejG%2Bxamay5uz8ijoaYnw%2FIOP5da0yHZUts8UU%3D"
    )
    assert robots.dingtalk_address("https://oapi.example.cn/", "", 1) == "https://oapi.example.cn/"


def test_many_reminders_become_one_message_to_a_group(publish: Publish, robot: Robot) -> None:
    channel(secret=SECRET)
    one, two = person(), person()
    with time_machine.travel("2020-01-01 00:00+08:00", tick=False):
        remind(publish, due(1, one, two), due(2, one), due(3, two))
        assert deliveries.deliver() == 1
        assert deliveries.deliver() == 0
    (url, payload), *more = robot.said
    assert not more
    assert parse_qs(urlsplit(url).query)["timestamp"] == ["1577808000000"]
    text = payload["markdown"]["text"]
    assert payload["markdown"]["title"] == "上街区台账：3 条提醒"
    assert text.splitlines() == [
        "### 上街区台账：3 条提醒",
        "- 示例线索1快到期",
        "- 示例线索2快到期",
        "- 示例线索3快到期",
    ]
    assert Delivery.objects.filter(sent_at__isnull=False).count() == 4


def test_a_line_holds_title_and_link_and_cannot_break_the_markdown(
    publish: Publish, robot: Robot, settings: object
) -> None:
    settings.SITE_URL = "https://taizhang.example.cn"  # type: ignore[attr-defined]
    channel("wecom")
    remind(publish, due(1, person(), text="示例[项目](http://x)\n# 标题"))
    deliveries.deliver()
    assert robot.said[0][1] == {
        "msgtype": "markdown",
        "markdown": {
            "content": "### 上街区台账：1 条提醒\n"
            "- [示例\\[项目\\](http://x) \\# 标题](https://taizhang.example.cn/figures/?row=1)"
        },
    }


def test_what_does_not_fit_waits_for_the_next_message(publish: Publish, robot: Robot) -> None:
    channel("wecom")
    clerk = person()
    remind(publish, *(due(number, clerk, text=f"{number:03d}" + "长" * 200) for number in range(30)))
    assert deliveries.deliver() > 1
    texts = [payload["markdown"]["content"] for _url, payload in robot.said]
    assert all(len(text.encode()) <= 4096 for text in texts)
    told = [line[2:5] for text in texts for line in text.splitlines()[1:]]
    assert told == [f"{number:03d}" for number in range(30)]


def test_twenty_a_minute_and_the_rest_is_digested_later(publish: Publish, robot: Robot) -> None:
    row = channel()
    clerk = person()
    with time_machine.travel("2026-11-20 08:00+08:00", tick=False) as traveller:
        for number in range(25):
            remind(publish, due(number, clerk))
            deliveries.deliver()
        assert len(robot.said) == robots.A_MINUTE
        assert Delivery.objects.filter(sent_at__isnull=True).count() == 5
        traveller.shift(59)
        assert deliveries.deliver() == 0
        traveller.shift(1)
        assert deliveries.deliver() == 1
    assert robot.said[-1][1]["markdown"]["title"].endswith("5 条提醒")
    assert Message.objects.filter(channel=row).count() == 21
    assert not Delivery.objects.filter(sent_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"errcode": 310000, "errmsg": "sign not match"}, "机器人不收：310000 sign not match"),
        (network.Unreachable("HTTP 502"), "连不上机器人：HTTP 502"),
        ({}, "机器人不收"),
    ],
)
def test_a_failed_message_is_shown_and_tried_again_ever_later(
    publish: Publish, robot: Robot, answer: object, sentence: str
) -> None:
    channel()
    robot.answer = answer  # type: ignore[assignment]
    with time_machine.travel("2026-11-20 08:00+08:00", tick=False) as traveller:
        remind(publish, due(1, person()))
        assert deliveries.deliver() == 0
        assert deliveries.deliver() == 0 and len(robot.said) == 1
        for minutes in (1, 2, 4):
            traveller.shift(timedelta(minutes=minutes))
            deliveries.deliver()
        assert len(robot.said) == 4
        client = Client()
        client.force_login(factories.person("administrator"))
        page = client.get("/reminders/messages/?state=fault").content.decode()
        assert sentence in page and "t0ken" not in page
        robot.answer = {"errcode": 0}
        traveller.shift(timedelta(minutes=8))
        assert deliveries.deliver() == 1
    assert Delivery.objects.get().sent_at is not None


def test_the_wait_grows_to_six_hours_and_never_ends() -> None:
    minutes = [deliveries.wait_after(tries).total_seconds() / 60 for tries in (1, 2, 9, 10, 40000)]
    assert minutes == [1, 2, 256, 360, 360]


def test_a_message_whose_worker_died_is_sent_again(
    publish: Publish, robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel()

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with time_machine.travel("2026-11-20 08:00+08:00", tick=False) as traveller:
        remind(publish, due(1, person()))
        with monkeypatch.context() as patch:
            patch.setattr(deliveries.sending, "send", killed)
            with pytest.raises(KeyboardInterrupt):
                deliveries.deliver()
        assert deliveries.deliver() == 0
        traveller.shift(deliveries.LEASE)
        assert deliveries.deliver() == 1


def test_each_person_gets_one_mail_with_ones_own_reminders_only(publish: Publish) -> None:
    channel("mail")
    one, two, unaddressed = person(), person(), factories.person("leader")
    remind(publish, due(1, one), due(2, one), due(3, two), due(4, unaddressed))
    assert deliveries.deliver() == 2
    first, second = mail.outbox
    assert (first.to, second.to) == ([one.email], [two.email])
    assert first.from_email == "taizhang@example.cn" and first.subject == "上街区台账：2 条提醒"
    assert first.body == "1. 示例线索1快到期\n2. 示例线索2快到期"
    assert "示例线索3" in second.body


def test_one_mailbox_that_refuses_holds_nobody_else_up(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel("mail")
    one, two = person(), person()
    whole = locmem.EmailBackend.send_messages

    def send(backend: locmem.EmailBackend, messages: list[mail.EmailMessage]) -> int:
        if messages[0].to == [one.email]:
            raise ConnectionRefusedError
        return whole(backend, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send)
    remind(publish, due(1, one), due(2, two))
    assert deliveries.deliver() == 1
    assert mail.outbox[0].to == [two.email]
    assert "ConnectionRefusedError" in Message.objects.exclude(fault="").get().fault


def test_an_address_taken_away_meanwhile_loses_nothing(publish: Publish) -> None:
    channel("mail")
    clerk = person()
    remind(publish, due(1, clerk))
    User.objects.filter(pk=clerk.pk).update(email="")
    assert deliveries.deliver() == 0
    assert Delivery.objects.get().sent_at is None and "没有邮箱" in Message.objects.get().fault


def test_a_channel_carries_what_concerns_its_units_and_posts(publish: Publish, robot: Robot) -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("示例街道")
    team = factories.unit("示例站所", kind="team", parent=town)
    below, elsewhere = factories.person("town_clerk", team), factories.person("town_clerk", other)
    leader = factories.person("leader", town)
    channel(roles=["town_clerk"]).units.set([town])
    channel("wecom", is_on=False)
    remind(publish, due(1, below), due(2, elsewhere), due(3, leader))
    assert list(Delivery.objects.values_list("reminder__user_id", flat=True)) == [below.pk]
    assert Reminder.objects.count() == 3


def test_a_channel_turned_off_keeps_what_waits(publish: Publish, robot: Robot) -> None:
    row, admin = channel(), factories.person("administrator")
    remind(publish, due(1, person()))
    channels.change_channel(by=admin, channel=row, values={"is_on": False})
    assert deliveries.deliver() == 0
    with pytest.raises(Conflict, match="停用"):
        deliveries.retry(channel=row, by=admin)
    channels.change_channel(by=admin, channel=row, values={"is_on": True})
    assert deliveries.deliver() == 1


def test_the_administrator_lets_what_failed_go_at_once(publish: Publish, robot: Robot) -> None:
    row, admin = channel(), factories.person("administrator")
    robot.answer = network.Unreachable("TimeoutError")
    remind(publish, due(1, person()))
    deliveries.deliver()
    robot.answer = {"errcode": 0}
    client = Client()
    client.force_login(admin)
    assert client.post(f"/reminders/channels/{row.pk}/retry/").status_code == 302
    assert deliveries.deliver() == 1


def given(**changes: object) -> dict[str, object]:
    return {
        "kind": "dingtalk", "title": "督查室群", "address": "https://oapi.example.cn/robot/send?access_token=t0ken",
        "account": "", "secret": SECRET, "is_on": "on", **changes,
    }  # fmt: skip


def test_a_channel_is_set_up_on_its_page_and_its_secret_never_comes_out() -> None:
    admin = factories.person("administrator")
    client = Client()
    client.force_login(admin)
    assert client.post("/reminders/channels/add/", given(roles=["leader"])).status_code == 302
    row = Channel.objects.get()
    assert row.secret == SECRET and row.roles == ["leader"]
    for path in ("", f"{row.pk}/edit/"):
        assert SECRET not in client.get(f"/reminders/channels/{path}").content.decode()
    changed = given(title="区督查室群", secret="")
    assert client.post(f"/reminders/channels/{row.pk}/edit/", changed).status_code == 302
    row.refresh_from_db()
    assert row.title == "区督查室群" and row.secret == SECRET and row.roles == []
    client.post(f"/reminders/channels/{row.pk}/edit/", {**changed, "secret": "SECother"})
    kept = "".join(Event.objects.values_list("detail_text", flat=True))
    assert SECRET not in kept and "SECother" not in kept and "t0ken" not in kept
    assert [event.kind for event in row.history] == ["created", "changed", "changed"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"address": "file:///etc/passwd"}, "机器人地址"),
        ({"kind": "mail", "address": "smtp.example.cn"}, "主机:端口"),
        ({"kind": "mail", "address": "smtp.example.cn:465", "account": "nobody"}, "请填发件邮箱"),
        ({"title": "示例wecom"}, "已有渠道叫"),
    ],
)
def test_a_channel_that_cannot_work_is_refused_at_its_field(
    changes: dict[str, object], sentence: str
) -> None:
    channel("wecom")
    client = Client()
    client.force_login(factories.person("administrator"))
    answer = client.post("/reminders/channels/add/", given(**changes))
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert Channel.objects.count() == 1


def test_a_test_is_sent_and_a_fault_is_said(robot: Robot) -> None:
    row, admin = channel(), factories.person("administrator")
    deliveries.send_test(channel=row, by=admin)
    assert "这是一条测试" in robot.said[0][1]["markdown"]["text"]
    robot.answer = {"errcode": 300001, "errmsg": "token is not exist"}
    with pytest.raises(Refused, match="300001 token is not exist"):
        deliveries.send_test(channel=row, by=admin)
    assert Message.objects.exclude(fault="").count() == 1
    with pytest.raises(NotPermitted):
        deliveries.send_test(channel=row, by=person())
    with pytest.raises(Refused, match="您自己还没有邮箱"):
        deliveries.send_test(channel=channel("mail"), by=admin)
