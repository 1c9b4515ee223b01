"""Code that should never have been visible."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Mark, Page, Rule

_CODE = re.compile(
    r"\bfunction\s?\w{0,40}\(|=>\s?\{|\b(?:var|let|const) \w{1,40} ?=|\bwindow\.\w|\bdocument\.\w{1,40}\(|\.push\("
    r"|googletag|dataLayer|\bgtag\(|addEventListener|\bjQuery\b|\(function\b|\breturn [\w.]{1,40};"
    r"|\bif ?\([^()]{1,80}\)|@media\b|!important|@font-face|@import\b"
)
_STYLE = re.compile(r"\{ ?[\w-]{2,40} ?: ?[^{}]{1,200}[;}]")
_JSON = re.compile(r'^[\[{] ?[\[{]*\s?"[^"]{1,80}" ?[:,]')
_TAG = re.compile(
    r"</?(?:div|p|span|a|br|hr|img|script|style|iframe|strong|em|b|i|u|ul|ol|li|h[1-6]|figure|figcaption|table|tr|td|th"
    r"|tbody|blockquote|section|article|center|font|noscript|video|source|svg|path|input|button|form|label)"
    r"(?: [^<>]{0,400})?/?>|<!--[^<>]{0,400}-->|<!\[CDATA\[|\]\]>"
)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|video|audio|playlist|youtube|vimeo|twitter|instagram|contact-form-7|adrotate|ads?"
    r"|vc_\w{2,30}|et_pb_\w{2,30}|su_\w{2,30}|fusion_\w{2,30}|wp_\w{2,30}|caldera_form|gravityform|poll|button|quote"
    r"|row|column|tie_\w{2,30}|penci_\w{2,30})(?: [^\[\]]{0,400})?/?\]"
)
_TEMPLATE = re.compile(r"\{\{[^{}]{1,120}\}\}|\{%[^%{}]{1,120}%\}|<%=?[^%<>]{1,120}%>|\$\{[\w.]{1,60}\}")
_ENTITY = re.compile(r"&(?:nbsp|zwnj|zwj|shy|#160|#8203|#xa0|#x200b)(?:;|(?![\w;]))")
_ENCODED = re.compile(r"(?:data:[a-z]+/[\w.+-]{1,40};base64,)?[\w+/]{80,}={0,2}")
_SIGNS = "{<["
# A reference of HTML, and not "this & that".
_REFERS = re.compile("&[nzs#]")
_PAGE_CODE = re.compile(
    r"googletag|dataLayer|gtag\(|adsbygoogle|\b(?:window|document)\.\w|\bjQuery\b|\.push\(|\.cmd\b|addEventListener"
)
_SCRIPT = "a script"
_SHOWN = 0.6
"""How sure it is that code amid the story was left behind."""
_REFERENCE = "a character reference of HTML"
_LEAST_LESSON = 4
"""Blocks with code inside the story from which it is a story about code."""
_DENSE = 60
"""Characters a word from which text can hardly be words."""
_PUNCTUATION = frozenset("{}();=<>[]:_|&$#")


class MarkupResidue(Rule):
    """Markup, code and data among the text.

    Removes: scripts, style sheets, JSON, tags, "[caption …]", "{{ title }}", encoded pictures, JavaScript notices.
    Keeps: a sentence that names a tag or a function, code that Markdown fences as code, "[sic]" in quotations.
    Seen on: dumps made with crude tools, pages whose editors pasted markup, templates that were not filled in.
    """

    id = "markup-residue"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark whole blocks of code, and single tags inside of prose at their spans."""
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.place == "line" or (hit.place == "start" and block.words <= 40):
                sure = CERTAIN if hit.place == "start" else 0.8
                yield Mark(self.id, hit.block, f'left behind by a script: "{hit.phrase}"', sure)
        found = [mark for block in _suspects(page) for mark in self._of_block(block)]
        first, last = page.outline
        inside = {mark.block for mark in found if first <= mark.block <= last and mark.why != _REFERENCE}
        if len(inside) >= _LEAST_LESSON:
            # A story about code shows code; there is no telling what was left behind and what is being taught.
            found = [mark for mark in found if mark.block not in inside]
        for mark in found:
            # One listing amid the prose may be the story's own, unless it is what pages run themselves.
            shown = mark.block in inside and mark.why == _SCRIPT and not _PAGE_CODE.search(page.blocks[mark.block].text)
            yield mark._replace(sure=_SHOWN) if shown else mark

    def _of_block(self, block: Block) -> Iterator[Mark]:
        text = block.text
        if block.kind == "code" or not text:
            return
        if why := _what_code(block):
            yield Mark(self.id, block.number, why)
            return
        spans = sorted(
            (match.start(), match.end(), why)
            for pattern, why in (
                (_TAG, "a tag of HTML"),
                (_SHORTCODE, "a shortcode"),
                (_TEMPLATE, "an unfilled template"),
                (_ENTITY, _REFERENCE),
            )
            for match in pattern.finditer(text)
        )
        if not spans:
            return
        left = len(text) - sum(end - start for start, end, _ in spans)
        if left < 4:
            yield Mark(self.id, block.number, spans[0][2])
            return
        for start, end, why in spans:
            yield Mark(self.id, block.number, why, CERTAIN, (start, end))


def _suspects(page: Page) -> list[Block]:
    """The blocks that hold a sign of markup, or hardly a blank."""
    glance = page.glance
    sized = enumerate(zip(glance.texts, glance.words, strict=True))
    found = {number for number, (text, words) in sized if len(text) > _DENSE and len(text) > _DENSE * words}
    # One character is found many times faster than two.
    for sign in _SIGNS:
        found.update(glance.with_sign(sign))
    found.update(number for number in glance.with_sign("&") if _REFERS.search(glance.texts[number]))
    return [page.blocks[number] for number in sorted(found)]


def _what_code(block: Block) -> str:
    """What kind of code the whole block is; empty when it is text."""
    text = block.text
    if len(text) > _DENSE * block.words and text.isascii() and _ENCODED.search(text):
        return "encoded data"
    head = text[:2000]
    signs = sum(map(_PUNCTUATION.__contains__, head)) / len(head)
    if _JSON.match(text) and signs > 0.03:
        return "data in JSON"
    if signs > 0.04 and _STYLE.search(head):
        return "a style sheet"
    if signs > (0.08 if block.ends and block.words > 8 else 0.05) and _CODE.search(head):
        return _SCRIPT
    return ""
