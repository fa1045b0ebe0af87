"""Boffin in Discord: one bot in any number of servers, over the gateway, without a privileged intent.

Nothing here decides. `app` connects and `hearing` takes what comes in; `inbound` reads it into words for the door,
`directory` who spoke and where. `render` and `form` turn messages into components, `markup` keeps everybody's text from
becoming more than text, `limit` keeps Discord's limits. `answer` sends what is said in reply, `outbox` what is said
unasked. `tree` makes the commands from the one table, `sync` registers them. `client` is discord.py as it is used here,
`api` signs in, `zone` guesses time zones, `probe` is what `boffin doctor` asks, `trace` counts requests, `quiet` keeps
the library's words out of the log. Start reading at `app`.
"""
