"""What is refused before anything is looked up: true ones, and near misses that must pass."""

import pytest

from bot.core.answers.refusals import Refused, refused

CRISIS = (
    "one of my students says she wants to die",
    "he wanted to die last night",
    "I want to die",
    "I don't want to live any more",
    "I don’t want to be here anymore",
    "She doesn’t want to live",
    "I might kill myself",
    "a student talks about suicide in the group",
    "a student posted about self-harm",
    "a student has taken an overdose",
    "my student wants to kill herself, NHS 943 476 5919",
)
IDENTIFIERS = (
    "My patient John Smith posted a comment",
    "our student Anna Maria Jones failed",
    "a student called Sam complained",
    "Patient named Robert asked me",
    "NHS 943 476 5919",
    "call me on 020-7946-0958 or 9434765919",
    "MRN 1234567",
    "hospital number: 00123456",
    "Student ID 20261234",
    "DOB 3/4/1961",
    "date of birth 1961",
    "Mr Smith in bed 4 made a video",
    "Mrs. Jones was admitted last night",
    "Ms Patel, a student of mine, failed",
)
CLINICAL = (
    "adrenaline dose anaphylaxis 12yo asap",
    "what is the first-line treatment for sepsis?",
    "how much insulin do I give",
    "amoxicillin 500mg or 250 mg?",
    "side effects of warfarin",
    "which antibiotics for pneumonia",
    "differential diagnosis of chest pain",
    "paracetamol overdose",
    "how do I treat a patient with asthma",
    "can I prescribe this",
)
PASSES = (
    "Do I have to answer everything?",
    "my students want to diet on alerts",
    "this group is dying, should I close it?",
    "kill my blog or keep it?",
    "I don't want to be here all evening answering",
    "how do I end my account?",
    "a small dose of humour in posts?",
    "how do I manage a case discussion on Twitter?",
    "is the first line of a post important?",
    "how can I teach prescribing with YouTube videos?",
    "a podcast about antibiotics for students",
    "a quiz on insulin for third years",
    "can students see the treatment of a case in my video?",
    "how do I treat a student's friend request?",
    "MS Teams for student questions",
    "Ms Teams or Slack for student groups?",
    "the Student Affairs Office wants a page",
    "our Patient Safety Team has a policy",
    "a Student Support Service link",
    "student 2026 survey",
    "Mr Smith has a good channel",
    "my student group is called Year Three",
    "the patient voice in teaching",
    "20m youtube, 10 min on x",
    "used 14 September 2026",
    "https://youtu.be/abc1234567",
)


@pytest.mark.parametrize("text", CRISIS)
def test_somebody_in_danger_comes_before_everything_else(text: str):
    assert refused(text) is Refused.CRISIS


@pytest.mark.parametrize("text", IDENTIFIERS)
def test_details_of_a_patient_or_student_are_stopped(text: str):
    assert refused(text) is Refused.IDENTIFIERS


@pytest.mark.parametrize("text", CLINICAL)
def test_a_clinical_question_is_not_answered(text: str):
    assert refused(text) is Refused.CLINICAL


@pytest.mark.parametrize("text", PASSES)
def test_a_question_about_teaching_passes(text: str):
    assert refused(text) is None


def test_very_long_text_is_read_in_no_time():
    for piece in ("mr Aa ", "patient ", "1234 ", "the student Aa ", "dose ", "\u200b", "a"):
        refused(piece * (10_000 // len(piece)))
