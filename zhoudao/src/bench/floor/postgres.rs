//! The floor on PostgreSQL: a connection a client, a transition one prepared statement, synced before it is answered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use tokio::sync::Mutex as Turn;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Row, Statement};

use super::transitions::{ACCEPTED, CERTIFICATE_DAYS, DONE, Days, NOTE, OPEN, SIMPLE_DAYS, TASKS_A_CASE, WAITING, now};
use crate::bench::case::{CERTIFICATES, Case, DEPARTMENTS, Kind, MATERIALS, REVIEWS, SIMPLE_MATERIALS, Transition, review_days};
use crate::bench::papers;
use crate::bench::target::{Detail, Load, TODO_ROWS, Target, Task};

type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// The floor as one client has it.
#[derive(Clone)]
pub struct PostgresFloor {
    config: Config,
    days: Arc<Days>,
    link: Arc<Link>,
}

struct Link {
    client: Client,
    /// A client does one thing after the other.
    turn: Turn<()>,
    statements: Mutex<HashMap<&'static str, Statement>>,
}

impl PostgresFloor {
    /// Opens the floor of a database.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        Ok(Self {
            link: Arc::new(Link::open(&config).await?),
            days: Arc::new(Days::today()),
            config,
        })
    }

    /// Creates the tables in a new database, to be filled over one connection: nothing is measured yet, and nothing synced.
    pub async fn create(config: Config) -> anyhow::Result<Self> {
        let floor = Self::open(config).await?;
        let tables = include_str!("tables.postgres.sql");
        floor.link.client.batch_execute(tables).await?;
        floor.link.client.batch_execute("SET synchronous_commit = off").await?;
        Ok(floor)
    }

    async fn write(&self, sql: &'static str, values: Values<'_>) -> anyhow::Result<()> {
        let changed = self.link.execute(sql, values).await?;
        anyhow::ensure!(changed >= 1, "a transition came in a state in which it cannot: {sql}");
        Ok(())
    }

    async fn submit(&self, case: &Case) -> anyhow::Result<()> {
        let (materials, reviews, certificates) = match case.kind {
            Kind::Joint => (MATERIALS, REVIEWS, CERTIFICATES),
            Kind::Simple => (SIMPLE_MATERIALS, 0, 0),
        };
        let material: Vec<i64> = (0..materials).map(i64::from).collect();
        let names: Vec<String> = (0..materials).map(papers::file_name).collect();
        let sizes: Vec<i64> = (0..materials)
            .map(|material| papers::size(case, material).cast_signed())
            .collect();
        let hashes: Vec<Vec<u8>> = (0..materials)
            .map(|material| papers::digest(case, material).to_vec())
            .collect();
        let tasks = match case.kind {
            Kind::Joint => Tasks::of(case, (0..REVIEWS).map(|review| (review, review_days(review))), &self.days),
            Kind::Simple => Tasks::of(case, [(0, SIMPLE_DAYS[0])], &self.days),
        };
        self.write(
            "WITH new AS (INSERT INTO case_ VALUES ($1, $2, $3, $4, 0, $5, 0, $6, $7, NULL)),
                  materials AS (INSERT INTO material SELECT $1, no, name, size, hash
                                FROM unnest($8::bigint[], $9::text[], $10::bigint[], $11::bytea[]) AS m (no, name, size, hash)),
                  tasks AS (INSERT INTO task SELECT id, $1, department, item, 0, due, $7, NULL, NULL
                            FROM unnest($12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[]) AS t (id, department, item, due))
             INSERT INTO audit (case_id, task_id, actor, action, at, note) VALUES ($1, NULL, 'officer', 'submit', $7, $16)",
            &[
                &number(case),
                &case.kind.as_str(),
                &case.title(),
                &papers::form(case).to_string(),
                &i64::from(reviews),
                &i64::from(certificates),
                &now(),
                &material,
                &names,
                &sizes,
                &hashes,
                &tasks.id,
                &tasks.department,
                &tasks.item,
                &tasks.due,
                &NOTE,
            ],
        )
        .await
    }

    async fn move_task(&self, case: &Case, item: u8, from: u8, to: u8, due: Option<i32>, action: &str) -> anyhow::Result<()> {
        let due = due.map(|days| i64::from(self.days.after(days)));
        self.write(
            "WITH moved AS (UPDATE task SET status = $2, due = COALESCE($3, due) WHERE id = $1 AND status = $4 RETURNING case_id, id)
             INSERT INTO audit (case_id, task_id, actor, action, at, note) SELECT case_id, id, 'officer', $5, $6, $7 FROM moved",
            &[&task(case, item), &i64::from(to), &due, &i64::from(from), &action, &now(), &NOTE],
        )
        .await
    }

    async fn opinion(&self, case: &Case, review: u8) -> anyhow::Result<()> {
        let tasks = self.certificates(case);
        self.write(
            "WITH done AS (UPDATE task SET status = $3, done_at = $4, opinion = $5 WHERE id = $2 AND status < 2 RETURNING case_id, id),
                  counted AS (UPDATE case_ SET reviews_left = reviews_left - 1 FROM done WHERE case_.id = done.case_id
                              RETURNING reviews_left = 0 AND gate_open = 1 AS opens),
                  tasks AS (INSERT INTO task SELECT t.id, $1, department, item, 0, due, $4, NULL, NULL
                            FROM unnest($6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[]) AS t (id, department, item, due), counted
                            WHERE counted.opens)
             INSERT INTO audit (case_id, task_id, actor, action, at, note) SELECT case_id, id, 'officer', 'opinion', $4, $10 FROM done",
            &[
                &number(case),
                &task(case, review),
                &i64::from(DONE),
                &now(),
                &papers::OPINION,
                &tasks.id,
                &tasks.department,
                &tasks.item,
                &tasks.due,
                &NOTE,
            ],
        )
        .await
    }

    async fn land(&self, case: &Case) -> anyhow::Result<()> {
        let tasks = self.certificates(case);
        self.write(
            "WITH opened AS (UPDATE case_ SET gate_open = 1 WHERE id = $1 RETURNING reviews_left = 0 AS opens),
                  tasks AS (INSERT INTO task SELECT t.id, $1, department, item, 0, due, $2, NULL, NULL
                            FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) AS t (id, department, item, due), opened
                            WHERE opened.opens)
             INSERT INTO audit (case_id, task_id, actor, action, at, note) VALUES ($1, NULL, 'officer', 'land', $2, $7)",
            &[
                &number(case),
                &now(),
                &tasks.id,
                &tasks.department,
                &tasks.item,
                &tasks.due,
                &NOTE,
            ],
        )
        .await
    }

    async fn certificate(&self, case: &Case, certificate: u8) -> anyhow::Result<()> {
        let words = format!("{certificate}-{:06}", case.number);
        self.write(
            "WITH done AS (UPDATE task SET status = $2, done_at = $3, opinion = $4 WHERE id = $1 AND status < 2 RETURNING case_id, id),
                  counted AS (UPDATE case_ SET certificates_left = certificates_left - 1 FROM done WHERE case_.id = done.case_id)
             INSERT INTO audit (case_id, task_id, actor, action, at, note)
             SELECT case_id, id, 'officer', 'certificate', $3, $5 FROM done",
            &[&task(case, REVIEWS + certificate), &i64::from(DONE), &now(), &words, &NOTE],
        )
        .await
    }

    /// Ends a task of a simple case and opens the next.
    async fn go_on(&self, case: &Case, item: u8, words: Option<&str>, action: &str) -> anyhow::Result<()> {
        let next = Tasks::of(case, [(item + 1, SIMPLE_DAYS[usize::from(item) + 1])], &self.days);
        self.write(
            "WITH done AS (UPDATE task SET status = $2, done_at = $3, opinion = $4 WHERE id = $1 AND status < 2 RETURNING case_id, id),
                  next AS (INSERT INTO task SELECT t.id, done.case_id, 0, item, 0, due, $3, NULL, NULL
                           FROM unnest($5::bigint[], $6::bigint[], $7::bigint[]) AS t (id, item, due), done)
             INSERT INTO audit (case_id, task_id, actor, action, at, note) SELECT case_id, id, 'officer', $8, $3, $9 FROM done",
            &[
                &task(case, item),
                &i64::from(DONE),
                &now(),
                &words,
                &next.id,
                &next.item,
                &next.due,
                &action,
                &NOTE,
            ],
        )
        .await
    }

    async fn close(&self, case: &Case) -> anyhow::Result<()> {
        self.write(
            "WITH closed AS (UPDATE case_ SET status = 1, closed_at = $2 WHERE id = $1 AND certificates_left = 0 RETURNING id)
             INSERT INTO audit (case_id, task_id, actor, action, at, note) SELECT id, NULL, 'officer', 'close', $2, $3 FROM closed",
            &[&number(case), &now(), &NOTE],
        )
        .await
    }

    async fn deliver(&self, case: &Case) -> anyhow::Result<()> {
        self.write(
            "WITH done AS (UPDATE task SET status = $3, done_at = $4 WHERE id = $2 AND status < 2 RETURNING case_id),
                  closed AS (UPDATE case_ SET status = 1, closed_at = $4 FROM done WHERE case_.id = done.case_id RETURNING case_.id)
             INSERT INTO audit (case_id, task_id, actor, action, at, note) SELECT id, NULL, 'officer', 'deliver', $4, $5
             FROM closed WHERE id = $1",
            &[&number(case), &task(case, 3), &i64::from(DONE), &now(), &NOTE],
        )
        .await
    }

    async fn evaluate(&self, case: &Case) -> anyhow::Result<()> {
        self.write(
            "INSERT INTO audit (case_id, task_id, actor, action, at, note) VALUES ($1, NULL, 'officer', 'evaluate', $2, $3)",
            &[&number(case), &now(), &NOTE],
        )
        .await
    }

    fn certificates(&self, case: &Case) -> Tasks {
        let certificates = (0..CERTIFICATES).map(|certificate| (REVIEWS + certificate, CERTIFICATE_DAYS));
        Tasks::of(case, certificates, &self.days)
    }
}

impl Target for PostgresFloor {
    async fn for_client(&self, _: usize) -> anyhow::Result<Self> {
        Ok(Self {
            link: Arc::new(Link::open(&self.config).await?),
            ..self.clone()
        })
    }

    async fn perform(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        match transition {
            Transition::Submit => self.submit(case).await,
            Transition::Accept(review) => self.move_task(case, review, OPEN, ACCEPTED, None, "accept").await,
            Transition::AskCorrection(review) => self.move_task(case, review, ACCEPTED, WAITING, None, "ask").await,
            Transition::Correct(review) => {
                let due = Some(review_days(review));
                self.move_task(case, review, WAITING, ACCEPTED, due, "correct").await
            }
            Transition::Opinion(review) => self.opinion(case, review).await,
            Transition::Land => self.land(case).await,
            Transition::Certificate(certificate) => self.certificate(case, certificate).await,
            Transition::Close => self.close(case).await,
            Transition::TakeIn => self.go_on(case, 0, None, "accept").await,
            Transition::Review => self.go_on(case, 1, Some(papers::OPINION), "review").await,
            Transition::Decide => self.go_on(case, 2, None, "decide").await,
            Transition::Deliver => self.deliver(case).await,
            Transition::Evaluate => self.evaluate(case).await,
        }
    }

    async fn follow(&self, _: &Case, _: Transition) -> anyhow::Result<()> {
        Ok(())
    }

    async fn todo(&self, department: u8) -> anyhow::Result<Vec<Task>> {
        let list = "SELECT t.id, t.item, t.due, c.title FROM task t JOIN case_ c ON c.id = t.case_id
             WHERE t.department = $1 AND t.status < 2 ORDER BY t.due, t.id LIMIT $2";
        let rows = self
            .link
            .query(list, &[&i64::from(department), &i64::from(TODO_ROWS)])
            .await?;
        let read = rows.iter().map(|row| {
            Ok(Task {
                due: i32::try_from(row.try_get::<_, i64>(2)?)?,
                title: row.try_get(3)?,
            })
        });
        read.collect()
    }

    async fn detail(&self, case: &Case) -> anyhow::Result<Detail> {
        let mut detail = Detail::default();
        let one = "SELECT kind, title, form, status, reviews_left, gate_open, certificates_left, opened_at, closed_at
             FROM case_ WHERE id = $1";
        let tasks =
            "SELECT id, department, item, status, due, opened_at, done_at, opinion FROM task WHERE case_id = $1 ORDER BY id";
        let materials = "SELECT no, size, hash, name FROM material WHERE case_id = $1 ORDER BY no";
        let audit = "SELECT id, task_id, actor, action, at, note FROM audit WHERE case_id = $1 ORDER BY id";
        self.count(one, case, 2, &mut detail.characters).await?;
        detail.tasks = self.count(tasks, case, 7, &mut detail.characters).await?;
        detail.materials = self.count(materials, case, 3, &mut detail.characters).await?;
        detail.entries = self.count(audit, case, 5, &mut detail.characters).await?;
        Ok(detail)
    }

    async fn dashboard(&self) -> anyhow::Result<Vec<Load>> {
        let loads =
            "SELECT department, count(*), count(CASE WHEN due < $1 THEN 1 END) FROM task WHERE status < 2 GROUP BY department";
        let rows = self.link.query(loads, &[&i64::from(self.days.today)]).await?;
        let read = rows.iter().map(|row| {
            Ok(Load {
                open: row.try_get::<_, i64>(1)?.try_into()?,
                late: row.try_get::<_, i64>(2)?.try_into()?,
            })
        });
        read.collect()
    }
}

impl PostgresFloor {
    /// Reads every row with the text of one column.
    async fn count(&self, sql: &'static str, case: &Case, column: usize, characters: &mut usize) -> anyhow::Result<usize> {
        let rows = self.link.query(sql, &[&number(case)]).await?;
        for row in &rows {
            *characters += row.try_get::<_, Option<String>>(column)?.map_or(0, |text| text.len());
        }
        Ok(rows.len())
    }
}

impl Link {
    async fn open(config: &Config) -> anyhow::Result<Self> {
        let (client, connection) = config
            .connect(NoTls)
            .await
            .context("the floor's PostgreSQL does not answer")?;
        tokio::spawn(connection);
        client.batch_execute("SET synchronous_commit = on").await?;
        Ok(Self {
            client,
            turn: Turn::default(),
            statements: Mutex::default(),
        })
    }

    async fn execute(&self, sql: &'static str, values: Values<'_>) -> anyhow::Result<u64> {
        let _turn = self.turn.lock().await;
        let statement = self.prepared(sql).await?;
        Ok(self.client.execute(&statement, values).await?)
    }

    async fn query(&self, sql: &'static str, values: Values<'_>) -> anyhow::Result<Vec<Row>> {
        let _turn = self.turn.lock().await;
        let statement = self.prepared(sql).await?;
        Ok(self.client.query(&statement, values).await?)
    }

    async fn prepared(&self, sql: &'static str) -> anyhow::Result<Statement> {
        let known = self
            .statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(sql)
            .cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql).await?;
        let mut statements = self.statements.lock().unwrap_or_else(PoisonError::into_inner);
        statements.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// Tasks of a case that are opened together, by columns.
struct Tasks {
    id: Vec<i64>,
    department: Vec<i64>,
    item: Vec<i64>,
    due: Vec<i64>,
}

impl Tasks {
    fn of(case: &Case, tasks: impl IntoIterator<Item = (u8, i32)>, days: &Days) -> Self {
        let (mut id, mut department, mut item, mut due) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (number, working_days) in tasks {
            id.push(task(case, number));
            department.push(match case.kind {
                Kind::Joint => i64::from(number % REVIEWS % DEPARTMENTS),
                Kind::Simple => 0,
            });
            item.push(i64::from(number));
            due.push(i64::from(days.after(working_days)));
        }
        Self {
            id,
            department,
            item,
            due,
        }
    }
}

fn number(case: &Case) -> i64 {
    case.number.cast_signed()
}

fn task(case: &Case, item: u8) -> i64 {
    (case.number * TASKS_A_CASE + u64::from(item)).cast_signed()
}
