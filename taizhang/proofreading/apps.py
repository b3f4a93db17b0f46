"""The room as a Django application."""

from django.apps import AppConfig


class ProofreadingConfig(AppConfig):
    name = "taizhang.proofreading"
    label = "proofreading"

    def ready(self) -> None:
        """Tell the rooms below which lists this room has and which pages open its rows."""
        import taizhang.catalogue  # noqa: F401  publishes the ledgers' registers first
        from taizhang.organisation import subjects
        from taizhang.proofreading.registers import PAGES, REGISTERS
        from taizhang.proofreading.subjects import SUBJECTS
        from taizhang.workbooks import registers

        registers.extend(REGISTERS)
        registers.publish_pages("proofreading", PAGES)
        subjects.publish(SUBJECTS)
