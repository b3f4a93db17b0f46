"""Which pages open the rows of the enterprises room, and who may add papers to them."""

from taizhang.enterprises.models import (
    Chain,
    ChainNode,
    Enterprise,
    EnterpriseRequest,
    TargetFirm,
    Visit,
)
from taizhang.organisation.subjects import Subject

SUBJECTS = (
    Subject(
        EnterpriseRequest.journal_type,
        EnterpriseRequest.objects.visible_to,
        "enterprises:requests-record",
        "enterprises.answer_request",
    ),
    Subject(
        Visit.journal_type,
        Visit.objects.visible_to,
        "enterprises:visits-record",
        "enterprises.record_visit",
    ),
    Subject(Enterprise.journal_type, Enterprise.objects.visible_to, "enterprises:enterprises-record"),
    Subject(Chain.journal_type, Chain.objects.visible_to, "enterprises:chains-record"),
    Subject(ChainNode.journal_type, ChainNode.objects.visible_to, "enterprises:nodes-record"),
    Subject(TargetFirm.journal_type, TargetFirm.objects.visible_to, "enterprises:target-firms-record"),
)
