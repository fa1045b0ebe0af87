"""Holds every request against Discord's own OpenAPI description, where BOFFIN_SPECS names its folder."""

from typing import Any


class Contract:
    """Finds what in a request breaks the official description."""

    def __init__(self) -> None:
        self.breaches: list[str] = []

    def check(self, route: str, path: dict[str, str], query: dict[str, str], body: Any) -> None:
        """Note what is wrong with a request."""
