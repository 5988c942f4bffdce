//! A client over a real pipe to the built program, as small as it can be.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longer than anything here may take.
pub const LONG: Duration = Duration::from_secs(120);

/// A running server and what it has said so far.
pub struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<(Value, Instant)>,
    /// Notifications and requests that nobody has asked for yet.
    waiting: VecDeque<(Value, Instant)>,
    next_id: i64,
    /// When the last message that was asked for had come in whole.
    pub arrived: Instant,
    /// Answers `workspace/applyEdit` and its like by itself: with `applied: true`, and nothing applied.
    pub answers: bool,
}

impl Client {
    /// Starts a server that has not been initialized.
    pub fn start() -> Client {
        let (client, go) = Client::deaf();
        go.send(()).expect("the reader waits");
        client
    }

    /// Starts any server.
    pub fn spawn(command: &mut Command) -> std::io::Result<Client> {
        let (client, go) = Client::deaf_to(command)?;
        go.send(()).expect("the reader waits");
        Ok(client)
    }

    /// Starts one whose client reads nothing until it is told to.
    pub fn deaf() -> (Client, Sender<()>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gannhan"));
        Client::deaf_to(command.args(["lsp", "--stdio"])).expect("the program starts")
    }

    fn deaf_to(command: &mut Command) -> std::io::Result<(Client, Sender<()>)> {
        let (go, told) = channel();
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let stdin = child.stdin.take();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (send, messages) = channel();
        std::thread::spawn(move || {
            let _ = told.recv();
            while let Some(message) = read(&mut stdout) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        let (waiting, arrived) = (VecDeque::new(), Instant::now());
        Ok((Client { child, stdin, messages, waiting, next_id: 0, arrived, answers: true }, go))
    }

    /// Starts and initializes one whose client can do `capabilities`.
    pub fn with(capabilities: Value) -> Client {
        Client::initialized(json!({"processId": null, "rootUri": null, "capabilities": capabilities})).0
    }

    /// The same in a folder.
    pub fn in_folder(capabilities: Value, folder: &Path) -> Client {
        let folders = json!([{"uri": uri(folder), "name": "x"}]);
        Client::initialized(json!({"capabilities": capabilities, "workspaceFolders": folders})).0
    }

    /// The same with all that `initialize` says; and what the server offers.
    pub fn initialized(params: Value) -> (Client, Value) {
        let mut client = Client::start();
        let reply = client.request("initialize", params);
        let offered = reply["result"]["capabilities"].clone();
        assert!(offered.is_object(), "{reply}");
        client.notify("initialized", json!({}));
        (client, offered)
    }

    /// One that can do what most editors can.
    pub fn usual() -> Client {
        Client::with(usual())
    }

    /// Bytes of memory that the server holds, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kb| kb * 1024)
    }

    /// Milliseconds of processor time that the server has used, and how often its threads were woken, where the
    /// system tells.
    pub fn effort(&self) -> Option<(u64, u64)> {
        let process = std::path::PathBuf::from(format!("/proc/{}", self.child.id()));
        let stat = std::fs::read_to_string(process.join("stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let ticks = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
        let woken = |task: std::fs::DirEntry| -> Option<u64> {
            let status = std::fs::read_to_string(task.path().join("status")).ok()?;
            status.lines().find_map(|l| l.strip_prefix("voluntary_ctxt_switches:"))?.trim().parse().ok()
        };
        let tasks = std::fs::read_dir(process.join("task")).ok()?.flatten();
        Some((ticks * 10, tasks.filter_map(woken).sum()))
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("still open");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("the server reads");
    }

    pub fn send(&mut self, message: &Value) {
        self.raw(&frame(message));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    pub fn post(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params}));
        self.next_id
    }

    pub fn reply_to(&mut self, id: i64) -> Value {
        self.wait(&format!("the reply to {id}"), |m| m["id"] == id && m["method"].is_null())
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.post(method, params);
        self.reply_to(id)
    }

    /// The next message that fits, and those before it kept for later.
    pub fn wait(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        self.find(LONG, &fits).unwrap_or_else(|| panic!("no {what}; unasked: {:#?}", self.waiting))
    }

    /// The same, or nothing after `limit`.
    pub fn find(&mut self, limit: Duration, fits: &dyn Fn(&Value) -> bool) -> Option<Value> {
        if let Some(i) = self.waiting.iter().position(|(message, _)| fits(message)) {
            let (message, arrived) = self.waiting.remove(i)?;
            self.arrived = arrived;
            return Some(message);
        }
        let until = Instant::now() + limit;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let (message, arrived) = match self.messages.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            };
            if self.answers && !message["method"].is_null() && !message["id"].is_null() {
                let result = match message["method"].as_str() {
                    Some("workspace/applyEdit") => json!({"applied": true}),
                    Some("workspace/configuration") => {
                        let items = message["params"]["items"].as_array().map_or(1, Vec::len);
                        vec![Value::Null; items].into()
                    }
                    _ => Value::Null,
                };
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
            }
            if fits(&message) {
                self.arrived = arrived;
                return Some(message);
            }
            self.waiting.push_back((message, arrived));
        }
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, "plaintext", 1, text);
    }

    pub fn open_as(&mut self, uri: &str, language: &str, version: i32, text: &str) {
        let item = json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let id = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": id, "contentChanges": changes}));
    }

    /// The diagnostics published for a version of a document, the next ones that come.
    pub fn diagnostics(&mut self, uri: &str, version: impl Into<Option<i32>>) -> Vec<Value> {
        let version = version.into();
        let published = self.wait(&format!("diagnostics of {uri} {version:?}"), |m| {
            let params = &m["params"];
            m["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && version.is_none_or(|v| params["version"] == v)
        });
        published["params"]["diagnostics"].as_array().cloned().expect("a list")
    }

    /// Waits until diagnostics of a version have come, and leaves them to whoever asks.
    pub fn await_diagnostics(&mut self, uri: &str, version: i32) {
        let fits = |m: &Value| {
            m["method"] == "textDocument/publishDiagnostics"
                && m["params"]["uri"] == uri
                && m["params"]["version"] == version
        };
        if self.waiting.iter().any(|(message, _)| fits(message)) {
            return;
        }
        let found = self.wait(&format!("diagnostics of {uri} {version}"), fits);
        self.waiting.push_back((found, self.arrived));
    }

    pub fn actions(&mut self, uri: &str, range: Value, diagnostics: Value) -> Vec<Value> {
        let params =
            json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": diagnostics}});
        let reply = self.request("textDocument/codeAction", params);
        reply["result"].as_array().cloned().unwrap_or_default()
    }

    /// Carries out the command of an action (or the command that it is).
    pub fn take(&mut self, action: &Value) -> Value {
        let command = if action["command"].is_object() { &action["command"] } else { action };
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        self.request("workspace/executeCommand", params)
    }

    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// How the process ended, if it did so in time.
    pub fn status(&mut self, limit: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + limit;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    /// Ends it as a client should.
    pub fn end(mut self) {
        assert!(self.request("shutdown", Value::Null)["error"].is_null());
        self.notify("exit", Value::Null);
        assert_eq!(self.status(LONG).and_then(|s| s.code()), Some(0));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read(stdout: &mut impl BufRead) -> Option<(Value, Instant)> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").expect("nothing but the protocol on stdout");
        if name == "Content-Length" {
            length = value.parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length.expect("a length")];
    stdout.read_exact(&mut body).ok()?;
    // What a client makes of it is no part of the server's time.
    let arrived = Instant::now();
    Some((serde_json::from_slice(&body).expect("JSON"), arrived))
}

/// The usual capabilities and more: each a path in them, and what stands there.
pub fn usual_and(more: &[(&str, Value)]) -> Value {
    let mut capabilities = usual();
    for (path, value) in more {
        let mut at = &mut capabilities;
        for part in path.split('.') {
            at = &mut at[part];
        }
        *at = value.clone();
    }
    capabilities
}

/// Capabilities that most editors have.
pub fn usual() -> Value {
    json!({
        "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}},
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor"]}}, "isPreferredSupport": true},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "publishDiagnostics": {"versionSupport": true, "dataSupport": true},
        },
    })
}

/// The URI of a path, all but letters and digits percent-encoded.
pub fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.to_str().expect("UTF-8").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// Counts of an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    Utf8,
    Utf16,
    Utf32,
}

impl Count {
    pub const ALL: [(Count, &'static str); 3] =
        [(Count::Utf8, "utf-8"), (Count::Utf16, "utf-16"), (Count::Utf32, "utf-32")];

    fn of(self, text: &str) -> usize {
        match self {
            Count::Utf8 => text.len(),
            Count::Utf16 => text.encode_utf16().count(),
            Count::Utf32 => text.chars().count(),
        }
    }

    /// The position of a byte, counted by hand.
    pub fn position(self, text: &str, byte: usize) -> Value {
        let before = &text[..byte];
        let breaks = before.match_indices(['\n', '\r']).filter(|(i, _)| !text[*i..].starts_with("\r\n"));
        let line = breaks.clone().count();
        let start = breaks.clone().next_back().map_or(0, |(i, _)| i + 1);
        json!({"line": line, "character": self.of(&before[start..])})
    }

    /// The range of the `nth` occurrence of `part`.
    pub fn range(self, text: &str, part: &str, nth: usize) -> Value {
        let (start, _) = text.match_indices(part).nth(nth).unwrap_or_else(|| panic!("no {part:?}"));
        json!({"start": self.position(text, start), "end": self.position(text, start + part.len())})
    }
}

/// An empty range at the start of another.
pub fn cursor(range: &Value) -> Value {
    json!({"start": range["start"], "end": range["start"]})
}
