//! History triggers, generated from the column table. No tracked row can change outside an op, and none unrecorded.

use super::column::{Owner, TABLES, Table};

/// The script that renews every trigger.
pub(super) fn all() -> String {
    TABLES.iter().map(of_table).collect()
}

fn of_table(table: &Table) -> String {
    let mut sql = guard(table);
    sql.push_str(&trigger(
        table,
        "insert",
        "AFTER INSERT",
        "",
        "NEW",
        "NULL",
        "NULL",
        "NULL",
    ));
    sql.push_str(&trigger(
        table,
        "delete",
        "AFTER DELETE",
        "",
        "OLD",
        "NULL",
        &whole_row(table),
        "NULL",
    ));
    for column in table.columns {
        let name = column.name;
        let (old, new) = (format!("OLD.\"{name}\""), format!("NEW.\"{name}\""));
        let event = format!("AFTER UPDATE OF \"{name}\"");
        let when = format!("WHEN {old} IS NOT {new}");
        sql.push_str(&trigger(
            table,
            name,
            &event,
            &when,
            "NEW",
            &format!("'{name}'"),
            &old,
            &new,
        ));
    }
    sql
}

/// A write outside `App::run` is a fault of ours: it fails instead of going unrecorded.
fn guard(table: &Table) -> String {
    ["INSERT", "UPDATE", "DELETE"]
        .iter()
        .map(|verb| {
            let name = format!("guard_{}_{}", table.name, verb.to_lowercase());
            format!(
                "DROP TRIGGER IF EXISTS {name}; CREATE TRIGGER {name} BEFORE {verb} ON {} WHEN NOT EXISTS (SELECT 1 FROM current_op) \
                 BEGIN SELECT RAISE(ABORT, 'write outside an op'); END;\n",
                table.name
            )
        })
        .collect()
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one SQL statement; each caller names them in order"
)]
fn trigger(
    table: &Table,
    suffix: &str,
    event: &str,
    when: &str,
    row: &str,
    column: &str,
    old: &str,
    new: &str,
) -> String {
    let (name, table_name) = (format!("history_{}_{suffix}", table.name), table.name);
    let customer = match table.owner {
        Owner::Itself => format!("{row}.id"),
        Owner::Column | Owner::Pair => format!("{row}.customer_id"),
        Owner::Shop => "NULL".to_owned(),
    };
    format!(
        "DROP TRIGGER IF EXISTS {name};
CREATE TRIGGER {name} {event} ON {table_name} {when} BEGIN
    UPDATE current_op SET seq = seq + 1;
    INSERT INTO change (op_id, seq, \"table\", row_id, customer_id, \"column\", old, new, salt, digest)
    SELECT op_id, seq, '{table_name}', {row}.id, {customer}, {column}, {old}, {new}, change_salt(secret, seq),
        change_digest(change_salt(secret, seq), '{table_name}', {row}.id, {column}, {old}, {new})
    FROM current_op;
END;
"
    )
}

/// The whole row as JSON, so that undoing a delete brings every column back.
fn whole_row(table: &Table) -> String {
    let pairs: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("'{0}', OLD.\"{0}\"", column.name))
        .collect();
    format!("json_object({})", pairs.join(", "))
}
