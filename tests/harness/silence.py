#!/usr/bin/env python3
"""A day's work under strace: the desk in a pseudo-terminal (add, search, log, follow up, reveal, edit, export, back up, lock) and the verbs
of the command line, on a plain and on an encrypted file.  No socket of an internet family (AF_INET, AF_INET6) may be asked for by any
process of it.  `--program` is the shuke to watch; a control first shows that such a socket would be seen."""
import argparse, fcntl, json, os, pty, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time

p = argparse.ArgumentParser(description=__doc__)
p.add_argument("--program", required=True)
p.add_argument("--out", default="")
a = p.parse_args()
W = tempfile.mkdtemp(prefix="silence-")
PASS = "correct horse battery staple"
ENV = dict(os.environ, HOME=W, XDG_DATA_HOME=W + "/data", XDG_CONFIG_HOME=W + "/config", XDG_STATE_HOME=W + "/state",
           LANG="C.UTF-8", TERM="xterm-256color", TZ="Asia/Shanghai")
SHUKE = os.path.realpath(a.program)
traces, viol, told = [], [], {}

def traced(cmd):
    traces.append(os.path.join(W, "trace%d" % len(traces)))
    return ["strace", "-f", "-qq", "-o", traces[-1], "-e", "trace=socket,socketpair,connect,bind,listen,accept,sendto,execve"] + cmd

def verb(*words, stdin=None, want=0):
    r = subprocess.run(traced([SHUKE, "--lang", "zh"] + list(words)), input=stdin, capture_output=True, text=True, env=ENV, timeout=120)
    if r.returncode != want: viol.append("%s: status %s: %s" % (" ".join(words[-2:]), r.returncode, r.stderr.strip()[-160:]))
    return r.stdout

def desk(args, keys, typed_first=""):
    """Sits at the desk and types; gives back everything that was drawn."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(W)
        os.execvpe("strace", traced([SHUKE, "--lang", "zh"] + args), ENV)
    traces.append(os.path.join(W, "trace%d" % len(traces)))
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    seen = b""
    def rest(quiet=0.5, most=20.0):
        nonlocal seen
        end, last = time.time() + most, time.time()
        while time.time() < end and time.time() - last < quiet:
            ready, _, _ = select.select([fd], [], [], 0.05)
            if ready:
                try: part = os.read(fd, 65536)
                except OSError: return
                if not part: return
                # What a terminal answers when it is asked who it is and where the cursor stands.
                if b"\x1b[6n" in part: os.write(fd, b"\x1b[1;2R")
                if b"\x1b[c" in part: os.write(fd, b"\x1b[?62;22c")
                seen += part; last = time.time()
    rest(2.0)
    for key in keys:
        try: os.write(fd, key.encode())
        except OSError: break
        rest(0.35, 8.0)
    rest(1.0)
    for _ in range(100):
        done, _ = os.waitpid(pid, os.WNOHANG)
        if done: return seen.decode(errors="replace")
        try: os.write(fd, b"\x03")
        except OSError: pass
        time.sleep(0.2)
    os.kill(pid, signal.SIGKILL); os.waitpid(pid, 0)
    viol.append("the desk did not end")
    return seen.decode(errors="replace")

# The control: a socket of this family is seen.
subprocess.run(traced([sys.executable, "-c", "import socket; socket.socket(); socket.socket(socket.AF_INET6)"]), env=ENV)
control = open(traces.pop()).read()
if not ("AF_INET," in control and "AF_INET6," in control): sys.exit("silence: strace does not show sockets here")

db = W + "/shop.db"
verb("--db", db, "add", "王芳 13800138000 #VIP 来源=小红书")
verb("--db", db, "add", "李强 13900139000 生日=1990-03-05")
for words in (["find", "wf"], ["list"], ["log", "王芳", "电话 5m 已接 要两盒龙井，周五 回访"], ["due"], ["show", "王芳"], ["reveal", "王芳", "--purpose", "回电"],
              ["undo"], ["redo"], ["search", "龙井"], ["report", "overview"], ["backup"], ["doctor"], ["audit", "verify"], ["policy"],
              ["export", "csv", W + "/out.csv", "--purpose", "对账"], ["export", "json", W + "/out.json", "--purpose", "搬家"], ["info", "--network"]):
    verb("--db", db, *words)
day = ["2", "/", "wf", "\r", "l", "电话 5m 已接 问了新茶", "\r", "\x1b", "3", "d", "\x1b", "f", "明天 送样品", "\r", "\x1b", "e", "\x1b", "n", "r", "回电", "\r", "a",
       "张伟 13700137000", "\r", "\x1b", "u", "\x12", "X", "\x1b", "U", "\x1b", "?", "\x1b", ":", "\x1b", "B", "\x1b", "\x0c", " ", "q", "\r", "y"]
screen = desk(["--db", db], day)
for word in ("王芳", "问了新茶"):
    if word not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen): viol.append("the desk never showed %s" % word)
screen = desk(["--demo"], ["2", "j", "j", "3", "4", "gd", "\x1b", "q", "\r", "y"])
told["drawn bytes"] = len(screen)

sockets, programs = {}, set()
for trace in traces:
    for line in open(trace, errors="replace"):
        m = re.search(r"\b(socket|socketpair)\((AF_\w+)", line)
        if m: sockets[m.group(2)] = sockets.get(m.group(2), 0) + 1
        m = re.search(r'execve\("([^"]+)"', line)
        if m and "= 0" in line: programs.add(os.path.basename(m.group(1)))
        if "AF_INET" in line: viol.append("network: " + line.strip()[:120])
told.update({"sockets": sockets, "programs": sorted(programs), "traces": len(traces)})
line = {"harness": "silence", "verdict": "FAIL" if viol else "PASS", **told, "violations": len(viol), "first": viol[:5]}
print(json.dumps(line, ensure_ascii=False))
if a.out: open(a.out, "a").write(json.dumps(line, ensure_ascii=False) + "\n")
shutil.rmtree(W, ignore_errors=True)
sys.exit(1 if viol else 0)
