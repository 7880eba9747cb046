#!/usr/bin/env python3
"""The participants in Polars with decimals, streamed, on two threads; start to finish.

Usage: participants_polars.py FOLDER

Decimals have a fixed scale: a share of days is cut to twelve decimals before it is rounded to
three, which an exact fraction is not.
"""

import datetime
import os
import pathlib
import sys

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl  # noqa: E402

YEARS = (2024, 2025)
FINE = pl.Decimal(38, 12)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    table = pl.scan_csv(
        folder / "participants.csv", schema_overrides={"AD [km]": pl.String}, try_parse_dates=True)
    frame = table.select(
        pl.col("起"), (pl.col("止") + pl.duration(days=1)).alias("after"),
        pl.col("AD [km]").cast(pl.Decimal(38, 2)).alias("AD")
    ).filter(pl.col("AD") >= 1)
    days = (pl.col("after") - pl.col("起")).dt.total_days()
    capped = pl.min_horizontal(pl.col("AD").cast(FINE), (days * 40).cast(FINE))
    columns = [pl.len().alias("participants")]
    for year in YEARS:
        start, end = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
        shared = (
            pl.min_horizontal(pl.col("after"), pl.lit(end))
            - pl.max_horizontal(pl.col("起"), pl.lit(start))
        ).dt.total_days().clip(lower_bound=0)
        value = capped * shared.cast(pl.Decimal(38, 0)) / days.cast(pl.Decimal(38, 0))
        rounded = (value * pl.lit("0.15").cast(pl.Decimal(38, 2))).round(3, mode="half_to_even")
        columns.append(rounded.sum().alias(str(year)))
    result = frame.select(columns).collect(engine="streaming").row(0, named=True)
    lines = [f"{year},{result[str(year)] / 1000}\n" for year in YEARS]
    lines.append(f"participants,{result['participants']}\n")
    path = folder / "answers" / "participants.polars.csv"
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
