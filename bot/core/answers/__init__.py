"""Answers from the guidance, with their source, and from the asker's own plan; honest endings.

The finder says what a text is about; what is said about it is decided here. Refusals come first.
"""
