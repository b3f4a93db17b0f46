"""The only writers of the construction ledger, by subject."""

from taizhang.construction import access  # noqa: F401  declares the permissions
from taizhang.construction.actions.daily import close_day
from taizhang.construction.actions.imports import (
    import_inspections,
    import_orders,
    import_problems,
    import_sites,
)
from taizhang.construction.actions.inspections import change_inspection, record_inspection
from taizhang.construction.actions.orders import (
    approve_order,
    change_order,
    draft_order,
    keep_stopped,
    lift_order,
    request_resume,
    return_order,
    serve_order,
    undo_lift_order,
)
from taizhang.construction.actions.problems import (
    change_problem,
    close_problem,
    extend_problem,
    merge_problems,
    notify_problem,
    record_problem,
    reject_problem,
    submit_problem,
    undo_close_problem,
    undo_void_problem,
    void_problem,
)
from taizhang.construction.actions.sites import change_checklist_item, change_site, register_site, retire_site

__all__ = [
    "approve_order",
    "change_checklist_item",
    "change_inspection",
    "change_order",
    "change_problem",
    "change_site",
    "close_day",
    "close_problem",
    "draft_order",
    "extend_problem",
    "import_inspections",
    "import_orders",
    "import_problems",
    "import_sites",
    "keep_stopped",
    "lift_order",
    "merge_problems",
    "notify_problem",
    "record_inspection",
    "record_problem",
    "register_site",
    "reject_problem",
    "request_resume",
    "retire_site",
    "return_order",
    "serve_order",
    "submit_problem",
    "undo_close_problem",
    "undo_lift_order",
    "undo_void_problem",
    "void_problem",
]
