"""What is said for each kind of delivery: one pure function a kind gives what is said, or why it is not."""

from collections.abc import Callable, Mapping

from bot.core.commands.card import weekly_card
from bot.core.commands.down import drill_asked
from bot.core.commands.leaving import deletion
from bot.core.commands.offers import told as told_of_offers
from bot.core.commands.removing import told as told_of_removing
from bot.core.commands.term import on_its_day
from bot.core.moment import Moment
from bot.core.nudges.notice import did_it_appear, paused
from bot.core.nudges.posts import channel_post
from bot.core.nudges.reminder import reminder
from bot.core.situation import Delivery, Outcome, Skip

COMPOSED: Mapping[str, Callable[[Moment, Delivery], Outcome | Skip]] = {
    "card": lambda moment, delivery: weekly_card(moment),
    "post": lambda moment, delivery: channel_post(moment),
    "reminder": reminder,
    "term": on_its_day,
    "drill": drill_asked,
    "paused": paused,
    "unsure": did_it_appear,
    "offered": told_of_offers,
    "removed": told_of_removing,
    "leaving": deletion,
}
