CREATE TABLE case_ (
    id BIGINT PRIMARY KEY, kind TEXT, title TEXT, form TEXT, status BIGINT, reviews_left BIGINT, gate_open BIGINT,
    certificates_left BIGINT, opened_at BIGINT, closed_at BIGINT
);
CREATE TABLE material (case_id BIGINT, no BIGINT, name TEXT, size BIGINT, hash BYTEA, PRIMARY KEY (case_id, no));
CREATE TABLE task (
    id BIGINT PRIMARY KEY, case_id BIGINT, department BIGINT, item BIGINT, status BIGINT, due BIGINT, opened_at BIGINT, done_at BIGINT,
    opinion TEXT
);
CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, case_id BIGINT, task_id BIGINT, actor TEXT, action TEXT, at BIGINT, note TEXT
);
CREATE INDEX task_of_case ON task (case_id);
CREATE INDEX task_open ON task (department, due, id) WHERE status < 2;
CREATE INDEX audit_of_case ON audit (case_id);
