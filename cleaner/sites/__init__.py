"""What repeats across the pages of one site: its menu, its slogan, today's ticker, in whatever language.

`lines` takes the lines of a page down, `counts` counts them per site, `judge` says which of them are the site's
template, `profile` holds all sites and goes to JSON and back, `keys` says which site a page belongs to.
"""

from __future__ import annotations

from cleaner.sites.profile import Profile

__all__ = ["Profile"]
