"""News that touches a channel: a notice, which shared items it is about, and a line for students."""

from bot.core.library import News
from bot.core.message import Choice
from bot.core.moment import Moment, choice
from bot.core.plan.content_list import touched_by
from bot.core.plan.document import Item

LONGEST_TITLE = 40  # characters of an item's title in a post


def news_that_touches(moment: Moment) -> tuple[News, tuple[Item, ...]] | None:
    """Return the newest notice that was not posted here and the shared items it makes due, None where none does."""
    told = {post.subject for post in moment.situation.posts if post.kind == "news"}
    items = moment.situation.channel.items.values()
    for one in sorted(moment.library.news.values(), key=lambda one: (one.as_of, one.id), reverse=True):
        touched = tuple(item for item in items if touched_by(item, (one,), moment.today))
        if one.id not in told and touched:
            return one, touched
    return None


def news_lines(news: News, touched: tuple[Item, ...], moment: Moment) -> list[str]:
    """Return what is said: the news itself, what it touches here, and a line for students."""
    title = touched[0].title
    short = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    return [
        moment.say("post.news", title=news.title, day=news.as_of),
        moment.say("post.news_touches", n=len(touched), title=short),
        moment.say("post.news_students", line=news.students),
    ]


def news_choices(moment: Moment) -> tuple[Choice, ...]:
    """Return what a reader can do about it."""
    return (choice(moment.say("post.news_look"), "channel", "content", action="due"),)
