#!/usr/bin/env python3
"""What does the audit trail notice?  Someone who holds the key edits the database by hand.  `*` marks what a chain inside the file
can never notice by itself; with an anchor kept outside (SHUKE_ANCHOR=1) it is noticed."""
from lib import *
a = args(__doc__, rows=dict(type=int, default=40), strict=dict(type=int, default=0, help="1: the * cases must be noticed as well"))
base = os.path.join(a.workdir, "b"); os.makedirs(base); r = run(a.put + ["write", os.path.join(base, "d.db"), str(a.rows)]); assert r.rc == 0
W = os.path.join(a.workdir, "w"); db = os.path.join(W, "d.db"); viol = []; table = {}
N = a.rows
NTH = "(SELECT id FROM op ORDER BY id LIMIT 1 OFFSET %d)"
TAIL = "(SELECT id FROM op ORDER BY id LIMIT 1 OFFSET %d)" % (N - 5)
CASES = {
 "change one entry": "UPDATE op SET kind='customer.edit' WHERE id=" + NTH % 9, "delete one entry": "DELETE FROM change WHERE op_id=%s; DELETE FROM op WHERE id=%s" % (NTH % 9, NTH % 9),
 "swap two entries": "CREATE TABLE t AS SELECT %s a, %s b; UPDATE op SET id=-1 WHERE id=(SELECT a FROM t); UPDATE op SET id=(SELECT a FROM t) WHERE id=(SELECT b FROM t); UPDATE op SET id=(SELECT b FROM t) WHERE id=-1; DROP TABLE t" % (NTH % 9, NTH % 10),
 "change who did it": "UPDATE op SET agent_id=7 WHERE id=" + NTH % 9, "change when": "UPDATE op SET at=at-1 WHERE id=" + NTH % 9,
 "insert a forged entry": "INSERT INTO op SELECT max(id)+1, at, agent_id, kind, customer_id, count, source, NULL, NULL, '', hash, x'00' FROM op", "zero the chain": "UPDATE op SET prev=x'', hash=x''",
 "change a recorded change": "UPDATE change SET row_id=row_id+1 WHERE op_id=%s AND seq=1" % NTH % 9, "delete a recorded change": "DELETE FROM change WHERE op_id=%s AND seq=2" % NTH % 9,
 "change a customer's data": "UPDATE customer SET note='x' WHERE name='P00000005'", "change a phone": "UPDATE contact SET value='x' WHERE customer_id=(SELECT id FROM customer WHERE name='P00000005')",
 "delete a customer": "DELETE FROM customer_derived WHERE customer_id=(SELECT id FROM customer WHERE name='P00000005'); DELETE FROM contact WHERE customer_id=(SELECT id FROM customer WHERE name='P00000005'); DELETE FROM customer WHERE name='P00000005'",
 "add a customer": "CREATE TABLE t AS SELECT * FROM customer LIMIT 1; UPDATE t SET id=id+1, name='Q'; INSERT INTO customer SELECT * FROM t; DROP TABLE t",
 "*drop the last entries (and their rows)": "CREATE TABLE t AS SELECT id FROM op WHERE id>=%s; DELETE FROM customer_derived WHERE customer_id>=(SELECT min(id) FROM t); DELETE FROM contact WHERE id>=(SELECT min(id) FROM t); DELETE FROM customer WHERE id>=(SELECT min(id) FROM t); DELETE FROM change WHERE op_id IN (SELECT id FROM t); DELETE FROM op WHERE id IN (SELECT id FROM t); DROP TABLE t; UPDATE desk SET last_id=(SELECT max(id) FROM op)" % TAIL,
}
for name, sql in CASES.items():
    shutil.rmtree(W, ignore_errors=True); shutil.copytree(base, W); s = run(a.put + ["sql", db, sql]); assert s.rc == 0, (name, s.err)
    r = run(a.put + ["read", db]); table[name] = r.check
    if r.check == "ok" and (a.strict or not name.startswith("*")): viol.append(name + " was not noticed")
    if r.panicked: viol.append(name + ": panic")
print("\n".join("%-44s %s" % x for x in table.items()), file=sys.stderr)
finish(a, "audit_tamper", {"table": table}, viol)
