"""Which pages open the rows of the construction ledger, and who may add photos and papers to them."""

from taizhang.construction.models import ChecklistItem, DailyLedger, Inspection, Problem, Site, StopWorkOrder
from taizhang.organisation.subjects import Subject

SUBJECTS = (
    Subject(
        Site.journal_type, Site.objects.visible_to, "construction:sites-record", "construction.change_site"
    ),
    Subject(
        Inspection.journal_type,
        Inspection.objects.visible_to,
        "construction:inspections-record",
        "construction.record_inspection",
    ),
    Subject(
        Problem.journal_type,
        Problem.objects.visible_to,
        "construction:problems-record",
        "construction.submit_problem",
    ),
    Subject(
        StopWorkOrder.journal_type,
        StopWorkOrder.objects.visible_to,
        "construction:stop-work-orders-record",
        "construction.draft_order",
    ),
    Subject(DailyLedger.journal_type, DailyLedger.objects.visible_to, "construction:daily-record"),
    Subject(
        ChecklistItem.journal_type, lambda user: ChecklistItem.objects.all(), "construction:checklist-record"
    ),
)
