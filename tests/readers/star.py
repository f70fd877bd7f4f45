"""DuckDB reads the star schema as it is: keys unique and whole, days as days, amounts exact; CSV and Parquet say the same, and so do the
views of the desk file."""
import glob
import os
import shutil
import sqlite3
import sys

import duckdb

out, desk = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
bad = []
KEYS = {
    "dim_customer": "customer_key", "dim_date": "date_key", "dim_product": "product_key", "fact_purchase": "purchase_key", "fact_line": "line_key",
    "fact_interaction": "interaction_key", "fact_ticket": "ticket_key", "fact_follow_up": "follow_up_key", "fact_points": "points_key",
    "fact_coupon": "coupon_key", "fact_want": "want_key",
}
REACHES = {"customer_key": "dim_customer", "date_key": "dim_date", "product_key": "dim_product"}
con = duckdb.connect()
one = lambda sql: con.execute(sql).fetchall()[0][0]
for table, key in KEYS.items():
    csv = f"read_csv('{out}/star/{table}.csv', header=true)"
    parquet = f"read_parquet('{out}/parquet/{table}.parquet')"
    count = one(f"SELECT count(*) FROM {csv}")
    if count != one(f"SELECT count(*) FROM {parquet}"):
        bad.append(f"{table}: CSV and Parquet have not as many rows")
    for source in (csv, parquet):
        if count != one(f"SELECT count(DISTINCT {key}) FROM {source}"):
            bad.append(f"{table}: {key} is not unique")
    types = dict(con.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {csv})").fetchall())
    exact = dict(con.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {parquet})").fetchall())
    for name, kind in exact.items():
        if name.endswith("amount") and not kind.startswith("DECIMAL"):
            bad.append(f"{table}.{name} is {kind}")
        if name.endswith("_date") and (kind != "DATE" or count and types.get(name, "DATE") != "DATE"):
            bad.append(f"{table}.{name} is {kind} in Parquet, {types.get(name)} in CSV")
    for name, other in REACHES.items():
        if name in exact and other != table:
            far = f"read_parquet('{out}/parquet/{other}.parquet')"
            lost = one(f"SELECT count(*) FROM {parquet} f WHERE NOT EXISTS (SELECT 1 FROM {far} d WHERE d.{name} = f.{name})")
            if lost:
                bad.append(f"{table}: {lost} rows whose {name} leads nowhere")
    if table == "fact_line":
        far = f"read_parquet('{out}/parquet/fact_purchase.parquet')"
        if one(f"SELECT sum(amount) FROM {parquet}") != one(f"SELECT sum(amount) FROM {far}"):
            bad.append("the lines do not add up to the orders")
if desk:
    copy = out + "/views.db"
    shutil.copy(desk, copy)
    db = sqlite3.connect(copy)
    db.executescript(open(glob.glob(out + "/star/views.sql")[0], encoding="utf-8").read())
    for table in KEYS:
        views = db.execute(f"SELECT count(*) FROM bi_v1_{table}").fetchone()[0]
        files = one(f"SELECT count(*) FROM read_parquet('{out}/parquet/{table}.parquet')")
        if views != files:
            bad.append(f"bi_v1_{table} has {views} rows, its file {files}")
    scored = db.execute("SELECT customer_key, r_score, f_score, m_score, segment FROM bi_v1_dim_customer ORDER BY 1").fetchall()
    told = con.execute(f"SELECT customer_key, r_score, f_score, m_score, segment FROM read_parquet('{out}/parquet/dim_customer.parquet') ORDER BY 1").fetchall()
    if [row[:4] for row in scored] != [row[:4] for row in told] or any((a[4] or "unknown") != b[4] for a, b in zip(scored, told)):
        bad.append("the scores of the views are not those of the files")
    db.close()
    os.remove(copy)
print("\n".join(bad))
sys.exit(bool(bad))
