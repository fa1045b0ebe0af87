"""The door of this room: a configured model, or nothing at all."""

from bot.core.errors import CannotStart
from bot.core.ports import Phrasing
from bot.settings import PhrasingSettings


def open_phrasing(settings: PhrasingSettings | None) -> Phrasing | None:
    """Return what may rephrase answers, None where nothing is configured; its library is not loaded then."""
    if settings is None:
        return None
    try:
        from bot.phrasing.ahead import Ahead
        from bot.phrasing.model import Model
    except ImportError:
        raise CannotStart(
            "BOFFIN_LLM_URL is set, but aiohttp is not installed. Nothing was started. Install it, or leave the "
            "setting empty: pip install 'boffin-bot[slack]'"
        ) from None
    return Ahead(Model(settings))
