"""Who may not review a measure: whoever patrolled that night, recorded the breach or served the paper."""

from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Refused
from taizhang.night_market.models import CheckIn, Measure
from taizhang.organisation.models import User


def was_involved(measure: Measure, user: User) -> bool:
    """Whether the person recorded a breach of the measure, served it, or was on the patrol that met it."""
    if measure.breaches.filter(recorded_by=user).exists() or measure.officers.filter(user=user).exists():
        return True
    patrols = measure.breaches.exclude(patrol=None).values("patrol")
    return CheckIn.objects.filter(patrol__in=patrols, officer__user=user).exists()


def refuse_the_involved(measure: Measure, by: User) -> None:
    """Raise Refused for a reviewer who was there."""
    if was_involved(measure, by):
        raise Refused(_("复核人不能是当晚巡查、登记违规或送达处置的人。请换一位复核人。"))
