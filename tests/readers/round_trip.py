"""Cards through khard and a calendar through icalendar and back: what a phone or a calendar keeps is what was sent."""
import glob
import os
import re
import subprocess
import sys
import tempfile

import icalendar
import vobject

out, khard = sys.argv[1], sys.argv[2]
bad = []
for path in glob.glob(out + "/three.vcf") + glob.glob(out + "/phone/contacts.vcf"):
    cards = list(vobject.readComponents(open(path, encoding="utf-8", newline="").read()))
    for card in cards:
        again = vobject.readOne(card.serialize())
        for name in ("fn", "tel", "email", "uid", "bday", "categories", "note"):
            before = [one.value for one in card.contents.get(name, [])]
            after = [one.value for one in again.contents.get(name, [])]
            if before != after:
                bad.append(f"{path}: {card.uid.value} {name}: {before} became {after}")
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/book")
        for n, card in enumerate(re.findall(r"BEGIN:VCARD\r\n.*?\r\nEND:VCARD", open(path, encoding="utf-8", newline="").read(), re.S)):
            open(f"{folder}/book/{n}.vcf", "w", encoding="utf-8", newline="").write(card + "\r\n")
        config = folder + "/khard.conf"
        open(config, "w").write(f"[addressbooks]\n[[m]]\npath = {folder}/book\n[general]\neditor = vi\nmerge_editor = vi\n")
        for kind, name in (("phone", "tel"), ("email", "email")):
            told = subprocess.run([khard, "-c", config, kind, "-p"], capture_output=True, text=True).stdout
            wanted = sum(len(card.contents.get(name, [])) for card in cards)
            if len([line for line in told.splitlines() if line.strip()]) < wanted:
                bad.append(f"{path}: khard tells fewer than {wanted} of {kind}")
for path in glob.glob(out + "/*.ics") + glob.glob(out + "/phone/*.ics"):
    before = icalendar.Calendar.from_ical(open(path, "rb").read())
    after = icalendar.Calendar.from_ical(before.to_ical())
    told = lambda calendar: [(c.name, str(c.get("uid")), str(c.get("summary")), str(c.get("description"))) for c in calendar.walk()]
    if told(before) != told(after):
        bad.append(f"{path}: icalendar changes it")
print("\n".join(bad))
sys.exit(bool(bad))
