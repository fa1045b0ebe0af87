"""Reading: `content/` into a Library, or every problem at once with file and line.

No sentence is written in here, and nothing decides. Start reading at `reading` (the door), then `gathering`
(files into shapes), `check` (what must hold across files) and `lint` (the words themselves). `words` says
the sentences; `usage` compares them with the code.
"""

from bot.content.folder import find_content
from bot.content.pack import with_pack
from bot.content.problem import Problem
from bot.content.reading import problems, read
from bot.content.words import BabelWords

__all__ = ["BabelWords", "Problem", "find_content", "problems", "read", "with_pack"]
