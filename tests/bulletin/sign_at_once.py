"""What test_signing_at_once runs in processes of their own: `prepare` makes two reviewed issues, `sign PK AT` signs one."""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from taizhang.bulletin import actions  # noqa: E402
from taizhang.bulletin.models import Issue  # noqa: E402
from taizhang.organisation.district import business_today  # noqa: E402
from taizhang.organisation.models import User  # noqa: E402
from tests import factories  # noqa: E402

LAST = 47


def prepare() -> None:
    """A district whose issues had come to number 47, and two more that wait for their signing; prints their ids."""
    call_command("migrate", interactive=False, verbosity=0)
    factories.district(bulletin_name="示例信息")
    bureau = factories.unit("住建局", kind="bureau")
    people = {role: factories.person(role, bureau) for role in ("reporter", "unit_signer")}
    office = {role: factories.person(role) for role in ("editor", "office_chief", "issuer")}
    actions.set_run(year=business_today().year, last_number=LAST, by=office["office_chief"])
    for title in ("示例·甲", "示例·乙"):
        item = actions.write_item(unit=bureau, title=title, body="没有数字的正文。", by=people["reporter"])
        actions.sign_off_item(item=item, by=people["unit_signer"])
        actions.submit_item(item=item, by=people["reporter"])
        actions.receive_item(item=item, by=office["editor"])
        issue = actions.open_issue(
            masthead="示例信息", publisher="示例办公室", cut_off=business_today(), by=office["editor"]
        )
        actions.place_item(issue=issue, item=item, by=office["editor"])
        actions.send_to_first_review(issue=issue, by=office["editor"])
        actions.pass_first_review(issue=issue, by=office["editor"])
        actions.pass_second_review(issue=issue, by=office["office_chief"])
        print(issue.pk)


def sign(pk: int, at: float) -> None:
    """Sign an issue at an instant (seconds of the epoch), at which another process signs the other; prints its number."""
    issuer = User.objects.get(posts__role="issuer")
    issue = Issue.objects.get(pk=pk)
    time.sleep(max(0.0, at - time.time()))
    print(actions.sign_issue(issue=issue, by=issuer).number)


if __name__ == "__main__":
    prepare() if sys.argv[1] == "prepare" else sign(int(sys.argv[2]), float(sys.argv[3]))
