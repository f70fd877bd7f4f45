#!/usr/bin/env python3
"""A long day at the desk: benches/soak.py SHUKE [ACTIONS] [CUSTOMERS or FILE] [SEED]

Opens a made-up shop (or a copy of FILE) in a pseudo-terminal and does random things, the same for the same seed: moves, finds, opens pages, logs calls,
promises, tags, sells, undoes and redoes, resizes. Tells after every tenth of the way what the program holds (resident memory, open
files, threads) and what an action cost (its own processor time). At the end it must leave by itself with status 0 and the chain of ops
must verify. Fails on a leak: more open files or threads at the end than after the first tenth, or memory a tenth and 16 MB above what it was
half-way, when the caches are full; and on a slow-down: an action of the last tenth at more than 1.5 times the processor time of the second.
"""
import fcntl, os, pty, random, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time

SHUKE = os.path.abspath(sys.argv[1])
ACTIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
SHOP = sys.argv[3] if len(sys.argv) > 3 else "100000"
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
TICK = os.sysconf("SC_CLK_TCK")
ENTER, ESC, DOWN, UP = b"\r", b"\x1b", b"\x1b[B", b"\x1b[A"
FOUND = ["wf", "zhangs", "8866", "张伟", "vip", "8", "wang", "smith", "王"]
# What is done how often; every one leaves the desk as the next expects it: in a pane, without a dialog.
DOINGS = [
    (30, lambda r: [r.choice([b"j", b"k", DOWN, UP])]),
    (8, lambda r: [r.choice([b"\x1b[6~", b"\x1b[5~", b"\x1b[H", b"\x1b[F"])]),
    (10, lambda r: [r.choice([b"1", b"2", b"3", b"4", b"\t"])]),
    (8, lambda r: [b"2", b"/", *[c.encode() for c in r.choice(FOUND)], r.choice([ENTER, ESC]), ESC]),
    (4, lambda r: [r.choice([b"?", b"U", b"B", b"gd", b"gu", b"gb", b":", b"h", b"gt", b"ww"]), ESC, ESC]),
    (3, lambda r: [b"2", b"s"]),
    (4, lambda r: [b"l", "电话 5m 已接 要两盒龙井".encode(), ENTER, ENTER, ESC, ESC]),
    (3, lambda r: [b"f", b"3d", ENTER, ENTER, ESC, ESC]),
    (3, lambda r: [b"t", r.choice(["送礼", "企业", "今日到店"]).encode(), ENTER, ESC, ESC]),
    (3, lambda r: [b"b", "龙井 88".encode(), ENTER, ENTER, ESC, ESC]),
    (2, lambda r: [b"g/", "龙井".encode(), ESC, ESC]),
    (2, lambda r: [b"e", ESC, ESC]),
    (5, lambda r: [b"u"]),
    (3, lambda r: [b"\x12"]),
    (1, lambda r: ["size"]),
]


class Desk:
    def __init__(self, db, home):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(SHUKE, [SHUKE, "--db", db, "--lang", "zh"], {"HOME": home, "TERM": "xterm-256color", "LANG": "zh_CN.UTF-8"})
        self.size(120, 40)
        self.sent = 0

    def size(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def drain(self, wait):
        """Reads until it has been quiet for so long; False once the program is gone."""
        while select.select([self.fd], [], [], wait)[0]:
            try:
                got = os.read(self.fd, 1 << 16)
            except OSError:
                return False
            if not got:
                return False
            self.sent += len(got)
            wait = 0
        return True

    def status(self):
        fields = dict(line.split(":", 1) for line in open(f"/proc/{self.pid}/status") if ":" in line)
        return int(fields["VmRSS"].split()[0]) // 1024, int(fields["Threads"])

    def files(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def used(self):
        stat = open(f"/proc/{self.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(stat[11]) + int(stat[12])) / TICK


def ops(told):
    """How many ops the check looked at."""
    return max((int(number) for number in re.findall(r"(?<!\d)\d{1,9}(?!\d)", told.decode())), default=0)


def main():
    r = random.Random(SEED)
    with tempfile.TemporaryDirectory() as home:
        db = os.path.join(home, "shop.db")
        if SHOP.isdigit():
            subprocess.run([SHUKE, "generate", "--customers", SHOP, db], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        else:
            shutil.copy(SHOP, db)
        desk = Desk(db, home)
        desk.drain(5)
        for _ in range(40):
            before = desk.used()
            desk.drain(0.5)
            if desk.used() == before:
                break
        weights, doings = [weight for weight, _ in DOINGS], [doing for _, doing in DOINGS]
        print(f"{ACTIONS:,} random actions over {os.path.basename(SHOP)}, seed {SEED}\n", flush=True)
        print("| actions | resident MB | open files | threads | processor an action, ms | bytes to the terminal an action |\n|---|---|---|---|---|---|")
        tenth, rows, used, sent = max(1, ACTIONS // 10), [], desk.used(), 0
        for n in range(1, ACTIONS + 1):
            for key in r.choices(doings, weights)[0](r):
                if key == "size":
                    desk.size(r.choice([80, 100, 120, 200]), r.choice([24, 40, 60]))
                    os.kill(desk.pid, signal.SIGWINCH)
                else:
                    os.write(desk.fd, key)
                # A lone Esc is told from Alt by the pause behind it, which a busy machine needs long.
                if not desk.drain(0.15 if key == ESC else 0.012):
                    sys.exit(f"the desk went away after {n} actions")
            if n % tenth == 0:
                desk.drain(0.5)
                memory, threads = desk.status()
                each = (desk.used() - used) / tenth * 1000
                rows.append((n, memory, desk.files(), threads, each, (desk.sent - sent) // tenth))
                print("| {:,} | {} | {} | {} | {:.2f} | {:,} |".format(*rows[-1]), flush=True)
                used, sent = desk.used(), desk.sent
        # Ctrl-C leaves from anywhere; over something unsaved it asks to be pressed again.
        for key in (ESC, ESC, ESC, b"q", ESC, b"\x03", b"\x03"):
            try:
                os.write(desk.fd, key)
            except OSError:
                break
            if not desk.drain(0.3):
                break
        began = time.time()
        while True:
            gone, status = os.waitpid(desk.pid, os.WNOHANG)
            if gone:
                break
            if time.time() - began > 120:
                os.kill(desk.pid, signal.SIGKILL)
                sys.exit("the desk does not leave")
            desk.drain(0.1)
        code = os.waitstatus_to_exitcode(status)
        checked = subprocess.run([SHUKE, "--db", db, "audit", "verify"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        print(f"\nleft with status {code}; the chain of ops: {checked.stdout.decode().strip()}")
        # Caches fill in the first half; what grows after that is a leak.
        first, second, half, last = rows[0], rows[min(1, len(rows) - 1)], rows[(len(rows) - 1) // 2], rows[-1]
        faults = [
            text
            for is_wrong, text in [
                (code != 0, "it did not leave with status 0"),
                (checked.returncode != 0, "the chain of ops does not verify"),
                (ops(checked.stdout) < ACTIONS // 20, "hardly anything was written: the actions do not reach the desk"),
                (last[2] > first[2], "open files leak"),
                (last[3] > first[3], "threads leak"),
                (last[1] > half[1] * 1.1 + 16, "memory grows"),
                (last[4] > second[4] * 1.5 + 0.2, "actions slow down"),
            ]
            if is_wrong
        ]
        if faults:
            sys.exit("; ".join(faults))


main()
