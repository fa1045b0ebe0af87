"""What `make migration` says where it cannot draft: a sentence, and nothing is written."""

from pathlib import Path

import pytest

from bot.storage.migrations import HEAD, draft


@pytest.mark.parametrize("words", [[], [""], ["  "]])
def test_a_revision_without_words_is_not_drafted(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert draft.main(words) == 2
    assert 'make migration NAME="what changes"' in capsys.readouterr().err


def test_a_second_draft_waits_until_the_first_is_the_head(tmp_path: Path) -> None:
    draft.draft("The first.", tmp_path)
    before = sorted(tmp_path.iterdir())
    newer = f"{int(HEAD) + 1:04}"
    with pytest.raises(draft.CannotDraft, match=f'Set HEAD = "{newer}"'):
        draft.draft("The second.", tmp_path)
    assert sorted(tmp_path.iterdir()) == before
