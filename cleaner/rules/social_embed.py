"""Posts of social networks that a story embeds, and the notices in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.text import word_set
from cleaner.tree import Tree

_MOST_WORDS = 30
_MOST_NOTICE_WORDS = 70
# "— Name (@handle) June 3, 2025", alone or at the end of the post's text.
_SIGNED = re.compile(r"(?:^|\s)[—–-] ?[^—–@\n]{1,60}\(@\w{1,20}\)[^.!?]{0,40}$")
# What the networks' own embed codes call their elements, whatever the page is made with.
_CODES = word_set(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post fb-video bluesky-embed mastodon-embed"
    " reddit-embed-bq reddit-card text-post-media"
)


class SocialEmbed(Rule):
    """Embedded posts.

    Removes: "A post shared by …", "View this post on Instagram", "— Name (@handle) June 3, 2025", a post that ends in a
    picture's short address, "This content is not available due to your privacy preferences"; in HTML what stands in
    an element that a network's embed code makes.
    Keeps: the story's own account of a post, quotation marks and all; "@handle" in a sentence; a quotation that the
    page itself calls a tweet.
    Seen on: celebrity, sports and politics stories; notices stand where a reader's consent was missing.
    """

    id = "social-embed"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark signatures, embed lines and notices; the post's text beside them as evidence."""
        blocks = page.blocks
        for number in _embedded(page.tree) if page.tree is not None else ():
            yield Mark(self.id, number, "a post in a network's own embed code", CERTAIN)
        for hit in page.hits_of(self.id):
            yield from self._of_phrase(hit, blocks[hit.block], page)
        for block in map(blocks.__getitem__, page.glance.with_sign("@")):
            if "(@" in block.text and (match := _SIGNED.search(block.text)):
                if match.start() == 0 and block.words <= _MOST_WORDS:
                    yield Mark(self.id, block.number, "the signature of an embedded post")
                    if block.number and not blocks[block.number - 1].level:
                        yield Mark(self.id, block.number - 1, "stands above the signature of an embedded post", 0.5)
                else:
                    yield Mark(self.id, block.number, "an embedded post with its signature", 0.9)

    def _of_phrase(self, hit: Hit, block: Block, page: Page) -> Iterator[Mark]:
        if hit.label == "post":
            named = "@" in block.text or "instagram" in block.key or "facebook" in block.key
            if block.words <= _MOST_WORDS:
                yield Mark(self.id, hit.block, f'an embedded post: "{hit.phrase}"', CERTAIN if named else 0.6)
        elif hit.label == "pic":
            yield Mark(self.id, hit.block, f"a post with the short address of its picture: {hit.phrase}", 0.7)
        elif hit.place == "line":
            yield Mark(self.id, hit.block, f'a line of an embedded post: "{hit.phrase}"')
        elif block.words <= _MOST_NOTICE_WORDS:
            yield Mark(self.id, hit.block, f'a notice in the place of an embedded post: "{hit.phrase}"', 0.95)


def _embedded(tree: Tree) -> list[int]:
    """The numbers of the blocks that stand in an element of an embed code."""
    said = "\n".join([names for _, names in tree.called])
    if not any(map(said.__contains__, _CODES)):
        return []
    kinds = {kind for kind, (_, names) in enumerate(tree.called) if not _CODES.isdisjoint(names.split())}
    within = [number for number, kind in enumerate(tree.kinds) if kind in kinds]
    return sorted({block for number in within for block in range(tree.first[number], tree.last[number])})
