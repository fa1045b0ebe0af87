"""Given names that are common where this is used, so that a dictated line without capitals is recognised too.

A name that is also an everyday word counts only with a capital.
"""

import re

_PLAIN = """
aaron abdul abigail adam adele adrian agnes ahmad ahmed aisha aidan alan albert alejandro alessandro alex alexander
alexandra alfie ali alice alicia alison amanda amelia amina amir amy ana anastasia andrea andreas andrew andy angela
anita anna anne annie anthony antonio archie arjun arthur asha ava ayesha barbara beatrice ben benjamin bernard beth
bethany betty brian bridget callum cameron carla carlos carol caroline catherine cathy cecilia charles charlie
charlotte chiara chloe chris christian christina christine christopher ciara claire clara clare claudia colin connor
craig cynthia daisy daniel daniela danielle dave david deborah declan deepak deirdre denise dennis derek diana diego
dominic donald donna doris dorothy douglas dylan edith edward eileen elaine eleanor elena elias elizabeth ella ellen
ellie elsie emily emma eric erik erin ethan eva evelyn evie fabian farah farid fatima fatma felix fergus fiona florence
frances francesca francis frank fraser fred freddie freya gabriel gareth gary gavin gemma geoffrey george georgia
gerald giovanni giulia gloria gordon graham greg hamza hannah harold harriet harry hasan hassan heather hector helen
helena henrik henry holly hugh hugo ian ibrahim imran ines ingrid irene isaac isabel isabella isla ivan jacob jacqueline
jakob james jamie jan jane janet janice jason jayden jean jennifer jenny jeremy jessica jim joan joanna joanne joao joe
joel johan johanna john johnny jonathan jordan jorge jose joseph josephine josh joshua juan judith julia julian julie
karen kate katherine kathleen katie katrina keith kelly kenneth kerry kevin khadija kieran kim kirsty kofi kumar kyle
lars laura lauren lea leah lena leo leon leonie lewis liam lilian linda lisa logan lorenzo louis louisa louise luca
lucas lucia lucy luis luke lydia madison mags maggie malcolm marco marcus margaret maria mariam marie marina mario
marion marta martha martin mary maryam mateusz matilda matteo matthew maureen megan mehmet mia michael michelle miguel
mike millie miriam mohamed mohammad mohammed molly monica muhammad nadia nancy naomi natalia natalie natasha neil
niamh nicholas nicola nicole nigel nikhil nina noah noor norman oleg olga olivia oliver omar oscar owen pamela paolo
patricia patrick paul paula pauline pavel pedro peter phil philip phoebe pierre piotr poppy priya rachel rafael rahul
raj raja ravi raymond rebecca richard rita robert roberta robin roger ronald rosemary ross roy ruby ruth ryan sabrina
sally sam samantha samir samuel sandra sanjay sara sarah sean sebastian sergio shane sharon sheila shirley simon
sofia sophia sophie stefan stella stephanie stephen steve steven stuart susan susanne suzanne sven sylvia tamara tanya
tara tariq teresa terry theo theresa thomas tim timothy tina toby tom tomas tony tracey tracy valerie vanessa veronica
victor victoria vikram vincent vivian walter wendy wei william yasmin yusuf zachary zainab zara zoe
"""
_ALSO_WORDS = """
Alba Amber Angel Art Barry Bill Bob Bobby Carmen Christian Dale Dan Dawn Dean Don Drew Eve Faith Gale Gene Glen Grace
Grant Guy Hazel Heath Hope Iris Ivy Jack Jade Jasmine Joy June Kai Lee Lily Mark Max May Melody Mo Neal Nick Norma Olive
Pat Pearl Penny Ray Reece Rich Rob Rose Rowan Sandy Sky Sue Tony Violet Ward Will Youssef
"""
_NAMES = frozenset(_PLAIN.split())
_WITH_CAPITAL = frozenset(_ALSO_WORDS.split())
_WORD = re.compile(r"[^\W\d_]{2,20}")
_MARK = "§"
GIVEN = rf"{_MARK}[^\W\d_]+"


def marked(text: str) -> str:
    """Return the text with a mark before each given name; patterns look for the mark, not for four hundred names."""
    return _WORD.sub(_mark, text.replace(_MARK, " "))


def _mark(found: re.Match[str]) -> str:
    word = found.group()
    return _MARK + word if word.casefold() in _NAMES or word in _WITH_CAPITAL else word
