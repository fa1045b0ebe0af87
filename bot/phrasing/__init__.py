"""Other words for an answer, from a language model that an operator may configure: off by default, never trusted.

It gets the question and the passages that were found, nothing else; it has no tools; what it says is used only if it
passes every check, and the plain answer was given long before. Start reading at `ahead`; `opening` is the door,
`check` is what may pass, `model` is the one call.
"""
