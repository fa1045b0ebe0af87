"""The one check of who may do what, over every role, standing, right and owner."""

from itertools import product

import pytest

from bot.core.people import Actor, Owner, Permit, Person, Role, Standing, authorise

OWNERS = {
    "nobody's": None,
    "own": Owner("person", "ana"),
    "other": Owner("person", "ben"),
    "place": Owner("place", "x"),
}
CASES = list(product(Role, Standing, (False, True), (False, True), (False, True), (False, True), OWNERS))


def expected(
    role: Role, standing: Standing, guests: bool, member: bool, keeper: bool, admin: bool, owner: str
) -> Permit:
    """Return what the table of rights says, written a second time and in another order."""
    if standing in (Standing.EXTERNAL, Standing.REMOVED, Standing.UNKNOWN):
        return Permit.OUTSIDER
    if standing is Standing.GUEST and not guests:
        return Permit.GUEST
    if owner == "other":
        return Permit.NOT_YOURS
    may = {Role.PERSON: True, Role.MEMBER: member or keeper, Role.KEEPER: keeper, Role.ADMIN: admin}
    no = {Role.MEMBER: Permit.MEMBERS_ONLY, Role.KEEPER: Permit.KEEPER_ONLY, Role.ADMIN: Permit.ADMINS_ONLY}
    return Permit.YES if may[role] else no[role]


def test_every_combination_of_rights_gives_what_the_table_says():
    assert len(CASES) == 4 * 5 * 2**4 * 4
    for role, standing, guests, member, keeper, admin, owner in CASES:
        person = Person("ana", "Ana", standing, is_admin=admin)
        actor = Actor(person, is_member=member, is_keeper=keeper, guests_allowed=guests)
        answer = authorise(actor, role, OWNERS[owner])
        assert answer is expected(role, standing, guests, member, keeper, admin, owner), (role, actor, owner)


@pytest.mark.parametrize("role", Role)
def test_rights_that_were_not_read_mean_no(role: Role):
    assert authorise(Actor(Person("ana", "Ana", is_admin=True), True, True, True), role) is Permit.OUTSIDER


@pytest.mark.parametrize("permit", [permit for permit in Permit if permit is not Permit.YES])
def test_every_no_has_a_sentence(permit: Permit, words):  # type: ignore[no-untyped-def]
    assert words.family("permit", permit.value, names=["Kim"])
