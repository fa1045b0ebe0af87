"""Which unquoted YAML scalars mean what they look like, and which must be put in quotes."""

import re
import unicodedata

# What YAML 1.1 reads as something else than an editor sees; refused so that no other tool can differ from us.
_SURPRISES = (
    (re.compile(r"(?:y|n|yes|no|on|off|true|false)", re.IGNORECASE), "YAML takes it for true or false"),
    (re.compile(r"(?:~|null)", re.IGNORECASE), "YAML takes it for nothing"),
    (re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?"), "YAML takes it for a number to the base 60"),
    (re.compile(r"[-+]?0[\d_]+"), "YAML takes it for an octal number"),
    (re.compile(r"[-+]?0[xbo][\da-f_]+", re.IGNORECASE), "YAML takes it for a number"),
    (re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE), "YAML takes it for a number"),
    (re.compile(r"[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?"), "YAML takes it for a number"),
    (re.compile(r"\+\d+(?:\.\d*)?|[-+]?\.\d+|[-+]?\d+\.|[-+]?\d+(?:\.\d*)?e[-+]?\d+", re.IGNORECASE),
     "YAML takes it for a number"),
    (re.compile(r"\d{4}-\d\d?-\d\d?[Tt ].*"), "YAML takes it for a moment"),
    (re.compile(r"="), "YAML takes it for a default value"),
)  # fmt: skip
_WHOLE = re.compile(r"-?(?:0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")
_LONGEST_NUMBER = 15
_MAYBE_SURPRISING = re.compile(r"[-+.~=\dyntfoYNTFO]")


class LooksLikeOther(ValueError):
    """An unquoted scalar that YAML reads as something else than it looks like."""


def plain_value(text: str) -> str | int | float:
    """Return what an unquoted scalar means. Raises `LooksLikeOther`."""
    if not text:
        raise LooksLikeOther('no value; write one, or "" where nothing is meant')
    if not _MAYBE_SURPRISING.match(text):
        return text
    if len(text) <= _LONGEST_NUMBER:
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
    for pattern, why in _SURPRISES:
        if pattern.fullmatch(text):
            raise LooksLikeOther(f'`{text}` without quotes: {why}; write "{text}" if it is text')
    return text


_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]"
)


def hidden_character(line: str) -> str:
    """Return the name of the first control, direction or zero-width character of a line, "" where there is none."""
    found = _HIDDEN.search(line)
    if not found:
        return ""
    character = found.group()
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control')}"


def without_hidden(text: str) -> str:
    """Return a text without the characters that nobody can see."""
    return _HIDDEN.sub("", text)
