"""Passwords that the system gives out: made by chance, shown once, easy to read aloud and to type on a phone."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _

# No letters that look like another one or like a digit.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4
GENERATED_ITERATIONS = 20_000


def generate() -> str:
    """A new password of about 79 bits, such as "k7mq-3xzp-9dwe-h4tn"."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _place in range(GROUP_LENGTH)) for _group in range(GROUPS)
    )


def is_generated(password: str) -> bool:
    """Whether a password has the form of those that `generate` makes."""
    groups = password.split("-")
    return len(groups) == GROUPS and all(
        len(group) == GROUP_LENGTH and set(group) <= set(ALPHABET) for group in groups
    )


def hashed(password: str | None) -> str:
    """The stored form. Chance that cannot be guessed needs no slow hash, and Django hashes it anew at the first sign-in."""
    if password is not None and is_generated(password):
        return PBKDF2PasswordHasher().encode(
            password, salt=secrets.token_hex(12), iterations=GENERATED_ITERATIONS
        )
    return make_password(password)


class LongEnough(MinimumLengthValidator):
    """Django's rule with our sentence, since Django's is not translated."""

    def get_error_message(self) -> str:
        """What is wrong, and how long it must be."""
        return _("密码太短，至少要 %d 位。") % self.min_length
