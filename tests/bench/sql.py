#!/usr/bin/env python3
"""Counts lines of the demonstration in an engine and compares what their reports say with what the rows give.

    python tests/bench/sql.py --jaarlijn target/debug/jaarlijn --engine duckdb [--rows 10000000]

Needs DuckDB from PyPI (it reads the exports, for all engines) and the engine itself: `postgres` uses `psql` with the
usual PG variables. For each line two workspaces are built, one from its exports and one
from the cube that the printed statement gives: `figures.csv` of all reports must be equal byte for byte. With --rows a
table is made of that many rows, by repeating those of the line, and the time of the statement is printed.
"""

import argparse
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import duckdb

# What `jaarlijn sql` asks for, and the settings of the demonstration leave to the rows.
SAID = {
    "nupraatikerover": [
        ("age: leeftijd", "age: {column: leeftijd, unit: years}"),
        ("wait_s: wachttijd", "wait_s: {column: wachttijd, unit: seconds}"),
        ("duration_s: duur", "duration_s: {column: duur, unit: seconds, minus: []}"),
    ],
    "tele-onthaal": [
        ("age: age\n", "age: {column: age, unit: years}\n"),
        ("wait_s: wait_s", "wait_s: {column: wait_s, unit: seconds}"),
        ("duration_s: duration_s", "duration_s: {column: duration_s, unit: seconds, minus: []}"),
        ("time_zone: local}", "time_zone: local, midnight: known}"),
    ],
}


def say(settings, changes):
    text = settings.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    settings.write_text(text, encoding="utf-8")


def run(binary, *args):
    return subprocess.run([binary, *map(str, args)], capture_output=True, text=True, check=False)


def build(binary, root, line):
    done = run(binary, "--root", root, "build", line, "--no-web")
    figures = {p.relative_to(root): p.read_bytes() for p in root.glob(f"reports/*/{line}/figures.csv")}
    if not figures:
        sys.exit(f"{line}: no report\n{done.stdout}{done.stderr}")
    return figures


def exports(db, line, folder):
    """One table of texts from all exports of a line."""
    csvs, parquets = list(folder.glob("**/*.csv")), list(folder.glob("**/*.parquet"))
    if csvs:
        source = f"read_csv({[str(p) for p in csvs]}, all_varchar = true, header = true, union_by_name = true, nullstr = '')"
    else:
        source = f"read_parquet({[str(p) for p in parquets]}, union_by_name = true)"
    db.execute(f'CREATE OR REPLACE TABLE "{line}" AS SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {source}')
    return db.execute(f'SELECT COUNT(*) FROM "{line}"').fetchone()[0]


def repeated(db, line, there, rows):
    """The rows of a line so often that they are at least so many, each with an id of its own."""
    times = -(-rows // there)
    first = db.execute(f'DESCRIBE "{line}"').fetchall()[0][0]
    # Where the first column is an id, it stays unique.
    own = f'REPLACE ("{first}" || \'/\' || copy AS "{first}")' if line == "nupraatikerover" else ""
    db.execute(f'CREATE OR REPLACE TABLE "{line}" AS SELECT * EXCLUDE (copy) {own} FROM "{line}", range({times}) r(copy)')
    return db.execute(f'SELECT COUNT(*) FROM "{line}"').fetchone()[0]


def in_duckdb(db, line, statement, _):
    began = time.monotonic()
    done = db.execute(statement)
    rows = done.fetchall()
    return [d[0] for d in done.description], rows, time.monotonic() - began


def in_postgres(db, line, statement, scratch):
    table = scratch / f"{line}.csv"
    db.execute(f'COPY "{line}" TO \'{table}\' (HEADER, DELIMITER \',\')')
    names = [row[0] for row in db.execute(f'DESCRIBE "{line}"').fetchall()]
    columns = ", ".join(f'"{name}" TEXT' for name in names)
    psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1"]
    made = f'DROP TABLE IF EXISTS "{line}"; CREATE TABLE "{line}" ({columns});\n\\copy "{line}" FROM \'{table}\' CSV HEADER\n'
    subprocess.run(psql, input=made, text=True, check=True)
    began = time.monotonic()
    done = subprocess.run([*psql, "--csv"], input=statement, text=True, capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    header, *rows = csv.reader(done.stdout.splitlines())
    return header, rows, time.monotonic() - began


ENGINES = {"duckdb": in_duckdb, "postgres": in_postgres}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jaarlijn", required=True)
    parser.add_argument("--engine", choices=ENGINES, default="duckdb")
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--line", choices=SAID, action="append")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        root = scratch / "rows"
        run(asked.jaarlijn, "demo", root)
        failed = False
        for line in asked.line or SAID:
            folder = root / "data" / line
            say(folder / "helpline.yaml", SAID[line])
            statement = run(asked.jaarlijn, "--root", root, "sql", line, "--dialect", asked.engine)
            if statement.returncode:
                sys.exit(statement.stdout + statement.stderr)
            db = duckdb.connect()
            rows = exports(db, line, folder / "registrations")
            if asked.rows:
                rows = repeated(db, line, rows, asked.rows)
            header, counts, took = ENGINES[asked.engine](db, line, statement.stdout, scratch)
            print(f"{line}: {rows} rows, {len(counts)} counts, {took:.1f} s in {asked.engine}")
            if asked.rows:
                continue
            other = scratch / "cube"
            shutil.rmtree(other, ignore_errors=True)
            shutil.copytree(root, other, ignore=shutil.ignore_patterns("reports", ".jaarlijn-cache"))
            shutil.rmtree(other / "data" / line / "registrations")
            (other / "data" / line / "cube").mkdir()
            with open(other / "data" / line / "cube" / "counts.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *counts])
            expected, found = build(asked.jaarlijn, root, line), build(asked.jaarlijn, other, line)
            same = expected == found
            failed |= not same
            print(f"{line}: figures of {len(found)} reports are {'equal' if same else 'DIFFERENT'}")
        sys.exit(failed)


if __name__ == "__main__":
    main()
