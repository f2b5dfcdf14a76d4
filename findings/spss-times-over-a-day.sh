#!/usr/bin/env bash
# A time span of more than a day in an SPSS file loses its days in three readers, without a word.
#
# A variable of format TIME8 holds a number of seconds; SPSS shows 97200 as 27:00:00. Read as a time of the
# day it becomes 03:00:00, and a median of waits or lengths is wrong by whole days. One reader gives nothing
# instead. Only the plain number is right: `disable_datetime_conversion=True` in pyreadstat.
#
# Seen with pyreadstat 1.3.7, pandas 3.1.1 (read_spss), readstat-arrow 2026.10.20.0, polars-readstat 0.25.0.
# Ends with 0 while it is so, with 1 when a reader does otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyreadstat==1.3.7 pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0 \
  polars-readstat==0.25.0 readstat-arrow==2026.10.20.0

cd "$folder"
venv/bin/python - <<'PYTHON'
import struct
import sys

import pandas
import polars_readstat
import pyreadstat
import readstat_arrow

# 1:30, 27:00 and 50:00 hours.
seconds = [5400.0, 97200.0, 180000.0]
pyreadstat.write_sav(
    pandas.DataFrame({"span": seconds}), "spans.sav", variable_format={"span": "TIME8"}, compress=False
)
kept = open("spans.sav", "rb").read()
frame, meta = pyreadstat.read_sav("spans.sav")
table = readstat_arrow.read_sav("spans.sav")
table = table[0] if isinstance(table, tuple) else table
plain, _ = pyreadstat.read_sav("spans.sav", disable_datetime_conversion=True)
seen = {
    "seconds in the file": [s for s in seconds if struct.pack("<d", s) in kept],
    "format in the file": meta.original_variable_types["span"],
    "pyreadstat": [str(v) for v in frame["span"]],
    "pandas.read_spss": [str(v) for v in pandas.read_spss("spans.sav")["span"]],
    "readstat-arrow": [str(v) for v in table["span"].to_pylist()],
    "polars-readstat": [str(v) for v in polars_readstat.scan_readstat("spans.sav").collect()["span"]],
    "pyreadstat, as numbers": plain["span"].tolist(),
}
wrapped = ["01:30:00", "03:00:00", "02:00:00"]
expected = {
    "seconds in the file": seconds,
    "format in the file": "TIME8",
    "pyreadstat": wrapped,
    "pandas.read_spss": wrapped,
    "readstat-arrow": wrapped,
    "polars-readstat": ["01:30:00", "None", "None"],
    "pyreadstat, as numbers": seconds,
}
for what, value in seen.items():
    print(f"{what:24} {value}")
other = [what for what in expected if seen[what] != expected[what]]
print("otherwise than before: " + ", ".join(other) if other else "as before")
sys.exit(1 if other else 0)
PYTHON
