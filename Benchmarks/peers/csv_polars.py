#!/usr/bin/env python3
"""The long table in Polars with exact decimals, streamed, on two threads; start to finish.

Usage: csv_polars.py FOLDER
"""

import os
import pathlib
import sys

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl  # noqa: E402

import common  # noqa: E402

EXACT = pl.Decimal(38, 8)


def decimals(frame: pl.LazyFrame, names: list) -> pl.LazyFrame:
    return frame.with_columns(pl.col(name).cast(EXACT) for name in names)


def scan(path: pathlib.Path, names: list) -> pl.LazyFrame:
    """A table whose numbers are read as text, so that no binary floating point comes between."""
    return decimals(pl.scan_csv(path, schema_overrides=dict.fromkeys(names, pl.String)), names)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    lines = scan(folder / "activity.csv", ["消耗量", "低位发热量", "元素碳含量"])
    factors = scan(folder / "ef.csv", ["ncv0", "cc0", "of0"])

    def rounded(value: pl.Expr, places: int) -> pl.Expr:
        return value.round(places, mode="half_to_even")

    by_heat = rounded(pl.coalesce("低位发热量", "ncv0") * pl.col("cc0"), 4)
    carbon = pl.coalesce("元素碳含量", by_heat)
    emission = rounded(pl.col("消耗量") * carbon * pl.col("of0") * 44 / 12, 2)
    totals = (
        lines.join(factors, on="燃料")
        .with_columns(e=emission)
        .group_by("企业ID", "年")
        .agg(rounded(pl.col("e").sum(), 0))
        .collect(engine="streaming")
    )
    common.answer(
        folder, "polars", "activity", {f"{name}/{year}": e for name, year, e in totals.iter_rows()}
    )


if __name__ == "__main__":
    main()
