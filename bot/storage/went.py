"""Where deliveries went. As long as one is in doubt, that is where it is looked for and said again."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, case, or_, update

from bot.core.situation import Address, Delivery
from bot.storage import tables as t

GONE = "gone"  # instead of a platform: to an account that is no longer theirs, so nobody can look

_d = t.deliveries.c
_is_open = or_(_d.state.in_(("claimed", "uncertain")), _d.doubted_at.is_not(None))
_goes = (
    update(t.deliveries)
    .where(_d.id == bindparam("which"))
    .values(to_platform=bindparam("on"), to_tenant=bindparam("within"), to_external=bindparam("theirs"))
)
_forget = (
    update(t.deliveries)
    .where(
        _d.owner_kind == "person", _d.owner == bindparam("who"), _d.to_platform == bindparam("on"),
        _d.to_tenant == bindparam("within"), _d.to_external == bindparam("theirs"),
    )
    .values(to_platform=case((_is_open, GONE), else_=""), to_tenant="", to_external="")
)  # fmt: skip


def goes(connection: Connection, claimed: Iterable[Delivery]) -> None:
    """Keep where these go; what is in doubt goes where it went."""
    if fresh := [{"which": one.id, **_values(one.address)} for one in claimed if one.doubted_at is None]:
        connection.execute(_goes, fresh)


def forget_where(connection: Connection, person: str, account: Address) -> None:
    """Forget that anything went to an account that is this person's no more; of what is in doubt, that it did."""
    connection.execute(_forget, {"who": person, **_values(account)})


def _values(address: Address) -> dict[str, str]:
    return {"on": address.platform, "within": address.tenant, "theirs": address.external}
