"""Running: how the bot reports on itself. No content and no names in here, and nothing decides."""
