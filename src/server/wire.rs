//! The pipe: frames in from stdin, bytes out to stdout, each on a thread of its own.
//!
//! The protocol library stops reading at the first malformed message, and stops everything when
//! stdout is full. So frames are checked here: what is no message is answered here with an error, and
//! only well-formed messages reach the library; and what it writes is buffered without a limit, so
//! that a client that writes before it reads never blocks against us.

use std::io::{self, BufRead, Read, Write};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc as blocking;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{mpsc, watch};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use super::uri;

/// Longest message taken in, in bytes.
const LONGEST: usize = 1 << 30;
/// Longest header line that is looked at, in bytes.
const LONGEST_HEADER: u64 = 8 * 1024;

/// What came through the pipe.
enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// A header that tells no length; the reader stands behind it.
    BadHeader,
    /// The pipe is closed.
    End,
}

/// Lets messages behind `initialize` wait until something was answered: the library would drop them.
#[derive(Default)]
struct Gate {
    closed: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn set(&self, closed: bool) {
        *self.closed.lock().unwrap_or_else(PoisonError::into_inner) = closed;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        while *closed {
            closed = self.opened.wait(closed).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// What is to be written.
enum Out {
    Bytes(Vec<u8>),
    /// A message that is put into words when its turn comes.
    Message(Box<dyn FnOnce() -> Vec<u8> + Send>),
    /// Answered when everything before it was written.
    Flush(blocking::SyncSender<()>),
}

/// The reading end, as the library wants it.
pub struct Inlet {
    frames: mpsc::UnboundedReceiver<Vec<u8>>,
    rest: io::Cursor<Vec<u8>>,
    /// Frames that were read and that the library has not come back from.
    pending: Arc<AtomicUsize>,
}

/// The writing end, as the library wants it. Never full.
pub struct Outlet {
    out: blocking::Sender<Out>,
    gate: Arc<Gate>,
}

/// What `run` keeps of the pipe.
pub struct Pipe {
    out: blocking::Sender<Out>,
    /// Turns true when `exit` came or stdin ended.
    pub ended: watch::Receiver<bool>,
}

/// A way out past the library, for notifications that are large: it would make a tree of each before it writes it.
#[derive(Clone)]
pub struct Sink(blocking::Sender<Out>);

impl Sink {
    /// Sends a notification; `guard` is dropped when it goes out, or never can.
    pub fn notify<P>(&self, method: &'static str, params: P, guard: impl Send + 'static)
    where
        P: Serialize + Send + 'static,
    {
        let message = move || {
            let body = serde_json::to_vec(&json_rpc(method, &params)).unwrap_or_default();
            let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
            frame.extend_from_slice(&body);
            drop(guard);
            frame
        };
        // The other end lives as long as the program.
        let _ = self.0.send(Out::Message(Box::new(message)));
    }
}

fn json_rpc<P: Serialize>(method: &'static str, params: &P) -> impl Serialize {
    #[derive(Serialize)]
    struct Notification<'p, P> {
        jsonrpc: &'static str,
        method: &'static str,
        params: &'p P,
    }
    Notification { jsonrpc: "2.0", method, params }
}

impl Pipe {
    /// A way out for whole messages.
    pub fn sink(&self) -> Sink {
        Sink(self.out.clone())
    }

    /// Waits until everything was written, but no longer than `limit`.
    pub fn flush(&self, limit: Duration) {
        let (done, written) = blocking::sync_channel(1);
        if self.out.send(Out::Flush(done)).is_ok() {
            let _ = written.recv_timeout(limit);
        }
    }
}

/// Starts both threads. `idle` is asked at the end of the input until it holds (a second at most), so
/// that what was piped in gets its answers before the server ends.
pub fn open<I, O>(
    input: I,
    output: O,
    idle: impl Fn() -> bool + Send + 'static,
) -> io::Result<(Inlet, Outlet, Pipe)>
where
    I: Read + Send + 'static,
    O: Write + Send + 'static,
{
    let (frames_in, frames) = mpsc::unbounded_channel();
    let (out, writes) = blocking::channel();
    let (end, ended) = watch::channel(false);
    let gate = Arc::new(Gate::default());
    let pending = Arc::new(AtomicUsize::new(0));
    let reader = Reader { frames: frames_in, out: out.clone(), gate: gate.clone(), pending: pending.clone() };
    std::thread::Builder::new().name("stdin".into()).spawn(move || {
        let exit = reader.read(io::BufReader::with_capacity(1 << 16, input));
        if !exit {
            let mut quiet = 0;
            for _ in 0..200 {
                std::thread::sleep(Duration::from_millis(5));
                // Between a message and the work that it makes there is a moment of apparent rest.
                quiet = if reader.pending.load(Ordering::SeqCst) == 0 && idle() { quiet + 1 } else { 0 };
                if quiet == 4 {
                    break;
                }
            }
        }
        drop(reader);
        let _ = end.send(true);
    })?;
    std::thread::Builder::new().name("stdout".into()).spawn(move || write(output, &writes))?;
    let inlet = Inlet { frames, rest: io::Cursor::default(), pending };
    Ok((inlet, Outlet { out: out.clone(), gate }, Pipe { out, ended }))
}

fn write(mut output: impl Write, writes: &blocking::Receiver<Out>) {
    while let Ok(out) = writes.recv() {
        let bytes = match out {
            Out::Bytes(bytes) => bytes,
            Out::Message(message) => message(),
            Out::Flush(done) => {
                let _ = done.send(());
                continue;
            }
        };
        // The client is gone; what is left has no reader.
        if output.write_all(&bytes).and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}

struct Reader {
    frames: mpsc::UnboundedSender<Vec<u8>>,
    out: blocking::Sender<Out>,
    gate: Arc<Gate>,
    pending: Arc<AtomicUsize>,
}

impl Reader {
    /// Reads until `exit` (then true) or the end of the input.
    fn read(&self, mut input: impl BufRead) -> bool {
        loop {
            let body = match next_frame(&mut input) {
                Ok(Frame::Body(body)) => body,
                Ok(Frame::BadHeader) => {
                    self.refuse(&Response::from_error(Id::Null, Error::parse_error()));
                    continue;
                }
                Ok(Frame::End) => return false,
                Err(error) => {
                    tracing::error!(%error, "stdin");
                    return false;
                }
            };
            let Message { method, body } = match check(body) {
                Ok(message) => message,
                Err(refusal) => {
                    self.refuse(&refusal);
                    continue;
                }
            };
            self.gate.pass();
            if method == "initialize" {
                self.gate.set(true);
            }
            let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
            frame.extend_from_slice(&body);
            self.pending.fetch_add(1, Ordering::SeqCst);
            if self.frames.send(frame).is_err() || method == "exit" {
                return method == "exit";
            }
        }
    }

    fn refuse(&self, refusal: &Response) {
        tracing::warn!(error = ?refusal.error(), "malformed message");
        if let Ok(body) = serde_json::to_string(refusal) {
            let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
            let _ = self.out.send(Out::Bytes(frame.into_bytes()));
        }
    }
}

/// A message that the library will take.
#[derive(Debug, PartialEq)]
struct Message {
    method: String,
    body: Vec<u8>,
}

/// The message of a body; else what to answer.
fn check(body: Vec<u8>) -> Result<Message, Box<Response>> {
    let refuse = |id, error| Err(Box::new(Response::from_error(id, error)));
    let Ok(text) = std::str::from_utf8(&body) else { return refuse(Id::Null, Error::parse_error()) };
    // An answer to us passes as well: all that it lacks is a method.
    let error = match serde_json::from_str::<Request>(text) {
        Ok(request) => {
            let method = request.method().to_string();
            return Ok(Message { method, body: uri::repair_in(&request).unwrap_or(body) });
        }
        Err(error) => error.to_string(),
    };
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            let id = value.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
            let invalid = Error { code: ErrorCode::InvalidRequest, message: error.into(), data: None };
            refuse(id.unwrap_or(Id::Null), invalid)
        }
        Err(_) => refuse(Id::Null, Error::parse_error()),
    }
}

/// Reads one frame. Lines before the headers that are no header are skipped.
fn next_frame(input: &mut impl BufRead) -> io::Result<Frame> {
    let mut length: Option<usize> = None;
    let mut seen = false;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(Frame::End);
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            match length {
                Some(length) if length <= LONGEST => {
                    let mut body = Vec::new();
                    let read = input.by_ref().take(length as u64).read_to_end(&mut body)?;
                    return Ok(if read < length { Frame::End } else { Frame::Body(body) });
                }
                _ if seen => return Ok(Frame::BadHeader),
                _ => continue,
            }
        }
        seen = true;
        let header = String::from_utf8_lossy(line);
        // Garbage may stand before the name on the same line: a body that was longer than its length said.
        let name = "content-length:";
        if let Some(at) = header.to_ascii_lowercase().rfind(name) {
            length = header[at + name.len()..].trim().parse().ok();
        }
    }
}

impl AsyncRead for Inlet {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let at = self.rest.position() as usize;
        if at >= self.rest.get_ref().len() {
            if !self.rest.get_ref().is_empty() {
                self.rest = io::Cursor::default();
                self.pending.fetch_sub(1, Ordering::SeqCst);
            }
            match self.frames.poll_recv(cx) {
                Poll::Pending => return Poll::Pending,
                // Nothing in the buffer: the end.
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Ready(Some(frame)) => self.rest = io::Cursor::new(frame),
            }
        }
        let at = self.rest.position() as usize;
        let part = self.rest.get_ref().get(at..).unwrap_or_default();
        let taken = part.len().min(buf.remaining());
        buf.put_slice(&part[..taken]);
        self.rest.set_position((at + taken) as u64);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Outlet {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let sent = self.out.send(Out::Bytes(bytes.to_vec()));
        self.gate.set(false);
        Poll::Ready(sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(mut input: &[u8]) -> Vec<Option<String>> {
        let mut out = Vec::new();
        loop {
            match next_frame(&mut input) {
                Ok(Frame::Body(body)) => out.push(Some(String::from_utf8(body).expect("UTF-8"))),
                Ok(Frame::BadHeader) => out.push(None),
                Ok(Frame::End) => return out,
                Err(error) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn frames_are_found_again_behind_garbage() {
        let good = "Content-Length: 2\r\n\r\n{}";
        let some = |s: &str| Some(s.to_string());
        assert_eq!(bodies(good.repeat(2).as_bytes()), [some("{}"), some("{}")]);
        assert_eq!(
            bodies(
                format!("content-length:3\r\nContent-Type: x; charset=utf-8\r\nX: y\r\n\r\n[] {good}")
                    .as_bytes()
            ),
            [some("[] "), some("{}")]
        );
        assert_eq!(bodies(format!("garbage\r\n\r\n{good}").as_bytes()), [None, some("{}")]);
        assert_eq!(bodies(format!("Content-Length: x\r\n\r\n{good}").as_bytes()), [None, some("{}")]);
        assert_eq!(bodies(format!("garbage{good}").as_bytes()), [some("{}")]);
        assert_eq!(bodies(b"Content-Length: 99\r\n\r\n{}"), []);
        assert_eq!(bodies(b"Content-Length: 99999999999999\r\n\r\n"), [None]);
    }

    #[test]
    fn what_is_no_message_is_refused() {
        let code = |body: &[u8]| match check(body.into()) {
            Ok(message) => Ok(message.method),
            Err(refusal) => Err((refusal.id().clone(), refusal.error().map_or(0, |e| e.code.code()))),
        };
        assert_eq!(code(br#"{"jsonrpc":"2.0","method":"exit"}"#), Ok("exit".into()));
        assert_eq!(code(br#"{"jsonrpc":"2.0","id":1,"result":null}"#), Ok(String::new()));
        assert_eq!(code(b"{"), Err((Id::Null, -32700)));
        assert_eq!(code(b"[]"), Err((Id::Null, -32600)));
        assert_eq!(code(br#"{"jsonrpc":"1.0","id":7,"method":"x"}"#), Err((Id::Number(7), -32600)));
        assert_eq!(code("[".repeat(100_000).as_bytes()), Err((Id::Null, -32700)));
        assert_eq!(code(b"\"\xff\""), Err((Id::Null, -32700)));
    }
}
