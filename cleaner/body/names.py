"""What elements are called, as evidence: whole words of classes, ids and roles, in groups of one meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from cleaner.text import word_set

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_GROUPS = MappingProxyType(
    {
        "share": (
            "share sharing shares social socials facebook twitter whatsapp linkedin pinterest reddit sharedaddy"
            " addtoany follow sharebar"
        ),
        "related": (
            "related recommended recommendations recommend recirc recirculation popular trending latest recent"
            " suggested suggestions readmore seealso mostread outbrain taboola"
        ),
        "card": (
            "card cards teaser teasers tile tiles carousel slider swiper promo promos river feed listing grid slick"
        ),
        "comments": "comment comments commentlist reply replies respond disqus discussion coral akismet",
        "author": "author authors byline bylines bio biography avatar writer contributor contributors vcard fn",
        "date": "date time timestamp datetime published posted updated meta metadata dateline",
        "caption": "caption captions figcaption credit credits attribution copyright legend",
        "ad": "ad ads advert adverts advertisement advertising sponsor sponsored dfp gpt banner adslot commercial",
        "newsletter": (
            "newsletter newsletters subscribe subscription subscriptions subscriber signup optin offer register"
            " registration paywall piano donate donation membership"
        ),
        "nav": (
            "nav navigation navbar menu menus menuitem submenu subnav topnav sidenav breadcrumb breadcrumbs tabs"
            " tablist pagination pager megamenu dropdown hamburger toolbar prev previous next"
        ),
        "footer": "footer foot colophon contentinfo legal policy privacy sitemap",
        "header": "header masthead topbar branding logo tagline",
        "sidebar": "sidebar sidebars aside rail secondary tertiary widget widgets complementary widgettitle textwidget",
        "body": (
            "body articlebody content entry text richtext rte wysiwyg prose markdown paragraph paragraphs copy"
            " copytext storybody"
        ),
        "article": "article articles story post hentry single main",
        "title": "title titles headline headlines heading",
        "standfirst": (
            "standfirst summary lead lede dek deck intro introduction excerpt subtitle subheadline subhead"
            " abstract strapline chapeau vorspann sapo entradilla occhiello perex description"
        ),
        "overlay": (
            "modal popup popover dialog overlay cookie cookies consent gdpr onetrust drawer offcanvas lightbox"
            " tooltip flyout toast"
        ),
        "tags": "tag tags topics topic keyword keywords categories category taxonomy eyebrow kicker",
        "form": (
            "form forms input search searchform login signin logout password field fields fieldset button buttons"
            " btn cta ctas submit select checkbox radio captcha textfield textarea toggle"
        ),
        "unseen": "hidden hide sr visually visuallyhidden screenreader invisible collapsed only",
        "media": (
            "video videos player audio podcast gallery slideshow youtube photo photos image images figure picture"
            " embed instagram"
        ),
        "product": "product products price pricing cart minicart shop shipping deal deals buy store wishlist",
        "contents": "toc contents outline",
        "questions": "faq faqs accordion question questions answer answers",
        "quote": "quote quotes pullquote blockquote callout highlight",
        "box": "factbox infobox fact facts box sidebox infobar takeaways keypoints",
        "notice": "correction notice alert disclosure disclaimer note announcement legalnote",
        "live": "live liveblog ticker event timeline",
        "profile": "profile user account member team staff",
    }
)
NAMES = tuple(_GROUPS)
_BITS = {word: 1 << bit for bit, words in enumerate(_GROUPS.values()) for word in word_set(words)}
_BITS_OF_BYTES = {word.encode(): bit for word, bit in _BITS.items()}
# As `_WORD` finds them.
_BITS_OF_WRITTEN = {form: bit for word, bit in _BITS.items() for form in (word, word.capitalize(), word.upper())}
_SMALL = frozenset(b"abcdefghijklmnopqrstuvwxyz")
_PARTED = bytes([byte if not byte or byte in _SMALL else ord(" ") for byte in range(256)])
_BETWEEN = "\0"


def groups_of(called: Sequence[str]) -> list[int]:
    """For each of the names the groups that its words belong to, a bit each, in the order of `NAMES`."""
    # Most have no capitals to part words at, and to replace the bytes of all at once is many times faster than to look
    # for words.
    parted = _BETWEEN.join(called).encode("ascii", "replace").translate(_PARTED).split(b"\0")
    if len(parted) != len(called):
        return [_groups_in(names) for names in called]
    bit_of = _BITS_OF_BYTES.get
    found = []
    for names, parts in zip(called, parted, strict=True):
        bits = 0
        if names.islower():
            for word in parts.split():
                bits |= bit_of(word, 0)
        elif names:
            bits = _groups_in(names)
        found.append(bits)
    return found


def _groups_in(names: str) -> int:
    bits = 0
    for word in _WORD.findall(names):
        bits |= _BITS_OF_WRITTEN.get(word, 0)
    return bits
