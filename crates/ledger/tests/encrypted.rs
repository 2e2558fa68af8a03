//! The way to a PostgreSQL that speaks TLS.

mod support;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use ledger::{Database, Ledger, OpenError, PostgresAddress};
use support::*;

/// A PostgreSQL on a port of its own, whose certificate names `localhost` and is vouched for by nobody but its authority.
struct Server {
    folder: tempfile::TempDir,
    port: u16,
    authority: PathBuf,
}

#[derive(Clone, Copy, PartialEq)]
enum Speaks {
    Tls,
    InClearOnly,
}

impl Server {
    fn start(speaks: Speaks) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = certify(folder.path());
        hand_over(folder.path());
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        let server = Self { folder, port, authority };
        let data = server.data();
        run(
            "initdb",
            &["-D", &data, "-U", "zhoudao", "--auth=trust", "--encoding=UTF8", "--locale=C"],
        );
        let settings = server.settings(speaks);
        let file = server.folder.path().join("data/postgresql.conf");
        let before = fs::read_to_string(&file).unwrap();
        fs::write(&file, before + &settings).unwrap();
        drop(free);
        let log = server.folder.path().join("log");
        run("pg_ctl", &["-D", &data, "-l", log.to_str().unwrap(), "-w", "start"]);
        server
    }

    fn settings(&self, speaks: Speaks) -> String {
        let (folder, port) = (self.folder.path().display(), self.port);
        let plain = format!("listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{folder}'\n");
        match speaks {
            Speaks::InClearOnly => plain,
            Speaks::Tls => format!("{plain}ssl = on\nssl_cert_file = '{folder}/certificate'\nssl_key_file = '{folder}/key'\n"),
        }
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn open(&self, host: &str, mode: &str, authority: Option<&Path>) -> Result<(tempfile::TempDir, Ledger), OpenError> {
        let address = format!("postgres://zhoudao@{host}:{}/postgres?sslmode={mode}", self.port);
        let mut address: PostgresAddress = address.parse().unwrap();
        if let Some(file) = authority {
            address = address.with_authority(file);
        }
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path(), options().in_database(Database::Postgres(address)))?;
        ledger.register::<Society>().unwrap();
        Ok((folder, ledger))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }
}

/// Writes certificate and key of a server, and answers the file of its authority.
fn certify(folder: &Path) -> PathBuf {
    let authority_key = rcgen::KeyPair::generate().unwrap();
    let mut wishes = rcgen::CertificateParams::default();
    wishes.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let vouched = wishes.self_signed(&authority_key).unwrap();
    let authority = rcgen::Issuer::new(wishes, authority_key);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = certificate.signed_by(&key, &authority).unwrap();
    fs::write(folder.join("certificate"), certificate.pem()).unwrap();
    fs::write(folder.join("key"), key.serialize_pem()).unwrap();
    fs::set_permissions(folder.join("key"), fs::Permissions::from_mode(0o600)).unwrap();
    let file = folder.join("authority");
    fs::write(&file, vouched.pem()).unwrap();
    file
}

fn is_root() -> bool {
    let id = Process::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// PostgreSQL does not run as root: what it needs is given to whom it runs as.
fn hand_over(folder: &Path) {
    if is_root() {
        let given = Process::new("chown").args(["-R", "postgres"]).arg(folder).status().unwrap();
        assert!(given.success());
    }
}

fn run(program: &str, arguments: &[&str]) {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is installed");
    let newest = versions.map(|version| version.unwrap().path()).max().unwrap();
    let program = newest.join("bin").join(program);
    let mut process = match is_root() {
        true => Process::new("runuser"),
        false => Process::new(&program),
    };
    if is_root() {
        process.args(["-u", "postgres", "--"]).arg(&program);
    }
    let ended = process.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(ended.unwrap().success(), "{}", program.display());
}

/// How many connections of each purpose there are, and whether all of them are encrypted.
fn connections(ledger: &Ledger) -> (i64, bool) {
    let asked = "SELECT count(DISTINCT application_name), bool_and(ssl)::int::bigint
         FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE application_name LIKE 'zhoudao %'";
    let rows = ledger.query_blocking(asked, Vec::new()).unwrap();
    let row = rows.first().unwrap();
    (row.get(0).unwrap(), row.get::<i64>(1).unwrap() == 1)
}

#[test]
fn every_connection_of_a_city_is_encrypted_where_its_authority_is_trusted() {
    let server = Server::start(Speaks::Tls);
    for mode in ["require", "verify-full"] {
        let (_folder, ledger) = server.open("localhost", mode, Some(&server.authority)).unwrap();
        found(&ledger, numbered(1));
        // They write, read, listen and hold leases.
        while connections(&ledger).0 < 4 {
            std::thread::yield_now();
        }
        assert_eq!(connections(&ledger), (4, true));
        drop(ledger);
        ask_to_forget(&server);
    }
}

/// Two cities of one number do not share a database.
fn ask_to_forget(server: &Server) {
    let address = format!("host=127.0.0.1 port={} user=zhoudao dbname=postgres", server.port);
    run_sql(&address, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
}

fn run_sql(address: &str, sql: &str) {
    run("psql", &["-X", "-q", "-c", sql, address]);
}

#[test]
fn a_server_that_is_not_vouched_for_or_has_another_name_is_not_believed() {
    let server = Server::start(Speaks::Tls);
    for (host, authority) in [("localhost", None), ("127.0.0.1", Some(&*server.authority))] {
        for mode in ["require", "verify-full"] {
            let refused = server.open(host, mode, authority).map(|_| ()).unwrap_err().to_string();
            assert!(refused.contains("--database-authority"), "{host} {mode}: {refused}");
        }
    }
    let refused = server
        .open("localhost", "require", Some(Path::new("/nowhere")))
        .map(|_| ())
        .unwrap_err();
    assert!(refused.to_string().contains("the database's authority /nowhere"), "{refused}");
}

#[test]
fn a_server_without_tls_is_spoken_to_only_where_that_is_said_plainly() {
    let server = Server::start(Speaks::InClearOnly);
    let refused = server
        .open("localhost", "require", Some(&server.authority))
        .map(|_| ())
        .unwrap_err();
    assert!(refused.to_string().contains("sslmode=disable"), "{refused}");
    let (_folder, ledger) = server.open("localhost", "disable", None).unwrap();
    found(&ledger, numbered(1));
    assert!(!connections(&ledger).1);
}
