#!/usr/bin/env python3
"""The workloads in Polars with exact decimals, on two threads.

Usage: polars_decimal.py FOLDER WORKLOAD RUNS
"""

import os
import pathlib
import sys

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl  # noqa: E402

import common  # noqa: E402

EXACT = pl.Decimal(38, 8)


def table(folder: pathlib.Path, name: str, decimals: list) -> pl.DataFrame:
    """A table with decimals, read as text so that no binary floating point comes between."""
    frame = pl.read_csv(
        folder / f"{name}.csv", schema_overrides=dict.fromkeys(decimals, pl.String)
    )
    return frame.with_columns(pl.col(name).cast(EXACT) for name in decimals)


def rounded(value: pl.Expr, decimals: int) -> pl.Expr:
    return value.round(decimals, mode="half_to_even")


def number(text: str) -> pl.Expr:
    return pl.lit(text).cast(EXACT)


def load_batch(folder: pathlib.Path, limit: int | None = None):
    fuels = table(folder, "fuels", ["ncv", "cc", "of"]).rename({"ncv": "heat"})
    data = table(folder, "batch", ["fc", "ncv", "c"])
    return fuels, data if limit is None else data.head(limit)


def run_batch(loaded):
    fuels, data = loaded
    computed = rounded(pl.coalesce("ncv", "heat") * pl.col("cc"), 4)
    emission = pl.col("fc") * pl.coalesce("c", computed) * pl.col("of") * 44 / 12
    return (
        data.lazy()
        .join(fuels.lazy(), on="fuel")
        .with_columns(e=rounded(emission, 2))
        .group_by("facility")
        .agg(rounded(pl.col("e").sum(), 0))
        .collect()
    )


def run_plain(loaded):
    fuels, data = loaded
    return (
        data.lazy()
        .join(fuels.lazy(), on="fuel")
        .with_columns(q=rounded(pl.col("fc") * pl.col("heat"), 3))
        .with_columns(carbon=rounded(pl.col("q") * pl.col("cc"), 4))
        .with_columns(e=rounded(pl.col("carbon") * pl.col("of") * 44 / 12, 2))
        .group_by("facility")
        .agg(rounded(pl.col("e").sum(), 0))
        .collect()
    )


def load_daily(folder: pathlib.Path):
    return table(folder, "daily", ["fc", "ncv", "mar", "mad", "w", "own", "q", "ad"])


def run_daily(data):
    month = (
        data.lazy()
        .group_by("unit", "month")
        .agg(
            fc=pl.col("fc").sum(),
            heat=rounded((pl.col("ncv") * pl.col("fc")).sum() / pl.col("fc").sum(), 3),
            mar=rounded((pl.col("mar") * pl.col("fc")).sum() / pl.col("fc").sum(), 4),
            mad=rounded(pl.col("mad").sum() / pl.len().cast(EXACT), 4),
            power=pl.col("w").sum() - pl.col("own").sum(),
            q=pl.col("q").sum(),
            ad=pl.col("ad").sum(),
        )
        .with_columns(
            c=rounded(
                pl.col("heat") * number("0.03085") * (number("1") - pl.col("mar"))
                / (number("1") - pl.col("mad")),
                4,
            )
        )
        .with_columns(
            e=rounded(pl.col("fc") * pl.col("c") * number("0.99") * 44 / 12, 2)
            + rounded(pl.col("ad") * number("0.581"), 2)
        )
    )
    year = month.group_by("unit").agg(
        pl.col("e").sum(), pl.col("power").sum(), pl.col("q").sum()
    ).with_columns(
        per_power=rounded(pl.col("e") / pl.col("power"), 4),
        per_heat=rounded(pl.col("e") / pl.col("q"), 4),
    )
    return pl.collect_all([month.select("unit", "month", "e"), year])


def load_legs(folder: pathlib.Path):
    tables = [
        pl.read_csv(folder / f"{name}.csv") for name in ("types", "flights", "places")
    ]
    return *tables, table(folder, "legs", ["fuel"])


def run_legs(loaded):
    types, flights, places, data = (frame.lazy() for frame in loaded)
    factor = number("44.1") * number("0.0195") * 44
    return (
        data.join(types, on="type")
        .join(flights.filter(pl.col("counted") == "yes"), on="kind")
        .join(places, left_on="from", right_on="place")
        .join(places, left_on="to", right_on="place", suffix="_to")
        .filter((pl.col("inland") == "yes") & (pl.col("inland_to") == "yes"))
        .with_columns(e=rounded(pl.col("fuel") * factor / 12, 3))
        .group_by("class")
        .agg(pl.col("e").sum())
        .collect()
    )


def flat(workload: str, result) -> dict:
    """The figures by key."""
    if workload != "daily":
        return dict(result.iter_rows())
    month, year = result
    figures = {f"{unit}/{number:02d}": e for unit, number, e in month.iter_rows()}
    for unit, e, _, _, per_power, per_heat in year.iter_rows():
        figures |= {f"{unit}/year": e, f"{unit}/per-power": per_power,
                    f"{unit}/per-heat": per_heat}
    return figures


WORKLOADS = {
    "facility": (lambda folder: load_batch(folder, 240), run_batch),
    "batch": (load_batch, run_batch),
    "plain": (load_batch, run_plain),
    "daily": (load_daily, run_daily),
    "legs": (load_legs, run_legs),
}


def main() -> None:
    folder, workload, runs = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    load, run = WORKLOADS[workload]
    loaded = load(folder)
    seconds, result = common.measure(lambda: run(loaded), runs)
    common.answer(folder, "polars", workload, flat(workload, result))
    elements = loaded.height if isinstance(loaded, pl.DataFrame) else loaded[-1].height
    common.report("polars", workload, seconds, elements)


if __name__ == "__main__":
    main()
