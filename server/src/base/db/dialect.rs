//! The few places where the two engines differ in text.
//!
//! `x in list($1)` and `x not in list($1)` take a list argument: a JSON array for SQLite, a text array for
//! PostgreSQL. Everything else is written so that both understand it.

use super::Sql;

/// As SQLite wants it.
pub fn sqlite(sql: Sql) -> Sql {
    if !sql.contains(" list(") {
        return sql;
    }
    rewrite(&sql, " list(", |number| format!(" (select value from json_each({number}))")).into()
}

/// As PostgreSQL wants it.
pub fn postgres(sql: Sql) -> Sql {
    if !sql.contains(" list(") {
        return sql;
    }
    let sql = rewrite(&sql, " not in list(", |number| format!(" <> all({number})"));
    rewrite(&sql, " in list(", |number| format!(" = any({number})")).into()
}

/// Replaces `opening…)` by what `write` makes of the text between.
fn rewrite(sql: &str, opening: &str, write: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(sql.len() + 32);
    let mut rest = sql;
    while let Some(start) = rest.find(opening) {
        let after = &rest[start + opening.len()..];
        let Some(end) = after.find(')') else { break };
        out.push_str(&rest[..start]);
        out.push_str(&write(&after[..end]));
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_spelt_as_each_engine_wants_it() {
        let text = "select 1 from a where b in list($1) and c not in list($2) and d = $3";
        assert_eq!(
            sqlite(text.into()),
            "select 1 from a where b in (select value from json_each($1)) \
             and c not in (select value from json_each($2)) and d = $3"
        );
        assert_eq!(postgres(text.into()), "select 1 from a where b = any($1) and c <> all($2) and d = $3");
    }
}
