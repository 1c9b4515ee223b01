"""Cleans datasets of Hugging Face.

from cleaner.integrations.datasets import clean
articles = clean(load_dataset("json", data_files="pages.jsonl", split="train"))
"""

from __future__ import annotations

from typing import Any, TypeVar, Unpack

from cleaner.errors import InputError
from cleaner.integrations import missing
from cleaner.integrations.arrow import BatchCleaner, Options

try:
    import datasets
except ModuleNotFoundError as error:
    raise missing(error, "datasets") from error

Mapped = TypeVar(
    "Mapped", "datasets.Dataset", "datasets.IterableDataset", "datasets.DatasetDict", "datasets.IterableDatasetDict"
)


def clean(
    dataset: Mapped, *, batch_size: int = 1000, num_proc: int | None = None, **options: Unpack[Options]
) -> Mapped:
    """`dataset` with the article's columns, by `map` over its Arrow tables.

    Another run with the same pages, options and version of `cleaner` takes the result from the cache.

    Args:
        dataset: rows with a column of pages, or several such by name; a streamed one is cleaned as it is read, and
            gives Python's values.
        batch_size: pages that are cleaned and written together.
        num_proc: processes; a streamed dataset has one.
        options: those of `cleaner.integrations.arrow.clean_batch`.

    Raises:
        ConfigError: a column is missing, has a wrong type, or stands there already.
        InputError: it is no dataset.
    """
    given: object = dataset
    if not isinstance(given, datasets.Dataset | datasets.IterableDataset | dict):
        raise InputError(f"the dataset is of type {type(given).__name__}", "make one of it: datasets.Dataset.from_list")
    if isinstance(dataset, datasets.DatasetDict | datasets.IterableDatasetDict):
        parts = dataset.items()
        return type(dataset)(
            {name: clean(part, batch_size=batch_size, num_proc=num_proc, **options) for name, part in parts}
        )
    with BatchCleaner(**options) as cleaner:
        features: Any = _features(dataset.features, cleaner)
        tables = dataset.with_format("arrow")
        if isinstance(dataset, datasets.IterableDataset):
            return tables.map(cleaner, batched=True, batch_size=batch_size, features=features).with_format(None)
        if not len(dataset):
            # `map` asks for nothing where there is nothing.
            return datasets.Dataset.from_dict({name: [] for name in features}, features=features)
        done = tables.map(
            cleaner, batched=True, batch_size=batch_size, features=features, num_proc=num_proc, desc="cleaning"
        )
        return done.with_format(dataset.format["type"])


def _features(given: datasets.Features | None, cleaner: BatchCleaner) -> datasets.Features | None:
    """The features of the result; None where those of the dataset are known only as it is read."""
    if given is None:
        return None
    cleaner.schema(given.arrow_schema)
    return datasets.Features({**given, **datasets.Features.from_arrow_schema(cleaner.added)})
