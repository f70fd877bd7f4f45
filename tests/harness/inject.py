#!/usr/bin/env python3
"""Hostile text end to end through the command line: import -> search -> CSV export.  No crash, no SQL, wildcards are literal, no cell a
spreadsheet would run, nothing raw on the terminal or in a file, and the CSV parses back to the same names (minus what must not stay and
the guard quote).  --put names the program by `PROGRAM ... put`."""
from lib import *
import csv, io
H = ["'; DROP TABLE customer;--", "\" OR 1=1 --", "%", "_", "\\", "100%", "a_b", "=1+1", "-2+3", "@SUM(A1)", "\n=cmd|'/c calc'!A1", " =1+1", "\u3000=1", "＝1+1", "＋1", "－1", "＠x", "\ufeff=1x", "\u200b=1y", "'=1", "\"=1\"", "|calc", "%0A=1", "a,b", "a\"b", "\x1b]52;c;x\x07", "\u202eabc", "標\U000e0041\U000e0042籤", "nan-nan", "1e999x", "\U0001F4A9" * 20, "龘龘", "..", "../../../etc/passwd", "/etc/passwd", "CON", "C:\\Windows", "<script>", "${jndi:ldap://x}", "%s%s%n"]
a = args(__doc__); W = a.workdir; db = os.path.join(W, "i.db"); viol = []
shuke = a.put[:-1]; env = {k: os.path.join(W, "home") for k in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
def do(*words, pre=(), timeout=60): return run(shuke + ["--db", db] + list(words), env=env, stdin="", pre=pre, timeout=timeout)
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
plain = lambda t: re.sub(r"\s+", "", RAW.sub("", t.replace("\x1b]52;c;x\x07", "")))
do("add", "頭一位 13800138000")
src = os.path.join(W, "in.csv")
with open(src, "w", encoding="utf-8", newline="") as g:
    w = csv.writer(g); w.writerow(["姓名", "备注"])
    for h in H: w.writerow([h, "備註 " + h])
r = do("import", src)
if r.rc: viol.append("import refused: " + r.oneline)
for h in H:
    if not plain(h): continue
    r = do("--json", "find", "--", h)
    if r.panicked or r.rc not in (0, 4): viol.append("find %r: status %s %s" % (h[:20], r.rc, r.oneline)); continue
    names = re.findall(r'"name": ?("(?:[^"\\]|\\.)*")', r.out.decode(errors="replace"))
    if h in ("%", "_", "\\", "\" OR 1=1 --") and len(names) > 12: viol.append("find %r is a wildcard: %d hits" % (h, len(names)))
    t = do("find", "--", h).out.decode(errors="replace")
    if RAW.search(t): viol.append("raw on the terminal after find %r: %r" % (h[:20], RAW.search(t).group()))
n = do("list"); t = n.out.decode(errors="replace")
if RAW.search(t): viol.append("raw on the terminal in the list: %r" % RAW.search(t).group())
out = os.path.join(W, "o.csv"); r = do("export", "csv", out, "--columns", "name,note")
rows = []
if r.rc: viol.append("export: " + r.oneline)
else:
    raw = open(out, encoding="utf-8-sig", newline="").read(); rows = list(csv.reader(io.StringIO(raw, newline="")))[1:]
    lines = raw.replace("\r\n", "\n")
    if RAW.search(lines): viol.append("raw in the export: %r" % RAW.search(lines).group())
    for row in rows:
        for cell in row:
            c = cell.lstrip(" \u3000\u00a0\ufeff\u200b\"")
            if c and c[0] in "=+-@|\t\r\n＝＋－＠": viol.append("a cell starts a formula: %r" % cell[:20])
    had = {plain(row[0].lstrip("'")) for row in rows}
    lost = [h for h in H if plain(h) and plain(h).lstrip("'") not in had and plain(h) not in had]
    if lost: viol.append("names lost or changed: %r" % lost[:4])
# What a name says is no place to write to.
for at, _, names in os.walk(W):
    for n in names:
        if n in ("passwd", "CON") or "Windows" in n: viol.append("a name became a file: %s" % os.path.join(at, n))
for name, b in {"1 GiB hole": None, "30 MB line": "姓名\n".encode() + b"A" * (30 << 20) + b"\n", "deep nesting": b"[" * 2000000 + b"\n", "not utf-8": b"name\n\xff\xfe\n", "NULs": b"\0" * 100000}.items():
    f = os.path.join(W, "bomb.csv")
    with open(f, "wb") as g: g.truncate(1 << 30) if b is None else g.write(b)
    r = do("import", f, pre=["prlimit", "--as=%d" % (2 << 30), "--cpu=60"], timeout=90)
    if r.panicked or r.rc == "hang" or not isinstance(r.rc, int) or not 0 <= r.rc <= 10: viol.append("import bomb %s: status %s in %.1fs %s" % (name, r.rc, r.wall, r.oneline))
os.mkfifo(os.path.join(W, "pipe")); os.symlink("/etc/hostname", os.path.join(W, "link.csv"))
for dest in ("pipe", "link.csv", "/dev/full"):
    r = do("export", "csv", os.path.join(W, dest), "--force", timeout=20)
    if r.rc == 0 or r.rc == "hang": viol.append("export goes to %s: %s" % (dest, r.rc))
r = do("find", "頭一位")
if "頭一位".encode() not in r.out: viol.append("table gone")
finish(a, "inject", {"strings": len(H), "rows": len(rows)}, viol)
