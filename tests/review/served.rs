//! A review that is served by the program, and a client that asks as a browser does.

#![allow(dead_code, reason = "each of the tests that share it needs some of it")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};

/// The program while it serves; killed when it is dropped.
pub(crate) struct Served {
    process: Child,
    pub(crate) address: String,
    pub(crate) port: u16,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        serde_json::from_str(&self.body).expect("JSON")
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Served {
    /// Runs `daejo review` with these arguments in `folder` and waits for its address.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_daejo"))
            .current_dir(folder)
            .arg("review")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it ran");
        let mut line = String::new();
        let out = process.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut line).expect("an address");
        let address = line.trim().to_owned();
        let port =
            address.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.split('/').next());
        let port = port.and_then(|port| port.parse().ok());
        Self { process, port: port.unwrap_or_else(|| panic!("no address: {line}")), address }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Ends it as power does.
    pub(crate) fn kill(mut self) {
        let _ = self.process.kill();
        self.process.wait().expect("ended");
    }

    /// Ends it as a person does; its status.
    #[cfg(unix)]
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().expect("sent").success());
        self.process.wait().expect("ended").code()
    }

    /// Sends a request with these lines in its head, and nothing else.
    pub(crate) fn send(&self, line: &str, head: &[String], body: &str) -> Answer {
        self.try_send(line, head, body).expect("an answer")
    }

    pub(crate) fn try_send(
        &self,
        line: &str,
        head: &[String],
        body: &str,
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let head = head.join("\r\n");
        let length = body.len();
        let text = format!(
            "{line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n\r\n"
        );
        // One that refuses a long body may close before all of it is sent.
        stream.write_all(text.as_bytes())?;
        let _ = stream.write_all(body.as_bytes());
        let mut said = Vec::new();
        let read = stream.read_to_end(&mut said);
        let said = String::from_utf8_lossy(&said).into_owned();
        let Some((head, body)) = said.split_once("\r\n\r\n") else {
            read?;
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        };
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Ok(Answer {
            status: status.unwrap_or_default(),
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }

    /// Lets a client in by the address.
    pub(crate) fn enter(&self) -> Client<'_> {
        let path = self.address.split_once(&format!(":{}", self.port)).expect("an address").1;
        let host = format!("Host: 127.0.0.1:{}", self.port);
        let answer = self.send(&format!("GET {path}"), std::slice::from_ref(&host), "");
        assert_eq!(answer.status, 303, "{}", answer.body);
        let cookie = answer.header("set-cookie").expect("a cookie");
        let cookie = format!("Cookie: {}", cookie.split(';').next().expect("a value"));
        let mut client = Client { served: self, host, cookie, token: String::new() };
        let page = client.get("/document/1");
        let token =
            page.body.split_once("name=\"daejo-token\" content=\"").map(|(_, rest)| &rest[..32]);
        token.unwrap_or_default().clone_into(&mut client.token);
        client
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser that was let in.
pub(crate) struct Client<'a> {
    pub(crate) served: &'a Served,
    pub(crate) host: String,
    pub(crate) cookie: String,
    pub(crate) token: String,
}

impl Client<'_> {
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.served.send(&format!("GET {path}"), &[self.host.clone(), self.cookie.clone()], "")
    }

    /// The lines in the head of a change that the page itself makes.
    pub(crate) fn own(&self) -> Vec<String> {
        vec![
            self.host.clone(),
            self.cookie.clone(),
            format!("Origin: http://127.0.0.1:{}", self.served.port),
            format!("X-Daejo-Token: {}", self.token),
            "Content-Type: application/json".into(),
        ]
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        self.served.send(&format!("POST {path}"), &self.own(), body)
    }

    /// A command on the first document.
    pub(crate) fn ask(&self, uuid: &str, mut command: Value) -> Answer {
        command["uuid"] = json!(uuid);
        self.post("/document/1", &command.to_string())
    }

    /// The findings with verdicts, a row each, by the names of the columns.
    pub(crate) fn findings(&self) -> Vec<Value> {
        let table = self.get("/document/1/export/findings.tsv").body;
        let mut lines = table.lines();
        let names: Vec<&str> = lines.next().expect("a heading").split('\t').collect();
        let row = |line: &str| {
            let cells = names.iter().zip(line.split('\t'));
            cells.map(|(name, cell)| ((*name).to_owned(), json!(cell))).collect()
        };
        lines.map(|line| Value::Object(row(line))).collect()
    }
}
