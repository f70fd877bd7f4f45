#!/usr/bin/env python3
"""Two windows at once: another process holds the write lock; two writers race; one of them is killed; nothing may be lost or hang."""
from lib import *
a = args(__doc__, hold=dict(type=float, default=6.0), each=dict(type=int, default=60), writers=dict(type=int, default=3)); viol = []; info = {}
db = os.path.join(a.workdir, "l.db"); acks = run(a.put + ["write", db, "5"]).acks
h = subprocess.Popen(a.put + ["hold", db, str(a.hold)], stdin=subprocess.PIPE, stdout=subprocess.PIPE); h.stdin.write(PASS.encode()); h.stdin.close(); assert b"HELD" in h.stdout.readline()
r = run(a.put + ["write", db, "1"], timeout=30); info["blocked write"] = "rc=%s after %.1fs: %s" % (r.rc, r.wall, r.oneline)
if r.panicked or r.rc == 0 or r.rc == "hang": viol.append("blocked write: " + info["blocked write"])
rd = run(a.put + ["read", db], timeout=30); info["read while another writes"] = "CHECK %s in %.1fs" % (rd.check, rd.wall)
if rd.panicked: viol.append("read while locked: panic")
h.wait(); r = run(a.put + ["write", db, "1"]); acks.update(r.acks)
if r.rc != 0: viol.append("no write after the lock went away: " + r.oneline)
h = subprocess.Popen(a.put + ["hold", db, "60"], stdin=subprocess.PIPE, stdout=subprocess.PIPE); h.stdin.write(PASS.encode()); h.stdin.close(); h.stdout.readline(); h.kill(); h.wait()
r = run(a.put + ["write", db, "1"]); acks.update(r.acks)
if r.rc != 0: viol.append("stale lock after kill -9: " + r.oneline)
# writers racing, one killed.  Sequence numbers may be refused, acknowledged ones must survive and be unique
ps = [subprocess.Popen(a.put + ["write", db, str(a.each)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(a.writers + 1)]
for p in ps: p.stdin.write(PASS.encode()); p.stdin.flush()
time.sleep(0.4); ps[0].kill(); refused = 0
for p in ps:
    o, e = p.communicate(timeout=120); x = R(p.returncode, o, e, 0)
    for s, hsh in x.acks.items():
        if s in acks and acks[s] != hsh: viol.append("two writers were both told that %d is theirs" % s)
        acks[s] = hsh
    if p.returncode not in (0, -9): refused += 1
    if x.panicked: viol.append("panic while racing: " + x.oneline)
info["racing writers refused"] = refused
viol += judge(acks, run(a.put + ["read", db]))
finish(a, "locks", {"acked": len(acks), "info": info}, viol)
