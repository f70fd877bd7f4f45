"""Writes a CSV of customers whose every field means something to a spreadsheet, a terminal, a page or a query."""
import csv
import sys

TEXTS = [
    "'; DROP TABLE person;--", "%", "_", "\\", "=1+1", "+861380013800", "-2+3", "@SUM(A1)", "\u3000=1", "＝1+1", "＋1", "－1", "＠x", "'=1", '"=1"', "|calc",
    "a,b", 'a"b', "a\nb", "\x1b]52;c;x\x07", "\u202eabc", "1e999", "龘" * 300, "A\u0301" * 9, "<script>alert(1)</script>", "${jndi:ldap://x}", "%s%n", "0001",
    "1/2", "3752001100000000101", "💩" * 50, "BEGIN:VCARD", "a;b\\;c\\,d", "\\n", "END:VCALENDAR",
]
with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file)
    out.writerow(["姓名", "手机", "邮箱", "微信", "公司", "职务", "地址", "标签", "备注", "生日", "来源"])
    for n, text in enumerate(TEXTS):
        born = ["1990-01-02", "02-29", "农历八月十五", "1988-02-29", ""][n % 5]
        out.writerow([f"客{n} {text}" if n % 2 else text, f"138{n:08}", f"a{n}@example.cn", text, text, text, text, text, text, born, text])
