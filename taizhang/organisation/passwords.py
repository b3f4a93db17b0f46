"""Passwords that the system gives out: made by chance, shown once, easy to read aloud and to type on a phone."""

import secrets

# No letters that look like another one or like a digit.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4


def generate() -> str:
    """A new password of about 79 bits, such as "k7mq-3xzp-9dwe-h4tn"."""
    return "-".join("".join(secrets.choice(ALPHABET) for _place in range(GROUP_LENGTH)) for _group in range(GROUPS))
