"""People in danger, and people at the end of their strength."""

import re

from bot.core.answers.refusals.late import Late
from bot.core.answers.refusals.sign import shows_danger
from bot.core.answers.refusals.work import without_figures

_THEM = r"(?:myself|himself|herself|themsel\w+|yourself|him|her|them|me)"
_CRISIS = Late(
    rf"\b(?:(?:kill|hurt|harm|hang|drown|shoot|stab)(?:ing)? {_THEM}\b|cut(?:ting|s)? (?:myself|himself|herself"
    rf"|themsel\w+)\b(?! (?:off|out|some|short))"
    r"|end(?:ing)? (?:my|his|her|their) (?:own )?li(?:fe|ves)|tak(?:e|en|ing) (?:my|his|her|their) own li(?:fe|ves)"
    r"|end it all|(?:wish|wishes|wished) (?:i|he|she|they)(?:'d)? (?:was|were|never been|had never been)? ?(?:dead"
    r"|born|alive no)"
    r"|(?:ca|can)(?:n?'?t|not) (?:go on(?! (?:holiday|leave|air|stage|camera|call)\b)|cope any ?more"
    r"|do this any ?more|take (?:it|this) any ?more|live like this)"
    r"(?! (?:with|using|on) (?!life|this|it\b|any))"
    r"|(?:want|wants|wanted|wanna|going|ready) to (?:disappear|die)\b(?! (?:of|from|laughing|on|with)\b)|wanna die"
    r"|no (?:reason|point) (?:to|in) (?:live|living|going on living)|not worth living|better off (?:without me|dead)"
    r"|(?:nobody|no ?one) (?:would|will) miss (?:me|him|her|them)"
    r"|(?:do|does)(?:n'?t| not) want to (?:live|be alive|wake up|be here(?! all (?:day|evening|night|weekend)))"
    r"|overdosed|(?:take|taken|took|taking) (?:an? |\w+ )?(?:overdose|(?:whole )?(?:bottle|box|packet) of (?:pills"
    r"|tablets))"
    r"|jump(?:ing|ed)? (?:off|from) (?:a|the) (?:bridge|roof|building|balcony|car park)"
    r"|suicide note|goodbye (?:note|letter)s?|(?:said|saying|wrote) goodbye (?:forever|for good)"
    r"|(?:is|am|are|was|were|been|being|got) (?:raped|sexually assaulted|strangled)"
    r"|(?:threaten\w*|says? (?:he|she|they)(?:'ll| will| is going to)?|going) to (?:kill|shoot|stab|hurt) (?:me|him"
    r"|her|them"
    r"|someone|somebody|people|everyone|another|a|the|his|my)\b"
    r"|in (?:immediate|real|serious) danger|(?:is|am|are|feels?) not safe (?:at|tonight|right now)"
    r"|(?:hits?|beats?|beating|hitting|abus(?:es|ing)) (?:me|her|him|them)\b)",
    re.IGNORECASE,
)
_SEEN = r"(?:students?|trainees?|learners?|residents?|fy1s?|registrars?|colleagues?|friend|flatmate|he|she|they)"
_KIN = (
    r"(?:ex|husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mum|parents?|brother|uncle|flatmate|man"
    r"|stranger|patient|gang)\b"
)
_DESPAIR = Late(  # said of oneself, or heard from somebody else
    r"\b(?:(?:nothing|no reason)(?: left)? to (?:live for|go on|carry on|be here|be alive|wake up)"
    r"|(?:life|living|everything) (?:is|feels?|seems?) (?:pointless|meaningless|worthless)\b(?! (?:on|in|with"
    r"|about)\b)"
    r"|life isn'?t worth"
    r"|point (?:of|in) (?:living|being alive|being here)|no point any ?more[\s.!]*$|pointless to live"
    rf"|(?:i|just|{_SEEN})(?:'m|'s|'re|'ve been| have been| has been| am| is| are| was| keeps)? (?:want|wants|wanted"
    rf"|wanna|plans?"
    r"|thinks? (?:about|of)|thinking (?:about|of)"
    r"|talks? (?:about|of)|talking (?:about|of)) ?(?:to )?end(?:ing)? (?:it|things|everything)\b"
    r"(?!,? (?:by|before|with|at|on|there|the|my|this|in|after)\b)"
    r"|(?:better off|happier) without (?:me|him|her)\b"
    r"|(?:everyone|everybody|the world)(?: \w+){0,3} (?:better off|happier) without them"
    r"|(?:nobody|no ?one) (?:would|will) (?:even )?(?:notice|care|mind) if (?:i|he|she|they) (?:(?:was|were|is|am)"
    r" (?:gone|dead|not here|no longer)|wasn'?t (?:here|around)|weren'?t (?:here|around)|died|disappeared(?! from)"
    r"|vanished(?! from))"
    r"|kms|unalive\w*|hate my life|(?:tired of|done with|giv(?:e|en|ing) up on) (?:living|life|being alive)\b"
    r"(?! (?:on|online|in|out of)\b)"
    r"|(?:rather|better|should) be dead|(?:plan|plans|planning) to die|thoughts? of (?:dying|death)"
    r"|no way out[\s.!]*$|(?:sees? no|(?:do|does)(?:n'?t| not) see (?:a|any)) (?:way out|future|way forward)\b"
    r"(?! (?:for|in|of|on|with) (?!(?:me|myself|himself|herself|themselves|life)\b))"
    r"|(?:never|not) (?:want to )?wake up (?:again|any ?more)"
    r"|(?:sleep|asleep) (?:forever|and (?:never|not) wake)|a burden (?:on|to) (?:everyone|everybody|us all"
    r"|\w+ family)"
    r"|(?:ca|can)(?:n?'?t|not) (?:carry on|face another day)(?! (?:with|using|on|of)\b)"
    r"|going to (?:jump(?! (?:in|into|onto|to|on|ship|straight|ahead|over|through|at|for)\b)|do something (?:stupid"
    r"|silly|terrible))|jump(?:ing|ed)? in front of|on (?:the|a) (?:roof|ledge|railway tracks?|bridge)"
    r" (?:and|right now|ready|now)"
    r"|(?:(?:this|that|these) (?:is|are|was|were)|wrote|posted|sent) \W?(?:my|his|her|the|their) last (?:message"
    r"|post|words) to (?:you|everyone|everybody|us|all|the group|anyone)"
    r"|(?<!\bi )(?:posted|posts|wrote|writes|said|says|saying|tweeted|sent)\W+(?:a )?(?:final )?goodbye\W+(?:to )?"
    r"(?:you |the )?(?:everyone|everybody|all|world)"
    r"|(?:took|taken|takes|taking|swallow\w*) (?:too many|all|lots of|a (?:lot|handful|load) of) (?:of )?"
    r"(?:\w+ ){0,2}?(?:pills|tablets|paracetamol|medication|meds)"
    r"|(?:i|he|she|they)(?:'s|'ve| has| have)? (?:took|taken|swallowed) (?:\w+ )?pills|(?:taken?|took|takes) an od\b"
    r"|od'd\b|od'?ed\b|suicd\w*|sucid\w*|suiced\w*|suisid\w*"
    r"|(?:slit|slash|cut)(?:s|ting|ed)? (?:my|his|her|their) (?:wrists?|arms?|throat)"
    r"|cuts on (?:my|his|her|their) (?:arms?|wrists?|legs?)"
    r"|hospital after (?:an? )?(?:\w+ )?attempt|(?:hang|hanged|hanging) (?:himself|herself|myself|themsel\w+)"
    r"|nicht mehr leben|no quiero vivir|plus envie de vivre|non voglio (?:pi[uù] )?vivere)",
    re.IGNORECASE,
)
_WARNING = Late(  # signs that are less plain, and still no matter for a list of tools
    r"\b(?:(?:life|living) (?:has|had) no (?:meaning|point|purpose)|think(?:s|ing)? (?:about|of) (?:dying|being dead)"
    r"|(?:a|the) noose|reason to (?:get up|go on|carry on)|(?:talk\w*|thinking) (?:about|of) jumping\b(?! (?:on|in"
    r"|to|ship))"
    r"|threaten\w*.{0,30}? with a (?:knife|gun|weapon)|(?:i'm|he's|she's) not safe (?:at|tonight|right now)|(?:she"
    r"|he)'s got a (?:knife|gun)"
    r"|locked (?:himself|herself|themsel\w+|myself) in|do something to (?:myself|himself|herself)"
    r"|(?:wrote|writing|posted|posting|sent|sending) (?:a )?farewell|(?:kill|hurt|harm|drown)(?:s|ed) (?:myself"
    r"|himself"
    r"|herself|themsel\w+)|lost (?:his|her) (?:own )?life\b|be (?:here|around) much longer"
    r"|(?:wrote|posted|texted|sent)\W+i (?:won't|will not) be (?:here|around)"
    r"|(?:do|does)(?:n'?t| not) (?:want|deserve) to (?:exist|live|be alive)"
    r"|found (?:her|him|them) (?:unconscious|dead|unresponsive|hanging)|forgive me\W+goodbye"
    r"|better off if (?:i|he|she|they)(?:'m|'s|'re| am| is| are| was| were)? (?:gone|dead|not here)"
    r"|(?:someone|somebody|man|person|student) (?:is (?:here )?)?with a (?:knife|gun|weapon)"
    r"|(?:husband|wife|partner|boyfriend|girlfriend|father|dad|ex) (?:hits|beats|threatens|threatened"
    r"|strangles) (?:me|her|him)"
    r"|(?:hit|hits|hitting|beat|beats|beating) (?:my|his|her|their) (?:wife|girlfriend|partner|child|children|kids"
    r"|son"
    r"|daughter)\b|follow(?:s|ed|ing) (?:me|her|him|an? \w+) home"
    rf"|(?:{_SEEN}|i am|i'm)(?: \w+){{0,4}} in danger\b(?! of))",
    re.IGNORECASE,
)
_HARMED = Late(  # violence, an emergency, or a death close by
    r"\b(?:(?:is|are|was|were|been|being|got|gets) (?:\w+ )?(?:beaten|assaulted|attacked|stabbed|stalked|threatened"
    r"|punched"
    rf"|followed|abused)(?: up)? (?:by (?:her|his|their|my|an?) {_KIN}|at home|with a knife)"
    rf"|{_SEEN} (?:was|were|has been|got|have been) (?:\w+ )?(?:assaulted|attacked|stabbed|mugged|drugged|groped"
    rf"|molested"
    r"|beaten up)\b(?! (?:in|on|by|for)\b(?! (?:the (?:car park|street|ward|way)|campus|her way|his way)))"
    rf"|{_SEEN} (?:is|are|seems?|sounds?|looks?) (?:(?:very|so|really|severely|deeply|terribly) )?(?:depressed"
    r"|in despair|hopeless)\b(?! (?:about|at|with|by)\b)"
    rf"|{_SEEN} (?:\w+ )?(?:died|has died|passed away|is dead|was found dead)\b"
    rf"|(?:{_SEEN}|somebody|someone|participant|{_KIN}) (?:just |has |have |is |are |has just |suddenly |isn't )?"
    r"(?:not breathing|stopped breathing|isn't breathing|unconscious|unresponsive|choking|having a seizure"
    r"|faint(?:s|ed)|passe[sd] out|collaps(?:es|ed)\b(?! (?:the|my|a|all)\b)"
    r"|bleeding|won't wake up|not waking up)"
    r"|threaten(?:ed|s|ing)? (?:an?|another|other|some|his|her|their|our|one) (?:\w+ ){0,2}?(?:students?|colleagues?"
    r"|trainees?|teachers?|staff|classmates?|flatmates?|learners?)"
    r"|threaten(?:ed|s|ing)? (?:me|him|her|them|us) with|(?:has|brought|carrying|pulled|waving|holding) (?:a|his|her)"
    r" (?:knife|gun|weapon)\b(?! emoji)"
    r"|stalking (?:me|him|her)|stalker (?:is|was|keeps|has|knows)|(?:waiting|waits) outside my (?:house|home|flat"
    r"|office"
    rf"|door)|(?:afraid|scared|terrified|frightened) of (?:my|her|his|their) {_KIN}"
    rf"|{_SEEN} (?:has not|hasn'?t|have not|haven'?t) been seen (?:for|since)"
    rf"|{_SEEN} (?:is|has been|has gone|went) missing (?:since|for)"
    r"|my chest (?:hurts|is (?:tight|hurting))|(?:i have|i've got|with) (?:an? )?(?:crushing|severe) chest pain"
    r"|^(?:crushing|severe) chest pain|^chest pain (?:right )?now"
    r"|i(?: a|'?)m not (?:ok|okay|all ?right)\b(?! (?:with|at|in|on|using|for)\b))",
    re.IGNORECASE,
)
_FIGURE_OF_SPEECH = Late(  # taken out before anything is searched
    r"\b(?:lol,? kill me|kill me now,? another (?:platform|app|tool|account|password)"
    r"|rather be dead than (?:do|make|post|upload|join) "
    r"|(?:kill|hurt|hit|kick)(?:s|ing|ed)? (?:me|him|her|them|us) with (?:\w+ ){0,3}?(?:questions?|comments?"
    r"|messages?|e?-?mails?|posts?|memes?|tweets?|requests?|dms|notifications|reviews?|feedback|replies|jokes)\b"
    r"|hurt(?:ing)? (?:his|her|their) feelings"
    r"|(?:forum|app|page|blog|channel|group|platform|workload|e?-?mails?|notifications|course|facebook|twitter"
    r"|deadlines?"
    r"|moodle|module|admin|podcast|website|it|this|inbox|comments|captions) (?:is|are) killing (?:me|us)"
    r"|going to kill (?:the|my|this|that|our) (?:\w+ )?(?:account|page|blog|channel|group|forum|podcast|newsletter"
    r"|app"
    r"|profile|feed|thread|site|chat)\b"
    r"|can(?:'?t|not) (?:take|do) (?:this|it) any ?more\b(?=.{0,30}\b(?:e?-?mails|captions?|notifications|pings"
    r"|passwords?|log-?ins?|hashtags?|updates|formatting)\b))",
    re.IGNORECASE,
)
# Words that are a person's own in a message, and a subject in a question about teaching.
_CRISIS_OR_SUBJECT = Late(r"\b(?:suicid\w*|self[- ]?harm\w*)\b", re.IGNORECASE)
_SOMEBODY = r"\b(?:i|i'?m|me|myself|he|she|they|student|trainee|colleague|somebody|someone|friend)"
_DANGER = Late(
    rf"{_SOMEBODY}(?: \w+){{0,4}} (?:is|are|was|am|feels?|feeling|said|says|wrote|posted|talks?|talking|thinking"
    rf"|sounds?)\b",
    re.IGNORECASE,
)
_SUBJECT = Late(
    r"\b(?:teach(?:ing)?|lessons?|sessions?|lectures?|videos?|podcasts?|episodes?|modules?|slides?|quiz\w*|cases?)\b",
    re.IGNORECASE,
)
_EXHAUSTED = Late(
    r"\b(?:i'?m|i am|i feel|feeling|i'?ve been|i think i'?m)\s+(?:\w+\s+){0,2}?(?:burn(?:t|ed|ing)[- ]?out|exhausted"
    r"|at breaking point|breaking down|falling apart|hopeless|in tears|not coping|desperate)\b"
    r"|\b(?:i|i'?ve|i keep)(?: \w+){0,2} (?:had|having|have|get|getting|got) (?:an? |another "
    r"|the )?(?:\w+ )?panic attacks?\b"
    r"|\bi (?:can'?t|cannot) (?:cope|sleep|stop crying|stop shaking)\b|\bi (?:keep crying|cry every|cried (?:all"
    r"|again))",
    re.IGNORECASE,
)


def is_crisis(text: str) -> bool:
    """Say whether somebody may be in danger; a word of crisis that is only what is taught does not count."""
    text = without_figures(_FIGURE_OF_SPEECH.sub(" ", text))
    if any(pattern.search(text) for pattern in (_CRISIS, _DESPAIR, _WARNING, _HARMED)) or shows_danger(text):
        return True
    return bool(_CRISIS_OR_SUBJECT.search(text)) and not (bool(_SUBJECT.search(text)) and not _DANGER.search(text))


def is_exhausted(text: str) -> bool:
    """Say whether the speaker sounds at the end of their strength."""
    return bool(_EXHAUSTED.search(text))
