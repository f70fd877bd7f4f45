"""Shared pieces of the reliability harness.

THE PUT CONTRACT.  A harness never links the program; it runs `PUT verb args...` as a child:
  write   DB N            -> prints `ACK <seq> <sha16>` after each durable commit (flushed), then `DONE`; exit 0.
                             On a refused write: one line `ERROR ...` on stderr and exit 2..9. Never a panic.
  read    DB              -> prints `ROW <seq> <sha16>` per customer, then `HEAD <audit head>`, then `CHECK ok`
                             or `CHECK <problem>`; exit 0 only for `CHECK ok`.
  backup  DB DEST | restore BAK DB | rekey DB | migrate DB | salvage DB NEW | hold DB SECONDS
The passphrase is the first line of stdin (never argv, never the environment).
The verbs are `shuke put ...`, compiled with the cargo feature `testkit` over the code that the desk itself runs, and absent from
release builds. SHUKE_ANCHOR=1 keeps the anchor in the file's own folder, so that it is copied with it; SHUKE_MUTANT=NAME breaks the
program on purpose (src/store/mutant.rs), which every harness must notice.
"""
import os, sys, subprocess, shlex, json, time, random, tempfile, shutil, signal, argparse, re

PASS = "correct horse battery staple\n"
PANIC = re.compile(rb"panicked at|Traceback \(most recent|SIGABRT|stack overflow|AddressSanitizer|core dumped")

def args(desc, **extra):
    p = argparse.ArgumentParser(description=desc)
    p.add_argument("--put", required=True, help="program under test: command prefix implementing the PUT contract")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--out", default="", help="append one JSON result line here")
    p.add_argument("--workdir", default="", help="directory for scratch databases (default: a new temporary directory)")
    p.add_argument("--expect", choices=["pass", "fail"], default="pass", help="fail: this is a mutant; the harness must go red")
    for k, v in extra.items():
        p.add_argument("--" + k.replace("_", "-"), **v)
    a = p.parse_args()
    a.put = shlex.split(a.put)
    random.seed(a.seed)
    if not a.workdir: a.workdir = tempfile.mkdtemp(prefix="rel-")
    else: os.makedirs(a.workdir, exist_ok=True)
    return a

class R:  # result of one child
    def __init__(s, rc, out, err, wall): s.rc, s.out, s.err, s.wall = rc, out, err, wall
    @property
    def acks(s): return {int(l.split()[1]): l.split()[2].decode() for l in s.out.splitlines() if l.startswith(b"ACK ") and len(l.split()) == 3}
    @property
    def rows(s): return {int(l.split()[1]): l.split()[2].decode() for l in s.out.splitlines() if l.startswith(b"ROW ") and len(l.split()) == 3}
    @property
    def check(s):
        for l in s.out.splitlines():
            if l.startswith(b"CHECK "): return l[6:].decode(errors="replace")
        return None
    @property
    def panicked(s): return bool(PANIC.search(s.err) or PANIC.search(s.out)) or s.rc in (101, -6, -11, -7, -4, -8, 134, 139)
    @property
    def oneline(s):
        t = s.err.decode(errors="replace").strip().splitlines()
        return t[-1][:160] if t else ""

def run(cmd, pre=(), timeout=60, env=None, stdin=PASS, cwd=None):
    t = time.time()
    e = dict(os.environ); e.update(env or {})
    p = subprocess.Popen(list(pre) + list(cmd), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=e, cwd=cwd, start_new_session=True)
    try: o, r = p.communicate(stdin.encode() if isinstance(stdin, str) else stdin, timeout=timeout); rc = p.returncode
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL); o, r = p.communicate(); rc = "hang"
    return R(rc, o, r, time.time() - t)

def judge(acks, res, label=""):
    """What every crash/fault test asserts.  Returns a list of violations."""
    v = []
    if res.rc == "hang": return ["hang"]
    if res.panicked: v.append("panic on reopen: " + res.oneline)
    rows = res.rows
    lost = [s for s in acks if s not in rows]
    wrong = [s for s in acks if s in rows and rows[s] != acks[s]]
    if lost: v.append("LOST %d acknowledged (first %d)" % (len(lost), min(lost)))
    if wrong: v.append("CHANGED %d acknowledged (first %d)" % (len(wrong), min(wrong)))
    if res.check != "ok": v.append("CHECK %s rc=%s %s" % (res.check, res.rc, res.oneline))
    if rows and max(rows) != len(rows): v.append("hole in sequence")
    return v

def finish(a, name, summary, violations):
    ok = not violations
    want = a.expect == "pass"
    line = {"harness": name, "put": " ".join(a.put), "seed": a.seed, "expect": a.expect, "verdict": "PASS" if ok else "FAIL",
            "as_expected": ok == want, "env": {k: v for k, v in os.environ.items() if k.startswith("SHUKE_")}, **summary,
            "violations": len(violations), "first": violations[:3]}
    print(json.dumps(line, ensure_ascii=False))
    if a.out:
        with open(a.out, "a") as f: f.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.exit(0 if ok == want else 1)
