"""Signs of danger that are told in passing: a farewell, a wound, a colleague unfit for work, violence at home."""

import re

from bot.core.answers.refusals.late import Late

_WHO = (
    r"(?:students?|trainees?|learners?|residents?|fy1s?|f1s?|regist?rars?|reg|colleagues?|collegues?|mates?"
    r"|friends?|flatmates?"
    r"|consultants?|nurses?|surgeons?|doctors?|an(?:a?e)sthetists?|midwi(?:fe|ves)|physicians?|technicians?|tutors?"
    r"|lad|lass|girls?|boys?|kid|someone|somebody|sum1|some1"
    r"|(?:one|some) of (?:my|the|our|them|mine)(?: \w+)?|he|she|they|daughter|son|sister|brother)"
)
_HIS = r"(?:my|his|her|their|hers|your)"
_FAREWELL = Late(
    rf"\b(?:{_WHO}|has|have|who)(?:'s|'ve)? (?:\w+ )?(?:texted|wrote|written|posted|messaged|sent|rang|said|told)\b"
    r".{0,30}?\b(?:goodbye|farewell|final (?:post|message)|last (?:post|message|words)|sorry (?:to|for) every(?:one"
    r"|thing)"
    r"|(?:thank\w*|thanks) (?:\w+ )?(?:for )?every(?:one|thing)\b.{0,20}?\b(?:goodbye|gone|not (?:picking"
    r"|answering)))"
    rf"|\b(?:gave|given|giving|gives) away (?:all )?{_HIS} (?:things|books|belongings|possessions|clothes|pets?)"
    rf"|\b(?:won'?t|will not|not going to) (?:see|be here (?:for|on|by|at)|be around (?:for|on|by|at)) (?:the )?"
    r"(?:monday|tomorrow|christmas|xmas|spring|exams?|morning|new year|graduation)\b(?=.{0,40}?(?:said|says|told"
    r"|why|$))"
    rf"|\b{_WHO} (?:said|says|told \w+ \w*|keeps \w+) .{{0,25}}?\b(?:won'?t|will not) (?:see|be alive|live)"
    r"|\b(?:plan|method) and a date\b|\b(?:do|doing|end) it (?:tonight|2nite|tonite|today)\b(?=.{0,30}?\b(?:he|she"
    r"|they|goodbye|screenshot)\b)"
    r"|\b(?:letter|note)s? (?:to|for) (?:my|his|her|their) (?:parents|mum|mother|family|children)\b"
    r"|\bhurts? to die\b|\b(?:easiest|painless|quickest|best) way to (?:die|go for good)"
    r"|\b(?:thought|think|thinking|fear) .{0,15}?\b(?:make|do) something to (?:him|her|my|them)sel(?:f|ves)",
    re.IGNORECASE,
)
_WOUND = Late(
    rf"\b(?:cuts|scars|marks|burns|bruises|wounds) (?:\w+ ){{0,3}}?(?:on|over|up|round|around) (?:{_HIS}"
    r"|the) (?:\w+ )?"
    r"(?:arms?|forearms?|wrists?|legs?|thighs?|necks?|throat)\b(?!.{0,30}\b(?:patient|manikin|model|photo|case)\b)"
    rf"|\b{_WHO}(?:'s| is| has been| keeps| has started| was)? (?:\w+ )?(?:cutting|starving|hurting|burning|harming)"
    r" (?:again|(?:him|her|them)sel(?:f|ves))\b"
    rf"|\b{_WHO}(?:'s| has)? (?:\w+ )?(?:stopped eating|not eaten for|hasn'?t eaten)\b"
    r"|\b(?:swallowed|took|taken) (?:(?:the|a|an) )?(?:whole|entire|everything in the|all the|all my|all her"
    r"|all his)\b"
    r".{0,20}?\b(?:box|boxes|bottle|cabinet|packet|strip|pack|pills|tablets|meds|co-?codamol|paracetamol)\b"
    r"|\b(?:she|he|they)(?:'s| has| have)? (?:\w+ )?(?:pills|rope|noose|knife|gun|shotgun|blade)"
    r" (?:and|with)\b.{0,20}?\b(?:nobody|goodbye|plan|ready)",
    re.IGNORECASE,
)
_WORK = (
    r"(?:clinic|work|theatre|shift|the ward|ward rounds?|wards?|call|duty|operating|operates|operations?|surgery"
    r"|a list|his list|her list|teaching|lectures?|seeing patients|patients|driving)"
)
_UNFIT = Late(
    rf"\b{_WHO}(?:'s| is| was| has been| been| comes?| came| coming| turns? up| turned up| keeps| smells?| smelt"
    r"| smelled"
    rf"| reeks| drinks| seems?| looks?)(?:'s)? (?:\w+ ){{0,3}}?(?:drunk|drinking|drink|alcohol|vodka|whisky|wine|gin"
    r"|intoxicated|high"
    rf"|hung ?over|stoned|off (?:his|her) (?:face|head)|on (?:drugs|cocaine|ket\w*))\b.{{0,30}}?\b(?:before|at|on"
    r"|during|in|to|and|then|for)\b"
    rf".{{0,20}}?\b{_WORK}\b"
    rf"|\b{_WHO} (?:\w+ ){{0,3}}?(?:smells?|smelt|smelled|reeks|stinks) of (?:\w+ )?(?:drink|alcohol|whisky|vodka"
    r"|beer|gin|booze)"
    rf"|\b{_WHO}(?:'s)? (?:\w+ ){{0,4}}?(?:stealing|steals|taking|takes|stole|injecting|injects|using"
    r"|been at) (?:the |our |from )?"
    r"(?:morphine|fentanyl|ketamine|propofol|opioids|opiates|cocaine|controlled drugs|drugs from|pills from"
    r"|(?:the )?ward'?s? drugs)"
    r"(?!.{0,20}\b(?:video|case|slide|post|example)s?\b)"
    rf"|\b{_WHO} (?:\w+ ){{0,5}}?(?:first|had) (?:vodka|whisky|gin|drink)\b.{{0,25}}?\b{_WORK}\b"
    rf"|\b{_WHO} (?:\w+ ){{0,3}}?off (?:his|her) face\b.{{0,30}}?\b{_WORK}\b"
    rf"|\b{_WHO} drinks? (?:too much|alone|every (?:night|morning|day)|all day)\b",
    re.IGNORECASE,
)
_HURT = Late(
    r"\b(?:boyfriend|girlfriend|partner|husband|wife|ex|father|dad|mother|stepfather|supervisor|uncle|he"
    r"|she)(?:'s)? (?:\w+ )?"
    r"(?:locks (?:me|him|her|them) in|forces? (?:himself|herself) on|strikes (?:me|him|her)|chok(?:es|ed|ing) (?:me"
    r"|him|her)"
    r"|will kill (?:me|him|her)|threatened to (?:take|kill|hurt|burn)|broke the door|pushed (?:me|her|him) down)"
    r"|\bforced (?:me|him|her|them) (?:to have sex|into bed|to sleep with)|\b(?:did|done) something to (?:me|him"
    r"|her) (?:\w+ ){0,4}"
    r"(?:and (?:she|he|i) said no|without (?:her|his|my) consent)"
    r"|\b(?:touched|groped|kissed|grabbed) (?:me|him|her) (?:\w+ ){0,3}?(?:without|against|and (?:she|he"
    r"|i) (?:said no|froze))"
    r"|\bblackmail\w* (?:\w+ ){0,3}?with (?:\w+ ){0,2}?(?:pictures|photos|images|nudes"
    r"|videos?)\b(?=.{0,80}\b(?:student|trainee|me|she|he)\b|)"
    r"|\b(?:not safe|unsafe|scared|frightened|afraid|terrified) (?:to go (?:back )?home|at home)\b"
    r"|\b(?:won'?t|will not|wouldn'?t) let (?:me|her|him) (?:leave|out|go home|see anyone)\b(?=.{0,60}\b(?:husband"
    r"|boyfriend|partner|he|home)\b|)"
    r"|\b(?:wait|waits|waiting|waited) (?:\w+ )?(?:every \w+ )?(?:by|outside|at) (?:the|my|her|his) (?:car|house"
    r"|flat|door|room)\b(?=.{0,40}\b(?:student|trainee|me|her)\b)"
    r"|\bvoices? (?:tell|tells|telling|told|in (?:my|his|her) head)\b(?! (?:of|over))",
    re.IGNORECASE,
)
_SELF = Late(
    r"\b(?:i (?:do not|don'?t|dont|can'?t|cannot) trust myself|(?:look|looking|stare"
    r"|staring) at the (?:drug cupboard|pills|tablets|train|tracks|bridge)"
    r"\b.{0,30}?\bthink|frightened of (?:myself|what i might do)|scared of (?:myself|what i might do)"
    r"|driv(?:e|ing) (?:into a (?:tree|wall)|off the road|the car off)|stop(?:ped)? existing|tired of being alive"
    r"|hates? (?:to breathe|being alive)"
    r"|(?:no|any|the) (?:reason|use|point|sense) (?:to|of|in) (?:ris(?:e|ing)|getting up|another day|remaining"
    r"|carrying on living)"
    r"|(?:life|living) (?:has|have|makes?|had) (?:no|not any) (?:more )?(?:sense|meaning|purpose)"
    r"|disappear(?:ing)? for (?:always|ever|good)"
    r"|(?:family|everyone|everybody|all|world) would (?:live|be|do) (?:better|easier|happier|simpler) (?:if"
    r"|without) (?:i|me)\b"
    r"|(?:put|putting) up with me after (?:tonight|tonite|today)|don'?t want to be a person"
    r"|(?:is|are|she|he)(?:'s)? on the (?:cliffs?|bridge|roof|ledge|tracks|platform edge)\b"
    r"|want(?:s)? (?:it|everything) (?:all )?to (?:stop|be over)(?! (?:loading|buffering|pinging|by|on|at|before)))\b"
    r"(?!.{0,20}\b(?:notifications?|pings?|e?-?mails?|posts?|comments?|updates?)\b)",
    re.IGNORECASE,
)


def shows_danger(text: str) -> bool:
    """Say whether a text tells of a sign that somebody may be in danger, or a danger to others."""
    return any(pattern.search(text) for pattern in (_FAREWELL, _WOUND, _UNFIT, _HURT, _SELF))
