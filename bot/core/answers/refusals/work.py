"""What is plainly told of work: a learned vote alone does not take it for danger.

The finder's vote knows "a student", "her" and "posted" from those who told of danger, and gives the same sentences
about slides up to 0.75. A list of words of distress does not help: "she left us hugs and a list of who gets what" has
none of them. So it is the other way round: each word must be an ordinary one of teaching and posting, and one of them
a thing of work. What holds any other word is left to the vote; words that a farewell may use are not in the list.
"""

import re

from bot.core.answers.refusals.given_name import GIVEN, marked
from bot.core.answers.refusals.late import Late

_FUNCTION = """
a about after again also an and any are as at back because been before being between but by can could did didn't do
does doesn't don't during for from had has hasn't have he he's her hers him his how i i'd i'll i'm i've if in into is
isn't it it's its just me may might mine more most my near new next now of off often old on one only or other our ours
out own per please she she's should so some somebody someone still than that that's the their them then there these
they they're this those to too two three under up us very was we we're were what when where which while who whose why
will with would yet you your always already earlier early every late later never once sometimes soon today twice
yesterday morning afternoon evening midnight night monday tuesday wednesday thursday friday saturday sunday week
weekend weeks month months term year years
"""
_PEOPLE = """
student students trainee trainees learner learners resident residents registrar registrars consultant consultants
colleague colleagues nurse nurses doctor doctors tutor tutors teacher teachers lecturer lecturers professor friend
friends team department office librarian audience followers reps rep f1 fy1
"""
_THINGS = """
account accounts anki app apps blog blogs bluesky caption captions card cards cartoon cartoons channel channels chat
class clip clips comment comments course courses deck desk discord e-mail email episode facebook feed file files
folder forum group groups handout hashtag hashtags image images insta instagram item items kahoot laptop lecture
lectures lesson link linkedin links list lists mastodon meme memes mentimeter module moodle newsletter notes padlet
page pages paper phone photo photos picture pictures plan platform platforms podcast podcasts poll polls portfolio
poster profile question questions quiz quizzes recording recordings reddit reel reels selfie seminar session sessions
site slack slide slides snapchat story teams telegram template templates thread threads tiktok tool tools tutorial
tweet tweets twitter video videos vimeo webinar website whatsapp whiteboard wiki youtube zoom post posts posted
posting tweeted
"""
_DONE = """
add added adds answer answered answers ask asked asks brought change changed check checked closed comes copied copy
created deleted discussed draws drew edited explained finds followed forgot forwarded found gave get gets gives got
handed hands helped invited joined joins joke jokes keep keeps kept liked likes linked lost made make makes moved
moves muted need needs number opened owns pinned presented printed put puts read reads recorded removed renamed reply
replied replies runs saved sent set share shared shares show showed shows started starts takes tagged taught teach
teaches teaching tested tried typed unfollowed updated uploaded uploads use used uses using wants watched watches work
works writes wrote left leaves stop stopped accident mistake wrong right same whole different good great nice funny
short long useful better best first second lovely clear public online offline free full many few lots half lunch
password name names title topic anatomy physiology ecg exam exams revision ward rounds round hospital university
school library lab theatre screen camera microphone browser over
"""
_DOUBTFUL = Late(  # of ordinary words alone, and still not of work
    r"\b(?:is|it's|be|was|are) (?:now )?over\b|\blast (?!night|week|month|term|year|\w+day\b)"
    r"|\b(?:left|leaves|needs?|wants?|got|watch\w*|record\w*) (?:me|us|you|him|them|her\b(?! \w))\b"
    r"|\bfound (?:him|them)\b"
    r"|\bnever (?:again|wrote|comes?)\b|\b(?:wants?|needs?) (?:it\b|this\b|to stop\b(?! (?:the|our|my|posting)\b))"
    r"|\b(?:gave|gives?|handed|hands|left|leaves) (?:\w+ ){0,3}?(?:laptop|phone|password|desk)\b",
    re.IGNORECASE,
)
_OF_WORK = frozenset(_THINGS.split())
_ORDINARY = _OF_WORK.union(_FUNCTION.split(), _PEOPLE.split(), _DONE.split())
_NAME = re.compile(GIVEN)
_WORD = re.compile(r"[\w'-]+")
_PLATFORM = (
    r"(?:twitter|facebook|instagram|linkedin|tiktok|youtube|whatsapp|telegram|discord|slack|zoom|teams|moodle|padlet"
    r"|reddit|bluesky|mastodon|snapchat|kahoot|e?-?mail|blogs?|podcasts?|pages?|apps?|forums?|web ?sites?|newsletters?)"
)
_FIGURE = Late(  # words of distress that are about a thing
    rf"\b(?:say|says|said|saying) (?:\w+ )?goodbye to (?:the |our |my |his |her |their )?(?:old |new )?{_PLATFORM}\b"
    rf"|\b(?:gives?|gave|given|giving) up on (?:the |our |my |his |her |their )?{_PLATFORM}\b"
    r"|\b(?:link|thread|forum|page|channel|chat|blog|site) (?:is|was|looks?|seems?) (?:quite |rather )?dead\b"
    r"|\b(?:won'?t|will not) be (?:here|around) (?:much longer|(?:on|next|in) \w+)\W+(?:(?:so )?who(?:'ll| will| can"
    r"| could| should)?|(?:can|could|may|should) (?:i|we|you|someone|somebody)) (?:takes?|runs?|keeps?|posts?"
    r"|covers?|owns?)\b(?: over)?(?: for (?:me|her|him|them)\b| (?:my|our|the) (?:list|items?|page|channel|content"
    r"|posts?|blog|slides|videos?|podcast|plan|group)\b)",
    re.IGNORECASE,
)
_LEAVING = Late(  # a job is left with a month or a term, and nothing else is said
    r"^\W*(?:i(?:'m| am| will be|'ll be)?|we(?:'re| are)?|(?:he|she)(?:'s| is)?|they(?:'re| are)?|[a-z]+(?: is)?)"
    r" (?:leav(?:e|es|ing)|retir(?:e|es|ing)|mov(?:e|es|ing)(?: on)?|finish(?:es|ing)?|(?:won'?t|will not) be around)"
    r"(?: (?:here|work|the (?:department|team|hospital|trust|school|university|job)))?"
    r" (?:(?:at|in|by|before|after) )?(?:the )?(?:end of )?(?:the |this |next )?(?:week|month|term|year|summer"
    r"|spring|autumn|winter|semester|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\W*$",
    re.IGNORECASE,
)


def without_figures(text: str) -> str:
    """Return the text without goodbyes to a platform and other words of distress that are about a thing."""
    return _FIGURE.sub(" ", text)


def is_plainly_work(text: str) -> bool:
    """Say whether a text is of ordinary words about a thing of work, or tells of leaving a job."""
    rest = without_figures(text)
    if _LEAVING.search(rest):
        return True
    words = {word.casefold() for word in _WORD.findall(_NAME.sub(" ", marked(rest.replace("’", "'"))))}
    return words <= _ORDINARY and (rest != text or bool(words & _OF_WORK)) and not _DOUBTFUL.search(rest)
