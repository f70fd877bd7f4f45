"""Customers to CSV by shuke against `sqlite3 -csv` of the same columns, in turns; seconds of CPU, so that a busy machine does not count.
Use: export.py SHUKE DESK.DB"""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
shuke, db = sys.argv[1], sys.argv[2]
folder = tempfile.mkdtemp()
many = lambda table, text, what: f"(SELECT group_concat({text}, char(10)) FROM (SELECT {text} FROM {table} WHERE customer_id = c.id AND {what}))"
columns = ["c.id", "c.name", many("contact", "value", "method = 'phone' ORDER BY rank, id"), many("contact", "value", "method = 'wechat' ORDER BY rank, id"),
  many("contact", "value", "method = 'email' ORDER BY rank, id"),
  "(SELECT group_concat(name, char(10)) FROM (SELECT tag.name FROM customer_tag ct JOIN tag ON tag.id = ct.tag_id WHERE ct.customer_id = c.id ORDER BY ct.id))",
  "CASE d.tier WHEN 0 THEN 'vip' WHEN 1 THEN 'regular' ELSE 'potential' END", "c.gender", "c.birthday", "c.company", "c.title", "c.city", "c.address", "c.source", "c.owner",
  "c.nickname", "c.hobbies", many("fact", "text", "leaning = 'like' ORDER BY id"), many("fact", "text", "leaning = 'avoid' ORDER BY id"), many("fact", "text", "leaning = 'need' ORDER BY id"),
  "c.note", "c.pinned", "c.preferred", "c.party", "c.consent", "c.created_at", "d.last_contact", "d.next_due", "d.last_purchase", "d.purchase_days", "d.spend_cents", "c.source_id"]
sql = f"SELECT {', '.join(columns)} FROM customer_derived d JOIN customer c ON c.id = d.customer_id ORDER BY d.last_contact DESC, d.customer_id DESC"
def cpu(args, out=None):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out or os.devnull, "w") as file: subprocess.run(args, stdout=file, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
ours, theirs = [], []
for n in range(3):
    theirs.append(cpu(["sqlite3", "-readonly", "-csv", "-header", db, sql], folder + "/theirs.csv"))
    ours.append(cpu([shuke, "--db", db, "export", "csv", f"{folder}/{n}.csv", "--unmasked", "--purpose", "speed"]))
print("sqlite3", theirs, "shuke", ours, "ratio", min(theirs) / min(ours), "peak kB", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
shutil.rmtree(folder)
sys.exit(min(theirs) / min(ours) < 0.5)
