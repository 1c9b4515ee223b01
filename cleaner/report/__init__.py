"""Tells people what was done: a page with its removals, the rules as documented."""
