//! The way out: messages to the client, in the order in which they were sent.
//!
//! Waking another thread takes longer than most messages take to make. So whoever sends writes by himself what
//! the pipe takes at once; the rest waits, without a limit, for a thread that writes on. Nobody else ever waits
//! for the client: one that writes before it reads never blocks us.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

/// Where messages go.
pub trait Output: Write + Send {
    /// Writes as much as goes without waiting for the reader; tells how many bytes that were.
    fn write_now(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        Ok(0)
    }
}

/// What waits to be written.
struct Waiting {
    /// Away while the thread writes, and for good when the reader is gone.
    output: Option<Box<dyn Output>>,
    /// Each with what it is about, where it makes all worthless that was said of that before.
    queue: VecDeque<(Option<u64>, Vec<u8>)>,
    /// Whether there is a thread.
    helped: bool,
    gone: bool,
}

struct Way {
    waiting: Mutex<Waiting>,
    /// Told when there is something to write on, and when all is written.
    changed: Condvar,
}

/// A way out for whole messages.
#[derive(Clone)]
pub struct Sink(Arc<Way>);

impl Sink {
    /// A way out to `output`.
    pub fn to(output: impl Output + 'static) -> Sink {
        let output: Box<dyn Output> = Box::new(output);
        let waiting = Waiting { output: Some(output), queue: VecDeque::new(), helped: false, gone: false };
        Sink(Arc::new(Way { waiting: Mutex::new(waiting), changed: Condvar::new() }))
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends bytes; fails when the client is gone.
    pub fn send(&self, bytes: Vec<u8>) -> io::Result<()> {
        self.send_of(None, bytes)
    }

    /// The same; what waits of the same subject goes unsaid: a client that reads slowly is not told what was true once.
    pub fn send_of(&self, subject: Option<u64>, bytes: Vec<u8>) -> io::Result<()> {
        let mut waiting = self.lock();
        if subject.is_some() {
            waiting.queue.retain(|(of, _)| *of != subject);
        }
        if waiting.gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let mut written = 0;
        let is_next = waiting.queue.is_empty();
        if let Some(output) = waiting.output.as_mut().filter(|_| is_next) {
            match output.write_now(&bytes) {
                Ok(taken) => written = taken,
                Err(error) => {
                    waiting.gone = true;
                    return Err(error);
                }
            }
        }
        if written >= bytes.len() {
            return Ok(());
        }
        let mut rest = bytes;
        rest.drain(..written);
        // What has begun has to be ended.
        waiting.queue.push_back((subject.filter(|_| written == 0), rest));
        if !waiting.helped {
            waiting.helped = true;
            let way = self.clone();
            let helper = std::thread::Builder::new().name("stdout".into()).spawn(move || way.write_on());
            if let Err(error) = helper {
                waiting.gone = true;
                return Err(error);
            }
        }
        self.0.changed.notify_all();
        Ok(())
    }

    /// Writes what waits, for ever.
    fn write_on(&self) {
        let mut waiting = self.lock();
        loop {
            let is_due = !waiting.queue.is_empty();
            let Some(mut output) = waiting.output.take_if(|_| is_due) else {
                waiting = self.0.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let all = std::mem::take(&mut waiting.queue);
            drop(waiting);
            let written =
                all.iter().try_for_each(|(_, bytes)| output.write_all(bytes)).and_then(|()| output.flush());
            waiting = self.lock();
            if written.is_err() {
                // The client is gone; what is left has no reader.
                waiting.queue.clear();
                waiting.gone = true;
                self.0.changed.notify_all();
                return;
            }
            waiting.output = Some(output);
            self.0.changed.notify_all();
        }
    }

    /// Waits until everything was written, but no longer than `limit`.
    pub fn flush(&self, limit: Duration) {
        let until = Instant::now() + limit;
        let mut waiting = self.lock();
        while !waiting.gone && (waiting.output.is_none() || !waiting.queue.is_empty()) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            waiting = self.0.changed.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// A notification as it goes over the wire.
pub fn notification<P: Serialize>(method: &'static str, params: &P) -> Vec<u8> {
    #[derive(Serialize)]
    struct Notification<'p, P> {
        jsonrpc: &'static str,
        method: &'static str,
        params: &'p P,
    }
    framed(|body| serde_json::to_writer(body, &Notification { jsonrpc: "2.0", method, params }))
}

/// What `write` writes, behind the header that tells its length.
pub fn framed<E>(write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> Vec<u8> {
    // Room for the header, which is known when the body is written.
    const ROOM: usize = 40;
    let mut frame = vec![0; ROOM];
    if write(&mut frame).is_err() {
        frame.truncate(ROOM);
    }
    let header = format!("Content-Length: {}\r\n\r\n", frame.len() - ROOM);
    let start = ROOM - header.len();
    frame[start..ROOM].copy_from_slice(header.as_bytes());
    frame.drain(..start);
    frame
}

/// The standard output, to which nobody else writes.
pub struct Stdout {
    #[cfg(target_os = "linux")]
    kind: linux::Kind,
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io;

    use rustix::io::Errno;
    use rustix::net::{SendFlags, send};
    use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};

    /// So much is asked of a pipe that has to take more than it can: what any user may have.
    const WIDE: usize = 1 << 20;

    /// What takes our bytes.
    pub enum Kind {
        /// A pipe that holds so many bytes, and whether we have asked for more.
        Pipe(usize, bool),
        Socket,
        Other,
    }

    /// How many bytes went; none where it has to be tried again.
    fn taken(sent: Result<usize, Errno>) -> io::Result<usize> {
        match sent {
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            sent => Ok(sent?),
        }
    }

    impl Kind {
        pub fn of_stdout() -> Kind {
            let out = io::stdout();
            match fcntl_getpipe_size(&out) {
                Ok(size) => Kind::Pipe(size, false),
                Err(_) if rustix::net::sockopt::socket_type(&out).is_ok() => Kind::Socket,
                Err(_) => Kind::Other,
            }
        }

        pub fn write_now(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let out = io::stdout();
            match self {
                // An empty pipe takes as much as it holds.
                Kind::Pipe(size, asked) => {
                    if rustix::io::ioctl_fionread(&out)? != 0 {
                        return Ok(0);
                    }
                    if bytes.len() > *size && !*asked {
                        *asked = true;
                        *size = fcntl_setpipe_size(&out, WIDE).unwrap_or(*size);
                    }
                    taken(rustix::io::write(&out, &bytes[..bytes.len().min(*size)]))
                }
                Kind::Socket => taken(send(&out, bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL)),
                Kind::Other => Ok(0),
            }
        }
    }
}

impl Stdout {
    /// The process's own.
    pub fn new() -> Stdout {
        Stdout {
            #[cfg(target_os = "linux")]
            kind: linux::Kind::of_stdout(),
        }
    }
}

impl Write for Stdout {
    #[cfg(unix)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The standard library would cut a message in two behind its header.
        Ok(rustix::io::write(io::stdout(), bytes)?)
    }

    #[cfg(not(unix))]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

impl Output for Stdout {
    #[cfg(target_os = "linux")]
    fn write_now(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kind.write_now(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes a few bytes at once.
    struct Narrow(Arc<Mutex<Vec<u8>>>);

    impl Write for Narrow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(7);
            self.0.lock().expect("sound").extend_from_slice(&bytes[..taken]);
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Output for Narrow {
        fn write_now(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.write(&bytes[..bytes.len().min(3)])
        }
    }

    #[test]
    fn everything_goes_out_in_order() {
        let seen = Arc::default();
        let sink = Sink::to(Narrow(Arc::clone(&seen)));
        let mut wanted = String::new();
        for n in 0..300 {
            let message = format!("message {n}, ");
            wanted.push_str(&message);
            sink.send(message.into_bytes()).expect("somebody reads");
        }
        sink.flush(Duration::from_secs(60));
        assert_eq!(String::from_utf8_lossy(&seen.lock().expect("sound")), wanted);
    }

    #[test]
    fn what_waits_gives_way_to_what_is_newer() {
        let stopped = Sink::to(Narrow(Arc::default()));
        let sent =
            |subject, text: &str| stopped.send_of(subject, text.as_bytes().to_vec()).expect("somebody reads");
        // Nobody writes on.
        stopped.lock().helped = true;
        for (subject, text) in
            [(Some(1), "abcdef"), (Some(1), "one"), (Some(2), "two"), (None, "x"), (Some(1), "new")]
        {
            sent(subject, text);
        }
        let waiting = stopped.lock();
        let left: Vec<_> = waiting.queue.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
        // Of the first, a part was written already.
        assert_eq!(left, ["def", "two", "x", "new"]);
    }

    #[test]
    fn a_header_tells_the_length() {
        let frame = notification("x", &[1, 2]);
        let text = String::from_utf8(frame).expect("UTF-8");
        let (header, body) = text.split_once("\r\n\r\n").expect("a header");
        assert_eq!(body, r#"{"jsonrpc":"2.0","method":"x","params":[1,2]}"#);
        assert_eq!(header.strip_prefix("Content-Length: ").and_then(|n| n.parse().ok()), Some(body.len()));
    }
}
