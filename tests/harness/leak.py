#!/usr/bin/env python3
"""Where do the passphrase and customer data show up?  argv, environment, memory of the running process, files (also outside the data
directory), core dumps, stderr; and in that of a desk that was opened at a terminal and locked again.  Needs SHUKE_LOCKED=1: the passphrase is the first line of the input."""
from lib import *
a = args(__doc__, marker=dict(default="P0000000")); W = a.workdir; db = os.path.join(W, "d.db"); viol = []; info = {}
pw = "Zq7-needle in-the haystack-%d" % os.getpid(); data = (pw + "\n").encode()
log = os.path.join(W, "trace"); r = run(a.put + ["write", db, "30"], stdin=data, pre=["strace", "-f", "-o", log, "-e", "trace=openat,open,creat,execve,socket,connect"])
if r.rc: viol.append("cannot write: " + r.oneline)
text = open(log, errors="replace").read()
out = set(re.findall(r'openat\([^"]*"([^"]+)", [A-Z_|]*(?:O_WRONLY|O_RDWR|O_CREAT)', text))
info["opened for writing elsewhere"] = sorted(x for x in out if not x.startswith(W) and not x.startswith(("/dev/", "/proc/")))
if info["opened for writing elsewhere"]: viol.append("writes outside the data directory: %s" % info["opened for writing elsewhere"][:3])
if pw in text: viol.append("passphrase in an argument or a file name")
net = [l for l in text.splitlines() if " socket(" in l and "AF_INET" in l]
if net: viol.append("opens network sockets: " + net[0].strip()[:100])
os.remove(log)
p = subprocess.Popen(a.put + ["hold", db, "20"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE); p.stdin.write(data); p.stdin.flush(); p.stdin.close(); p.stdout.readline()
for f in ("cmdline", "environ"):
    if pw.encode() in open("/proc/%d/%s" % (p.pid, f), "rb").read(): viol.append("passphrase in /proc/PID/%s" % f)
def mem(pid, needles):
    c = dict.fromkeys(needles, 0); looked = 0
    for l in open("/proc/%d/maps" % pid):
        rng, perm = l.split()[:2]
        if "r" not in perm or "[v" in l: continue
        lo, hi = (int(x, 16) for x in rng.split("-"))
        with open("/proc/%d/mem" % pid, "rb", 0) as f:
            try: f.seek(lo); b = f.read(hi - lo)
            except (OSError, ValueError, OverflowError): continue
            looked += len(b)
            for nd in needles: c[nd] += b.count(nd)
    return c, looked
m, looked = mem(p.pid, [pw.encode(), os.path.basename(db).encode()]); info["bytes of memory"] = looked; info["copies of the passphrase"] = m[pw.encode()]
if m[pw.encode()]: viol.append("passphrase still in memory after unlocking (%d copies)" % m[pw.encode()])
if not m[b"d.db"]: viol.append("the harness cannot see this memory")       # the file's own name is there
core = re.search(r"Max core file size\s+(\S+)", open("/proc/%d/limits" % p.pid).read()).group(1); info["core limit"] = core
if core != "0": viol.append("core dumps are possible (RLIMIT_CORE=%s)" % core)
p.kill(); p.wait()
# The desk itself: unlocked at a terminal, then locked. Afterwards neither what was typed nor anybody's name lies in its memory.
import pty, select, struct, fcntl, termios
pid, tty = pty.fork()
if pid == 0: os.execvpe(a.put[0], [a.put[0], "--lang", "en", "--db", db], dict(os.environ, TERM="xterm-256color", HOME=W))
fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
def until(done, most=40):
    end = time.time() + most; c = {}
    while time.time() < end:
        while select.select([tty], [], [], 0.2)[0]:
            try: b = os.read(tty, 65536)
            except OSError: return c
            if b"\x1b[c" in b: os.write(tty, b"\x1b[?62;c")
            if b"\x1b[6n" in b: os.write(tty, b"\x1b[1;1R")
        c, _ = mem(pid, [pw.encode(), a.marker.encode()])
        if done(c): return c
    return c
until(lambda c: False, 3); os.write(tty, data[:-1]); until(lambda c: False, 1); os.write(tty, b"\r")
m = until(lambda c: c[a.marker.encode()] and not c[pw.encode()])
if not m.get(a.marker.encode()): viol.append("the desk did not open, or its memory cannot be seen")
if m.get(pw.encode()): viol.append("the desk keeps the passphrase in memory (%d copies)" % m[pw.encode()])
os.write(tty, b"L"); m = until(lambda c: not any(c.values())); info["copies after locking"] = sum(m.values())
if any(m.values()): viol.append("a locked desk keeps customers or the passphrase in memory: %s" % m)
os.kill(pid, signal.SIGKILL); os.waitpid(pid, 0)
q = subprocess.Popen(a.put + ["write", db, "100000"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL); q.stdin.write(data); q.stdin.flush()
for _ in range(20): q.stdout.readline()
q.kill(); q.communicate()                          # leaves a journal behind
for f in os.listdir(W):
    path = os.path.join(W, f)
    if os.path.isfile(path):
        b = open(path, "rb").read()
        if a.marker.encode() in b or b"SQLite format 3" in b or pw.encode() in b: viol.append("plaintext in %s" % f)
r = run(a.put + ["read", db], stdin=b"wrong\n")
if r.rc == 0: viol.append("opens with a wrong passphrase")
info["wrong passphrase says"] = r.err.decode(errors="replace").strip()[:200]
if len(r.err.strip().splitlines()) > 1: viol.append("wrong passphrase prints %d lines on stderr" % len(r.err.strip().splitlines()))
if pw.encode() in r.err: viol.append("passphrase echoed")
r = run(a.put + ["read", db], stdin=data)
if a.marker.encode() not in r.out and not r.rows: viol.append("the right passphrase does not open it: " + r.oneline)
finish(a, "leak", {"info": info}, viol)
