#!/usr/bin/env bash
# A binary workbook (XLSB) of SheetJS loses all its columns but the first in two readers, without a word.
#
# SheetJS writes a cell that follows another one in a short form, which leaves out the number of its column;
# it reads that form back itself, and LibreOffice 7.4.7 does. Two readers skip such cells: a contact keeps
# its number, and channel and seconds are gone. The same table as XLSX is whole in the same reader.
#
# Seen with xlsx (SheetJS) 0.18.5 of npm, python-calamine 0.9.1 and pyxlsb 1.0.10.
# Ends with 0 while it is so, with 1 when a program does otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --prefix . xlsx@0.18.5
python3 -m venv venv
venv/bin/pip install --quiet python-calamine==0.9.1 pyxlsb==1.0.10

cat > write.cjs <<'SCRIPT'
const sheets = require("xlsx");
const rows = [["id", "channel", "seconds"], [1, "phone", 120], [2, "chat", 300], [3, "phone", 60]];
const book = sheets.utils.book_new();
sheets.utils.book_append_sheet(book, sheets.utils.aoa_to_sheet(rows), "contacts");
for (const kind of ["xlsb", "xlsx"]) sheets.writeFile(book, `contacts.${kind}`);
const read = sheets.readFile("contacts.xlsb").Sheets.contacts;
console.log(JSON.stringify(sheets.utils.sheet_to_json(read, { header: 1 })));
SCRIPT
node write.cjs > own.json

venv/bin/python - <<'PYTHON'
import json
import sys

import python_calamine
import pyxlsb


def calamine(path):
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


with pyxlsb.open_workbook("contacts.xlsb") as book:
    by_pyxlsb = [[cell.v for cell in row] for row in book.get_sheet(1).rows()]
whole = [["id", "channel", "seconds"], [1, "phone", 120], [2, "chat", 300], [3, "phone", 60]]
seen = {
    "SheetJS itself, XLSB": json.load(open("own.json")),
    "python-calamine, XLSX": calamine("contacts.xlsx"),
    "python-calamine, XLSB": calamine("contacts.xlsb"),
    "pyxlsb, XLSB": by_pyxlsb,
}
expected = {
    "SheetJS itself, XLSB": whole,
    "python-calamine, XLSX": whole,
    "python-calamine, XLSB": [["id"], [1], [2], [3]],
    "pyxlsb, XLSB": [[None] * 3] + [[n, None, None] for n in (1, 2, 3)],
}
for what, rows in seen.items():
    print(f"{what:22} {rows}")
other = [what for what in expected if seen[what] != expected[what]]
print("otherwise than before: " + ", ".join(other) if other else "as before")
sys.exit(1 if other else 0)
PYTHON
