//! How long an editor waits: `cargo bench --bench latency`. Beside the language server, whatever peer is
//! installed (`ruff` from PyPI, `typos-lsp` from crates.io) with a text of its own kind and the same size.
//!
//! `GANNHAN_SIZES="8192 1000000"` measures these sizes only, `GANNHAN_EDITS=50` fewer edits.

#[path = "../tests/lsp/client.rs"]
#[allow(dead_code)]
mod client;

use std::process::Command;
use std::time::{Duration, Instant};

use client::{Client, usual_and};
use serde_json::{Value, json};

/// A server and the kind of text that it has something to say about.
struct Peer {
    name: &'static str,
    command: &'static [&'static str],
    language: &'static str,
    ending: &'static str,
    /// A text is many of these; `#` is a running number.
    lines: &'static str,
    /// What is typed and erased again, letter by letter.
    typed: &'static str,
    /// Whether it is asked for hovers and hints.
    asks: bool,
}

const PEERS: [Peer; 3] = [
    Peer {
        name: "gannhan",
        command: &[env!("CARGO_BIN_EXE_gannhan"), "lsp"],
        language: "plaintext",
        ending: "txt",
        lines: "Sáng #/8, đoàn công tác do ông Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, dẫn đầu đã làm việc với UBND thành phố Cần \
                Thơ về tuyến đường nối hai địa phương.\nTheo báo cáo, dự án số # cần khoảng 1.250 tỷ đồng, trong đó \
                ngân sách trung ương bố trí 800 tỷ đồng; phần còn lại do các địa phương tự cân đối trong giai đoạn tới.\n\n",
        typed: "Bà Trần Thị Mẫu, Chủ tịch UBND huyện Phong Điền, nói huyện sẽ cấp thêm 3 tỷ đồng. ",
        asks: true,
    },
    Peer {
        name: "ruff",
        command: &["ruff", "server"],
        language: "python",
        ending: "py",
        lines: "import os, sys\n\n\ndef f#(a, b):\n    l = [x for x in a if x == None]\n    return l + [b, # , 1]\n\n\n",
        typed: "total = sum(total, 1)  # and the rest",
        asks: false,
    },
    Peer {
        name: "typos-lsp",
        command: &["typos-lsp"],
        language: "plaintext",
        ending: "txt",
        lines: "The committe met on day # to discus the budget, and recieved the report of the delegation from the north.\n",
        typed: "The delegation wil meet the committe of the district again next week. ",
        asks: false,
    },
];

impl Peer {
    fn start(&self) -> Option<Client> {
        let (program, arguments) = self.command.split_first()?;
        Client::spawn(Command::new(program).args(arguments).stderr(std::process::Stdio::null())).ok()
    }

    fn initialized(&self) -> Option<Client> {
        let mut client = self.start()?;
        client.request("initialize", parameters());
        client.notify("initialized", json!({}));
        Some(client)
    }

    /// A text of at least so many bytes.
    fn text(&self, size: usize) -> String {
        let mut text = String::with_capacity(size + self.lines.len());
        for n in 1.. {
            if text.len() >= size {
                break;
            }
            text.push_str(&self.lines.replace('#', &n.to_string()));
        }
        text
    }
}

fn parameters() -> Value {
    let capabilities =
        usual_and(&[("textDocument.inlayHint", json!({})), ("textDocument.synchronization", json!({}))]);
    json!({"processId": null, "rootUri": null, "capabilities": capabilities})
}

/// The middle and the slow end of what was measured, in milliseconds.
fn spread(mut all: Vec<Duration>) -> String {
    all.sort_unstable();
    let at = |part: f64| all[((all.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    format!("{:.2} / {:.2}", at(0.5), at(0.99))
}

/// Diagnostics of a version; some servers name none.
fn diagnosed(client: &mut Client, uri: &str, version: i32) {
    client.wait("diagnostics", |m| {
        let params = &m["params"];
        m["method"] == "textDocument/publishDiagnostics"
            && params["uri"] == uri
            && (params["version"] == version || params["version"].is_null())
    });
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// The edits that type a text at the head of a line, letter by letter, and erase it again.
fn strokes(typed: &str, line: usize) -> Vec<Value> {
    let at = |character: usize| json!({"line": line, "character": character});
    let letters: Vec<char> = typed.chars().collect();
    let change =
        |from, to, text: String| json!([{"range": {"start": at(from), "end": at(to)}, "text": text}]);
    let typing = letters.iter().enumerate().map(|(i, c)| change(i, i, c.to_string()));
    let erasing = (0..letters.len()).rev().map(|i| change(i, i + 1, String::new()));
    typing.chain(erasing).collect()
}

/// What it costs to be left alone.
fn rest(peer: &Peer, folder: &std::path::Path) -> Option<String> {
    let text = peer.text(8 * 1024);
    let uri = client::uri(&folder.join(format!("rest.{}", peer.ending)));
    let mut client = peer.initialized()?;
    client.open_as(&uri, peer.language, 1, &text);
    diagnosed(&mut client, &uri, 1);
    std::thread::sleep(Duration::from_secs(2));
    let (before, after) = (client.effort()?, {
        std::thread::sleep(Duration::from_secs(10));
        client.effort()?
    });
    Some(format!("{} ms of processor time, woken {} times", after.0 - before.0, after.1 - before.1))
}

fn measure(peer: &Peer, size: usize, folder: &std::path::Path) {
    let text = peer.text(size);
    let path = folder.join(format!("{size}.{}", peer.ending));
    std::fs::write(&path, &text).expect("written");
    let uri = client::uri(&path);
    let Some(mut client) = peer.initialized() else { return };
    let start = Instant::now();
    client.open_as(&uri, peer.language, 1, &text);
    diagnosed(&mut client, &uri, 1);
    let opened = client.arrived - start;
    let memory = client.memory();
    let edits = number("GANNHAN_EDITS", 300);
    // The first line of a paragraph in the middle.
    let line = text[..text.len() / 2].matches('\n').count() / 3 * 3;
    let mut version = 1;
    let (mut keys, mut sentence) = (Vec::new(), Vec::new());
    let (mut hovers, mut hints) = (Vec::new(), Vec::new());
    // One letter that makes no name, and a sentence full of them.
    let letter = strokes("a", line).into_iter().cycle().take(edits).map(|s| (s, true));
    let mut strokes = strokes(peer.typed, line).into_iter().cycle();
    for (stroke, plain) in letter.chain(strokes.by_ref().take(edits).map(|s| (s, false))) {
        version += 1;
        let start = Instant::now();
        client.change(&uri, version, stroke);
        diagnosed(&mut client, &uri, version);
        let times = if plain { &mut keys } else { &mut sentence };
        times.push(client.arrived - start);
        if peer.asks {
            let position = json!({"line": line + 1, "character": 40});
            let start = Instant::now();
            client.request("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": position}));
            hovers.push(client.arrived - start);
            let seen =
                json!({"start": {"line": line, "character": 0}, "end": {"line": line + 60, "character": 0}});
            let start = Instant::now();
            client.request("textDocument/inlayHint", json!({"textDocument": {"uri": uri}, "range": seen}));
            hints.push(client.arrived - start);
        }
    }
    let start = Instant::now();
    for stroke in strokes.by_ref().take(200) {
        version += 1;
        client.change(&uri, version, stroke);
    }
    // A server that names no versions may speak of an earlier one: then this is the first answer.
    diagnosed(&mut client, &uri, version);
    let burst = client.arrived - start;
    // Where that takes no minutes: what is left in memory after very many edits.
    if peer.asks && size <= 1 << 20 {
        for stroke in strokes.take(10_000 - 200 - edits.min(9_000)) {
            version += 1;
            client.change(&uri, version, stroke);
        }
        diagnosed(&mut client, &uri, version);
    }
    let asked =
        if peer.asks { format!("{} | {}", spread(hovers), spread(hints)) } else { "– | –".into() };
    let mb = |bytes: Option<u64>| bytes.map_or("–".into(), |b| format!("{:.1}", b as f64 / 1e6));
    println!(
        "| {} | {size} | {} | {} | {asked} | {:.2} | {:.2} | {} → {} |",
        peer.name,
        spread(keys),
        spread(sentence),
        opened.as_secs_f64() * 1e3,
        burst.as_secs_f64() * 1e3,
        mb(memory),
        mb(client.memory()),
    );
}

fn main() {
    // `cargo test --benches` asks whether it runs, not how fast.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let sizes: Vec<usize> = match std::env::var("GANNHAN_SIZES") {
        Ok(sizes) => sizes.split_whitespace().filter_map(|s| s.parse().ok()).collect(),
        Err(_) => vec![8 * 1024, 1_000_000, 10_000_000],
    };
    println!("milliseconds, p50 / p99\n\nstart → initialize reply");
    let mut there = Vec::new();
    for peer in &PEERS {
        let mut starts = Vec::new();
        for _ in 0..20 {
            let start = Instant::now();
            let Some(mut client) = peer.start() else { break };
            client.request("initialize", parameters());
            starts.push(client.arrived - start);
        }
        if starts.is_empty() {
            println!("{}: not installed", peer.name);
        } else {
            println!("{}: {}", peer.name, spread(starts));
            there.push(peer);
        }
    }
    println!("\nleft alone for 10 s with 8 KB open");
    for peer in &there {
        println!("{}: {}", peer.name, rest(peer, folder.path()).unwrap_or_else(|| "–".into()));
    }
    println!(
        "\n| server | bytes | a letter → diagnostics | a letter of a sentence with names → diagnostics | hover | hints of 60 lines | open → diagnostics | 200 keys → last | memory after open → after 10,000 keys, MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for size in sizes {
        for peer in &there {
            measure(peer, size, folder.path());
        }
    }
}
