"""Gaps of the guidance as YAML for an editor to start from: passages to be answered, and example questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.yaml_writer import written_yaml
from bot.core.answers.gap import Gap
from bot.core.library import Guidance

HEAD = """\
# Questions that came in without a name, grouped; the most asked first. Nothing reads this file.
# A group becomes a passage in content/en/guidance/ (an answer of at most 60 words, with its sources), and its questions
# become examples in content/en/questions/. Where none of it is ours, out-of-scope.yaml is the place. Read before you
# copy: leave out whatever could point at somebody.
"""


def template(found: Sequence[Gap], guidance: Mapping[int, Guidance]) -> str:
    """Return the gaps as the text of a YAML file."""
    rows = [_row(gap, guidance.get(gap.point)) for gap in found]
    return HEAD + written_yaml({"gaps": rows})


def _row(gap: Gap, near: Guidance | None) -> dict[str, Any]:
    return {
        "near": f"{near.point:02}-{near.id}.yaml" if near else "nothing",
        "asked": len(gap.asked),
        "not_useful": gap.not_useful,
        "passage": {"id": "", "question": gap.asked[0].text, "answer": "", "sources": []},
        "questions": [one.text for one in gap.asked],
    }
