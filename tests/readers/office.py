"""LibreOffice opens every sheet and workbook as on a double-click, and shows what was written: the same cells, dates and numbers included."""
import csv
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

import openpyxl

out = sys.argv[1]
bad = []
AS_TYPED = "--infilter=CSV:44,34,76,1"
# Every sheet, with what is shown in its cells rather than how they are formatted.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.reader(file, strict=True)]


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def same(wrote, shown):
    wrote, shown = (re.sub(r"\r\n?", "\n", text) for text in (wrote, shown))
    if wrote == shown:
        return True
    if re.fullmatch(r"-?\d+(\.\d+)?", wrote):
        return number(wrote) == number(shown)
    # An instant is shown in the local fashion; that it stays one is enough.
    return re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", wrote) and shown[:10] == wrote[:10]


def compare(name, wrote, shown):
    while shown and not any(shown[-1]):
        shown.pop()
    if len(wrote) != len(shown):
        return bad.append(f"{name}: {len(wrote)} rows are shown as {len(shown)}")
    for n, (one, two) in enumerate(zip(wrote, shown), 1):
        two = two + [""] * (len(one) - len(two))
        for column, (a, b) in enumerate(zip(one, two)):
            if not same(a, b):
                bad.append(f"{name} row {n} column {wrote[0][column]!r}: {a[:60]!r} is shown as {b[:60]!r}")


def convert(folder, paths, *how):
    profile = "-env:UserInstallation=file://" + folder + "/profile"
    made = folder + "/made"
    told = subprocess.run(["soffice", profile, "--headless", *how, "--outdir", made, *paths], capture_output=True, text=True, timeout=600)
    if not os.path.isdir(made):
        bad.append(f"LibreOffice opens nothing: {told.stderr[:300]}")
        os.makedirs(made)
    return made


sheets = sorted(glob.glob(out + "/*.csv") + glob.glob(out + "/tables/*.csv") + glob.glob(out + "/star/*.csv") + glob.glob(out + "/report/*.csv"))
with tempfile.TemporaryDirectory() as folder:
    copies = {}
    for n, path in enumerate(sheets):
        copies[n] = f"{folder}/{n}.csv"
        shutil.copy(path, copies[n])
    made = convert(folder, list(copies.values()), AS_TYPED, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true")
    for n, path in enumerate(sheets):
        shown = f"{made}/{n}.csv"
        if os.path.exists(shown):
            compare(os.path.relpath(path, out), rows(path), rows(shown))
        else:
            bad.append(f"{path}: LibreOffice does not open it")
for path in sorted(glob.glob(out + "/*.xlsx")):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, folder + "/book.xlsx")
        made = convert(folder, [folder + "/book.xlsx"], "--convert-to", EVERY_SHEET)
        book = openpyxl.load_workbook(path)
        for sheet in book:
            shown = f"{made}/book-{sheet.title}.csv"
            if not os.path.exists(shown):
                bad.append(f"{path}: no sheet {sheet.title}")
                continue
            wrote = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            wrote = [[cell[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00", cell) else cell for cell in row] for row in wrote]
            compare(os.path.basename(path) + " " + sheet.title, wrote, rows(shown))
print("\n".join(bad[:40]))
sys.exit(bool(bad))
