"""The one class of errors that a user sees as a sentence; the shell maps each to an exit code."""


class DiabanError(Exception):
    """Something the user can mend; its text is a Vietnamese sentence."""

    exit_code = 1


class UsageError(DiabanError):
    """The command was asked for something that cannot be."""

    exit_code = 2


class PublishingError(DiabanError):
    """The site could not be written or switched in."""

    exit_code = 3
