"""What is done with consent: film taken into custody, opened, consent signed and withdrawn."""

from consent.actions.custody import (
    add_appearance,
    end_access,
    open_access,
    remove_appearance,
    take_custody,
)

__all__ = ["add_appearance", "end_access", "open_access", "remove_appearance", "take_custody"]
