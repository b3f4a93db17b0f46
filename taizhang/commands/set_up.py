"""`init` and `demo`: from nothing to a district that people can sign in to."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from taizhang.bulletin.actions import write_starting_rules
from taizhang.demo.load import load
from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.organisation import founding
from taizhang.organisation.models import District, Unit, User

SIGN_INS = "demo-sign-ins.txt"


def migrate() -> None:
    """Bring the database to this version."""
    call_command("migrate", interactive=False, verbosity=0)


def _district_from(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise Refused(f"“{path}”读不了：{error}。") from error
    content = content if isinstance(content, dict) else {}
    of_district = content.get("district", {})
    content |= of_district if isinstance(of_district, dict) else {"name": of_district}
    missing = [key for key in ("name", "units") if not content.get(key)]
    if missing:
        raise Refused(
            f"“{path}”里缺少 {'、'.join(missing)}：要有区县名称 name 和单位 units。样例见 docs/operations。"
        )
    return content


def _district_from_prompt() -> dict[str, Any]:
    if not sys.stdin.isatty():
        raise Refused("请用 --units 给出单位文件，或在终端里运行后按提示填写。")
    content: dict[str, Any] = {
        "code": input("行政区划代码（6 位）："),
        "name": input("区县名称："),
        "units": [],
    }
    print("逐个填单位全称；空行结束。")
    while name := input("单位：").strip():
        content["units"].append(name)
    return content


def _unit(entry: Any, number: int) -> dict[str, Any]:
    """One unit of the file: a name, or a mapping with name, short_name, kind, code, aliases, parent."""
    given = {"name": entry} if isinstance(entry, str) else dict(entry)
    if not given.get("name"):
        raise Refused(f"第 {number} 个单位没有 name。")
    name = str(given["name"]).strip()
    kinds = {"镇办": "town", "区直单位": "bureau", "内设机构": "team"}
    kind = kinds.get(
        given.get("kind", ""),
        given.get("kind") or ("town" if name.endswith(("镇", "乡", "街道", "街道办事处")) else "bureau"),
    )
    if kind not in {"town", "bureau", "team"}:
        raise Refused(f"单位“{name}”的 kind 应是 town、bureau 或 team。")
    return {
        "code": given.get("code") or f"unit-{number}",
        "name": name,
        "short_name": given.get("short_name") or name,
        "kind": kind,
        "aliases": list(given.get("aliases") or ()),
        "parent": given.get("parent"),
    }


def init(arguments: argparse.Namespace) -> int:
    """Found the district; prints the administrator's generated password once."""
    migrate()
    if District.objects.exists():
        raise Refused(f"{settings.DATA_DIR} 里已有一个区县，没有改动。")
    content = _district_from(arguments.units) if arguments.units else _district_from_prompt()
    password = founding.generate_password()
    with transaction.atomic():
        founding.found_district(
            code=str(content.get("code") or "000000"),
            name=str(content["name"]),
            bulletin_name=str(
                content.get("bulletin_name")
                or f"{str(content['name']).removesuffix('区').removesuffix('县')}信息"
            ),
            units=[_unit(entry, number) for number, entry in enumerate(content["units"], start=1)],
        )
        founding.employ(
            username="admin",
            full_name="系统管理员",
            unit=Unit.objects.order_by("id")[0],
            role="administrator",
            title="系统管理员",
            since=clock.today(),
            password=password,
            must_change=True,
        )
        write_starting_rules(by=None)
    print(f"{content['name']}已建好，{len(content['units'])} 个单位。")
    print(f"管理员：admin　密码：{password}（只显示这一次，请登录后修改）")
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Load the demo district into an empty database; the sign-ins are printed and kept in the data folder."""
    migrate()
    if District.objects.exists():
        raise Refused(f"{settings.DATA_DIR} 里已有一个区县；演示只装进空的数据夹。")
    cast = load(tell=lambda name: print(f"正在装入：{name}", file=sys.stderr))
    path = Path(settings.DATA_DIR) / SIGN_INS
    lines = [f"{username:<20} {password}" for username, password in cast.passwords.items()]
    posts = {user.username: user for user in User.objects.all()}
    text = "\n".join(
        f"{line}  {posts[username].current_posts[0]}"
        for line, username in zip(lines, cast.passwords, strict=True)
    )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    print(f"演示区县已装好，停在 2020-06-19。每个岗位一个登录（也在 {path}）：\n{text}")
    return 0
