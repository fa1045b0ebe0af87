"""The words themselves: short, kind, British, and shown on every platform as they were written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from bot.content.detail import FORMATS
from bot.content.gathering import Gathered
from bot.content.limit import WORDS, WORDS_OF_A_SENTENCE
from bot.content.lint_list import LintList
from bot.content.node import Spot, Step
from bot.content.placeholder import malformed, unknown_formats
from bot.content.problem import did_you_mean
from bot.content.question import KINDS

_READ_BY_MACHINES = frozenset({"rules", "lint"}) | KINDS  # questions stand as people type them
_CITED = "sources"  # titles of works are quoted as they are
_EXCLAMATION = frozenset({"guidance", "wording"})
_AMERICAN_IS_FINE = frozenset({"pack"})  # an institution writes as it writes
_NOT_PROSE = frozenset({"id", "name", "aliases", "links", "sources", "same_login", "as_of", "review_by"})
_MAY_BE_EMPTY = frozenset({"policy", "data_protection", "who_to_tell", "student_support", "promotion"})  # of a pack

_MARKUP = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|script|small|span|strong|style|sub|sup"
    r"|table|td|th|tr|u|ul)\b[^<>]*>|<!--|<[@#!][^<>]*>|<https?:[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"\b(?!https\b)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SENTENCE_ENDS = (".", "?", "!", ":", '"')

Finder = Callable[[str], Iterator[str]]


def lint(gathered: Gathered) -> None:
    """Report every text that is empty, too long, blames, is not British, or cannot be shown as it is."""
    lists = gathered.lint_lists[0].thing if gathered.lint_lists else LintList((), {})
    guilt, american = _guilt_finder(lists), _spelling_finder(lists)
    for kind, spot in gathered.pages:
        if kind in _READ_BY_MACHINES:
            continue
        _lengths(kind, spot)
        for path, text in spot.node.texts():
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            if not text.strip():
                if not (kind == "pack" and name in _MAY_BE_EMPTY):
                    spot.wrong(f"`{name}` is empty; write it", *path)
            elif kind == "wording" or (kind != _CITED and name not in _NOT_PROSE):
                finders = [_shown, guilt] if kind in _AMERICAN_IS_FINE else [_shown, guilt, american]
                _prose(spot, path, text, finders)
                if kind in _EXCLAMATION and "!" in text:
                    spot.wrong("an exclamation mark; a full stop is calmer", *path)
    _sentences(gathered)


def _prose(spot: Spot, path: tuple[Step, ...], text: str, finders: list[Finder]) -> None:
    for finder in finders:
        for what in finder(text):
            spot.wrong(what, *path)


def _lengths(kind: str, spot: Spot) -> None:
    for pattern, most in WORDS.get(kind, {}).items():
        for path, node in spot.node.matching(pattern):
            if isinstance(node.value, str):
                _length(spot, path, node.value, most)
    if kind == "wording":
        for path, text in spot.node.texts():
            _length(spot, path, text, WORDS_OF_A_SENTENCE)


def _length(spot: Spot, path: tuple[Step, ...], text: str, most: int) -> None:
    if (count := len(text.split())) > most:
        spot.wrong(f"{count} words; at most {most}", *path)


def _shown(text: str) -> Iterator[str]:
    """Yield what a platform would not show as it was written."""
    for found in _MARKUP.finditer(text):
        yield f"markup `{found.group()}`; write plain words, platforms differ"
    for found in _ENTITY.finditer(text):
        yield f"the entity `{found.group()}`; write the character itself"
    for found in _OTHER_SCHEME.finditer(text):
        yield f"a link that begins with {found.group()}; only https:// is shown"
    if not any(map(str.isalnum, text)) and any(unicodedata.category(character) == "So" for character in text):
        yield "an emoji alone; say it in words as well"


def _guilt_finder(lists: LintList) -> Finder:
    pattern = _whole_words(lists.guilt)

    def find(text: str) -> Iterator[str]:
        for found in pattern.finditer(_folded(text)):
            yield f'"{found.group()}" blames; say what can be done now'

    return find


def _spelling_finder(lists: LintList) -> Finder:
    pattern = _whole_words(lists.spelling)
    british = {_folded(word): instead for word, instead in lists.spelling.items()}

    def find(text: str) -> Iterator[str]:
        for found in pattern.finditer(_folded(text)):
            word = " ".join(found.group().split())
            if not _is_a_name(text, found.start()):
                yield f'"{word}" is American spelling; write "{british[word]}"'

    return find


def _is_a_name(text: str, start: int) -> bool:
    """Whether a word is written with a capital inside a sentence, as in World Health Organization."""
    before = text[:start].rstrip()
    inside = bool(before) and not before.endswith(_SENTENCE_ENDS)
    return inside and len(_folded(text)) == len(text) and text[start].isupper()


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    listed = sorted((_folded(word) for word in words), key=len, reverse=True)
    choices = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)" if choices else r"(?!)")


def _folded(text: str) -> str:
    return text.replace("’", "'").casefold()


def _sentences(gathered: Gathered) -> None:
    """Check what only wording has: placeholders and plural forms."""
    for key, found in gathered.wording.items():
        forms = {"": found.thing} if isinstance(found.thing, str) else found.thing
        if isinstance(found.thing, str):
            pass
        elif "other" not in found.thing:
            found.spot.wrong(f"`{key}` has plural forms without `other`, which is the one for most numbers")
        elif gathered.language == "en" and found.thing.keys() != {"one", "other"}:
            found.spot.wrong(f"`{key}` has the forms {', '.join(found.thing)}; English has one and other")
        for form, sentence in forms.items():
            path = (form,) if form else ()
            for part in malformed(sentence):
                found.spot.wrong(f"`{part}` is no placeholder; write {{name}} or {{name:format}}", *path)
            for format_ in unknown_formats(sentence):
                found.spot.wrong(f"there is no format `{format_}`{did_you_mean(format_, FORMATS)}", *path)
