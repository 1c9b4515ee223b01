"""Cleans Ray datasets.

from cleaner.integrations.ray import clean
articles = clean(ray.data.read_parquet("pages"), actors=8)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from cleaner.integrations import missing
from cleaner.integrations.arrow import BatchCleaner, Options

try:
    import ray.data
except ModuleNotFoundError as error:
    raise missing(error, "ray") from error

if TYPE_CHECKING:
    import pyarrow as pa


class CleanPages:
    """What each actor holds: `clean_batch` with its options set, ready before the first batch comes."""

    def __init__(self, **options: Unpack[Options]) -> None:
        self._cleaner = BatchCleaner(**options)
        self._cleaner.ready()

    def __call__(self, pages: pa.Table) -> pa.Table:
        """`pages` with the article's columns."""
        return self._cleaner(pages)


def clean(
    dataset: ray.data.Dataset,
    *,
    actors: int | tuple[int, int] = 1,
    batch_size: int | None = 256,
    resources: dict[str, Any] | None = None,
    **options: Unpack[Options],
) -> ray.data.Dataset:
    """`dataset` with the article's columns; lazy, by `map_batches` over actors.

    Args:
        dataset: rows with a column of pages.
        actors: how many; a pair is the fewest and the most. Each has one processor if `resources` says nothing else.
        batch_size: pages that an actor cleans together; None for as many as a block has.
        resources: what an actor needs, by `map_batches`'s names for it: `num_cpus`, `memory` and the like.
        options: those of `cleaner.integrations.arrow.clean_batch`.

    Raises:
        ConfigError: a column is missing, has a wrong type, or stands there already. Where the columns are not known
            before the pages are read, it is the job that fails of it.
    """
    known = dataset.schema(fetch_if_missing=False)
    if known is not None:
        BatchCleaner(**options).schema(known.base_schema)
    fewest, most = (actors, actors) if isinstance(actors, int) else actors
    return dataset.map_batches(
        CleanPages,
        fn_constructor_kwargs=dict(options),
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=ray.data.ActorPoolStrategy(min_size=fewest, max_size=most),
        **(resources or {}),
    )
