//! The page on which a review is done: a server for one person on this machine, with pages made here and one script.

#![allow(
    clippy::format_push_string,
    reason = "a page is put together once, as reports are; `text += &format!()` reads as it does"
)]

mod alignment;
mod answer;
mod desk;
mod export;
mod guard;
mod sample;
mod view;
mod words;

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    sync::{Arc, mpsc},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tokio::sync::Mutex;

use desk::Desk;
pub use desk::{Named, Wanted};
use guard::Secrets;

use super::{Fault, Result, Store};
use crate::report::Interface;

/// A longer body is refused: no command is, and hardly a log of events.
const LONGEST_BODY: usize = 16 << 20;
/// How often what was written is put into the store itself while nobody works.
const IDLE: Duration = Duration::from_secs(5);
/// How long answers under way may take when the program is to end.
const ENDING: Duration = Duration::from_secs(2);

/// What is reviewed, by whom.
#[derive(Debug)]
pub struct Review {
    /// What was decided.
    pub store: Store,
    /// Who decides.
    pub reviewer: String,
    /// The language in which the page speaks.
    pub interface: Interface,
    /// The documents.
    pub documents: Vec<Named>,
}

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    review: Review,
    secrets: Secrets,
    invitation: String,
}

/// What the handlers share.
struct Room {
    secrets: Secrets,
    /// The token of the address, until it is used.
    invitation: Mutex<Option<String>>,
    desk: Mutex<Desk>,
}

/// The address of a server that is serving the store already, with a token of its own; none if there is none.
///
/// # Errors
///
/// [`Fault::Store`], [`Fault::Random`].
pub fn running(store: &Store) -> Result<Option<String>> {
    let Some(kept) = store.meta("address")? else { return Ok(None) };
    let Some((port, name)) = kept.split_once(' ') else { return Ok(None) };
    let Ok(port) = port.parse() else { return Ok(None) };
    if !is_alive(port, name) {
        return Ok(None);
    }
    let token = guard::secret()?;
    store.invite(&token)?;
    Ok(Some(address(port, &token)))
}

fn address(port: u16, token: &str) -> String {
    format!("http://127.0.0.1:{port}/?token={token}")
}

/// Whether the server that has this name answers on `port`.
fn is_alive(port: u16, name: &str) -> bool {
    use std::io::{Read as _, Write as _};
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(ENDING))?;
        write!(
            stream,
            "GET /alive HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut said = Vec::new();
        stream.take(4096).read_to_end(&mut said)?;
        Ok(String::from_utf8_lossy(&said).ends_with(&format!("\r\n\r\n{name}")))
    };
    ask().unwrap_or(false)
}

impl Server {
    /// Listens on a port of this machine, any that is free if it is 0.
    ///
    /// # Errors
    ///
    /// [`Fault::Port`], [`Fault::Random`], [`Fault::Store`].
    pub fn listen(review: Review, port: u16) -> Result<Self> {
        let taken = |source| Fault::Port { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(taken)?;
        listener.set_nonblocking(true).map_err(taken)?;
        let port = listener.local_addr().map_err(taken)?.port();
        let secrets = Secrets { port, session: guard::secret()?, change: guard::secret()? };
        let invitation = guard::secret()?;
        Ok(Self { listener, review, secrets, invitation })
    }

    /// The address for the browser, which lets one in.
    pub fn address(&self) -> String {
        address(self.secrets.port, &self.invitation)
    }

    /// Answers until the program is interrupted. What is to be checked is asked for through `wants`.
    ///
    /// # Errors
    ///
    /// [`Fault::Server`], [`Fault::Store`].
    pub fn run(self, wants: mpsc::Sender<Wanted>) -> Result<()> {
        let failed = |source| Fault::Server { source };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(failed)?.block_on(self.serve(wants))
    }

    async fn serve(self, wants: mpsc::Sender<Wanted>) -> Result<()> {
        let failed = |source| Fault::Server { source };
        let Review { store, reviewer, interface, documents } = self.review;
        // By this name the server is known again; it opens nothing.
        let name = guard::secret()?;
        store.set_meta("address", &format!("{} {name}", self.secrets.port))?;
        let opened = documents.iter().map(|_| None).collect();
        let desk =
            Desk { store, reviewer, ui: interface, documents, opened, wants, is_fresh: false };
        let invitation = Mutex::new(Some(self.invitation));
        let room = Arc::new(Room { secrets: self.secrets, invitation, desk: Mutex::new(desk) });
        let listener = tokio::net::TcpListener::from_std(self.listener).map_err(failed)?;
        let served = axum::serve(listener, router(Arc::clone(&room), name))
            .with_graceful_shutdown(interrupted());
        let idle = async {
            loop {
                tokio::time::sleep(IDLE).await;
                let mut desk = room.desk.lock().await;
                if std::mem::take(&mut desk.is_fresh) {
                    // What could not be put into the store now is in the log beside it.
                    let _ = desk.store.checkpoint();
                }
            }
        };
        let ended = async {
            interrupted().await;
            tokio::time::sleep(ENDING).await;
        };
        tokio::select! {
            served = served => served.map_err(failed)?,
            () = idle => {}
            () = ended => {}
        }
        let desk = room.desk.lock().await;
        desk.store.set_meta("address", "")?;
        desk.store.checkpoint()
    }
}

/// Waits until the program is asked to end.
async fn interrupted() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

fn router(room: Arc<Room>, name: String) -> Router {
    answer::routes(name)
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&room), guarded))
        .with_state(room)
}

/// The way of every request: refused, or answered, and in any case with the head that every answer has.
async fn guarded(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response {
    let mut response = match allowed(&room, request).await {
        Ok(Passed::On(request)) => next.run(*request).await,
        Ok(Passed::LetIn(response)) => response,
        Err((status, why)) => view::refusal(status, why),
    };
    guard::mark(response.headers_mut());
    response
}

enum Passed {
    On(Box<Request>),
    LetIn(Response),
}

async fn allowed(room: &Room, request: Request) -> std::result::Result<Passed, guard::Refusal> {
    let secrets = &room.secrets;
    secrets.require_own(request.headers())?;
    if request.uri().path() == "/alive" {
        return Ok(Passed::On(Box::new(request)));
    }
    let token = request.uri().query().and_then(|query| query.strip_prefix("token="));
    if request.uri().path() == "/"
        && let Some(token) = token
        && is_invited(room, token).await
    {
        let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response();
        if let Ok(cookie) = HeaderValue::from_str(&secrets.cookie()) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        return Ok(Passed::LetIn(response));
    }
    secrets.require_let_in(request.headers())?;
    if !guard::changes(request.method()) {
        return Ok(Passed::On(Box::new(request)));
    }
    secrets.require_page(request.headers())?;
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, "this is too much at once"));
    };
    Ok(Passed::On(Box::new(Request::from_parts(parts, Body::from(body)))))
}

/// Whether a token lets somebody in; it does so once.
async fn is_invited(room: &Room, token: &str) -> bool {
    let mut invitation = room.invitation.lock().await;
    if invitation.as_deref() == Some(token) {
        *invitation = None;
        return true;
    }
    room.desk.lock().await.store.accepts(token).unwrap_or(false)
}

/// Where the store of a review lies: beside its first document, or in a folder.
pub fn store_path(first: &Path, folder: Option<&Path>) -> std::path::PathBuf {
    let name = first.file_stem().unwrap_or(first.as_os_str());
    let mut file = name.to_owned();
    file.push(".daejo");
    match folder {
        Some(folder) => folder.join(file),
        None if first.is_dir() => first.join(file),
        None => first.with_file_name(file),
    }
}
