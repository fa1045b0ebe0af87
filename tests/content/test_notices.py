"""Notices: each problem is said with file and line, and the real ones touch what they are about."""

from datetime import date

import pytest

from bot.content import find_content, read
from bot.core.plan.content_list import touches
from bot.core.plan.document import Item
from tests.content.tree import Tree

NAME = "en/notices/youtube-moved.yaml"
NOTICE = """\
title: YouTube shows comments to members only
says: Comments under videos are for members.
students: Ask under the course page instead.
sources: [amee-2014]
since: March 2026
tools: [youtube]
links: [youtube.com]
words: [video]
as_of: 2026-11-01
review_by: 2027-05-01
"""


def test_a_notice_in_order_has_no_problem(tree: Tree):
    tree.write(NAME, NOTICE)
    assert tree.problems() == []
    assert read(tree.root).news["youtube-moved"].tools == ("youtube",)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("[youtube]", "[youtub]", 6, "there is no tool `youtub`; did you mean `youtube`?"),
        ("[amee-2014]", "[]", 4, "`sources` is empty; a notice says where it is from"),
        ("[amee-2014]", "[amee]", 4, "there is no source `amee`; did you mean `amee-2014`?"),
        ("[youtube.com]", "[https://youtube.com]", 7,
         "`https://youtube.com` is no host name; write it as youtube.com, without https:// or a path"),
        ("tools: [youtube]\nlinks: [youtube.com]\nwords: [video]\n", "", 1,
         "it touches nothing: name `tools`, `links` or `words` of titles that it is about"),
        ("students: Ask under", "students: " + "Ask " * 30 + "under", 3, "35 words; at most 25"),
        ("students: Ask under the course page instead.\n", "", 1, "`students` is missing"),
        ("2027-05-01", "2026-05-01", 9, "`as_of` is 2026-11-01, after `review_by` (2026-05-01)"),
        ("are for members", "you should have known", 2, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_is_said_with_its_line(tree: Tree, old: str, new: str, line: int, problem: str):
    tree.write(NAME, NOTICE)
    tree.change(NAME, old, new)
    (said,) = tree.problems()
    assert said.startswith(f"content/{NAME}:{line}: ") and problem in said


@pytest.mark.parametrize(
    ("notice", "item"),
    [
        ("x-feeds-and-links", Item("Case thread", date(2026, 9, 1), date(2026, 9, 1), 365, "https://twitter.com/a/1")),
        ("mededworld-moved", Item("MedEdWorld forum", date(2026, 9, 1), date(2026, 9, 1), 365)),
        ("gmc-social-media", Item("GMC rules in a page", date(2026, 9, 1), date(2026, 9, 1), 365)),
        ("ai-guide", Item("Using AI for essays", date(2026, 9, 1), date(2026, 9, 1), 365)),
    ],
)
def test_a_real_notice_touches_what_it_is_about_and_nothing_else(notice: str, item: Item):
    library = read(find_content(None))
    assert [one.id for one in library.news.values() if touches(one, item)] == [notice]
    assert all(library.news[notice].sources) and library.news[notice].since
