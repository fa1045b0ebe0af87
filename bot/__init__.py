"""Boffin: a chat assistant that keeps a medical educator's social media plan small, safe and alive."""
