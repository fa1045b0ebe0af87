"""What can go wrong for a person or between parts. Everything a person can mend names its wording."""


class BoffinError(Exception):
    """The base of everything Boffin raises on purpose."""


class Stale(BoffinError):
    """A document changed between load and keep; load and decide again."""


class Repeated(BoffinError):
    """This was kept before; there is nothing left to do."""


class CannotKeep(BoffinError):
    """The disk is full, or may not be written: nothing of this was kept. `reason` is for the log, without content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotDelivered(BoffinError):
    """A message certainly did not reach its platform. `reason` is for the ledger, without content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Later(NotDelivered):
    """It was certainly not said, and may be said later: in `seconds`, where the platform names them."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Unreached(NotDelivered):
    """There is nobody to say it to: the channel or the person is gone, or lets nothing through."""


class Closed(Unreached):
    """The person lets no private message through: as good as a *stop*."""

    def __init__(self) -> None:
        super().__init__("closed")


class CannotStart(BoffinError):
    """The bot cannot run; the text tells the operator what happened, what is safe and what to do."""


class Unreachable(CannotStart):
    """A part is away for now, such as a platform behind a broken network: worth trying again."""


class StandsBy(Unreachable):
    """Another replica does this already; worth trying again, as it may be gone."""
