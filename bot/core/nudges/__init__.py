"""What is said unasked: the weekly card with its one suggestion, channel posts, and when.

Nothing here sends anything. `rhythm` knows the wall clock of a zone, `pace` when to fall silent,
`suggestion` which one step is worth a line, `posts` what a channel gets.
"""
