//! The way in: frames from stdin, on a thread of its own.
//!
//! The protocol library stops reading at the first malformed message. So frames are checked here: what is no
//! message is answered here with an error, and only well-formed messages reach the library. An edit that comes
//! when everything before it was taken in goes past it ([`Early`]): it would be parsed three times on its way.

use std::io::{self, BufRead, Read};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{mpsc, watch};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_service::Service;

use super::outlet::{Sink, framed};
use super::uri;

/// Longest message taken in, in bytes.
const LONGEST: usize = 1 << 30;
/// So many bytes at most are set aside for a message before it has come.
const ROOM: usize = 1 << 16;
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

/// The reading end, as the library wants it.
pub struct Inlet {
    frames: mpsc::UnboundedReceiver<Vec<u8>>,
    rest: io::Cursor<Vec<u8>>,
    /// Frames that were read and that the library has not come back from.
    pending: Arc<AtomicUsize>,
}

/// The writing end, as the library wants it. Never full.
pub struct Outlet {
    out: Sink,
    gate: Arc<Gate>,
}

/// Takes a message in without the library, where it can; the flag tells whether more has come already.
pub type Early = Box<dyn Fn(&[u8], bool) -> bool + Send>;

/// The service with each message begun when it comes: what it changes is changed, and what it asks for is known,
/// before the next one is looked at.
pub struct Prompt<S> {
    service: S,
    /// Messages that were read and have not begun.
    ahead: Arc<AtomicUsize>,
}

/// The answer to a message that was begun.
pub enum Begun<F: Future> {
    Done(Option<F::Output>),
    Under(F),
}

impl<F: Future + Unpin> Future for Begun<F>
where
    F::Output: Unpin,
{
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        match &mut *self {
            Begun::Done(answer) => answer.take().map_or(Poll::Pending, Poll::Ready),
            Begun::Under(future) => Pin::new(future).poll(cx),
        }
    }
}

impl<S: Service<Request>> Service<Request> for Prompt<S>
where
    S::Future: Unpin,
    <S::Future as Future>::Output: Unpin,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Begun<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let mut future = self.service.call(request);
        // Whoever polls it next wakes for it.
        let first = Pin::new(&mut future).poll(&mut Context::from_waker(Waker::noop()));
        self.ahead.fetch_sub(1, Ordering::SeqCst);
        match first {
            Poll::Ready(answer) => Begun::Done(Some(answer)),
            Poll::Pending => Begun::Under(future),
        }
    }
}

/// Starts to read. `idle` is asked at the end of the input until it holds (a second at most), so that what was
/// piped in gets its answers before the server ends. Gives both ends for the library, what makes its service
/// prompt, and what turns true when `exit` came or stdin ended.
pub fn open<I, S>(
    input: I,
    out: &Sink,
    (early, idle): (Early, impl Fn() -> bool + Send + 'static),
    service: S,
) -> io::Result<(Inlet, Outlet, Prompt<S>, watch::Receiver<bool>)>
where
    I: Read + Ahead + Send + 'static,
{
    let (frames_in, frames) = mpsc::unbounded_channel();
    let (end, ended) = watch::channel(false);
    let gate = Arc::new(Gate::default());
    let (pending, ahead) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let reader = Reader {
        frames: frames_in,
        out: out.clone(),
        gate: gate.clone(),
        pending: pending.clone(),
        ahead: ahead.clone(),
        early,
    };
    let runtime = tokio::runtime::Handle::current();
    std::thread::Builder::new().name("stdin".into()).spawn(move || {
        let _within = runtime.enter();
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
    let inlet = Inlet { frames, rest: io::Cursor::default(), pending };
    Ok((inlet, Outlet { out: out.clone(), gate }, Prompt { service, ahead }, ended))
}

/// An input that can tell whether more has come.
pub trait Ahead {
    /// Whether reading would not wait, as far as that can be told.
    fn has_more(&self) -> bool;
}

impl Ahead for io::Stdin {
    #[cfg(unix)]
    fn has_more(&self) -> bool {
        rustix::io::ioctl_fionread(self).is_ok_and(|bytes| bytes > 0)
    }

    #[cfg(not(unix))]
    fn has_more(&self) -> bool {
        false
    }
}

struct Reader {
    frames: mpsc::UnboundedSender<Vec<u8>>,
    out: Sink,
    gate: Arc<Gate>,
    pending: Arc<AtomicUsize>,
    ahead: Arc<AtomicUsize>,
    early: Early,
}

impl Reader {
    /// Reads until `exit` (then true) or the end of the input.
    fn read<I: Read + Ahead>(&self, mut input: io::BufReader<I>) -> bool {
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
            if self.ahead.load(Ordering::SeqCst) == 0 {
                let more = !input.buffer().is_empty() || input.get_ref().has_more();
                if (self.early)(&body, more) {
                    continue;
                }
            }
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
            // An answer to us changes nothing.
            self.ahead.fetch_add(usize::from(!method.is_empty()), Ordering::SeqCst);
            if self.frames.send(frame).is_err() || method == "exit" {
                return method == "exit";
            }
        }
    }

    fn refuse(&self, refusal: &Response) {
        tracing::warn!(error = ?refusal.error(), "malformed message");
        // Who is gone wants no answer.
        let _ = self.out.send(framed(|body| serde_json::to_writer(body, refusal)));
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
            // The library would leave it unanswered.
            if let (true, Some(id)) = (method.starts_with("$/"), request.id()) {
                return refuse(id.clone(), Error::method_not_found());
            }
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
                    // Room for all of it at once, unless it says more than most messages do.
                    let mut body = Vec::with_capacity(length.min(ROOM));
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
        let sent = self.out.send(bytes.to_vec());
        self.gate.set(false);
        Poll::Ready(sent.map(|()| bytes.len()))
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
        let unknown = br#"{"jsonrpc":"2.0","id":1,"method":"$/nope"}"#;
        assert_eq!(code(unknown), Err((Id::Number(1), -32601)));
        assert_eq!(code(br#"{"jsonrpc":"2.0","method":"$/nope"}"#), Ok("$/nope".into()));
        assert_eq!(code(b"{"), Err((Id::Null, -32700)));
        assert_eq!(code(b"[]"), Err((Id::Null, -32600)));
        assert_eq!(code(br#"{"jsonrpc":"1.0","id":7,"method":"x"}"#), Err((Id::Number(7), -32600)));
        assert_eq!(code("[".repeat(100_000).as_bytes()), Err((Id::Null, -32700)));
        assert_eq!(code(b"\"\xff\""), Err((Id::Null, -32700)));
    }
}
