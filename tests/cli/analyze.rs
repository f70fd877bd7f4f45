//! `shuke analyze`, as scripts see it: files in, columns out, and what is said of files that will not do.

use std::path::Path;

use serde_json::Value;

use crate::home::Home;

fn oracle(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/oracles")
        .join(name);
    path.to_str().expect("text").to_owned()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn tickets_give_the_figures_of_the_reference() {
    let home = Home::new();
    let calendar = format!("{}#C_shop_10_22", oracle("bizhours_calendars.json"));
    let words = [
        "analyze",
        "service",
        &oracle("tickets.csv"),
        "--calendar",
        &calendar,
    ];
    let got = home.json(&[&words[..], &["--json"]].concat());
    let want = std::fs::read_to_string(oracle("tickets_kpi_expected.json")).expect("a file");
    same("", &got, &serde_json::from_str(&want).expect("JSON"));
    let table = rows(&home.ok(&words));
    assert_eq!(
        (table.len(), table[6][0].as_str(), table[6][1].as_str()),
        (7, "ALL", "60")
    );
}

/// Equal but for the last digit of a figure.
fn same(at: &str, got: &Value, want: &Value) {
    match (got, want) {
        (Value::Object(got), Value::Object(want)) => {
            assert_eq!(
                got.keys().collect::<Vec<_>>(),
                want.keys().collect::<Vec<_>>(),
                "{at}"
            );
            want.iter()
                .for_each(|(key, value)| same(&format!("{at}/{key}"), &got[key], value));
        }
        (Value::Array(got), Value::Array(want)) => {
            assert_eq!(got.len(), want.len(), "{at}");
            got.iter()
                .zip(want)
                .for_each(|(got, want)| same(at, got, want));
        }
        (Value::Number(got), Value::Number(want)) if want.is_f64() => {
            let (got, want) = (
                got.as_f64().expect("a figure"),
                want.as_f64().expect("a figure"),
            );
            assert!((got - want).abs() < 1e-9, "{at}: {got} {want}");
        }
        _ => assert_eq!(got, want, "{at}"),
    }
}

#[test]
fn sequences_are_printed_as_in_the_reference() {
    let home = Home::new();
    let file = oracle("seq_yoga_transactions.csv");
    let words = [
        "analyze",
        "sequence",
        &file,
        "--window",
        "30",
        "--as-of",
        "2024-04-30",
    ];
    let want = std::fs::read_to_string(oracle("seq_yoga_expected.csv")).expect("a file");
    let (got, want) = (rows(&home.ok(&words)), rows(&want));
    assert_eq!((&got[0], got.len()), (&want[0], want.len()));
    for (got, want) in got.iter().zip(&want).skip(1) {
        for (got, want) in got.iter().zip(want) {
            match (got.parse::<f64>(), want.parse::<f64>()) {
                (Ok(got), Ok(want)) => assert!((got - want).abs() <= 1e-8, "{got} {want}"),
                _ => assert_eq!(got, want),
            }
        }
    }
    let asked = home.ok(&[&words[..], &["--min-a", "8", "--min-ab", "5"]].concat());
    assert_eq!(rows(&asked).len(), 2);
}

#[test]
fn a_model_is_fitted_and_each_customer_gets_a_row() {
    let home = Home::new();
    let all = std::fs::read_to_string(oracle("small_shops_transactions.csv")).expect("a file");
    let shop: Vec<&str> = all
        .lines()
        .filter(|l| l.starts_with("shop") || l.starts_with("D03"))
        .collect();
    std::fs::write(home.path().join("shop.csv"), shop.join("\n")).expect("writes");
    let words = [
        "analyze",
        "btyd",
        "shop.csv",
        "--as-of",
        "1997-09-30",
        "--horizon",
        "273",
        "--customers",
        "out.csv",
    ];
    let got = home.json(&words);
    assert_eq!(
        (&got["shuke"], &got["model"], &got["fit"], &got["unit"]),
        (&1.into(), &"mbg".into(), &"map".into(), &"day".into())
    );
    assert_eq!(
        (&got["n_customers"], &got["converged"]),
        (&20.into(), &true.into())
    );
    let figure = |value: &Value| value.as_f64().expect("a figure");
    assert!((figure(&got["mean_gap_days"]) - 19.893_617).abs() < 1e-6);
    assert!((figure(&got["penalised_loglik"]) + 212.267_22).abs() < 1e-4);
    assert!((figure(&got["params"]["r"]) - 0.731_463_21).abs() < 1e-4);
    let table = rows(&std::fs::read_to_string(home.path().join("out.csv")).expect("a file"));
    let header =
        "customer_id,x,t_x_days,T_days,p_alive,p_active,expected_purchases,expected_spend,clv";
    assert_eq!((table[0].join(","), table.len()), (header.to_owned(), 21));
    let sum: f64 = table
        .iter()
        .skip(1)
        .map(|row| row[6].parse::<f64>().expect("a figure"))
        .sum();
    assert!((sum - 30.541_148).abs() < 0.3, "{sum}");
    let weekly = home.json(&[
        "analyze",
        "btyd",
        "shop.csv",
        "--as-of",
        "1997-09-30",
        "--unit",
        "week",
    ]);
    assert!(
        (figure(&weekly["params"]["alpha"]) * 7.0 - figure(&got["params"]["alpha"])).abs() < 1e-3
    );
    let pareto = home.json(&[
        "analyze",
        "btyd",
        "shop.csv",
        "--as-of",
        "1997-09-30",
        "--model",
        "pareto",
    ]);
    assert_eq!(
        (&pareto["fit"], &pareto["penalised_loglik"]),
        (&"mle".into(), &Value::Null)
    );
    assert!(pareto["params"]["beta"].is_f64());
}

#[test]
fn scores_cohorts_and_baskets_are_tables() {
    let home = Home::new();
    let write =
        |name: &str, text: &str| std::fs::write(home.path().join(name), text).expect("writes");
    write(
        "buys.csv",
        "amount,date,customer_id\n10,2026-01-05,b\n5.5,2026-02-01,a\n-1,2026-02-02,a\n",
    );
    assert_eq!(
        home.ok(&[
            "analyze",
            "rfm",
            "buys.csv",
            "--as-of",
            "2026-02-10",
            "--cn-cut",
            "30,1,5"
        ]),
        "customer_id,recency_days,frequency,monetary,r_score,f_score,m_score,segment,cn8,stage\n\
         a,9,1,4.50,,,,,一般价值,new\nb,36,1,10.00,,,,,重要保持,new\n"
    );
    assert_eq!(
        home.ok(&["analyze", "cohort", "buys.csv", "--as-of", "2026-02-10"]),
        "cohort,cohort_size,k,active,retention,revenue,partial\n\
         2026-01,1,0,1,1.000000,10.00,0\n2026-01,1,1,0,0.000000,0.00,1\n2026-02,1,0,1,1.000000,4.50,1\n"
    );
    write(
        "baskets.txt",
        "mat,clothes\nmat,clothes\nmat,\"a, b\"\n\nmat\n",
    );
    let words = [
        "analyze",
        "basket",
        "baskets.txt",
        "--support",
        "0.5",
        "--confidence",
        "0.5",
    ];
    assert_eq!(
        home.ok(&words),
        "lhs,rhs,count,lhs_count,rhs_count,n,support,confidence,lift,leverage,conviction\n\
         clothes,mat,2,2,4,4,0.5000000000,1.0000000000,1.0000000000,0.0000000000,inf\n\
         mat,clothes,2,4,2,4,0.5000000000,0.5000000000,1.0000000000,0.0000000000,1.0000000000\n"
    );
    let rows = home.rows("analyze.basket", &words);
    assert_eq!(
        (&rows[0]["lhs"], &rows[0]["conviction"]),
        (&"clothes".into(), &Value::Null)
    );
}

#[test]
fn a_share_comes_with_its_interval() {
    let home = Home::new();
    let csat = [
        "analyze",
        "satisfaction",
        "--metric",
        "csat",
        "--satisfied",
        "4",
        "--n",
        "5",
    ];
    assert_eq!(
        home.ok(&csat),
        "point,lo,hi,n\n0.8000000000,0.3755346298,0.9637758914,5\n"
    );
    let nps = [
        "analyze",
        "satisfaction",
        "--metric",
        "nps",
        "--promoters",
        "24",
        "--detractors",
        "12",
        "--n",
        "36",
        "--level",
        "0.9",
    ];
    assert_eq!(
        home.ok(&nps),
        "point,lo,hi,n\n0.3333333333,0.0624641060,0.5529205094,36\n"
    );
}

#[test]
fn what_a_file_lacks_is_said_and_no_desk_is_made() {
    let home = Home::new();
    let write =
        |name: &str, text: &str| std::fs::write(home.path().join(name), text).expect("writes");
    write("short.csv", "customer_id,when\n1,2026-01-01\n");
    write("bad.csv", "customer_id,date,amount\n1,2026-02-30,5\n");
    write("good.csv", "customer_id,date,amount\n1,2026-02-03,5\n");
    write(
        "tickets.csv",
        "ticket,agent,is_complaint,opened_at,first_response_at,resolved_at,reopened,contacts,followup_at,csat\nT,a,0,2026-01-01 10:00,,,0,1,,\n",
    );
    write("hours.json", r#"{"calendars":{"shop":{"week":{}}}}"#);
    for (words, says) in [
        (
            &["analyze", "rfm", "short.csv", "--as-of", "2026-03-01"][..],
            "date, amount",
        ),
        (
            &["analyze", "rfm", "bad.csv", "--as-of", "2026-03-01"],
            "2026-02-30",
        ),
        (
            &["analyze", "rfm", "absent.csv", "--as-of", "2026-03-01"],
            "absent.csv",
        ),
        (
            &[
                "analyze",
                "rfm",
                "good.csv",
                "--as-of",
                "2026-03-01",
                "--cn-cut",
                "9,9",
            ],
            "9,9",
        ),
        (
            &["analyze", "btyd", "good.csv", "--as-of", "2026-01-01"],
            "--as-of",
        ),
        (
            &[
                "analyze",
                "btyd",
                "good.csv",
                "--as-of",
                "2026-03-01",
                "--model",
                "pareto",
                "--fit",
                "map",
            ],
            "mle",
        ),
        (
            &[
                "analyze",
                "btyd",
                "good.csv",
                "--as-of",
                "2026-03-01",
                "--customers",
                "good.csv",
            ],
            "good.csv",
        ),
        (
            &[
                "analyze",
                "basket",
                "good.csv",
                "--support",
                "2",
                "--confidence",
                "0.5",
            ],
            "\"2\"",
        ),
        (
            &[
                "analyze",
                "service",
                "tickets.csv",
                "--calendar",
                "hours.json",
            ],
            "hours.json",
        ),
        (
            &[
                "analyze",
                "service",
                "tickets.csv",
                "--calendar",
                "hours.json#bar",
            ],
            "shop",
        ),
        (
            &[
                "analyze",
                "satisfaction",
                "--metric",
                "csat",
                "--satisfied",
                "6",
                "--n",
                "5",
            ],
            "counts",
        ),
    ] {
        let ran = home.run(&[words, &["--lang", "en"]].concat());
        assert_eq!(ran.status, 2, "{words:?} {ran:?}");
        assert!(
            ran.err.contains(says) && ran.out.is_empty(),
            "{words:?} {ran:?}"
        );
        assert!(ran.err.trim_end().ends_with('.'), "{words:?} {ran:?}");
    }
    assert!(!home.database().exists());
}
