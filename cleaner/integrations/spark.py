"""Cleans Spark data frames, on as many machines as there are.

from cleaner.integrations.spark import clean
articles = clean(spark.read.parquet("pages"), url="url", timeout=30)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Unpack

from cleaner.integrations import missing
from cleaner.integrations.arrow import BatchCleaner, Options

try:
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    from pyspark.sql.types import StructType
except ModuleNotFoundError as error:
    raise missing(error, "spark") from error

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_PAGES = 256


def clean(frame: DataFrame, **options: Unpack[Options]) -> DataFrame:
    """`frame` with the article's columns; lazy, by `mapInArrow`, so that no row is shuffled.

    The executors need `cleaner` and its extra `spark` installed. A task that is tried again, because its executor was
    lost, say, gives the same rows. With a `timeout` a page that hangs, or that brings its process down, costs that time
    and has an `error`; without one it would hold its task up.

    Args:
        frame: rows with a column of pages.
        options: those of `cleaner.integrations.arrow.clean_batch`.

    Raises:
        ConfigError: a column is missing, has a wrong type, or stands there already.
    """
    cleaner = BatchCleaner(**options)
    cleaner.schema(to_arrow_schema(frame.schema))
    schema = StructType([*frame.schema, *from_arrow_schema(cleaner.added)])

    def cleaned(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with cleaner:
            for batch in batches:
                # Spark's batches may have ten thousand pages: their articles need not all be in memory at once.
                for start in range(0, batch.num_rows, _PAGES):
                    yield cleaner(batch.slice(start, _PAGES))

    return frame.mapInArrow(cleaned, schema)
