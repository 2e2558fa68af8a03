CREATE TABLE IF NOT EXISTS case_ (
    id INTEGER PRIMARY KEY, kind TEXT, title TEXT, form TEXT, status INTEGER, reviews_left INTEGER, gate_open INTEGER,
    certificates_left INTEGER, opened_at INTEGER, closed_at INTEGER
);
CREATE TABLE IF NOT EXISTS material (case_id INTEGER, no INTEGER, name TEXT, size INTEGER, hash BLOB, PRIMARY KEY (case_id, no)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS task (
    id INTEGER PRIMARY KEY, case_id INTEGER, department INTEGER, item INTEGER, status INTEGER, due INTEGER, opened_at INTEGER,
    done_at INTEGER, opinion TEXT
);
CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY, case_id INTEGER, task_id INTEGER, actor TEXT, action TEXT, at INTEGER, note TEXT
);
CREATE INDEX IF NOT EXISTS task_of_case ON task (case_id);
CREATE INDEX IF NOT EXISTS task_open ON task (department, due, id) WHERE status < 2;
CREATE INDEX IF NOT EXISTS audit_of_case ON audit (case_id);
