//! Paste and parse: of 200 pasted lines, 95 in a hundred fill every field right. The set stands for its kind; it is no list to learn.

use shuke::domain::pasted::{Pasted, read};
use shuke::domain::phone::{Parsed, Region, parse_one};

/// text, name, phone, province, city, district, street, amount.
const SET: &str = include_str!("pasted/set.tsv");

fn phone(found: &Pasted) -> String {
    match found
        .phones
        .first()
        .map(|raw| parse_one(raw, Region::default()))
    {
        Some(Parsed::Number(number)) => number,
        other => format!("{other:?}"),
    }
}

fn expected_phone(written: &str) -> String {
    let (number, extension) = written.split_once(';').unwrap_or((written, ""));
    match parse_one(
        &format!(
            "{number}{}{extension}",
            if extension.is_empty() { "" } else { "转" }
        ),
        Region::default(),
    ) {
        Parsed::Number(number) => number,
        other => panic!("the set holds {written}: {other:?}"),
    }
}

#[test]
fn ninety_five_in_a_hundred_pasted_lines_fill_every_field() {
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for line in SET.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, name, number, province, city, district, street, amount] = fields[..] else {
            panic!("eight fields in {line}");
        };
        let found = read(&text.replace("\\n", "\n")).unwrap_or_default();
        let got = [
            found.name.clone(),
            phone(&found),
            found.address.province.clone(),
            found.address.city.clone(),
            found.address.district.clone(),
            found.address.street.clone(),
            found
                .amount
                .map(|cents| cents.to_plain_string())
                .unwrap_or_default(),
        ];
        let want = [
            name,
            &expected_phone(number),
            province,
            city,
            district,
            street,
            amount,
        ];
        all += 1;
        if got == want {
            right += 1;
        } else {
            wrong.push(format!("{text}\n  want {want:?}\n  got  {got:?}"));
        }
    }
    println!("{}", wrong.join("\n"));
    assert_eq!(all, 200);
    assert!(
        right * 100 >= all * 95,
        "{right} of {all} right:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_character_of_a_pasted_line_is_kept_somewhere() {
    for line in SET.lines().skip(1) {
        let text = line
            .split('\t')
            .next()
            .unwrap_or_default()
            .replace("\\n", "\n");
        let found = read(&text).unwrap_or_default();
        let kept = format!(
            "{} {} {} {} {} {} {}",
            found.name,
            found.phones.join(" "),
            found.address.line(),
            found.address.city,
            found.note,
            found.postcode.unwrap_or_default(),
            found.wechat.unwrap_or_default()
        );
        for c in text.chars().filter(|c| shuke::domain::clean::is_cjk(*c)) {
            let is_label =
                "收货人件电话号手机码地址所在区详细姓名合计元麻烦寄到联系备注邮编微信女士信息市辖"
                    .contains(c);
            assert!(
                kept.contains(c) || is_label,
                "{c} of {text} is lost: {kept}"
            );
        }
    }
}
