"""An intimate picture of a student: one fixed answer with its source, whatever the finder would make of it."""

from dataclasses import replace

from bot.core.answers.judgement import judge
from bot.core.answers.safeguarding import is_intimate_picture
from bot.core.answers.topic import Ending
from bot.core.commands.ask import ask
from bot.core.commands.table import Values
from bot.core.situation import Ranking
from tests.core.scene import at, here, library

TOLD = """
someone made a nude deepfake of my student
student says her ex shares her nudes in the year group chat
intimate video of a trainee is being sent round
there circulates an indecent forgery with a student's head on it
A student came to me, somebody has published photos of her without clothes
undress app used on a first year
they made a deepfake of one of my students
leaked private pictures of a resident, who do I tell
a colleague's face on a naked body going round the department
""".strip().splitlines()
OTHERS = """
photos of naked patients for dermatology teaching
how do I teach intimate examinations with a video
are deepfakes a problem for medical education
a student posted a picture of her desk
naked eye anatomy video for my students
can I show an explicit clip of surgery to my students
students share intimate details in the chat
how do I make the learning outcomes explicit in a video for my students
our students made a body paint video
""".strip().splitlines()
UNWISE = Ranking(((6, 0.9), (18, 0.1)), (), (("6/student-post", 0.9),), 0.0, 0.8)


def test_it_is_known_from_what_is_taught_and_shown():
    assert [text for text in TOLD if not is_intimate_picture(text)] == []
    assert [text for text in OTHERS if is_intimate_picture(text)] == []


def test_the_answer_is_fixed_has_a_source_and_names_who_helps_a_student():
    asked = at(replace(here(), ranking=UNWISE))
    (message,) = ask(asked, Values({"question": TOLD[0]})).messages
    said = " ".join(message.lines)
    assert "safeguarding lead" in said and "forward" in said and "UKCIS" in said and "support" in message.lines[-1]
    assert judge(TOLD[0], UNWISE, library().rules).ranked == (18,)
    assert judge(TOLD[0], Ranking(out=1.0), library().rules).ending is Ending.ANSWER


def test_whoever_is_in_danger_gets_the_human_contact_alone():
    question = "someone made a nude deepfake of my student and she says she wants to die"
    assert judge(question, UNWISE, library().rules).ending is Ending.OUT_OF_SCOPE
    (message,) = ask(at(replace(here(), ranking=UNWISE)), Values({"question": question})).messages
    assert "emergency number" in " ".join(message.lines)
