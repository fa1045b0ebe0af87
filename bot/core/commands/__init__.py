"""The one table of commands and what each does.

From `table` come the typed grammar, the forms, the help and "did you mean"; every platform
registers from it. A command's own file holds what it does: pure functions from a `Moment` to an
`Outcome`. No platform's words in here, and no sentences: those live in content.
"""
