//! The `preferences` table.

use super::wire::Preference;
use crate::args;
use crate::base::db::{Arg, Conn};
use crate::base::{Id, Result};
use crate::events::Tx;

/// All of somebody's choices, or those of one category.
pub fn list(conn: &mut Conn<'_>, user: Id, category: Option<&str>) -> Result<Vec<Preference>> {
    let columns = Preference::COLUMNS;
    match category {
        Some(category) => {
            let sql =
                format!("select {columns} from preferences p where p.userid = $1 and p.category = $2 order by p.name");
            conn.all(sql, args![user, category])
        }
        None => {
            let sql = format!("select {columns} from preferences p where p.userid = $1 order by p.category, p.name");
            conn.all(sql, args![user])
        }
    }
}

/// One choice.
pub fn find(conn: &mut Conn<'_>, user: Id, category: &str, name: &str) -> Result<Option<Preference>> {
    let sql = format!(
        "select {} from preferences p where p.userid = $1 and p.category = $2 and p.name = $3",
        Preference::COLUMNS
    );
    conn.first(sql, args![user, category, name])
}

/// Writes choices with one statement. Of one that is given twice, the last counts.
pub fn put_all(tx: &mut Tx<'_>, preferences: &[Preference]) -> Result<()> {
    let mut last: Vec<&Preference> = Vec::with_capacity(preferences.len());
    for one in preferences {
        last.retain(|earlier| earlier.category != one.category || earlier.name != one.name);
        last.push(one);
    }
    let mut arguments: Vec<Arg<'_>> = Vec::new();
    let mut values = Vec::new();
    for one in last {
        let first = arguments.len() + 1;
        values.push(format!("(${first}, ${}, ${}, ${})", first + 1, first + 2, first + 3));
        arguments.extend([one.user_id.into(), (&one.category).into(), (&one.name).into(), (&one.value).into()]);
    }
    let sql = format!(
        "insert into preferences (userid, category, name, value) values {} \
         on conflict (userid, category, name) do update set value = excluded.value",
        values.join(", ")
    );
    tx.run(sql, &arguments)
}

/// Takes choices back with one statement.
pub fn delete_all(tx: &mut Tx<'_>, user: Id, preferences: &[Preference]) -> Result<()> {
    let mut arguments: Vec<Arg<'_>> = vec![user.into()];
    let mut which = Vec::new();
    for one in preferences {
        let first = arguments.len() + 1;
        which.push(format!("(category = ${first} and name = ${})", first + 1));
        arguments.extend([Arg::from(&one.category), Arg::from(&one.name)]);
    }
    tx.run(format!("delete from preferences where userid = $1 and ({})", which.join(" or ")), &arguments)
}
