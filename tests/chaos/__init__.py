"""Killing, resetting and starving the bot at random, and counting what came: start reading at `trial`."""
