"""One line about a bug of ours at the edges of this room: its kind and a reference, never what it quotes."""

import logging
import secrets


def log_mistake(log: logging.Logger, mistake: BaseException, **more: str) -> str:
    """Write the line and return its reference."""
    reference = secrets.token_hex(4)
    log.error("our mistake", extra={"reference": reference, "error": type(mistake).__name__, **more})
    return reference
