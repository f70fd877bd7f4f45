//! History triggers, generated from the column table. No tracked row can change outside an op, and none unrecorded.

use super::column::{Owner, TABLES, Table};

/// The script that renews every trigger.
pub(super) fn all() -> String {
    TABLES.iter().map(of_table).collect()
}

fn of_table(table: &Table) -> String {
    let mut sql = guard(table);
    sql.push_str(&of_insert(table));
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

/// An insert keeps no value and digests all of them: `check::rows` proves the row's newest state from that.
fn of_insert(table: &Table) -> String {
    let values: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("NEW.\"{}\"", column.name))
        .collect();
    let digest = format!(
        "row_digest(change_salt(secret, seq), '{}', NEW.id, {})",
        table.name,
        values.join(", ")
    );
    recording(
        table,
        "insert",
        &format!("AFTER INSERT ON {}", table.name),
        "NEW",
        &format!("NULL, NULL, NULL, change_salt(secret, seq), {digest}"),
    )
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
    let digest = format!(
        "change_digest(change_salt(secret, seq), '{}', {row}.id, {column}, {old}, {new})",
        table.name
    );
    let event = format!("{event} ON {} {when}", table.name);
    let values = format!("{column}, {old}, {new}, change_salt(secret, seq), {digest}");
    recording(table, suffix, &event, row, &values)
}

/// A trigger that writes one row of `change`: the values from its column on.
fn recording(table: &Table, suffix: &str, event: &str, row: &str, values: &str) -> String {
    let (name, table_name) = (format!("history_{}_{suffix}", table.name), table.name);
    let customer = match table.owner {
        Owner::Itself => format!("{row}.id"),
        Owner::Column | Owner::Pair => format!("{row}.customer_id"),
        Owner::Shop => "NULL".to_owned(),
    };
    format!(
        "DROP TRIGGER IF EXISTS {name};
CREATE TRIGGER {name} {event} BEGIN
    UPDATE current_op SET seq = seq + 1;
    INSERT INTO change (op_id, seq, \"table\", row_id, customer_id, \"column\", old, new, salt, digest)
    SELECT op_id, seq, '{table_name}', {row}.id, {customer}, {values}
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
