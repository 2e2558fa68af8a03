//! What clients read of the floor.

use rusqlite::{Connection, Row, params};

use crate::bench::target::{Detail, Load, TODO_ROWS, Task};

pub fn todo(connection: &Connection, department: u8) -> rusqlite::Result<Vec<Task>> {
    let mut list = connection.prepare_cached(
        "SELECT t.id, t.item, t.due, c.title FROM task t JOIN case_ c ON c.id = t.case_id
         WHERE t.department = ?1 AND t.status < 2 ORDER BY t.due, t.id LIMIT ?2",
    )?;
    list.query_map(params![department, TODO_ROWS], |row| {
        Ok(Task {
            due: row.get(2)?,
            title: row.get(3)?,
        })
    })?
    .collect()
}

pub fn detail(connection: &Connection, case: u64) -> rusqlite::Result<Detail> {
    let mut detail = Detail::default();
    let case_row = "SELECT kind, title, form, status, reviews_left, gate_open, certificates_left, opened_at, closed_at FROM case_ WHERE id = ?1";
    detail.characters += connection.prepare_cached(case_row)?.query_row([case], |row| text(row, 2))?;
    let tasks = "SELECT id, department, item, status, due, opened_at, done_at, opinion FROM task WHERE case_id = ?1 ORDER BY id";
    detail.tasks = count(connection, tasks, case, 7, &mut detail.characters)?;
    let materials = "SELECT no, size, hash, name FROM material WHERE case_id = ?1 ORDER BY no";
    detail.materials = count(connection, materials, case, 3, &mut detail.characters)?;
    let audit = "SELECT id, task_id, actor, action, at, note FROM audit WHERE case_id = ?1 ORDER BY id";
    detail.entries = count(connection, audit, case, 5, &mut detail.characters)?;
    Ok(detail)
}

/// Reads every row with the text of one column.
fn count(connection: &Connection, sql: &str, case: u64, column: usize, characters: &mut usize) -> rusqlite::Result<usize> {
    let mut rows = connection.prepare_cached(sql)?;
    let mut found = rows.query([case])?;
    let mut count = 0;
    while let Some(row) = found.next()? {
        *characters += text(row, column)?;
        count += 1;
    }
    Ok(count)
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(row.get::<_, Option<String>>(column)?.map_or(0, |text| text.len()))
}

pub fn dashboard(connection: &Connection, today: i32) -> rusqlite::Result<Vec<Load>> {
    let mut loads = connection.prepare_cached(
        "SELECT department, count(*), count(CASE WHEN due < ?1 THEN 1 END) FROM task WHERE status < 2 GROUP BY department",
    )?;
    loads
        .query_map([today], |row| {
            Ok(Load {
                open: row.get(1)?,
                late: row.get(2)?,
            })
        })?
        .collect()
}
