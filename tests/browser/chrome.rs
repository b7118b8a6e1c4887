//! A browser without a window, driven by its own protocol: a web socket, texts in JSON. No more of either than the
//! tests need, so that they need nothing but the browser.

#![allow(clippy::needless_pass_by_value, reason = "parameters are made where a method is called")]

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// A browser, closed when it is dropped.
pub(crate) struct Browser {
    process: Child,
    socket: TcpStream,
    next: u64,
    events: Vec<Value>,
    _profile: tempfile::TempDir,
}

/// The browser there is, if there is any: what `CHROMIUM` names, or one of the usual names.
pub(crate) fn found() -> Option<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Some(path.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let paths = env::var_os("PATH")?;
    let all = env::split_paths(&paths).flat_map(|folder| names.map(|name| folder.join(name)));
    all.into_iter().find(|path| path.is_file())
}

impl Browser {
    /// Starts the browser at `path`.
    pub(crate) fn start(path: &Path) -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let mut process = Command::new(path)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args(["--disable-dev-shm-usage", "--remote-debugging-port=0", "about:blank"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the browser starts");
        let said = BufReader::new(process.stderr.take().expect("a pipe"));
        let mut lines = said.lines().map_while(Result::ok);
        let address = lines
            .find_map(|line| line.strip_prefix("DevTools listening on ws://").map(str::to_owned))
            .expect("the browser tells its address");
        // What else it says must be read, or it stops.
        std::thread::spawn(move || lines.for_each(drop));
        let (host, place) = address.split_once('/').expect("an address");
        let mut socket = TcpStream::connect(host).expect("connected");
        socket.set_read_timeout(Some(PATIENCE)).expect("a time");
        write!(
            socket,
            "GET /{place} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: ZGFlam8gZGFlam8gZGFlag==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        .expect("asked");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            socket.read_exact(&mut byte).expect("an answer");
            head.push(byte[0]);
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        Self { process, socket, next: 0, events: Vec::new(), _profile: profile }
    }

    fn send(&mut self, text: &str) {
        let mut frame = vec![0x81];
        match u16::try_from(text.len()) {
            Ok(length) if length < 126 => frame.push(0x80 | u8::try_from(length).expect("short")),
            Ok(length) => {
                frame.push(0x80 | 0x7e);
                frame.extend(length.to_be_bytes());
            }
            Err(_) => {
                frame.push(0x80 | 0x7f);
                frame.extend((text.len() as u64).to_be_bytes());
            }
        }
        // A mask of zeros leaves the text as it is.
        frame.extend([0; 4]);
        frame.extend(text.bytes());
        self.socket.write_all(&frame).expect("sent");
    }

    fn receive(&mut self) -> Value {
        let mut message = Vec::new();
        loop {
            let mut head = [0; 2];
            self.socket.read_exact(&mut head).expect("an answer in time");
            let length = match head[1] & 0x7f {
                126 => {
                    let mut length = [0; 2];
                    self.socket.read_exact(&mut length).expect("a length");
                    u64::from(u16::from_be_bytes(length))
                }
                127 => {
                    let mut length = [0; 8];
                    self.socket.read_exact(&mut length).expect("a length");
                    u64::from_be_bytes(length)
                }
                short => u64::from(short),
            };
            let mut part = vec![0; usize::try_from(length).expect("a length")];
            self.socket.read_exact(&mut part).expect("a message");
            if head[0] & 0x0f <= 2 {
                message.extend(part);
                if head[0] & 0x80 != 0 {
                    return serde_json::from_slice(&message).expect("JSON");
                }
            }
        }
    }

    /// Calls a method, of the page with this session if there is one.
    pub(crate) fn call(&mut self, session: Option<&str>, method: &str, parameters: Value) -> Value {
        self.try_call(session, method, parameters)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The same, or the error that the browser tells.
    fn try_call(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, Value> {
        self.next += 1;
        let id = self.next;
        let mut call = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = session {
            call["sessionId"] = session.into();
        }
        self.send(&call.to_string());
        loop {
            let message = self.receive();
            if message["id"] == id {
                let error = message.get("error").cloned();
                return error.map_or_else(|| Ok(message["result"].clone()), Err);
            }
            self.events.push(message);
        }
    }

    /// Opens a page that is ready to be told where to go.
    pub(crate) fn page(&mut self) -> Page<'_> {
        let target = self.call(None, "Target.createTarget", json!({"url": "about:blank"}));
        let attached = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.call(None, "Target.attachToTarget", attached);
        let session = session["sessionId"].as_str().expect("a session").to_owned();
        let mut page = Page { browser: self, session };
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            page.call(domain, json!({}));
        }
        // What other pages said is no concern of this one.
        page.browser.events.clear();
        page
    }

    /// The pids of the processes that lay out pages.
    pub(crate) fn renderers(&mut self) -> Vec<u64> {
        let processes = self.call(None, "SystemInfo.getProcessInfo", json!({}));
        let all = processes["processInfo"].as_array().expect("a list");
        let renderers = all.iter().filter(|process| process["type"] == "renderer");
        renderers.filter_map(|process| process["id"].as_u64()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A page of a browser.
pub(crate) struct Page<'a> {
    pub(crate) browser: &'a mut Browser,
    session: String,
}

impl Page<'_> {
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        let session = self.session.clone();
        self.browser.call(Some(&session), method, parameters)
    }

    /// Opens a file and waits until it is loaded; how long that took.
    pub(crate) fn open(&mut self, file: &Path) -> Duration {
        let path = file.canonicalize().expect("a file");
        self.go(&format!("file://{}", path.display()))
    }

    /// Goes to an address and waits until it is loaded; how long that took.
    pub(crate) fn go(&mut self, address: &str) -> Duration {
        let start = Instant::now();
        self.browser.events.retain(|event| event["method"] != "Page.loadEventFired");
        self.call("Page.navigate", json!({"url": address}));
        loop {
            let is_loaded = |event: &Value| event["method"] == "Page.loadEventFired";
            if self.browser.events.iter().any(is_loaded) {
                return start.elapsed();
            }
            let event = self.browser.receive();
            self.browser.events.push(event);
        }
    }

    /// What an expression is worth in the page. One that the page left behind while it went elsewhere is asked again there.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let parameters =
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let session = self.session.clone();
        let mut evaluate =
            || self.browser.try_call(Some(&session), "Runtime.evaluate", parameters.clone());
        let mut result = evaluate();
        for _ in 0..20 {
            match &result {
                Err(error)
                    if error["message"].as_str().is_some_and(|m| m.contains("navigated")) =>
                {
                    std::thread::sleep(Duration::from_millis(100));
                    result = evaluate();
                }
                _ => break,
            }
        }
        let result = result.unwrap_or_else(|error| panic!("{expression}: {error}"));
        assert!(result.get("exceptionDetails").is_none(), "{expression}: {result}");
        result["result"]["value"].clone()
    }

    /// Presses a key and lets it go.
    pub(crate) fn press(&mut self, key: &str, code: &str, text: &str, number: u32) {
        for kind in ["keyDown", "keyUp"] {
            let mut parameters = json!({
                "type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number,
            });
            if kind == "keyDown" && !text.is_empty() {
                parameters["text"] = text.into();
            }
            self.call("Input.dispatchKeyEvent", parameters);
        }
    }

    /// What went wrong in the page so far.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        // What was said before this answer is there with it.
        self.value("1");
        let is_bad = |event: &&Value| {
            event["method"] == "Runtime.exceptionThrown"
                || (event["method"] == "Runtime.consoleAPICalled"
                    && event["params"]["type"] == "error")
                || (event["method"] == "Log.entryAdded"
                    && event["params"]["entry"]["level"] == "error")
                || event["method"] == "Page.javascriptDialogOpening"
        };
        self.browser.events.iter().filter(is_bad).map(Value::to_string).collect()
    }
}
