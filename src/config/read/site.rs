//! `site:` of the workspace: addresses, which are checked for being some.

use crate::base::code;
use crate::config::schema::Site;
use crate::config::yaml::Node;

/// `site:` of the workspace.
pub fn site(own: Option<Node<'_>>) -> Site {
    let Some(node) = own.filter(|node| !node.is_null()) else { return Site::default() };
    let map = node.map(Vec::new());
    let checked = |key: &str, read: fn(&str) -> Option<String>, expected: &str, hint: &str| {
        let text = map.get(key).and_then(|n| Some((n.text()?, n)));
        let Some((text, at)) = text.filter(|(text, _)| !text.is_empty()) else { return String::new() };
        read(&text).unwrap_or_else(|| {
            at.problem(code::C170, format!("`{key}`: found `{text}`, expected {expected}"), hint);
            String::new()
        })
    };
    let site = Site {
        address: checked(
            "address",
            folder,
            "the address of a folder on the web",
            "write it whole, such as https://example.org/reports/",
        ),
        licence: checked(
            "licence",
            web,
            "the address of a licence",
            "write it whole, such as https://creativecommons.org/licenses/by/4.0/",
        ),
        contact: checked(
            "contact",
            contact,
            "an address for mail or on the web",
            "write data@example.org, or https://example.org/contact",
        ),
    };
    map.finish();
    site
}

/// An address on the web.
fn web(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let plain = name.chars().all(|c| c.is_alphanumeric() || "-.".contains(c));
    let is_host = !name.is_empty() && plain && !name.starts_with(['.', '-']);
    let refused = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    (is_host && !rest.contains(refused)).then(|| text.to_owned())
}

/// An address of a folder, with its slash.
fn folder(text: &str) -> Option<String> {
    let address = web(text).filter(|address| !address.contains(['?', '#']))?;
    Some(format!("{}/", address.trim_end_matches('/')))
}

/// An address for questions.
fn contact(text: &str) -> Option<String> {
    let mail = text.strip_prefix("mailto:").unwrap_or(text);
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_+@".contains(c);
    let is_mail = mail.split_once('@').is_some_and(|(name, host)| {
        let (starts, ends) = (!host.starts_with('.'), !host.ends_with('.'));
        !name.is_empty() && host.contains('.') && starts && ends && !host.contains('@')
    });
    if is_mail && mail.chars().all(plain) { Some(format!("mailto:{mail}")) } else { web(text) }
}

#[cfg(test)]
mod tests {
    use super::{contact, folder, web};

    #[test]
    fn addresses_are_taken_and_what_is_none_is_not() {
        assert_eq!(folder("https://example.org").as_deref(), Some("https://example.org/"));
        assert_eq!(folder("http://localhost:8000/a//").as_deref(), Some("http://localhost:8000/a/"));
        for wrong in
            ["example.org", "ftp://a.be", "https://", "https://a b.be", "https://a.be/?q", "https://a.be/\"x"]
        {
            assert_eq!(folder(wrong), None, "{wrong}");
        }
        assert!(web("https://data.vlaanderen.be/id/licentie?v=1#a").is_some());
        assert_eq!(contact("data@example.org").as_deref(), Some("mailto:data@example.org"));
        assert_eq!(contact("mailto:data@example.org").as_deref(), Some("mailto:data@example.org"));
        assert_eq!(contact("https://example.org/vragen").as_deref(), Some("https://example.org/vragen"));
        for wrong in ["data", "data@", "@example.org", "a@b@c.be", "a b@c.be", "a@b."] {
            assert_eq!(contact(wrong), None, "{wrong}");
        }
    }
}
