"""The room as a Django application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "taizhang.supervision"
    label = "supervision"

    def ready(self) -> None:
        """Publish this room's figures, lists, pages, cards and reminders: the catalogue stands below and cannot name them."""
        from taizhang.catalogue import CATALOGUE
        from taizhang.figures import spoken
        from taizhang.organisation import subjects
        from taizhang.reminders import rules
        from taizhang.supervision.desk_cards import CARDS
        from taizhang.supervision.indicators import INDICATORS
        from taizhang.supervision.registers import PAGES, REGISTERS
        from taizhang.supervision.reminders import REMINDERS
        from taizhang.supervision.slots import SLOTS
        from taizhang.supervision.spoken import SPOKEN
        from taizhang.supervision.subjects import SUBJECTS
        from taizhang.supervision.waiting import WAITING
        from taizhang.web import desk_cards, record_slots, waiting
        from taizhang.workbooks import registers

        CATALOGUE.extend(INDICATORS)
        spoken.publish(SPOKEN)
        registers.extend(REGISTERS)
        registers.publish_pages("supervision", PAGES)
        subjects.publish(SUBJECTS)
        waiting.publish(WAITING)
        record_slots.publish(SLOTS)
        desk_cards.publish(CARDS)
        rules.publish(REMINDERS)
