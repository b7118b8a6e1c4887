//! Who may ask what of the page: only a browser on this machine that was let in with the token of the address, and
//! changes only from the page itself.
//!
//! Another program on another port of this machine is the same site to a browser, and its posts come with our cookie:
//! a change therefore needs a token in its head besides, and the page's own origin.

use axum::http::{HeaderMap, Method, StatusCode, header};

/// The header that carries the token of changes.
pub(super) const TOKEN: &str = "x-daejo-token";

/// What is secret while a server runs.
#[derive(Debug)]
pub(super) struct Secrets {
    /// The port that it listens to.
    pub(super) port: u16,
    /// What the cookie holds.
    pub(super) session: String,
    /// What comes with every change.
    pub(super) change: String,
}

/// Why a request is refused, in words for whoever made it.
pub(super) type Refusal = (StatusCode, &'static str);

const ELSEWHERE: Refusal =
    (StatusCode::FORBIDDEN, "this page is only for the address that `daejo review` printed");
const STRANGER: Refusal = (
    StatusCode::FORBIDDEN,
    "this browser was not let in: an address of `daejo review` holds for one browser. Type the command again in the \
     same folder, and it prints another address",
);
const FOREIGN: Refusal = (StatusCode::FORBIDDEN, "changes are taken from the page itself alone");

impl Secrets {
    pub(super) fn cookie_name(&self) -> String {
        format!("daejo-{}", self.port)
    }

    /// What lets a browser in from now on.
    pub(super) fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.session)
    }

    /// Refuses what was sent to another name, or from another site.
    pub(super) fn require_own(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let host = text(headers, header::HOST.as_str()).unwrap_or_default();
        if !own.iter().any(|own| own == host) {
            return Err(ELSEWHERE);
        }
        match text(headers, "sec-fetch-site") {
            None | Some("same-origin" | "none") => Ok(()),
            Some(_) => Err(ELSEWHERE),
        }
    }

    /// Refuses a browser that was not let in.
    pub(super) fn require_let_in(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let name = self.cookie_name();
        let cookies =
            headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut own = cookies.flat_map(|value| value.split(';')).filter_map(|cookie| {
            let (key, value) = cookie.trim().split_once('=')?;
            (key == name).then_some(value)
        });
        if own.any(|value| is_same(value, &self.session)) { Ok(()) } else { Err(STRANGER) }
    }

    /// Refuses a change that does not come from the page.
    pub(super) fn require_page(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = text(headers, header::HOST.as_str()).unwrap_or_default();
        let is_origin = text(headers, header::ORIGIN.as_str())
            .and_then(|origin| origin.strip_prefix("http://"))
            .is_some_and(|origin| origin == host);
        let is_token = text(headers, TOKEN).is_some_and(|token| is_same(token, &self.change));
        let is_json = text(headers, header::CONTENT_TYPE.as_str())
            .is_some_and(|kind| kind.split(';').next() == Some("application/json"));
        if is_origin && is_token && is_json { Ok(()) } else { Err(FOREIGN) }
    }
}

/// Whether a request changes something.
pub(super) fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Compares in a time that tells nothing of where two texts differ.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// The head of every answer: nothing is loaded from elsewhere, shown in a frame, or kept by the browser.
pub(super) fn mark(headers: &mut HeaderMap) {
    let all = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in all {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
}

/// Something that nobody guesses: 32 hexadecimal digits.
pub(super) fn secret() -> crate::review::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| crate::review::Fault::Random)?;
    Ok(crate::text::hexadecimal(&bytes))
}
