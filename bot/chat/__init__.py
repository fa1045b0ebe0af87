"""Where people meet Boffin: one folder per platform, and the door that all of them share.

No decisions in here: a platform turns what it hears into words for the door and what comes back into
its own widgets. Platforms never know each other. Start reading at `door`, then `console`.
"""
