"""The endings that are no answer: up to three choices, not covered, out of scope."""

from dataclasses import replace

from bot.core.answers.local import stop_lines, tools_in
from bot.core.answers.passage import best_passage, passage_choice
from bot.core.answers.topic import Topic, topics
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice
from bot.core.situation import Outcome, Ranking, Thread

MOST = 3  # choices, where it is not clear what is meant
FIRST = (9, 4, 6)  # where nothing is near: what people ask most


def choices_ending(question: str, ranking: Ranking, moment: Moment) -> Outcome:
    """Ask which of up to three is meant; in public only what is no one's own plan can be taken."""
    offers = tuple(_topic_choice(topic, ranking, moment) for topic in topics(ranking)[:MOST])
    stops = stop_lines(tools_in(question, moment), moment)
    ended = _ended(moment, *stops, moment.say("answer.which"), choices=offers)
    return replace(ended, thread=_unanswered(question, moment))


def not_covered(question: str, ranking: Ranking, moment: Moment) -> Outcome:
    """Say that guidance is silent, who may know, and offer to let the editor have the question without a name."""
    near = tuple(topic.point for topic in topics(ranking)[:2]) or FIRST[:2]
    send = choice(moment.say("answer.send"), "pass-on", why="not-covered")
    offers = titles(near, moment) if moment.public else (send, *ask_the_channel(moment), *titles(near, moment))
    asks = "" if moment.public else moment.say("answer.send_line")
    ended = _ended(moment, moment.say("answer.not_covered"), who_knows(moment), asks, choices=offers)
    return replace(ended, thread=_unanswered(question, moment))


def ask_the_channel(moment: Moment) -> tuple[Choice, ...]:
    """Return the choice that has a channel asked without a name, where its keeper lets such questions be posted."""
    place, posts = moment.situation.place, moment.situation.channel.posts
    if place is None or not (posts.on and posts.asked and moment.may_post):
        return ()
    return (choice(moment.say("asked.in_place", place=place.name[:40]), "channel", "put"),)


def out_of_scope(moment: Moment) -> Outcome:
    """Say that this is none of what Boffin is for."""
    return _ended(moment, moment.say("answer.out_of_scope"), choices=titles(FIRST, moment))


def no_such_point(moment: Moment) -> Outcome:
    """Ask which of the points is meant."""
    return _ended(moment, moment.say("answer.no_such_point"), choices=titles(tuple(moment.library.guidance), moment))


def who_knows(moment: Moment) -> str:
    """Return the line that names who may know: the keeper here, a keeper of one's channels, else a colleague's role."""
    situation = moment.situation
    here = (situation.channel,) if situation.place else tuple(channel for _, channel in situation.channels)
    names = list(dict.fromkeys(name for channel in here for name in channel.keepers))[:2]
    return (
        moment.say("answer.keeper_knows", names=names, n=len(names)) if names else moment.say("answer.somebody_knows")
    )


def titles(points: tuple[int, ...], moment: Moment) -> tuple[Choice, ...]:
    """Return choices that open these points."""
    guidance = moment.library.guidance
    return tuple(choice(guidance[n].title, "read", point=str(n)) for n in points if n in guidance)


def _unanswered(question: str, moment: Moment) -> Thread:
    """Return what is remembered of a question that has no answer yet: itself alone, and no longer than any other."""
    return Thread(question, 0, "", moment.now)


def _topic_choice(topic: Topic, ranking: Ranking, moment: Moment) -> Choice:
    if topic.intent and not moment.public:
        return choice(moment.words.family("intent", topic.intent), "read", point=str(topic.point), intent=topic.intent)
    pair = best_passage(topic.point, ranking, moment)
    return passage_choice(*pair) if pair else titles((topic.point,), moment)[0]


def _ended(moment: Moment, *lines: str, choices: tuple[Choice, ...] = ()) -> Outcome:
    audience = Audience.PLACE if moment.public else Audience.ONLY_YOU
    return Outcome(messages=(Message(tuple(line for line in lines if line), choices, audience=audience),))
