#!/usr/bin/env python3
"""shuke beside the programs people know, in one run: benches/anchors.py SHUKE [ROWS] [--gitui]

Brings what it compares with: sqlite3, fzf, khard and abook from Debian, duckdb and lifetimes from PyPI (in a folder of its own), and
gitui from crates.io where it is asked for, because building it takes long. Every figure is processor time of the whole command (user
and system, children included), the least of several runs, the two sides taking turns, so that others on the machine weigh on both.
Whatever is missing or fails is said and left out. Prints a Markdown table; nothing fails by the clock.
"""
import os, platform, pty, random, resource, select, shutil, statistics, subprocess, sys, tempfile, time
from datetime import date, datetime, timedelta, timezone

WORDS = [word for word in sys.argv[1:] if not word.startswith("--")]
SHUKE = os.path.abspath(WORDS[0])
ROWS = int(WORDS[1]) if len(WORDS) > 1 else 100_000
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "shuke-anchors")
SECRET = b"correct horse battery staple\n"
TURNS = 5
table = []


def bring():
    wanted = [(name, name) for name in ("sqlite3", "fzf", "khard", "abook")]
    missing = [package for program, package in wanted if not shutil.which(program)]
    if missing:
        root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run(root + ["apt-get", "update", "-qq"], check=False)
        subprocess.run(root + ["apt-get", "install", "-y", "-qq", "--no-install-recommends"] + missing, check=False, stdout=subprocess.DEVNULL)
    venv = os.path.join(CACHE, "venv")
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", venv], check=False)
        subprocess.run([python, "-m", "pip", "-q", "install", "duckdb", "lifetimes"], check=False)
    gitui = shutil.which("gitui")
    if "--gitui" in sys.argv and not gitui:
        subprocess.run(["nice", "-n", "15", "cargo", "install", "--locked", "--root", CACHE, "gitui"], check=False)
        gitui = os.path.join(CACHE, "bin", "gitui")
    return python, gitui


def cpu(command, stdin=None, secret=False, tidy=None):
    """Processor seconds of a command; None where it fails."""
    if tidy:
        tidy()
    handed, extra = (), []
    if secret:
        read, write = os.pipe()
        os.write(write, SECRET)
        os.close(write)
        handed, extra = (read,), ["--passphrase-fd", str(read)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command + extra, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, pass_fds=handed)
    except FileNotFoundError:
        return None
    finally:
        for fd in handed:
            os.close(fd)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        print(f"  {command[0]} failed ({done.returncode}): {' '.join(last)}", file=sys.stderr)
        return None
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(seconds):
    return "–" if seconds is None else f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"


def duel(what, ours, anchor, theirs, target="", turns=TURNS):
    """Ours and theirs in turns; the least of each."""
    a, b = [], []
    for _ in range(turns):
        a.append(ours())
        b.append(theirs())
    mine = min((x for x in a if x is not None), default=None)
    other = min((x for x in b if x is not None), default=None)
    ratio = f"{mine / other:.2f}×" if mine and other else "–"
    table.append((what, told(mine), anchor, told(other), ratio, target))
    print("  " + " | ".join(table[-1]), file=sys.stderr)


def people(n):
    """The same customers for the same number: unique mobiles, names of both kinds, firms of which few have many."""
    r = random.Random(1)
    family, given = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
    firms = [f"{r.choice('鸿图华盛金天汇远德')}{r.choice('图泰达信源科')}{i}{r.choice(['科技','贸易','餐饮'])}有限公司" for i in range(max(20, n // 50))]
    for i in range(n):
        latin = r.random() < 0.18
        name = f"{r.choice(['John','Lily','Anna','Tom'])} {r.choice(['Smith','Brown','Obrien','Hill'])}" if latin else r.choice(family) + "".join(r.choice(given) for _ in range(r.choice((1, 2))))
        firm = firms[min(len(firms) - 1, int(r.paretovariate(1.1)))] if r.random() < 0.4 else ""
        tags = " ".join(r.sample(["VIP", "老客户", "送礼", "企业", "口粮茶"], r.choice((0, 1, 2))))
        yield [name, f"1{3 + i % 7}{i:09d}", firm, tags, f"c{i}@example.com" if r.random() < 0.3 else "", str(date(2020, 1, 1) + timedelta(days=i % 2000))]


NORM = """
CREATE TABLE company(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE tag(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, company_id INTEGER REFERENCES company(id), email TEXT, created TEXT);
CREATE TABLE customer_tag(customer_id INTEGER NOT NULL REFERENCES customer(id), tag_id INTEGER NOT NULL REFERENCES tag(id), PRIMARY KEY(customer_id, tag_id)) WITHOUT ROWID;
CREATE UNIQUE INDEX customer_phone ON customer(phone);
BEGIN;
INSERT INTO company(name) SELECT DISTINCT trim(company) FROM stage WHERE company <> '';
INSERT OR IGNORE INTO customer(id,name,phone,company_id,email,created) SELECT s.rowid, trim(s.name), s.phone, c.id, s.email, s.created FROM stage s LEFT JOIN company c ON c.name = trim(s.company);
INSERT OR IGNORE INTO tag(name) SELECT DISTINCT j.value FROM stage s, json_each('["' || replace(s.tags, ' ', '","') || '"]') j WHERE s.tags <> '';
INSERT OR IGNORE INTO customer_tag SELECT s.rowid, t.id FROM stage s, json_each('["' || replace(s.tags, ' ', '","') || '"]') j JOIN tag t ON t.name = j.value WHERE s.tags <> '';
COMMIT; DROP TABLE stage;"""


def imports(here):
    import csv
    sheet = os.path.join(here, "people.csv")
    with open(sheet, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["name", "phone", "company", "tags", "email", "created"])
        writer.writerows(people(ROWS))
    db, other = os.path.join(here, "in.db"), os.path.join(here, "anchor.db")

    def fresh(path):
        for name in os.listdir(here):
            if name.startswith(os.path.basename(path)):
                os.remove(os.path.join(here, name))

    speed = ["PRAGMA journal_mode=DELETE; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY;", f".import --csv {sheet} stage"]
    ours = lambda: cpu([SHUKE, "--db", db, "import", sheet], tidy=lambda: fresh(db))
    duel(f"import {ROWS:,} rows, history, pinyin, duplicates", ours, "sqlite3 .import + INSERT..SELECT", lambda: cpu(["sqlite3", other, *speed, NORM], tidy=lambda: fresh(other)), "≤ 1×", 2)
    duel("the same", ours, "sqlite3 .import alone", lambda: cpu(["sqlite3", other, *speed], tidy=lambda: fresh(other)), "≤ 2.9× without history", 1)
    return db, sheet


def desk(here, sheet):
    db = os.path.join(here, "shop.db")
    subprocess.run([SHUKE, "generate", "--customers", "10000", db], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    locked = os.path.join(here, "locked.db")
    shutil.copy(db, locked)
    read, write = os.pipe()
    os.write(write, SECRET)
    os.close(write)
    done = subprocess.run([SHUKE, "--db", locked, "encrypt", "--name", "Anna", "--passphrase-fd", str(read)], pass_fds=(read,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(read)
    sql = """SELECT c.id, c.name, (SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id LIMIT 1),
        c.city, c.company, d.tier, d.last_contact, d.next_due FROM customer_derived d JOIN customer c ON c.id = d.customer_id
        ORDER BY d.last_contact DESC, d.customer_id DESC LIMIT 10000"""
    listing = lambda path, secret=False: cpu([SHUKE, "--db", path, "list", "--plain", "--limit", "10000"], secret=secret)
    duel("list 10,000", lambda: listing(db), "sqlite3 printing the same", lambda: cpu(["sqlite3", db, sql]), "≤ 2×")
    cards, book = os.path.join(here, "cards"), os.path.join(here, "book")
    os.makedirs(cards)
    with open(book, "w") as out:
        out.write("[format]\nprogram=abook\nversion=0.6.1\n\n")
        for i, (name, phone, *_rest) in enumerate(people(10_000)):
            open(os.path.join(cards, f"{i}.vcf"), "w").write(f"BEGIN:VCARD\nVERSION:3.0\nUID:{i}\nFN:{name}\nN:{name};;;;\nTEL;TYPE=cell:{phone}\nEND:VCARD\n")
            out.write(f"[{i}]\nname={name}\nphone={phone}\n\n")
    conf = os.path.join(here, "khard.conf")
    open(conf, "w").write(f"[addressbooks]\n[[all]]\npath = {cards}\n[general]\ndebug = no\ndefault_action = list\n")
    duel("list 10,000", lambda: listing(db), "khard list", lambda: cpu(["khard", "-c", conf, "list"]), "", 2)
    duel("list 10,000", lambda: listing(db), "abook --convert", lambda: cpu(["abook", "--convert", "--infile", book, "--outformat", "csv", "--outfile", "/dev/null"]))
    duel("due", lambda: cpu([SHUKE, "--db", db, "due"]), "sqlite3 SELECT 1", lambda: cpu(["sqlite3", db, "SELECT 1"]), "≤ 10 ms")
    names = os.path.join(here, "names.txt")
    with open(names, "w") as out:
        out.writelines(f"{' '.join(row)}\n" for row in people(10_000))

    def fzf():
        with open(names) as lines:
            return cpu(["fzf", "--filter", "138"], stdin=lines)

    duel("find in 10,000, index kept", lambda: cpu([SHUKE, "--db", db, "find", "wf"]), "fzf --filter 138", fzf)
    if done.returncode == 0:
        entry = min(cpu([SHUKE, "--db", locked, "list", "--limit", "1"], secret=True) or 9e9 for _ in range(TURNS))
        table.append(("open an encrypted file (the passphrase's own work)", told(entry), "", "", "", "on purpose"))
        duel("encrypted: list 10,000, entry taken off", lambda: listing(locked, True) - entry, "plain", lambda: listing(db), "≤ 2×")
    else:
        print("  encrypting failed", file=sys.stderr)
    return db


def models(here, python):
    r, sales = random.Random(2), os.path.join(here, "sales.csv")
    start, days = date(2024, 1, 1), 700
    with open(sales, "w") as out:
        out.write("customer_id,date,amount\n")
        for customer in range(max(1, ROWS // 5)):
            rate, day = r.gammavariate(0.8, 1 / 40), r.randrange(days)
            while day < days:
                out.write(f"{customer},{start + timedelta(days=day)},{r.randrange(10, 500)}.00\n")
                if r.random() < 0.15:
                    break
                day += max(1, int(r.expovariate(rate + 1e-3)))
    until = str(start + timedelta(days=days))
    rfm = f"""import duckdb
c = duckdb.connect(); c.execute("SET threads=1")
c.execute("CREATE TABLE orders AS SELECT * FROM read_csv('{sales}')")
c.execute("WITH a AS (SELECT customer_id c, max(date) r, count(*) f, sum(amount) m FROM orders GROUP BY 1) SELECT c, ntile(5) OVER (ORDER BY r, c), ntile(5) OVER (ORDER BY f, c), ntile(5) OVER (ORDER BY m, c) FROM a").fetchall()"""
    duel(f"RFM of {max(1, ROWS // 5):,} customers from a CSV", lambda: cpu([SHUKE, "analyze", "rfm", sales, "--as-of", until]), "duckdb, one thread", lambda: cpu([python, "-c", rfm]), "≤ 1×", 3)
    fit = f"""import pandas as pd
from lifetimes import ModifiedBetaGeoFitter
from lifetimes.utils import summary_data_from_transaction_data as summary
s = summary(pd.read_csv('{sales}', parse_dates=['date']), 'customer_id', 'date', observation_period_end='{until}')
# Without a penalty it does not converge on some shops.
ModifiedBetaGeoFitter(penalizer_coef=0.01).fit(s['frequency'], s['recency'], s['T'])"""
    duel("MBG/NBD fit from the same CSV", lambda: cpu([SHUKE, "analyze", "btyd", sales, "--as-of", until, "--model", "mbg", "--fit", "mle"]), "lifetimes", lambda: cpu([python, "-c", fit]), "≤ 0.1×", 1)


def echo(command, keys, where, turns=100):
    """Key to first byte in a terminal of 120x40, the middle of many."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(where)
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40")
        os.execvp(command[0], command)
    import fcntl, struct, termios
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def drain(quiet):
        while select.select([fd], [], [], quiet)[0]:
            try:
                os.read(fd, 65536)
            except OSError:
                return

    drain(1.5)
    times = []
    for turn in range(turns):
        began = time.perf_counter()
        os.write(fd, keys[turn % len(keys)])
        if select.select([fd], [], [], 1)[0]:
            times.append(time.perf_counter() - began)
        drain(0.03)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(fd)
    return statistics.median(times) if times else None


def keys(here, db, gitui):
    if not gitui or not os.path.exists(gitui):
        table.append(("key to first byte", "", "gitui", "not installed; --gitui builds it", "", "≤ 1×"))
        return
    repo = os.path.join(here, "repo")
    subprocess.run(["git", "init", "-q", repo], check=True)
    for n in range(40):
        open(os.path.join(repo, f"{n}.txt"), "w").write("x")
    duel("key to first byte, wall time", lambda: echo([SHUKE, "--db", db], [b"j", b"k"], here), "gitui", lambda: echo([gitui], [b"j", b"k"], repo), "≤ 1×", 2)


def main():
    python, gitui = bring()
    with tempfile.TemporaryDirectory() as here:
        os.environ.update(HOME=here, XDG_DATA_HOME=here + "/data", XDG_CONFIG_HOME=here + "/config", XDG_STATE_HOME=here + "/state", LANG="C.UTF-8")
        imports(here)
        db = desk(here, None)
        models(here, python)
        keys(here, db, gitui)
    now = datetime.now(timezone.utc).strftime("%Y-%m-%d")
    load = os.getloadavg()[0]
    print(f"{now}, {os.cpu_count()} processors ({platform.machine()}), load {load:.0f}. Processor time, least of several, in turns.\n")
    print("| what | shuke | beside | that | ratio | target |\n|---|---|---|---|---|---|")
    for row in table:
        print("| " + " | ".join(row) + " |")


main()
