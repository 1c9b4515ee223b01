"""`cleaner rules`: the table of rules, or one rule's documentation."""

from __future__ import annotations

import click


@click.command(short_help="List the rules, or document one.")
@click.argument("rule_id", metavar="[ID]", required=False)
@click.option("--markdown", is_flag=True, help="The whole table in Markdown, with what each rule removes and keeps.")
def rules(rule_id: str | None, markdown: bool) -> None:
    """List the rules, or show what the rule ID removes and keeps, with examples of what it looks for."""
    from cleaner.config_check import suggest
    from cleaner.report.rules import as_markdown, describe, examples
    from cleaner.rules import discover

    docs = {rule.id: describe(rule) for rule in discover()}
    if markdown:
        if rule_id is not None:
            raise click.UsageError("--markdown goes without an ID.")
        click.echo(as_markdown(docs.values()))
        return
    if rule_id is None:
        _table([(doc.id, doc.summary) for doc in docs.values()])
        return
    if rule_id not in docs:
        raise click.UsageError(f"there is no rule {rule_id!r}: {suggest(rule_id, docs)}")
    doc = docs[rule_id]
    lines = [f"{doc.id}: {doc.summary}", ""]
    lines += [
        f"{name}: {text}" for name, text in (("Removes", doc.removes), ("Keeps", doc.keeps), ("Seen on", doc.seen_on))
    ]
    found = list(examples(rule_id))
    if found:
        lines += ["", "Among the phrases it looks for:"]
        lines += [f"  {language}  {phrase}" for language, phrase in found]
    for line in lines:
        click.echo(click.wrap_text(line, 100, subsequent_indent="  ") if len(line) > 100 else line)


def _table(rows: list[tuple[str, str]]) -> None:
    width = max((len(name) for name, _ in rows), default=0)
    for name, summary in rows:
        click.echo(f"{name:<{width}}  {summary}")
